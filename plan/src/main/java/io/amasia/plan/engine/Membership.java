package io.amasia.plan.engine;

import io.amasia.array.DType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/// A set of numbers that strips are tested against. NaN equals nothing.
///
/// For integers the values are their exact values; a fraction equals no integer. For floats they
/// are rounded to the dtype of what is tested, which is how a fill value was written.
final class Membership {
  private final double[] doubles;
  private final long[] longs;

  Membership(List<?> values, DType dtype) {
    if (Domain.of(dtype) == Domain.LONG) {
      doubles = new double[0];
      longs =
          values.stream()
              .filter(Number.class::isInstance)
              .map(Number.class::cast)
              .filter(v -> !(v instanceof Double d) || d == Math.rint(d))
              .mapToLong(v -> normal(v.longValue(), dtype))
              .sorted()
              .toArray();
      return;
    }
    longs = new long[0];
    doubles =
        values.stream()
            .filter(Number.class::isInstance)
            .mapToDouble(v -> dtype.rounded(((Number) v).doubleValue()))
            .filter(v -> !Double.isNaN(v))
            .map(v -> v + 0.0)
            .sorted()
            .toArray();
  }

  /// Fills may be given as the signed bits of an unsigned type.
  private static long normal(long value, DType dtype) {
    boolean negative = dtype.isUnsigned() && dtype.itemSize() < 8 && value < 0;
    return negative ? value & ((1L << (8 * dtype.itemSize())) - 1) : value;
  }

  /// The one float the set holds, if it is one.
  OptionalDouble only() {
    return doubles.length == 1 ? OptionalDouble.of(doubles[0]) : OptionalDouble.empty();
  }

  void test(float[] x, long[] out, int n) {
    if (doubles.length == 1) {
      double only = doubles[0];
      for (int i = 0; i < n; i++) {
        out[i] = x[i] == only ? 1 : 0;
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      out[i] = Arrays.binarySearch(doubles, x[i] + 0.0) >= 0 ? 1 : 0;
    }
  }

  void test(double[] x, long[] out, int n) {
    if (doubles.length == 1) {
      double only = doubles[0];
      for (int i = 0; i < n; i++) {
        out[i] = x[i] == only ? 1 : 0;
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      // Adding 0 makes -0 and 0 one, which the search tells apart.
      out[i] = Arrays.binarySearch(doubles, x[i] + 0.0) >= 0 ? 1 : 0;
    }
  }

  void test(long[] x, long[] out, int n) {
    if (longs.length == 1) {
      long only = longs[0];
      for (int i = 0; i < n; i++) {
        out[i] = x[i] == only ? 1 : 0;
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      out[i] = Arrays.binarySearch(longs, x[i]) >= 0 ? 1 : 0;
    }
  }
}
