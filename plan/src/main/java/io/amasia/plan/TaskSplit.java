package io.amasia.plan;

import io.amasia.array.Chunks;
import io.amasia.plan.Stage.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes the tasks of a stage smaller until they fit the budget, without changing a bit of what
/// they give.
///
/// Along what an output reduces the boxes stay as the plan alone has chosen them: they fix the
/// order of sums. Along the other dimensions tasks take fewer chunks, until as many fit as there
/// are threads; and if not even one fits, parts of a chunk, which is then decoded more than once.
final class TaskSplit {
  private final List<Output> outputs;
  private final Resources resources;
  private final Function<TaskGrid, Stage.Projection> project;

  TaskSplit(
      List<Output> outputs, Resources resources, Function<TaskGrid, Stage.Projection> project) {
    this.outputs = outputs;
    this.resources = resources;
    this.project = project;
  }

  /// Tasks and what they will hold.
  record Fitted(TaskGrid grid, Stage.Projection projection) {}

  /// `grid`, or one of smaller tasks. The smallest there is may still be too large.
  Fitted fit(TaskGrid grid) {
    var now = new Fitted(grid, project.apply(grid));
    while (!fits(now, resources.threads())) {
      Optional<TaskGrid> fewer = fewerChunks(now.grid());
      if (fewer.isEmpty()) {
        break;
      }
      now = new Fitted(fewer.get(), project.apply(fewer.get()));
    }
    for (int d : now.grid().order()) {
      now = partsOfChunks(now, d);
    }
    return now;
  }

  private boolean fits(Fitted fitted, int tasks) {
    Stage.Projection p = fitted.projection();
    long others = (tasks - 1) * p.taskBytes();
    return resources.fit(p) && p.neededBytes() + others <= resources.budgetBytes();
  }

  /// About half as many chunks a task along the slowest kept dimension that has several: whole
  /// leaves, where it has several of them.
  private Optional<TaskGrid> fewerChunks(TaskGrid grid) {
    for (int d : grid.order()) {
      long per = grid.perTask().get(d);
      long half = Math.ceilDiv(per, 2);
      long leaf = Math.min(per, grid.perLeaf().get(d));
      long leaves = Math.ceilDiv(half, leaf) * leaf;
      var fewer = new ArrayList<>(grid.perTask());
      fewer.set(d, leaves < per ? leaves : half);
      var smaller = new TaskGrid(grid.chunks(), fewer, grid.order(), grid.perLeaf());
      if (per > 1 && !isReduced(d) && leavesRuns(grid, smaller, d)) {
        return Optional.of(smaller);
      }
    }
    return Optional.empty();
  }

  /// The same with the chunks along `d` cut into 2, 3, … parts until a task fits, or they can't be
  /// cut further. Each part decodes the whole chunk again, so as few as will do.
  private Fitted partsOfChunks(Fitted whole, int d) {
    Chunks chunks = whole.grid().chunks();
    long length = chunks.cut(d).maxLength();
    Fitted now = whole;
    for (long parts = 2; parts <= length && !fits(now, 1); parts += 1 + parts / 8) {
      long part = Math.ceilDiv(length, parts);
      Chunks cut = chunks.with(d, new Chunks.Regular(chunks.cut(d).size(), part));
      TaskGrid w = whole.grid();
      var grid = new TaskGrid(cut, w.perTask(), w.order(), w.perLeaf());
      if (!mayCut(w, grid, d)) {
        continue;
      }
      var smaller = new Fitted(grid, project.apply(grid));
      if (smaller.projection().neededBytes() < now.projection().neededBytes()) {
        now = smaller;
      }
    }
    return now;
  }

  private boolean mayCut(TaskGrid grid, TaskGrid smaller, int d) {
    return outputs.stream().allMatch(o -> o instanceof Stage.Keep || o.isBarrier())
        && !isReduced(d)
        && leavesRuns(grid, smaller, d);
  }

  /// Whether `smaller`, which is cut further along `d`, leaves the runs that are summed as they
  /// are: see [Panels]. Between reduced dimensions it does if the same leaves have length 1: the
  /// runs around such a one are summed as one.
  private boolean leavesRuns(TaskGrid grid, TaskGrid smaller, int d) {
    int[] reduced =
        outputs.stream()
            .filter(Accumulation::adds) // what is only counted or put in order has no runs
            .flatMap(output -> StageGrid.reducedAxes(output).stream())
            .mapToInt(Integer::intValue)
            .toArray();
    if (Arrays.stream(reduced).allMatch(r -> r > d)) {
      return true;
    }
    if (Arrays.stream(reduced).anyMatch(r -> r > d)) {
      return singles(grid, d).equals(singles(smaller, d));
    }
    long row = smaller.maxLeaf().size(d);
    long last = smaller.chunks().cut(d).size() % row;
    for (int k = d + 1; k < smaller.chunks().ndim(); k++) {
      long length = smaller.chunks().cut(k).maxLength();
      row *= length;
      last *= length;
    }
    return row >= Panels.LEAST_ROW && (last == 0 || last >= Panels.LEAST_ROW / 2);
  }

  /// Where the leaves of length 1 along dimension `d` lie.
  private static List<Long> singles(TaskGrid grid, int d) {
    Chunks.Cut cut = grid.chunks().cut(d);
    long perTask = grid.perTask().get(d);
    long perLeaf = Math.min(perTask, grid.perLeaf().get(d));
    var starts = new ArrayList<Long>();
    for (long task = 0; task < cut.count(); task += perTask) {
      long after = Math.min(task + perTask, cut.count());
      for (long c = task; c < after; c += perLeaf) {
        boolean one = perLeaf == 1 || c + 1 == after;
        if (one && cut.length(c) == 1) {
          starts.add(cut.start(c));
        }
      }
    }
    return starts;
  }

  private boolean isReduced(int d) {
    return outputs.stream()
        .anyMatch(output ->
            StageGrid.reducedAxes(output).contains(d) || StageGrid.wholeAxes(output).contains(d));
  }
}
