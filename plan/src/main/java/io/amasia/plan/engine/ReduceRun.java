package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Accumulator;
import io.amasia.plan.Accumulation;
import io.amasia.plan.GroupSpans;
import io.amasia.plan.Groups;
import io.amasia.plan.Results;
import io.amasia.plan.TaskGrid;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Reductions that share a state: the partial results of the tasks are folded in the order of what
/// is reduced, each result written into its result array as soon as it is complete.
final class ReduceRun implements OutputRun {
  private final Accumulation accumulation;
  private final ReduceSpec spec;
  private final TaskGrid grid;
  private final GroupSpans spans;
  private final Runnable check;
  private final List<BarrierResult> results;
  private final List<Accumulator> writers = new ArrayList<>();

  /// Those that no task uses, with the scratch memory that they have grown.
  private final Queue<Accumulator> accumulators = new ConcurrentLinkedQueue<>();

  private final Map<Box, Fold> folds = new ConcurrentHashMap<>();

  /// @param results where the results of each reduction go
  /// @param check throws when the computation has failed or was cancelled
  ReduceRun(Accumulation accumulation, TaskGrid grid, List<BarrierResult> results, Runnable check) {
    this.accumulation = accumulation;
    this.grid = grid;
    this.results = results;
    this.check = check;
    spec = ReduceSpec.of(accumulation.first());
    spans = GroupSpans.of(spec.node().operation(), grid);
    for (int k = 0; k < accumulation.nodes().size(); k++) {
      writers.add(accumulation.accumulator(k));
    }
  }

  /// Writes what nothing is reduced to, which has results but no tasks.
  void finishEmpty(Handed to) {
    Box all = Box.all(spec.node().shape());
    if (all.size() == 0) {
      return;
    }
    Groups groups = spec.groups();
    if (grid.count() == 0) {
      finishEmpty(all, to);
    } else if (groups != null && groups.hasEmpty()) {
      for (int g = 0; g < groups.count(); g++) {
        if (spans.first(g) < 0) {
          finishEmpty(all.with(spec.groupAxis(), g, 1), to);
        }
      }
    }
  }

  private void finishEmpty(Box results, Handed to) {
    try (Partial nothing = Partial.start(accumulation.accumulator(0), results)) {
      write(nothing, results, to);
    }
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    Accumulator idle = accumulators.poll();
    var reducing = new Reducing(spec, idle == null ? accumulation.accumulator(0) : idle, box);
    return new OutputTask() {
      @Override
      public BoxConsumer consumer() {
        return reducing;
      }

      @Override
      public void done(Handed to) {
        add(index, reducing.result(), reducing.accumulator(), to);
      }

      @Override
      public void close() {
        reducing.close();
        accumulators.add(reducing.accumulator());
      }
    };
  }

  /// Takes over `partial`, the partial result of the task at `index`, once those before it were
  /// taken.
  void add(long[] index, Partial partial, Accumulator accumulator, Handed to) {
    int axis = spec.groupAxis();
    Box column = partial.group(axis, 0);
    Fold fold = folds.computeIfAbsent(column, c -> new Fold(spans, axis));
    long part = grid.part(spec.axes(), index);
    fold.add(
        (int) part,
        partial,
        accumulator,
        (states, group, groups) ->
            write(
                states,
                axis < 0 ? states.results() : states.results().with(axis, group, groups),
                to),
        check);
    if (fold.isDone(grid.parts(spec.axes()))) {
      folds.remove(column);
    }
  }

  /// Writes `box` of the results, which `whole` holds at least.
  private void write(Partial whole, Box box, Handed to) {
    for (int k = 0; k < results.size(); k++) {
      DType dtype = accumulation.nodes().get(k).dtype();
      try (NdArray finished = NdArray.allocate(dtype, box.shape())) {
        finish(writers.get(k), whole, box, finished);
        results.get(k).put(box, finished, to);
      }
    }
  }

  private static void finish(Accumulator accumulator, Partial whole, Box box, NdArray target) {
    long[] from = whole.results().shape().strides();
    long[] to = target.shape().strides();
    long skip = 0;
    for (int d = 0; d < to.length; d++) {
      skip += (box.start(d) - whole.results().start(d)) * from[d];
    }
    Walk walk = Walk.of(box.shape(), List.of(from, to), new boolean[to.length]);
    boolean dense = walk.innerStride(0) == 1 && walk.innerStride(1) == 1;
    long run = dense ? walk.inner() : 1;
    for (long row = 0; row < walk.rows(); row++) {
      for (long i = 0; i < walk.inner(); i += run) {
        accumulator.finish(
            whole.states(),
            skip + walk.offset(0, row) + i * walk.innerStride(0),
            run,
            target.data(),
            walk.offset(1, row) + i * walk.innerStride(1));
      }
    }
  }

  @Override
  public void finish(Results results) {
    this.results.forEach(result -> result.hand(results));
  }

  @Override
  public void close() {
    folds.values().forEach(Fold::close);
    results.forEach(BarrierResult::close);
  }
}
