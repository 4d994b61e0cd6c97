package io.amasia.plan;

import io.amasia.array.Chunks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;

/// How far the windows of a stage reach beyond the positions they belong to.
///
/// Tasks read what their windows reach at both ends, so they are made long along that axis; and
/// each goes through its leaves in order along it and keeps what the next one needs again (see
/// [Shared]), so that long tasks hold no more than short ones. A function of the plan alone, as the
/// boxes fix the order of sums.
///
/// @param axis along which dimension
/// @param rows how many positions more than its own a box needs
record Reach(int axis, long rows) {
  /// A task is so many times as long as its windows reach, and so many chunks long.
  private static final long TIMES = 16;

  private static final long CHUNKS = 8;

  /// Tasks are not made so long that there are fewer.
  private static final long LEAST_TASKS = 8;

  /// Of the windows that the tasks of a stage compute; empty if there are none, or along several
  /// dimensions.
  static Optional<Reach> of(Expansion expansion) {
    Reach found = null;
    for (Node leaf : expansion.top().leaves()) {
      Span span =
          switch (leaf.operation()) {
            case Operation.Window(var _, var windows) -> windows;
            case Operation.SlidingView(var windows, var _) -> windows;
            default -> null;
          };
      if (span == null || !leaf.shape().equals(expansion.outputs().getFirst().shape())) {
        continue;
      }
      if (found != null && found.axis != span.axis()) {
        return Optional.empty();
      }
      long rows = Math.ceilDiv(Math.max(0, span.length() - span.step()), span.step());
      found = new Reach(span.axis(), Math.max(rows, found == null ? 0 : found.rows));
    }
    return Optional.ofNullable(found).filter(reach -> reach.rows > 0);
  }

  /// Tasks like those of `grid`, longer along the axis, with leaves that follow each other along
  /// it; empty if leaves would compute much twice.
  Optional<TaskGrid> longer(TaskGrid grid, Expansion expansion) {
    Chunks.Cut cut = grid.chunks().cut(axis);
    long perLeaf = Math.ceilDiv(rows, cut.maxLength());
    if (grid.count() == 0 || cut.count() < 2 * perLeaf) {
      return Optional.empty();
    }
    long others = grid.count() / grid.count(axis);
    long most = Math.max(1, cut.count() * others / LEAST_TASKS);
    long wished = Math.max(CHUNKS * perLeaf, Math.ceilDiv(TIMES * rows, cut.maxLength()));
    var perTask = new ArrayList<>(grid.perTask());
    perTask.set(axis, Math.min(cut.count(), Math.max(perTask.get(axis), Math.min(wished, most))));
    var leaves = new ArrayList<Long>(Collections.nCopies(grid.chunks().ndim(), Long.MAX_VALUE));
    leaves.set(axis, perLeaf);
    var longer = new TaskGrid(grid.chunks(), perTask, grid.order(), leaves);
    return Leaves.areWorthIt(longer, expansion) ? Optional.of(longer) : Optional.empty();
  }
}
