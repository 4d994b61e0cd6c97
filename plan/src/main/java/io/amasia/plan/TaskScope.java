package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.storage.format.Notice;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Marks the threads that run tasks, so that a computation started inside one is refused, and what
/// is noticed inside one reaches the listener.
public final class TaskScope {
  private static final ScopedValue<Boolean> INSIDE = ScopedValue.newInstance();

  private TaskScope() {}

  /// Runs `task` as a task of a computation that is told what it notices.
  public static void run(Consumer<String> noticed, Runnable task) {
    ScopedValue.where(INSIDE, true).run(() -> Notice.run(noticed, task));
  }

  /// The result of `work` of a task on values that the task holds: what it computes runs at once on
  /// this thread, in a session of its own.
  public static <R> R onValuesAtHand(Supplier<R> work) {
    Session own = Session.builder().engine("serial").threads(1).insideTask().build();
    AtomicReference<R> result = new AtomicReference<>();
    ScopedValue.where(INSIDE, false).run(() -> own.run(() -> result.set(work.get())));
    return result.get();
  }

  static void refuseInside() {
    if (INSIDE.orElse(false)) {
      throw new AmasiaException.Usage(
          "compute was called inside a task of another computation; compute before, and pass the result in");
    }
  }
}
