package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Span;
import io.amasia.storage.format.BoxCopy;
import java.util.Arrays;

/// Windows laid out side by side along a new last dimension.
final class SlidingViews {
  private SlidingViews() {}

  static void compute(Span span, Number fill, NdArray input, Box from, Box box, NdArray target) {
    fill(target, fill);
    int ndim = input.shape().ndim();
    int axis = span.axis();
    long[] sourceStrides = input.shape().strides();
    long[] targetStrides = target.shape().strides();
    // One copy for each place in the windows: those windows whose place lies in the array.
    for (long k = box.start(ndim); k < box.end(ndim); k++) {
      long first = Long.MAX_VALUE;
      long last = -1;
      for (long j = box.start(axis); j < box.end(axis); j++) {
        long at = span.start() + j * span.step() + k;
        if (at >= from.start(axis) && at < from.end(axis)) {
          first = Math.min(first, j);
          last = j;
        }
      }
      if (last < 0) {
        continue;
      }
      long at = span.start() + first * span.step() + k - from.start(axis);
      long[] sizes = new long[ndim];
      long[] sources = sourceStrides.clone();
      sources[axis] *= span.step();
      for (int d = 0; d < ndim; d++) {
        sizes[d] = d == axis ? last - first + 1 : box.length(d);
      }
      long start = (first - box.start(axis)) * targetStrides[axis] + k - box.start(ndim);
      Shape part = Shape.of(sizes);
      Copier.copy(
          new Block(input, at * sourceStrides[axis], part, sources),
          new Block(target, start, part, Arrays.copyOf(targetStrides, ndim)));
    }
  }

  private static void fill(NdArray target, Number fill) {
    try (NdArray one = NdArray.allocate(target.dtype(), Shape.of(1))) {
      Constants.set(one, fill);
      Box all = Box.all(target.shape());
      BoxCopy.fill(one, all, target, all);
    }
  }
}
