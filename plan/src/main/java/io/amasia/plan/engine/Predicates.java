package io.amasia.plan.engine;

import io.amasia.array.DType;
import io.amasia.plan.Op;

/// Strip loops that ask for missing values, or make them; and CF's packing.
final class Predicates {
  private Predicates() {}

  /// 1 where a value is there, 0 where it is missing: `notnull` as numbers.
  static void present(float[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Float.isNaN(x[i]) ? 0 : 1;
    }
  }

  /// As [#present(float[], double[], int)].
  static void present(double[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Double.isNaN(x[i]) ? 0 : 1;
    }
  }

  /// Weights of what is present, and their product with 0 of what is not.
  static void weigh(float[] x, double[] weights, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double w = weights[i];
      out[i] = Float.isNaN(x[i]) ? 0 * w : w;
    }
  }

  static void weigh(double[] x, double[] weights, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double w = weights[i];
      out[i] = Double.isNaN(x[i]) ? 0 * w : w;
    }
  }

  static void of(Op.Unary op, float[] x, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = of(op, x[i]) ? 1 : 0;
    }
  }

  static void of(Op.Unary op, double[] x, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = of(op, x[i]) ? 1 : 0;
    }
  }

  private static boolean of(Op.Unary op, double x) {
    return switch (op) {
      case ISNULL -> Double.isNaN(x);
      case NOTNULL -> !Double.isNaN(x);
      case ISFINITE -> Math.abs(x) <= Double.MAX_VALUE;
      case ISINF -> Math.abs(x) == Double.POSITIVE_INFINITY;
      default -> throw new IllegalArgumentException(op.name());
    };
  }

  static void of(Op.Unary op, boolean time, long[] x, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      boolean missing = time && x[i] == DType.NAT;
      out[i] = (op == Op.Unary.ISNULL ? missing : op != Op.Unary.ISINF && !missing) ? 1 : 0;
    }
  }

  /// NaN where `x` is `only`, else `x`.
  static void maskOnly(float only, float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] == only ? Float.NaN : x[i];
    }
  }

  /// As [#maskOnly(float, float[], float[], int)].
  static void maskOnly(double only, double[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] == only ? Double.NaN : x[i];
    }
  }

  static void maskNaN(long[] mask, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = mask[i] != 0 ? Float.NaN : x[i];
    }
  }

  static void maskNaN(long[] mask, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = mask[i] != 0 ? Double.NaN : x[i];
    }
  }

  static void maskNaT(long[] mask, long[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = mask[i] != 0 ? DType.NAT : x[i];
    }
  }

  static void scale(float[] x, float scale, float offset, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] * scale + offset;
    }
  }

  static void scale(double[] x, double scale, double offset, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] * scale + offset;
    }
  }
}
