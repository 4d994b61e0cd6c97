package io.amasia.plan;

import io.amasia.plan.Stage.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What it costs to bring the groups of reductions together, for each number of chunks that a task
/// may take along them; the planner takes the cheapest.
///
/// A group that lies on both sides of an end of a task has a partial result on each, one of which
/// is folded into the other: it is written, and read once more. Tasks whose ends are ends of groups
/// have none (blockwise, in the words of [flox](https://flox.readthedocs.io)); else those of the
/// groups that are open there (cohorts), at worst of all of them (map-reduce). Against that stands
/// what a task costs by itself:
///
/// `cost = 2 · Σ (groups open at an end) · results · bytes of a state + tasks · 10 kB`
///
/// Tasks keep at least half of their size, and chunks are never cut, as to decode one twice costs
/// more than any partial result. The choice fixes the order of sums: it looks at the plan alone.
/// Where partial results do not fit in memory, [Intermediates] weighs the scratch folder.
final class GroupCosts {
  /// Bytes that are moved in the time that a task takes for itself: 2 µs.
  private static final long TASK_BYTES = 10_000;

  private GroupCosts() {}

  /// What tasks of so many chunks would cost.
  ///
  /// @param chunks along the groups, a task
  /// @param folded bytes of partial results that are folded into others
  record Cost(long chunks, long tasks, long folded) {
    long bytes() {
      return 2 * folded + tasks * TASK_BYTES;
    }
  }

  /// `grid` with as many chunks a task along each dimension that `outputs` group as cost least.
  static TaskGrid cheapest(TaskGrid grid, List<Output> outputs) {
    TaskGrid best = grid;
    for (int axis = 0; axis < grid.chunks().ndim() && grid.count() > 0; axis++) {
      List<Cost> costs = costs(best, outputs, axis);
      if (!costs.isEmpty()) {
        best = best.withPerTask(axis, least(costs).chunks);
      }
    }
    return best;
  }

  private static Cost least(List<Cost> costs) {
    Cost least = costs.getFirst();
    for (Cost cost : costs) {
      least = cost.bytes() < least.bytes() ? cost : least;
    }
    return least;
  }

  /// The cost of the chunks a task that `grid` has, and of fewer, down to half; nothing where
  /// `outputs` have no groups along `axis`.
  static List<Cost> costs(TaskGrid grid, List<Output> outputs, int axis) {
    List<Accumulation> grouped =
        Accumulation.of(outputs).stream().filter(one -> along(one, axis)).toList();
    if (grouped.isEmpty()) { // such a dimension may have more chunks than an array has places
      return List.of();
    }
    long[] open = new long[Math.toIntExact(grid.chunks().cut(axis).count())];
    for (Accumulation one : grouped) {
      Groups groups = ((Operation.GroupReduce) one.first().operation()).groups();
      long results = one.first().shape().size() / Math.max(1, groups.count());
      addOpen(open, grid, axis, groups, results * one.stateBytes());
    }
    var costs = new ArrayList<Cost>();
    long most = Math.min(grid.perTask().get(axis), open.length);
    for (long chunks = most; chunks > 0 && 2 * chunks >= most; chunks--) {
      long folded = 0;
      for (long end = chunks; end < open.length; end += chunks) {
        folded += open[(int) end - 1];
      }
      long tasks = grid.count() / grid.count(axis) * Math.ceilDiv(open.length, chunks);
      costs.add(new Cost(chunks, tasks, folded));
    }
    return costs;
  }

  private static boolean along(Accumulation one, int axis) {
    return one.first().operation() instanceof Operation.GroupReduce groups && groups.axis() == axis;
  }

  /// Adds, for each chunk along `axis`, `bytes` for every group that has members up to it and after
  /// it.
  private static void addOpen(long[] open, TaskGrid grid, int axis, Groups groups, long bytes) {
    int[] first = new int[groups.count()];
    int[] last = new int[groups.count()];
    Arrays.fill(first, -1);
    long position = 0;
    for (int c = 0; c < open.length; c++) {
      long end = position + grid.chunks().cut(axis).length(c);
      for (; position < end; position = Math.min(end, groups.after(position))) {
        int group = groups.of(position);
        if (group >= 0) {
          first[group] = first[group] < 0 ? c : first[group];
          last[group] = c;
        }
      }
    }
    long[] change = new long[open.length + 1];
    for (int g = 0; g < first.length; g++) {
      if (first[g] >= 0) {
        change[first[g]] += bytes;
        change[last[g]] -= bytes;
      }
    }
    long now = 0;
    for (int c = 0; c < open.length; c++) {
      now += change[c];
      open[c] += now;
    }
  }

  /// What the group reductions of `stage` cost, a sentence for each dimension they lie along; none
  /// where a task sees all of it.
  static List<String> sentences(Stage stage) {
    var sentences = new ArrayList<String>();
    TaskGrid grid = stage.tasks();
    for (int axis = 0; axis < grid.chunks().ndim() && grid.count() > 0; axis++) {
      long per = grid.perTask().get(axis);
      List<Cost> costs = costs(grid.withPerTask(axis, per + 1), stage.outputs(), axis);
      if (costs.size() > 1 && grid.count(axis) > 1) {
        sentences.add(
            "tasks of %d chunks along them fold %s of partial results, of %d they would %s"
                .formatted(
                    per,
                    Sizes.text(costs.get(1).folded),
                    costs.get(0).chunks,
                    Sizes.text(costs.get(0).folded)));
      }
    }
    return sentences;
  }
}
