package io.amasia.plan;

import java.util.Arrays;
import java.util.List;

/// Which tasks along what is reduced each group of a reduction meets: from its first to its last
/// part. A reduction without groups is one group that meets all.
///
/// A group that begins in an earlier part than it ends in is open in between, and its state waits.
public final class GroupSpans {
  private final int[] first;
  private final int[] last;
  private final int mostOpen;
  private final int widest;

  private GroupSpans(int[] first, int[] last, int mostOpen, int widest) {
    this.first = first;
    this.last = last;
    this.mostOpen = mostOpen;
    this.widest = widest;
  }

  /// The spans of `reduction`, a reduction or group reduction, over the tasks of `grid`.
  public static GroupSpans of(Operation reduction, TaskGrid grid) {
    return switch (reduction) {
      case Operation.GroupReduce(var _, var axis, var groups) -> grouped(groups, grid, axis);
      case Operation.Reduce(var _, var axes) -> {
        int parts = Math.toIntExact(grid.parts(axes));
        yield new GroupSpans(new int[1], new int[] {parts - 1}, parts > 1 ? 1 : 0, 1);
      }
      default -> throw new IllegalArgumentException("not a reduction: " + reduction);
    };
  }

  private static GroupSpans grouped(Groups groups, TaskGrid grid, int axis) {
    int[] first = new int[groups.count()];
    int[] last = new int[groups.count()];
    Arrays.fill(first, -1);
    Arrays.fill(last, -1);
    int parts = Math.toIntExact(grid.parts(List.of(axis)));
    int widest = Math.min(1, groups.count());
    for (int part = 0; part < parts; part++) {
      int low = Integer.MAX_VALUE;
      int high = -1;
      long end = grid.end(axis, part);
      for (long i = grid.start(axis, part); i < end; i = groups.after(i)) {
        int g = groups.of(i);
        if (g >= 0) {
          first[g] = first[g] < 0 ? part : first[g];
          last[g] = part;
          low = Math.min(low, g);
          high = Math.max(high, g);
        }
      }
      widest = Math.max(widest, high - low + 1);
    }
    int[] opening = new int[parts + 1];
    for (int g = 0; g < first.length; g++) {
      if (first[g] >= 0 && first[g] < last[g]) {
        opening[first[g]]++;
        opening[last[g]]--;
      }
    }
    int open = 0;
    int most = 0;
    for (int change : opening) {
      open += change;
      most = Math.max(most, open);
    }
    return new GroupSpans(first, last, most, widest);
  }

  /// The first part that `group` meets, or -1 if it meets none.
  public int first(int group) {
    return first[group];
  }

  /// The last part that `group` meets, or -1 if it meets none.
  public int last(int group) {
    return last[group];
  }

  /// Whether `part` must wait for the one before it: whether it meets a group that others meet.
  public boolean isOrdered(int part, int firstGroup, int groupCount) {
    for (int g = firstGroup; g < firstGroup + groupCount; g++) {
      if (first[g] >= 0 && first[g] <= part && part <= last[g] && first[g] < last[g]) {
        return true;
      }
    }
    return false;
  }

  /// How the groups are brought together, in the words of [flox](https://flox.readthedocs.io), for
  /// people.
  String strategy() {
    if (mostOpen == 0) {
      return "groups blockwise: each lies within one task";
    }
    return mostOpen == first.length
        ? "groups by map-reduce: partial results of all %d wait for the last task"
            .formatted(mostOpen)
        : "groups in cohorts: partial results of at most %d of %d wait at a time"
            .formatted(mostOpen, first.length);
  }

  /// The most groups that are open at a time.
  public int mostOpen() {
    return mostOpen;
  }

  /// The most groups that one part holds, with those between its least and its greatest.
  public int widest() {
    return widest;
  }
}
