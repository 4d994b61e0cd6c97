package io.amasia.plan;

import io.amasia.array.AmasiaException;

/// Marks the threads that run tasks, so that a computation started inside one is refused.
public final class TaskScope {
  private static final ScopedValue<Boolean> INSIDE = ScopedValue.newInstance();

  private TaskScope() {}

  /// Runs `task` as a task.
  public static void run(Runnable task) {
    ScopedValue.where(INSIDE, true).run(task);
  }

  static void refuseInside() {
    if (INSIDE.isBound()) {
      throw new AmasiaException.Usage(
          "compute was called inside a task of another computation; compute before, and pass the result in");
    }
  }
}
