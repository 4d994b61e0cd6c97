package io.amasia.plan.engine;

import io.amasia.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The elements of a box in C order, with dimensions merged where every array that is walked along
/// allows it: long inner runs, few rows.
///
/// Each array walked is a list of strides, one a dimension.
final class Walk {
  private final long[] sizes;
  private final List<long[]> strides;
  private final long inner;

  private Walk(long[] sizes, List<long[]> strides) {
    this.sizes = sizes;
    this.strides = strides;
    inner = sizes[sizes.length - 1];
  }

  /// @param shape the box
  /// @param arrays strides of each array
  /// @param apart for each dimension, whether it is never merged
  static Walk of(Shape shape, List<long[]> arrays, boolean[] apart) {
    long[] sizes = new long[Math.max(1, shape.ndim())];
    List<long[]> strides = new ArrayList<>(arrays.size());
    for (int k = 0; k < arrays.size(); k++) {
      strides.add(new long[sizes.length]);
    }
    int ndim = 0;
    int last = -1;
    for (int d = 0; d < shape.ndim(); d++) {
      long size = shape.size(d);
      if (size == 1 && !apart[d]) {
        continue;
      }
      boolean merges = last >= 0 && !apart[last] && !apart[d];
      for (int k = 0; k < arrays.size() && merges; k++) {
        merges = strides.get(k)[ndim - 1] == arrays.get(k)[d] * size;
      }
      if (merges) {
        sizes[ndim - 1] *= size;
      } else {
        sizes[ndim++] = size;
      }
      for (int k = 0; k < arrays.size(); k++) {
        strides.get(k)[ndim - 1] = arrays.get(k)[d];
      }
      last = d;
    }
    if (ndim == 0) {
      sizes[ndim++] = 1;
    }
    for (int k = 0; k < arrays.size(); k++) {
      strides.set(k, Arrays.copyOf(strides.get(k), ndim));
    }
    return new Walk(Arrays.copyOf(sizes, ndim), strides);
  }

  /// Elements in all.
  long size() {
    long size = 1;
    for (long s : sizes) {
      size *= s;
    }
    return size;
  }

  /// Length of an inner run.
  long inner() {
    return inner;
  }

  /// Step of array `k` within an inner run.
  long innerStride(int k) {
    return strides.get(k)[sizes.length - 1];
  }

  /// Offset in array `k` of the first element of run `row`.
  long offset(int k, long row) {
    long[] s = strides.get(k);
    long offset = 0;
    long rest = row;
    for (int d = sizes.length - 2; d >= 0; d--) {
      offset += rest % sizes[d] * s[d];
      rest /= sizes[d];
    }
    return offset;
  }

  /// The number of inner runs.
  long rows() {
    return inner == 0 ? 0 : size() / inner;
  }

  /// Length of the dimension around the inner runs; 1 if there is none.
  long outer() {
    return sizes.length < 2 ? 1 : sizes[sizes.length - 2];
  }

  /// Step of array `k` along the dimension around the inner runs.
  long outerStride(int k) {
    return sizes.length < 2 ? 0 : strides.get(k)[sizes.length - 2];
  }

  /// Whether array `k` is the same element everywhere.
  boolean isConstant(int k) {
    for (long stride : strides.get(k)) {
      if (stride != 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether array `k` lies in C order without gaps.
  boolean isDense(int k) {
    long expected = 1;
    for (int d = sizes.length - 1; d >= 0; d--) {
      if (strides.get(k)[d] != expected) {
        return false;
      }
      expected *= sizes[d];
    }
    return true;
  }
}
