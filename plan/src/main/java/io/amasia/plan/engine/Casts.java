package io.amasia.plan.engine;

import io.amasia.array.DType;
import io.amasia.plan.engine.Program.Instruction;
import io.amasia.plan.engine.Program.Slot;

/// Conversions between the dtypes of registers: NumPy's `astype`. NaT and NaN become each other;
/// floats to integers truncate, then wrap.
final class Casts {
  private Casts() {}

  static Instruction instruction(DType from, Slot in, DType to, Slot out) {
    int a = in.register();
    int b = out.register();
    boolean half = to == DType.FLOAT16;
    boolean bits = from == DType.UINT64;
    boolean time = from.isTime();
    return switch (in.domain()) {
      case FLOAT ->
          switch (out.domain()) {
            case FLOAT ->
                (r, n) -> {
                  System.arraycopy(r.floats(a), 0, r.floats(b), 0, n);
                  if (half) {
                    FloatLoops.roundToHalf(r.floats(b), n);
                  }
                };
            case DOUBLE -> (r, n) -> widen(r.floats(a), r.doubles(b), n);
            case LONG -> (r, n) -> truncate(r.floats(a), to, r.longs(b), n);
          };
      case DOUBLE ->
          switch (out.domain()) {
            case FLOAT ->
                (r, n) -> {
                  narrow(r.doubles(a), r.floats(b), n);
                  if (half) {
                    FloatLoops.roundToHalf(r.floats(b), n);
                  }
                };
            case DOUBLE -> (r, n) -> System.arraycopy(r.doubles(a), 0, r.doubles(b), 0, n);
            case LONG -> (r, n) -> truncate(r.doubles(a), to, r.longs(b), n);
          };
      case LONG ->
          switch (out.domain()) {
            case FLOAT ->
                (r, n) -> {
                  toFloats(r.longs(a), bits, time, r.floats(b), n);
                  if (half) {
                    FloatLoops.roundToHalf(r.floats(b), n);
                  }
                };
            case DOUBLE -> (r, n) -> toDoubles(r.longs(a), bits, time, r.doubles(b), n);
            case LONG -> (r, n) -> toLongs(r.longs(a), to, r.longs(b), n);
          };
    };
  }

  static void widen(float[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i];
    }
  }

  private static void narrow(double[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) x[i];
    }
  }

  private static void truncate(float[] x, DType to, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = truncate(x[i], to);
    }
    LongLoops.wrap(to, out, n);
  }

  private static void truncate(double[] x, DType to, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = truncate(x[i], to);
    }
    LongLoops.wrap(to, out, n);
  }

  private static long truncate(double x, DType to) {
    return switch (to) {
      case BOOL -> x != 0 ? 1 : 0;
      case DATETIME, TIMEDELTA -> Double.isNaN(x) ? DType.NAT : (long) x;
      case UINT64 -> x >= 0x1p63 ? (long) (x - 0x1p63) ^ Long.MIN_VALUE : (long) x;
      default -> (long) x;
    };
  }

  static void toDoubles(long[] x, boolean bits, boolean time, double[] out, int n) {
    if (bits) {
      for (int i = 0; i < n; i++) {
        out[i] = unsigned(x[i]);
      }
    } else if (time) {
      for (int i = 0; i < n; i++) {
        out[i] = x[i] == DType.NAT ? Double.NaN : x[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = x[i];
      }
    }
  }

  private static void toFloats(long[] x, boolean bits, boolean time, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      if (bits && x[i] < 0) {
        // Halve with the lost bit kept sticky, so that the one rounding is right.
        out[i] = ((x[i] >>> 1) | (x[i] & 1)) * 2f;
      } else {
        out[i] = time && x[i] == DType.NAT ? Float.NaN : x[i];
      }
    }
  }

  private static double unsigned(long x) {
    return x >= 0 ? x : ((x >>> 1) | (x & 1)) * 2.0;
  }

  private static void toLongs(long[] x, DType to, long[] out, int n) {
    if (to == DType.BOOL) {
      for (int i = 0; i < n; i++) {
        out[i] = x[i] != 0 ? 1 : 0;
      }
      return;
    }
    System.arraycopy(x, 0, out, 0, n);
    LongLoops.wrap(to, out, n);
  }
}
