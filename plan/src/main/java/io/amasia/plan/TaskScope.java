package io.amasia.plan;

import io.amasia.array.AmasiaException;
import java.util.function.Consumer;

/// Marks the threads that run tasks, so that a computation started inside one is refused, and what
/// is noticed inside one reaches the listener.
public final class TaskScope {
  private static final ScopedValue<Consumer<String>> INSIDE = ScopedValue.newInstance();

  private TaskScope() {}

  /// Runs `task` as a task of a computation that is told what it notices.
  public static void run(Consumer<String> noticed, Runnable task) {
    ScopedValue.where(INSIDE, noticed).run(task);
  }

  /// Tells the computation that this task belongs to something its user should know.
  public static void notice(String text) {
    if (INSIDE.isBound()) {
      INSIDE.get().accept(text);
    }
  }

  static void refuseInside() {
    if (INSIDE.isBound()) {
      throw new AmasiaException.Usage(
          "compute was called inside a task of another computation; compute before, and pass the result in");
    }
  }
}
