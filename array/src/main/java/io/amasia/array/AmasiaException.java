package io.amasia.array;

import org.jspecify.annotations.Nullable;

/// An error that a user can meet and mend. Anything else that is thrown is our own bug.
///
/// The message is one line or a few: what was given, what is allowed, what to do.
public abstract sealed class AmasiaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private AmasiaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// The call or command line itself is wrong: an unknown option, a malformed range.
  public static final class Usage extends AmasiaException {
    private static final long serialVersionUID = 1L;

    public Usage(String message) {
      super(message, null);
    }
  }

  /// A name or label does not exist: a variable, a dimension, a coordinate value, a region.
  public static final class Label extends AmasiaException {
    private static final long serialVersionUID = 1L;

    public Label(String message) {
      super(message, null);
    }
  }

  /// Shapes, dimensions, coordinates or calendars of two inputs do not fit together.
  public static final class Alignment extends AmasiaException {
    private static final long serialVersionUID = 1L;

    public Alignment(String message) {
      super(message, null);
    }
  }

  /// Bytes are not what their format promises: a damaged or truncated file, a failed read.
  public static final class Format extends AmasiaException {
    private static final long serialVersionUID = 1L;

    public Format(String message) {
      super(message, null);
    }

    public Format(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The input is well formed, but this feature of it can't be handled.
  public static final class Unsupported extends AmasiaException {
    private static final long serialVersionUID = 1L;

    public Unsupported(String message) {
      super(message, null);
    }
  }

  /// The work can't be done within the memory budget.
  public static final class MemoryLimit extends AmasiaException {
    private static final long serialVersionUID = 1L;

    public MemoryLimit(String message) {
      super(message, null);
    }
  }

  /// The target exists already, or changed under us.
  public static final class Conflict extends AmasiaException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message, null);
    }
  }

  /// A task of a running plan failed; the message names operation and chunk, the cause says why.
  public static final class TaskFailed extends AmasiaException {
    private static final long serialVersionUID = 1L;

    public TaskFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The computation was cancelled.
  public static final class Cancelled extends AmasiaException {
    private static final long serialVersionUID = 1L;

    public Cancelled(String message) {
      super(message, null);
    }

    /// Throws one if this thread was interrupted, as those of a cancelled computation are. It costs
    /// about a nanosecond: long loops ask every few thousand values.
    public static void ifInterrupted() {
      if (Thread.currentThread().isInterrupted()) {
        throw new Cancelled("interrupted");
      }
    }
  }
}
