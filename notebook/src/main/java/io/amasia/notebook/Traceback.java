package io.amasia.notebook;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/// Errors as people at a notebook want them: what was wrong, and which of their own lines led to
/// it. What the compiler refuses is marked by carets.
final class Traceback {
  private static final int MOST_LINES = 8;
  private static final int MOST_REFUSALS = 5;
  private static final Pattern SNIPPET = Pattern.compile("#(.+)");

  private final Map<String, Place> places = new HashMap<>();

  /// Where a snippet stands.
  ///
  /// @param begin the place of its first character within its cell
  record Place(Cell cell, int begin) {
    /// The line of the cell, from 1, that the snippet's first line is or is part of.
    int firstLine() {
      return 1 + newlines(cell.source().substring(0, begin));
    }

    /// Such as `cell 3, line 2`; empty if that says nothing.
    String text(int line) {
      boolean several = cell.source().strip().indexOf('\n') >= 0;
      String where = several ? "line " + line : "";
      String separator = several && !cell.name().isEmpty() ? ", " : "";
      return cell.name() + separator + where;
    }

    String source(int line) {
      return cell.source().lines().skip(line - 1L).findFirst().orElse("");
    }
  }

  private static int newlines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  /// Remembers where `snippet` stands.
  ///
  /// @param isNew not only compiled anew since another changed
  void know(Snippet snippet, Place place, boolean isNew) {
    if (isNew && snippet.id() != null) {
      places.put(snippet.id(), place);
    }
  }

  void forget(Snippet snippet) {
    places.remove(snippet.id());
  }

  /// What the compiler has against the piece at `place`.
  Output.Failure refused(Place place, Snippet snippet, List<Diag> diagnostics) {
    List<Diag> errors = diagnostics.stream().filter(Diag::isError).limit(MOST_REFUSALS).toList();
    List<String> lines = new ArrayList<>();
    for (Diag error : errors) {
      lines.addAll(message(error).lines().toList());
      lines.addAll(marked(place, snippet.source(), error));
    }
    if (lines.isEmpty()) {
      lines.add("this is no Java");
    }
    return new Output.Failure("CompileError", lines.getFirst(), lines);
  }

  private static String message(Diag error) {
    String text = error.getMessage(Locale.ROOT);
    // "location: class" names a class that is none of the user's.
    return String.join(
        "\n",
        text.lines()
            .filter(line -> !line.strip().startsWith("location:"))
            .map(String::strip)
            .toList());
  }

  /// The line that an error is about, with carets below.
  private static List<String> marked(Place place, String source, Diag error) {
    int from = Math.clamp(error.getStartPosition(), 0, source.length());
    int at = Math.clamp(error.getPosition(), from, source.length());
    int begin = source.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
    if (at < source.length() && source.charAt(at) == '\n') {
      begin = source.lastIndexOf('\n', at - 1) + 1;
    }
    int newline = source.indexOf('\n', at);
    int end = newline < 0 ? source.length() : newline;
    String line = source.substring(Math.min(begin, at), end);
    if (line.isBlank()) {
      return List.of();
    }
    int first = Math.max(from, begin);
    int last = Math.max(first + 1, (int) Math.min(error.getEndPosition(), end));
    List<String> lines = new ArrayList<>();
    int number = place.firstLine() + newlines(source.substring(0, begin));
    String where = place.text(number);
    if (!where.isEmpty()) {
      lines.add("  at " + where);
    }
    lines.add("  " + line);
    lines.add("  " + " ".repeat(first - begin) + "^".repeat(last - first));
    return lines;
  }

  /// What a snippet threw.
  ///
  /// @param live the same as it was thrown, if it is at hand
  Output.Failure of(JShellException exception, Optional<Throwable> live, JShell shell) {
    return switch (exception) {
      case UnresolvedReferenceException missing -> {
        var method = missing.getSnippet();
        String message =
            "%s can't be used before there is %s"
                .formatted(
                    method.name(),
                    String.join(", ", shell.unresolvedDependencies(method).toList()));
        yield new Output.Failure("UnresolvedReference", message, List.of(message));
      }
      case EvalException thrown -> {
        Throwable known = live.orElse(thrown);
        String name = live.isPresent() ? name(known) : simple(thrown.getExceptionClassName());
        List<String> lines = new ArrayList<>();
        lines.add(head(name, known));
        lines.addAll(userLines(thrown.getStackTrace()));
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
          lines.add("caused by " + causeHead(cause));
          lines.addAll(userLines(cause.getStackTrace()));
        }
        yield new Output.Failure(name, message(known), lines);
      }
      default -> of(exception);
    };
  }

  /// What was thrown beside the user's lines.
  Output.Failure of(Throwable thrown) {
    return new Output.Failure(name(thrown), message(thrown), List.of(head(name(thrown), thrown)));
  }

  /// The same for a cell that somebody stopped, whatever came of that.
  static Output.Failure interrupted(Output.Failure failure) {
    List<String> lines = new ArrayList<>(failure.traceback());
    lines.set(0, "interrupted");
    lines.removeIf(line -> line.startsWith("caused by "));
    return new Output.Failure("Interrupted", "interrupted", lines);
  }

  private static String name(Throwable thrown) {
    return switch (thrown) {
      case SnippetCalls.Stopped _, InterruptedException _, AmasiaException.Cancelled _ ->
          "Interrupted";
      case SnippetCalls.ExitRefused _ -> "ExitRefused";
      default -> simple(thrown.getClass().getName());
    };
  }

  private static String simple(String name) {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  private static String message(Throwable thrown) {
    return switch (thrown) {
      case SnippetCalls.Stopped _, InterruptedException _, AmasiaException.Cancelled _ ->
          "interrupted";
      default -> thrown.getMessage() == null ? "" : thrown.getMessage();
    };
  }

  /// Our own errors and what we throw say all themselves; others are named.
  private static String head(String name, Throwable thrown) {
    String message = message(thrown);
    boolean ours =
        thrown instanceof AmasiaException
            || thrown instanceof SnippetCalls.ExitRefused
            || name.equals("Interrupted");
    return ours ? message : message.isEmpty() ? name : name + ": " + message;
  }

  private static String causeHead(Throwable cause) {
    String name =
        cause instanceof EvalException thrown
            ? simple(thrown.getExceptionClassName())
            : name(cause);
    return message(cause).isEmpty() ? name : name + ": " + message(cause);
  }

  /// The frames that are the user's, each with its line.
  private List<String> userLines(StackTraceElement[] frames) {
    List<String> lines = new ArrayList<>();
    int left = 0;
    for (StackTraceElement frame : frames) {
      var snippet = SNIPPET.matcher(String.valueOf(frame.getFileName()));
      Place place = snippet.matches() ? places.get(snippet.group(1)) : null;
      String method = frame.getMethodName();
      boolean added = method != null && method.startsWith(SnippetReferences.PREFIX);
      if (place == null || frame.getLineNumber() < 1 || added) {
        continue;
      }
      if (lines.size() >= 2 * MOST_LINES) {
        left++;
        continue;
      }
      int line = place.firstLine() + frame.getLineNumber() - 1;
      String where = place.text(line);
      String in =
          method == null || method.isEmpty() ? "" : (where.isEmpty() ? "" : ", ") + "in " + method;
      if (!(where + in).isEmpty()) {
        lines.add("  at " + where + in);
        lines.add("    " + place.source(line).strip());
      }
    }
    if (left > 0) {
      lines.add("  … and " + left + " lines more");
    }
    return lines;
  }
}
