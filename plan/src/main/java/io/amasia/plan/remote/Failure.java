package io.amasia.plan.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.plan.travel.Document;
import java.io.PrintWriter;
import java.io.StringWriter;

/// An error as data, so that its kind and words survive the way from another process.
///
/// @param kind which of [AmasiaException] it is; [Kind#BUG] for anything else
/// @param message its words
/// @param trace where it came from, with its causes, for developers
public record Failure(Kind kind, String message, String trace) {
  /// The kinds of errors.
  public enum Kind {
    USAGE,
    LABEL,
    ALIGNMENT,
    FORMAT,
    UNSUPPORTED,
    MEMORY_LIMIT,
    CONFLICT,
    TASK_FAILED,
    CANCELLED,
    BUG
  }

  /// `error` as data.
  public static Failure of(Throwable error) {
    var trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    String own = error instanceof AmasiaException ? error.getMessage() : null;
    return new Failure(kind(error), own == null ? error.toString() : own, trace.toString());
  }

  private static Kind kind(Throwable error) {
    return switch (error) {
      case AmasiaException known ->
          switch (known) {
            case AmasiaException.Usage _ -> Kind.USAGE;
            case AmasiaException.Label _ -> Kind.LABEL;
            case AmasiaException.Alignment _ -> Kind.ALIGNMENT;
            case AmasiaException.Format _ -> Kind.FORMAT;
            case AmasiaException.Unsupported _ -> Kind.UNSUPPORTED;
            case AmasiaException.MemoryLimit _ -> Kind.MEMORY_LIMIT;
            case AmasiaException.Conflict _ -> Kind.CONFLICT;
            case AmasiaException.TaskFailed _ -> Kind.TASK_FAILED;
            case AmasiaException.Cancelled _ -> Kind.CANCELLED;
          };
      case OutOfMemoryError _ -> Kind.MEMORY_LIMIT;
      default -> Kind.BUG;
    };
  }

  /// Whether the same work may well succeed in a second attempt: a read that failed, a worker that
  /// was stopped. What the user asked for wrongly stays wrong.
  public boolean isWorthAnotherTry() {
    return switch (kind) {
      case FORMAT, TASK_FAILED, CANCELLED, BUG -> true;
      case USAGE, LABEL, ALIGNMENT, UNSUPPORTED, MEMORY_LIMIT, CONFLICT -> false;
    };
  }

  /// The error again, of the same kind; its cause prints as it did where it happened.
  public RuntimeException toException() {
    RuntimeException error =
        switch (kind) {
          case USAGE -> new AmasiaException.Usage(message);
          case LABEL -> new AmasiaException.Label(message);
          case ALIGNMENT -> new AmasiaException.Alignment(message);
          case FORMAT -> new AmasiaException.Format(message, new Elsewhere(trace));
          case UNSUPPORTED -> new AmasiaException.Unsupported(message);
          case MEMORY_LIMIT -> new AmasiaException.MemoryLimit(message);
          case CONFLICT -> new AmasiaException.Conflict(message);
          case TASK_FAILED -> new AmasiaException.TaskFailed(message, new Elsewhere(trace));
          case CANCELLED -> new AmasiaException.Cancelled(message);
          case BUG -> new IllegalStateException(message, new Elsewhere(trace));
        };
    return error;
  }

  /// The cause of an error in another process.
  private static final class Elsewhere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Elsewhere(String trace) {
      super("in another process: " + trace.strip(), null, false, false);
    }
  }

  ObjectNode toJson() {
    return Document.object().put("kind", kind.name()).put("message", message).put("trace", trace);
  }

  static Failure of(Document in) {
    return new Failure(in.one("kind", Kind.class), in.text("message"), in.text("trace"));
  }
}
