package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.storage.format.Notice;
import java.util.function.Consumer;

/// Marks the threads that run tasks, so that a computation started inside one is refused, and what
/// is noticed inside one reaches the listener.
public final class TaskScope {
  private static final ScopedValue<Boolean> INSIDE = ScopedValue.newInstance();

  private TaskScope() {}

  /// Runs `task` as a task of a computation that is told what it notices.
  public static void run(Consumer<String> noticed, Runnable task) {
    ScopedValue.where(INSIDE, true).run(() -> Notice.run(noticed, task));
  }

  static void refuseInside() {
    if (INSIDE.isBound()) {
      throw new AmasiaException.Usage(
          "compute was called inside a task of another computation; compute before, and pass the result in");
    }
  }
}
