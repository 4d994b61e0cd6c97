package io.amasia.plan;

import java.util.List;

/// The tasks of a stage by what they add up to: a column has those that differ along `axes` only,
/// each of its parts being one of them.
///
/// Columns are counted like tasks, along the dimensions that are not reduced.
///
/// @param tasks all tasks
/// @param axes the dimensions that are reduced; none makes each task a column of its own
public record Columns(TaskGrid tasks, List<Integer> axes) {
  public Columns {
    axes = List.copyOf(axes);
  }

  /// How many columns there are; 0 without tasks.
  public long count() {
    long count = 1;
    for (int d : tasks.order()) {
      count *= axes.contains(d) ? Math.min(1, tasks.count(d)) : tasks.count(d);
    }
    return count;
  }

  /// How many tasks a column has.
  public long parts() {
    return tasks.parts(axes);
  }

  /// The number of the column that the task at `index` of the grid of tasks belongs to.
  public long column(long[] index) {
    long column = 0;
    for (int d : tasks.order()) {
      column = axes.contains(d) ? column : column * tasks.count(d) + index[d];
    }
    return column;
  }

  /// The number of the task that is part `part` of column `column`, in the order in which parts are
  /// folded.
  public long task(long column, long part) {
    long[] index = new long[tasks.order().size()];
    long restOfColumn = column;
    long restOfPart = part;
    for (int d : tasks.order().reversed()) {
      if (axes.contains(d)) {
        index[d] = restOfPart % tasks.count(d);
        restOfPart /= tasks.count(d);
      } else {
        index[d] = restOfColumn % tasks.count(d);
        restOfColumn /= tasks.count(d);
      }
    }
    return tasks.number(index);
  }
}
