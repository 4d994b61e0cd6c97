package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Accumulator;
import io.amasia.plan.Groups;
import io.amasia.plan.Results;
import io.amasia.plan.TaskGrid;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A reduction: a tree of partial results for each box of kept dimensions, finished into the result
/// array as soon as it is complete.
final class ReduceRun implements OutputRun {
  private final ReduceSpec spec;
  private final TaskGrid grid;
  private final StageRun.Held result;
  private final int resultGroupAxis;
  private final Map<List<Long>, PartialTree> trees = new ConcurrentHashMap<>();

  ReduceRun(ReduceSpec spec, TaskGrid grid) {
    this.spec = spec;
    this.grid = grid;
    resultGroupAxis = spec.groupAxis();
    result = new StageRun.Held(spec.node());
    if (grid.count() == 0) {
      finishEmpty();
    }
  }

  /// With nothing to reduce there are no tasks, but there may be results.
  private void finishEmpty() {
    Accumulator accumulator = spec.accumulator();
    Box all = Box.all(spec.node().shape());
    if (all.size() > 0) {
      write(accumulator, Partial.start(accumulator, all));
    }
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    var reducing = new Reducing(spec, box);
    return new OutputTask() {
      @Override
      public BoxConsumer consumer() {
        return reducing;
      }

      @Override
      public void done(List<AppendOrder.Ready> pieces) {
        add(index, reducing.result(), reducing.accumulator());
      }

      @Override
      public void close() {
        reducing.close();
      }
    };
  }

  private void add(long[] index, Partial partial, Accumulator accumulator) {
    var kept = new ArrayList<Long>();
    long part = 0;
    long parts = 1;
    for (int d = 0; d < index.length; d++) {
      if (spec.axes().contains(d)) {
        part = part * grid.count(d) + index[d];
        parts *= grid.count(d);
      } else {
        kept.add(index[d]);
      }
    }
    long count = parts;
    PartialTree tree = trees.computeIfAbsent(kept, k -> new PartialTree(count, resultGroupAxis));
    Partial whole = tree.add(part, partial, accumulator);
    if (whole != null) {
      trees.remove(kept);
      Groups groups = spec.groups();
      write(
          accumulator,
          groups == null ? whole : whole.widen(accumulator, resultGroupAxis, 0, groups.count()));
    }
  }

  private void write(Accumulator accumulator, Partial whole) {
    try (whole) {
      Box box = whole.results();
      NdArray target = result.array();
      long[] dense = box.shape().strides();
      long[] strides = target.shape().strides();
      long first = 0;
      for (int d = 0; d < strides.length; d++) {
        first += box.start(d) * strides[d];
      }
      Walk walk = Walk.of(box.shape(), List.of(dense, strides), new boolean[dense.length]);
      for (long row = 0; row < walk.rows(); row++) {
        accumulator.finish(
            whole.states(),
            walk.offset(0, row),
            walk.inner(),
            target.data(),
            first + walk.offset(1, row));
      }
    }
  }

  @Override
  public void finish(Results results) {
    results.put(spec.node(), result.hand());
  }

  @Override
  public void close() {
    trees.values().forEach(PartialTree::close);
    result.close();
  }
}
