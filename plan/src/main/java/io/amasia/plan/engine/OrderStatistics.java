package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.Conversions;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
import io.amasia.plan.Reduction;
import java.util.Arrays;
import java.util.List;

/// Medians and quantiles, exact: the values of each result are gathered and selected from.
///
/// Quantiles of `float32` take the gap between neighbours in `float32`, as NumPy does. Of nothing,
/// and without skipna where one is missing, the result is NaN.
final class OrderStatistics {
  /// Values gathered at a time: they stay in a core's cache.
  private static final long TILE = 1 << 17;

  /// Columns gathered at a time, however few values each has.
  private static final long MOST_COLUMNS = 4096;

  private OrderStatistics() {}

  @SuppressWarnings("MustBeClosedChecker") // the caller closes the part
  static BlockRun.Part compute(Node node, NdArray block, Box box) {
    ReduceSpec spec = ReduceSpec.of(node);
    int count = spec.groups() == null ? 1 : spec.groups().count();
    Box results = spec.resultBox(box, new int[] {0, count});
    Shape shape = block.shape();
    // The reduced dimensions and the kept ones, each walked on its own.
    long[] strides = shape.strides();
    long[] reducedSizes = shape.toArray();
    long[] keptSizes = shape.toArray();
    for (int d = 0; d < strides.length; d++) {
      if (spec.axes().contains(d)) {
        keptSizes[d] = 1;
      } else {
        reducedSizes[d] = 1;
      }
    }
    long[] slots = spec.slotStrides(results.shape());
    boolean[] merge = new boolean[strides.length];
    Walk reduced = Walk.of(Shape.of(reducedSizes), List.of(strides), merge);
    Walk kept = Walk.of(Shape.of(keptSizes), List.of(strides, slots), merge);
    int[][] members = members(spec, box, reduced, count);
    int most =
        spec.groups() == null
            ? Math.toIntExact(reduced.size())
            : Arrays.stream(members).mapToInt(m -> m.length).max().orElse(0);
    boolean together = kept.innerStride(0) == 1;
    long neighbours = together ? Math.min(kept.inner(), MOST_COLUMNS) : 1;
    int width = (int) Math.clamp(TILE / Math.max(1, most), 1L, neighbours);
    GatheredColumns gathered = GatheredColumns.of(block, width, most, spec.reduction());
    double[] found = new double[Math.toIntExact(results.size())];
    long groupStride = spec.groupStride(results.shape());
    for (long row = 0; row < kept.rows(); row++) {
      for (long i = 0; i < kept.inner(); i += width) {
        AmasiaException.Cancelled.ifInterrupted();
        long first = kept.offset(0, row) + i * kept.innerStride(0);
        int columns = (int) Math.min(width, kept.inner() - i);
        for (int g = 0; g < count; g++) {
          if (spec.groups() == null) {
            gathered.takeAll(first, columns, reduced);
          } else {
            gathered.take(first, columns, members[g], reduced.innerStride(0));
          }
          long slot = kept.offset(1, row) + i * kept.innerStride(1) + g * groupStride;
          gathered.find();
          for (int c = 0; c < columns; c++) {
            found[(int) (slot + c * kept.innerStride(1))] = gathered.found(c);
          }
        }
      }
    }
    NdArray dense = NdArray.allocate(node.dtype(), results.shape());
    Conversions.fromDoubles(found, 0, dense.dtype(), dense.data(), 0, found.length);
    return new BlockRun.Part(results, dense);
  }

  /// For each group the positions of its members along the axis of groups; nothing without groups.
  private static int[][] members(ReduceSpec spec, Box box, Walk reduced, int count) {
    Groups groups = spec.groups();
    if (groups == null) {
      return new int[0][];
    }
    int[] sizes = new int[count];
    int length = Math.toIntExact(reduced.inner());
    long start = box.start(spec.groupAxis());
    for (int i = 0; i < length; i++) {
      int group = groups.of(start + i);
      if (group >= 0) {
        sizes[group]++;
      }
    }
    int[][] members = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
    Arrays.fill(sizes, 0);
    for (int i = 0; i < length; i++) {
      int group = groups.of(start + i);
      if (group >= 0) {
        members[group][sizes[group]++] = i;
      }
    }
    return members;
  }

  /// The statistic of the first `n` of `values`, which are of `dtype` and are put into another
  /// order.
  static double of(Reduction reduction, double[] values, int n, DType dtype) {
    if (n <= 0) {
      return Double.NaN;
    }
    double place = place(reduction, n);
    int below = (int) place;
    double low = Selection.select(values, n, below);
    if (place == below) {
      return low;
    }
    return between(reduction, place, low, Selection.smallest(values, below + 1, n), dtype);
  }

  /// Where the statistic lies among `n` sorted values, 0 to `n - 1`.
  static double place(Reduction reduction, long n) {
    return reduction.kind() == Reduction.Kind.MEDIAN
        ? (n - 1) / 2.0
        : reduction.method().place(reduction.q(), n);
  }

  /// The statistic at `place`, where the values just below and above it are `low` and `high`, of
  /// `dtype`.
  static double between(Reduction reduction, double place, double low, double high, DType dtype) {
    double part = place - Math.floor(place);
    if (part == 0 || low == high) {
      return low;
    }
    if (reduction.kind() == Reduction.Kind.MEDIAN) {
      return (low + high) / 2;
    }
    double gap = dtype == DType.FLOAT32 ? (float) (high - low) : high - low;
    // From the nearer end, as NumPy does, so that the result is never beyond it.
    return part < 0.5 ? low + gap * part : high - gap * (1 - part);
  }
}
