package io.amasia.plan.engine;

import io.amasia.array.NdArray;
import io.amasia.array.kernel.Conversions;

/// Sets a single value.
final class Constants {
  private Constants() {}

  /// Sets the first element: a `Long` for whole numbers and times, else a `Double`.
  static void set(NdArray array, Number value) {
    if (array.dtype().isFloating()) {
      double[] one = {value.doubleValue()};
      Conversions.fromDoubles(one, 0, array.dtype(), array.data(), 0, 1);
    } else {
      long[] one = {value.longValue()};
      Conversions.fromLongs(one, 0, array.dtype(), array.data(), 0, 1);
    }
  }
}
