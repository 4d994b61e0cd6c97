package io.amasia.plan.engine;

/// The floats next to a float, and how far away they are, as NumPy has it. Values of `float16` are
/// held in `float` and have neighbours of their own.
final class Neighbours {
  private static final int HALF_SIGN = 0x8000;

  private Neighbours() {}

  /// How far the next value away from 0 is, with the sign of `x`; NaN of infinities.
  static double spacing(double x) {
    double next = Math.copySign(Math.nextUp(Math.abs(x)), x);
    return x == 0 ? Double.MIN_VALUE : next - x;
  }

  static void spacing(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float next = Math.copySign(Math.nextUp(Math.abs(x[i])), x[i]);
      out[i] = x[i] == 0 ? Float.MIN_VALUE : next - x[i];
    }
  }

  /// How far the next greater value is, as NumPy has it for `float16`; NaN of infinities.
  static void halfSpacing(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Float.isInfinite(x[i]) ? Float.NaN : nextHalf(x[i], Float.POSITIVE_INFINITY) - x[i];
    }
  }

  /// The value after `x[i]` on the way to `to[i]`.
  static void nextHalf(float[] x, float[] to, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = nextHalf(x[i], to[i]);
    }
  }

  private static float nextHalf(float x, float to) {
    if (x == to || Float.isNaN(x) || Float.isNaN(to)) {
      return x == to ? to : Float.NaN;
    }
    short bits = Float.floatToFloat16(x);
    boolean fromZero = x == 0;
    int next = fromZero ? (to < 0 ? HALF_SIGN | 1 : 1) : (to > x) == (x > 0) ? bits + 1 : bits - 1;
    return Float.float16ToFloat((short) next);
  }
}
