package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.MemoryPool;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// Runs the stages of a plan one after the other and tells the listener.
final class Computation {
  private final Engine engine;
  private final int threads;
  private final Allowed allowed;
  private final Resources resources;
  private final Path scratch;
  private final Telling telling;
  private final MemoryPool pool = MemoryPool.process();

  /// What it shares with others.
  ///
  /// @param arrays bytes for arrays
  /// @param heap bytes of the Java heap
  record Allowed(Budget arrays, Budget heap) {}

  /// @param resources those that the stages were planned for
  Computation(
      Engine engine,
      int threads,
      Allowed allowed,
      Resources resources,
      Path scratch,
      Consumer<Event> listener) {
    this.resources = resources;
    this.engine = engine;
    this.scratch = scratch;
    this.threads = threads;
    this.allowed = allowed;
    telling = new Telling(listener);
  }

  /// Runs the stages of `explanation`, once they have room.
  void run(Explanation explanation, Results results, Cancel cancel) {
    List<Stage> stages = explanation.planned();
    try {
      stages.forEach(this::refuseTooLarge);
    } catch (AmasiaException refusal) {
      tellRefusal(explanation, refusal);
      throw refusal;
    }
    try (var room = allowed.arrays().room(most(stages, Stage.Projection::neededBytes), cancel);
        var heap = allowed.heap().room(most(stages, Stage.Projection::neededHeapBytes), cancel)) {
      var run = new Run(results, threads, room, heap, cancel, telling, scratch);
      if (telling.isHeard()) {
        runHeard(explanation, stages, run);
      } else {
        runAll(stages, run);
      }
    }
  }

  private static long most(List<Stage> stages, ToLongFunction<Stage.Projection> bytes) {
    return stages.stream().map(Stage::projection).mapToLong(bytes).max().orElse(0);
  }

  private void runHeard(Explanation explanation, List<Stage> stages, Run run) {
    tellStart(explanation);
    String error = "";
    try (var peak = pool.watchPeak()) {
      try (var _ = Pulse.of(() -> sample(run))) {
        runAll(stages, run);
      } catch (Throwable e) {
        error = e instanceof AmasiaException ? String.valueOf(e.getMessage()) : e.toString();
        throw e;
      } finally {
        sample(run);
        telling.tellLast(
            new Event.ComputationFinished(
                telling.computation(), System.nanoTime(), telling.traffic(), peak.bytes(), error));
      }
    }
  }

  private void tellStart(Explanation explanation) {
    telling.tell(
        new Event.ComputationStarted(
            telling.computation(),
            System.nanoTime(),
            Instant.now(),
            engine.name(),
            threads,
            allowed.arrays().limitBytes(),
            pool.usedBytes(),
            explanation));
  }

  /// Who watches hears of what was refused before it began, too.
  private void tellRefusal(Explanation explanation, AmasiaException refusal) {
    if (telling.isHeard()) {
      tellStart(explanation);
      String error = String.valueOf(refusal.getMessage());
      telling.tellLast(
          new Event.ComputationFinished(
              telling.computation(), System.nanoTime(), telling.traffic(), 0, error));
    }
  }

  private void sample(Run run) {
    telling.sample(pool.usedBytes(), run.room().usedBytes());
    engine.look(run);
  }

  private void runAll(List<Stage> stages, Run run) {
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      run.cancel().check();
      telling.beginStage(i + 1);
      run.hold(stage);
      try (var peak = pool.watchPeak()) {
        engine.run(stage, run);
        telling.endStage(i + 1, peak.bytes());
      }
      run.let(stage);
      stage.release().forEach(run.results()::release);
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
    return switch (output) {
      case Stage.Keep _ -> label;
      case Stage.Spill _ -> output.isBarrier() ? label : "keep " + label;
      case Stage.Write write -> "write " + write.name();
    };
  }

  private void refuseTooLarge(Stage stage) {
    Stage.Projection p = stage.projection();
    Budget budget = allowed.arrays();
    SpilledArray.refuseTooMany(stage);
    refuseHeap(stage);
    refuseTask(stage);
    if (p.neededBytes() > budget.freeBytes()) {
      pool.reclaim();
    }
    if (p.neededBytes() <= budget.freeBytes()) {
      return;
    }
    throw new AmasiaException.MemoryLimit(
        """
        '%s' needs at least %s for arrays: %s for its smallest task, %s for results kept in memory, \
        %s for partial results; there are %s%s. Use --memory %dMB, select less, use smaller chunks, or \
        write the result to a file\
        """
            .formatted(
                what(stage),
                Sizes.text(p.neededBytes()),
                Sizes.text(p.taskBytes()),
                Sizes.text(p.heldBytes()),
                Sizes.text(p.stateBytes()),
                Sizes.text(budget.freeBytes()),
                kept(),
                Math.ceilDiv(
                    Cores.processBytes(p.neededBytes() + budget.limitBytes() - budget.freeBytes()),
                    1_000_000)));
  }

  /// What of the budget the program holds, if it holds some.
  private String kept() {
    long bytes = allowed.arrays().limitBytes() - allowed.arrays().freeBytes();
    return bytes == 0
        ? ""
        : " beside %s of results that the program holds; close or drop them"
            .formatted(Sizes.text(bytes));
  }

  /// A worker elsewhere may have less than the session.
  private void refuseTask(Stage stage) {
    long needed = stage.projection().taskBytes();
    boolean less = resources.budgetBytes() < allowed.arrays().limitBytes();
    if (less && needed > resources.budgetBytes()) {
      throw new AmasiaException.MemoryLimit(
          "'%s' needs %s for its smallest task; a worker of %s has %s. Give its workers more, use fewer of them, select less, or use smaller chunks"
              .formatted(
                  what(stage),
                  Sizes.text(needed),
                  engine.name(),
                  Sizes.text(resources.budgetBytes())));
    }
  }

  private void refuseHeap(Stage stage) {
    long needed = stage.projection().neededHeapBytes();
    long free = allowed.heap().freeBytes();
    if (needed <= free) {
      return;
    }
    throw new AmasiaException.MemoryLimit(
        "'%s' needs %s of the Java heap for its smallest task; there are %s. Use --memory %dMB, select less, or use smaller chunks"
            .formatted(
                what(stage),
                Sizes.text(needed),
                Sizes.text(free),
                Math.ceilDiv(Cores.processBytesOfHeap(2 * needed), 1_000_000)));
  }
}
