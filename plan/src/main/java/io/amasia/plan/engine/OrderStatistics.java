package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.Conversions;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
import io.amasia.plan.Reduction;
import java.util.List;

/// Medians and quantiles, exact: the values of each result are gathered and selected from.
///
/// Quantiles of `float32` take the gap between neighbours in `float32`, as NumPy does. Of nothing,
/// and without skipna where one is missing, the result is NaN.
final class OrderStatistics {
  private OrderStatistics() {}

  @SuppressWarnings("MustBeClosedChecker") // the caller closes the part
  static BlockRun.Part compute(Node node, NdArray block, Box box) {
    ReduceSpec spec = ReduceSpec.of(node);
    Groups groups = spec.groups();
    int count = groups == null ? 1 : groups.count();
    Box results = spec.resultBox(box, 0, count);
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
    long n = reduced.size();
    double[] values = new double[Math.toIntExact(n)];
    double[] found = new double[Math.toIntExact(results.size())];
    for (long row = 0; row < kept.rows(); row++) {
      for (long i = 0; i < kept.inner(); i++) {
        long first = kept.offset(0, row) + i * kept.innerStride(0);
        int slot = (int) (kept.offset(1, row) + i * kept.innerStride(1));
        for (int g = 0; g < count; g++) {
          int taken = gather(block, first, reduced, groups, box, spec, g, values);
          found[slot + (int) (g * spec.groupStride(results.shape()))] =
              of(spec.reduction(), values, taken, block.dtype());
        }
      }
    }
    NdArray dense = NdArray.allocate(node.dtype(), results.shape());
    Conversions.fromDoubles(found, 0, dense.dtype(), dense.data(), 0, found.length);
    return new BlockRun.Part(results, dense);
  }

  /// Gathers the values of one result; their number, or -1 if one is missing that may not be.
  private static int gather(
      NdArray block,
      long first,
      Walk reduced,
      @org.jspecify.annotations.Nullable Groups groups,
      Box box,
      ReduceSpec spec,
      int group,
      double[] values) {
    int taken = 0;
    for (long row = 0; row < reduced.rows(); row++) {
      long at = first + reduced.offset(0, row);
      for (long i = 0; i < reduced.inner(); i++) {
        if (groups != null && groups.of(box.start(spec.groupAxis()) + i) != group) {
          continue;
        }
        double value = block.getDouble(at + i * reduced.innerStride(0)) + 0.0; // -0 becomes 0
        if (!Double.isNaN(value)) {
          values[taken++] = value;
        } else if (!spec.reduction().skipna()) {
          return -1;
        }
      }
    }
    return taken;
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
