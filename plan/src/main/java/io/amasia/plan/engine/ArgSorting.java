package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Lines;
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
    NdArray result = NdArray.allocate(DType.INT64, block.shape());
    try {
      if (block.dtype() == DType.STRING) {
        texts(block, axis, result);
      } else if (result.size() > 0) {
        numbers(block, axis, result);
      }
      return new BlockRun.Part(box, result);
    } catch (Throwable e) {
      result.close();
      throw e;
    }
  }

  private static void numbers(NdArray block, int axis, NdArray result) {
    Lines in = Lines.of(block, axis, 1);
    SortedLines.each(
        in,
        (sorted, outer, column) -> {
          long first = outer * in.length() * in.inner() + column;
          for (int i = 0; i < sorted.length(); i++) {
            put(result, first + i * in.inner(), sorted.place(i));
          }
        });
  }

  private static void texts(NdArray block, int axis, NdArray result) {
    long[] from = block.shape().strides();
    Walk lines = Walk.of(block.shape().with(axis, 1), List.of(from), new boolean[from.length]);
    Integer[] order = new Integer[Math.toIntExact(block.shape().size(axis))];
    for (long row = 0; row < lines.rows(); row++) {
      for (long i = 0; i < lines.inner(); i++) {
        long first = lines.offset(0, row) + i * lines.innerStride(0);
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, Comparator.comparing(k -> block.getString(first + k * from[axis])));
        for (int k = 0; k < order.length; k++) {
          put(result, first + k * from[axis], order[k]);
        }
      }
    }
  }

  private static void put(NdArray result, long at, long place) {
    result.data().setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, at, place);
  }
}
