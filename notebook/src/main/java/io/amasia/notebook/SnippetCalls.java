package io.amasia.notebook;

/// What the code of cells calls instead of what would end the process, and while it loops. Public
/// since [SnippetCode] writes the calls into classes of other loaders; not for people.
public final class SnippetCalls {
  private static volatile boolean stopped;

  private SnippetCalls() {}

  /// What stops a cell that loops.
  static final class Stopped extends Error {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("interrupted", null, false, true);
    }
  }

  /// A cell asked the process to end.
  static final class ExitRefused extends Error {
    private static final long serialVersionUID = 1;

    ExitRefused(int code) {
      super("System.exit(%d) ends the cell only; to begin anew restart the kernel".formatted(code));
    }
  }

  /// Has all code of cells stop at its next turn of a loop, or no longer so.
  static void stop(boolean now) {
    stopped = now;
  }

  /// Called before each jump backwards.
  public static void check() {
    if (stopped) {
      throw new Stopped();
    }
  }

  /// Called instead of [System#exit].
  @SuppressWarnings("DoNotCallSuggester") // only rewritten code calls it
  public static void exit(int code) {
    throw new ExitRefused(code);
  }

  /// Called instead of [Runtime#exit] and [Runtime#halt].
  @SuppressWarnings("DoNotCallSuggester")
  public static void exit(Runtime runtime, int code) {
    exit(code);
  }
}
