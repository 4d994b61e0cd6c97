package io.amasia.zarr;

import io.amasia.array.Box;
import io.amasia.array.Shape;
import java.util.function.Consumer;

/// Walks over indices, and where they lie in memory.
final class Boxes {
  private Boxes() {}

  /// Calls `action` with each index of `shape` in C order. The array is used again for the next.
  static void forEach(Shape shape, Consumer<long[]> action) {
    long count = shape.size();
    long[] index = new long[shape.ndim()];
    for (long i = 0; i < count; i++) {
      action.accept(index);
      for (int d = index.length - 1; d >= 0 && ++index[d] == shape.size(d); d--) {
        index[d] = 0;
      }
    }
  }

  /// The sum of products: the linear position of `index` under `strides`.
  static long dot(long[] index, long[] strides) {
    long sum = 0;
    for (int d = 0; d < index.length; d++) {
      sum += index[d] * strides[d];
    }
    return sum;
  }

  /// The first index of `box`.
  static long[] starts(Box box) {
    long[] starts = new long[box.ndim()];
    for (int d = 0; d < starts.length; d++) {
      starts[d] = box.start(d);
    }
    return starts;
  }
}
