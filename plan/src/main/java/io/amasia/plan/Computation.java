package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.MemoryPool;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Runs the stages of a plan one after the other and tells the listener.
final class Computation {
  private final Engine engine;
  private final int threads;
  private final Budget budget;
  private final Path scratch;
  private final Consumer<Event> listener;
  private final ReentrantLock telling = new ReentrantLock();
  private final AtomicBoolean noticed = new AtomicBoolean();

  Computation(Engine engine, int threads, Budget budget, Path scratch, Consumer<Event> listener) {
    this.engine = engine;
    this.scratch = scratch;
    this.threads = threads;
    this.budget = budget;
    this.listener = listener;
  }

  void run(List<Stage> stages, Results results, Cancel cancel) {
    for (Stage stage : stages) {
      refuseTooLarge(stage);
    }
    long needed = stages.stream().mapToLong(s -> s.projection().neededBytes()).max().orElse(0);
    try (var room = budget.room(needed, cancel)) {
      run(stages, results, cancel, room);
    }
  }

  private void run(List<Stage> stages, Results results, Cancel cancel, Budget.Room room) {
    var read = new LongAdder();
    var decoded = new LongAdder();
    var spilled = new LongAdder();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      cancel.check();
      int number = i + 1;
      long tasks = stage.tasks().count();
      long start = System.nanoTime();
      tell(new Event.StageStarted(number, stages.size(), what(stage), tasks));
      Run run =
          new Run(
              results,
              threads,
              room,
              cancel,
              read,
              decoded,
              done ->
                  tell(
                      progress(
                          number,
                          done,
                          tasks,
                          new long[] {read.sum(), decoded.sum(), spilled.sum()})),
              this::notice,
              scratch,
              spilled);
      long held = stage.projection().heldBytes() + stage.projection().stateBytes();
      room.hold(held);
      engine.run(stage, run);
      room.hold(-held);
      stage.release().forEach(results::release);
      tell(new Event.StageFinished(number, stages.size(), System.nanoTime() - start));
    }
  }

  private static Event progress(int stage, long done, long tasks, long[] bytes) {
    MemoryPool pool = MemoryPool.process();
    return new Event.Progress(
        stage, done, tasks, bytes[0], bytes[1], bytes[2], pool.usedBytes(), pool.peakBytes());
  }

  // Once: a thousand bad values are one thing to know.
  private void notice(String text) {
    if (!noticed.getAndSet(true)) {
      tell(new Event.Noticed(text));
    }
  }

  private void tell(Event event) {
    telling.lock();
    try {
      listener.accept(event);
    } finally {
      telling.unlock();
    }
  }

  static String what(Stage stage) {
    return stage.outputs().stream()
        .map(Computation::what)
        .distinct()
        .limit(4)
        .collect(Collectors.joining(", "));
  }

  private static String what(Stage.Output output) {
    String label = PlanText.label(output.node().operation());
    return output instanceof Stage.Spill ? "rechunk of " + label : label;
  }

  private void refuseTooLarge(Stage stage) {
    Stage.Projection p = stage.projection();
    if (p.neededBytes() <= budget.limitBytes()) {
      return;
    }
    throw new AmasiaException.MemoryLimit(
        """
        '%s' needs at least %s for arrays: %s for its smallest task, %s for results kept in memory, \
        %s for partial results; there are %s. Use --memory %dMB, select less, use smaller chunks, or \
        write the result to a file\
        """
            .formatted(
                what(stage),
                Sizes.text(p.neededBytes()),
                Sizes.text(p.taskBytes()),
                Sizes.text(p.heldBytes()),
                Sizes.text(p.stateBytes()),
                Sizes.text(budget.limitBytes()),
                Math.ceilDiv(Cores.processBytes(p.neededBytes()), 1_000_000)));
  }
}
