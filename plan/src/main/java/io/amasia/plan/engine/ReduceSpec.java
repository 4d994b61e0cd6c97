package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Reduction;
import io.amasia.plan.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A reduction as its tasks see it: what it takes, which dimensions go, which are grouped.
final class ReduceSpec {
  private final Node node;
  private final Node taken;
  private final Reduction reduction;
  private final List<Integer> axes;
  private final @Nullable Groups groups;

  private ReduceSpec(Node node, Node taken) {
    this.node = node;
    this.taken = taken;
    switch (node.operation()) {
      case Operation.Reduce(var what, var over) -> {
        reduction = what;
        axes = over;
        groups = null;
      }
      case Operation.GroupReduce(var what, var axis, var by) -> {
        reduction = what;
        axes = List.of(axis);
        groups = by;
      }
      default -> throw new IllegalArgumentException("not a reduction: " + node.operation());
    }
  }

  static ReduceSpec of(Node node) {
    return new ReduceSpec(node, new Stage.Keep(node).domain());
  }

  Node node() {
    return node;
  }

  Reduction reduction() {
    return reduction;
  }

  @Nullable Groups groups() {
    return groups;
  }

  /// The grouped dimension, or -1.
  int groupAxis() {
    return groups == null ? -1 : axes.getFirst();
  }

  List<Integer> axes() {
    return axes;
  }

  Shape domain() {
    return taken.shape();
  }

  DType dtype() {
    return taken.dtype();
  }

  /// Results that `box` of the domain contributes to: the box, with a reduced dimension dropped and
  /// the grouped one replaced by the groups of `range`, from the first to before the last.
  Box resultBox(Box box, int[] range) {
    int ndim = node.shape().ndim();
    long[] start = new long[ndim];
    long[] length = new long[ndim];
    int k = 0;
    for (int d = 0; d < box.ndim(); d++) {
      if (d == groupAxis()) {
        start[k] = range[0];
        length[k++] = (long) range[1] - range[0];
      } else if (!axes.contains(d)) {
        start[k] = box.start(d);
        length[k++] = box.length(d);
      }
    }
    return Box.of(start, length);
  }

  /// From the least group that `box` of the domain meets to the one after the greatest. Where it
  /// meets none, the first group; without groups 0 to 0.
  int[] groupRange(Box box) {
    Groups by = groups;
    if (by == null) {
      return new int[2];
    }
    int low = by.count();
    int high = -1;
    for (long i = box.start(groupAxis()); i < box.end(groupAxis()); i = by.after(i)) {
      int group = by.of(i);
      low = group < 0 ? low : Math.min(low, group);
      high = Math.max(high, group);
    }
    return high < 0 ? new int[] {0, Math.min(1, by.count())} : new int[] {low, high + 1};
  }

  /// For each dimension of the domain, the step in a dense array of `results`; 0 where reduced. The
  /// grouped dimension has 0 too: its step is the groups'.
  long[] slotStrides(Shape results) {
    long[] dense = results.strides();
    long[] strides = new long[domain().ndim()];
    int k = 0;
    for (int d = 0; d < strides.length; d++) {
      if (d == groupAxis()) {
        k++;
      } else if (!axes.contains(d)) {
        strides[d] = dense[k++];
      }
    }
    return strides;
  }

  /// The step in a dense array of `results` from one group to the next; 0 without groups.
  long groupStride(Shape results) {
    if (groups == null) {
      return 0;
    }
    int k = 0;
    for (int d = 0; d < groupAxis(); d++) {
      k++;
    }
    return results.strides()[k];
  }

  /// For each dimension of the domain, the step of the position among what is reduced.
  long[] positionStrides() {
    long[] strides = new long[domain().ndim()];
    long step = 1;
    for (int k = axes.size() - 1; k >= 0; k--) {
      strides[axes.get(k)] = step;
      step *= domain().size(axes.get(k));
    }
    return strides;
  }
}
