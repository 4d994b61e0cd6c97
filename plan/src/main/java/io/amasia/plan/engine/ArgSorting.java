package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Positions in the order of the values, stable, missing values last.
final class ArgSorting {
  private ArgSorting() {}

  @SuppressWarnings("MustBeClosedChecker") // the caller closes the part
  static BlockRun.Part compute(Node node, NdArray block, Box box) {
    if (!(node.operation() instanceof Operation.ArgSort(var axis))) {
      throw new IllegalArgumentException("not a sort: " + node.operation());
    }
    Shape shape = block.shape();
    long[] from = shape.strides();
    NdArray result = NdArray.allocate(DType.INT64, shape);
    Walk lines = Walk.of(shape.with(axis, 1), List.of(from), new boolean[from.length]);
    int n = Math.toIntExact(shape.size(axis));
    Integer[] order = new Integer[n];
    for (long row = 0; row < lines.rows(); row++) {
      for (long i = 0; i < lines.inner(); i++) {
        long first = lines.offset(0, row) + i * lines.innerStride(0);
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, comparator(block, first, from[axis]));
        for (int k = 0; k < n; k++) {
          result
              .data()
              .setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, first + k * from[axis], order[k]);
        }
      }
    }
    return new BlockRun.Part(box, result);
  }

  private static Comparator<Integer> comparator(NdArray block, long first, long stride) {
    DType dtype = block.dtype();
    if (dtype == DType.STRING) {
      return Comparator.comparing(k -> block.getString(first + k * stride));
    }
    if (dtype.isFloating()) {
      // Adding 0 makes -0 and 0 equal; NaN is the largest already.
      return Comparator.comparingDouble(k -> block.getDouble(first + k * stride) + 0.0);
    }
    if (dtype.isTime()) {
      return Comparator.comparing((Integer k) -> block.getLong(first + k * stride) == DType.NAT)
          .thenComparingLong(k -> block.getLong(first + k * stride));
    }
    long flip = dtype == DType.UINT64 ? Long.MIN_VALUE : 0;
    return Comparator.comparingLong(k -> block.getLong(first + k * stride) ^ flip);
  }
}
