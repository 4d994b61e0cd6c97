package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Span;
import java.util.ArrayList;
import java.util.List;

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
      List<long[]> sources = new ArrayList<>();
      List<long[]> targets = new ArrayList<>();
      for (int d = 0; d < ndim; d++) {
        long n = d == axis ? last - first + 1 : box.length(d);
        sources.add(steps(n, sourceStrides[d] * (d == axis ? span.step() : 1)));
        targets.add(steps(n, targetStrides[d]));
      }
      long start = (first - box.start(axis)) * targetStrides[axis] + k - box.start(ndim);
      Copier.copy(
          new Copier.Side(input, at * sourceStrides[axis], sources),
          new Copier.Side(target, start, targets));
    }
  }

  private static long[] steps(long n, long step) {
    long[] steps = new long[Math.toIntExact(n)];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = i * step;
    }
    return steps;
  }

  private static void fill(NdArray target, Number fill) {
    try (NdArray one = NdArray.allocate(target.dtype(), Shape.of(1))) {
      Constants.set(one, fill);
      List<long[]> all = new ArrayList<>();
      long[] strides = target.shape().strides();
      List<long[]> none = new ArrayList<>();
      for (int d = 0; d < strides.length; d++) {
        all.add(steps(target.shape().size(d), strides[d]));
        none.add(steps(target.shape().size(d), 0));
      }
      Copier.copy(new Copier.Side(one, 0, none), new Copier.Side(target, 0, all));
    }
  }
}
