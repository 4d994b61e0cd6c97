package io.amasia.geo;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The values of a coordinate in ascending order, with the place each came from. NaN are left out.
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record SortedAxis(double[] values, int[] source) {
  static SortedAxis of(double[] coordinate) {
    int[] order =
        IntStream.range(0, coordinate.length)
            .filter(i -> !Double.isNaN(coordinate[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> coordinate[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new SortedAxis(Arrays.stream(order).mapToDouble(i -> coordinate[i]).toArray(), order);
  }

  int size() {
    return values.length;
  }

  /// The first place whose value, plus `shift`, is at least `x`.
  int atLeast(double x, double shift) {
    int low = 0;
    int high = values.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] + shift < x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The first place whose value, plus `shift`, is more than `x`.
  int moreThan(double x, double shift) {
    int low = atLeast(x, shift);
    while (low < values.length && values[low] + shift == x) {
      low++;
    }
    return low;
  }
}
