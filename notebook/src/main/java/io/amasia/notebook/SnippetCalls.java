package io.amasia.notebook;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the code of cells calls instead of what would end the process, and while it loops. Public
/// since [SnippetCode] writes the calls into classes of other loaders; not for people.
public final class SnippetCalls {
  /// While code of cells is to stop, the threads that did; else null.
  private static volatile @Nullable Set<Thread> stopped;

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

  /// Has all code of cells stop at its next turn of a loop or next call, or no longer so.
  static void stop(boolean now) {
    stopped = now ? ConcurrentHashMap.newKeySet() : null;
  }

  /// Called before each jump backwards.
  public static void check() {
    Set<Thread> threads = stopped;
    if (threads != null) {
      threads.add(Thread.currentThread());
      throw new Stopped();
    }
  }

  /// Called where a method begins. Stops a thread once only: methods of the cell may then close
  /// what it has open.
  public static void begin() {
    Set<Thread> threads = stopped;
    if (threads != null && threads.add(Thread.currentThread())) {
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
