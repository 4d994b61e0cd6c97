package io.amasia.plan.engine;

import io.amasia.array.DType;
import io.amasia.array.kernel.Conversions;
import java.lang.foreign.MemorySegment;

/// Unsigned integers in the order of the values they stand for. Both zeros are one.
final class OrderedBits {
  private static final long INT_SIGN = 1L << 31;

  private OrderedBits() {}

  /// 64 bits for `value`, not NaN.
  static long of(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0); // -0 becomes 0
    return bits ^ ((bits >> 63) | Long.MIN_VALUE);
  }

  /// 32 bits for `value`, not NaN.
  static long of(float value) {
    int bits = Float.floatToRawIntBits(value + 0f);
    return (bits ^ ((bits >> 31) | Integer.MIN_VALUE)) & 0xFFFF_FFFFL;
  }

  /// What is to be flipped in a whole number of `dtype`, an integer or bool held in 64 bits, so
  /// that 32 bits of it, or for 64-bit dtypes all, are in order.
  static long flip(DType dtype) {
    return switch (dtype) {
      case INT64 -> Long.MIN_VALUE;
      case INT8, INT16, INT32 -> INT_SIGN;
      default -> 0;
    };
  }

  /// The value of `dtype`, a number, that `bits` stand for.
  static double value(long bits, DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> {
        long sign = bits < 0 ? Long.MIN_VALUE : -1;
        yield Double.longBitsToDouble(bits ^ sign);
      }
      case FLOAT16, FLOAT32 -> {
        int sign = (int) bits < 0 ? Integer.MIN_VALUE : -1;
        yield Float.intBitsToFloat((int) bits ^ sign);
      }
      case INT64, UINT64 -> {
        double[] value = new double[1];
        long[] whole = {bits ^ flip(dtype)};
        Conversions.toDoubles(dtype, MemorySegment.ofArray(whole), 0, value, 0, 1);
        yield value[0];
      }
      case INT8, INT16, INT32 -> (int) (bits ^ INT_SIGN);
      case BOOL, UINT8, UINT16, UINT32 -> bits;
      case DATETIME, TIMEDELTA, STRING ->
          throw new IllegalArgumentException(dtype + " is no number");
    };
  }
}
