package io.amasia.array.kernel;

/// Single conversions between number types that Java has no cast for.
final class Rounding {
  private Rounding() {}

  /// The value of an unsigned 64-bit integer, rounded once to double.
  static double unsignedToDouble(long bits) {
    // Halve with the lost bit kept sticky, so that rounding is right, then double again.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  /// The value of an unsigned 64-bit integer, rounded once to float.
  static float unsignedToFloat(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0f;
  }

  /// The bits of an unsigned 64-bit integer: truncated; negative values wrap.
  static long doubleToUnsigned(double value) {
    return value >= 0x1p63 ? (long) (value - 0x1p63) ^ Long.MIN_VALUE : (long) value;
  }

  /// The bits of the half-precision float nearest to `value`, rounded once.
  static short doubleToHalf(double value) {
    float single = (float) value;
    if (single != value && Float.isFinite(single)) {
      // Round to odd on the way, else a tie of the float could hide which side the double is on.
      int bits = Float.floatToRawIntBits(single);
      if (Math.abs((double) single) > Math.abs(value)) {
        bits--;
      }
      single = Float.intBitsToFloat(bits | 1);
    }
    return Float.floatToFloat16(single);
  }
}
