package io.amasia.plan.engine;

import io.amasia.plan.Op;

/// Strip loops in `double`.
///
/// The output may be one of the inputs. Plain loops that the compiler turns into vectors.
final class DoubleLoops {
  private static final double TO_RADIANS = (Math.PI / 180);
  private static final double TO_DEGREES = (180 / Math.PI);

  private DoubleLoops() {}

  static void unary(Op.Unary op, double[] x, double[] out, int n) {
    switch (op) {
      case NEGATE -> {
        for (int i = 0; i < n; i++) {
          out[i] = -x[i];
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          out[i] = Math.abs(x[i]);
        }
      }
      case SIGN -> {
        for (int i = 0; i < n; i++) {
          out[i] = Math.signum(x[i]);
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          out[i] = Math.sqrt(x[i]);
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          out[i] = x[i] * x[i];
        }
      }
      case FLOOR -> {
        for (int i = 0; i < n; i++) {
          out[i] = Math.floor(x[i]);
        }
      }
      case CEIL -> {
        for (int i = 0; i < n; i++) {
          out[i] = Math.ceil(x[i]);
        }
      }
      case ROUND -> {
        for (int i = 0; i < n; i++) {
          out[i] = Math.rint(x[i]);
        }
      }
      case DEG2RAD -> {
        for (int i = 0; i < n; i++) {
          out[i] = x[i] * TO_RADIANS;
        }
      }
      case RAD2DEG -> {
        for (int i = 0; i < n; i++) {
          out[i] = x[i] * TO_DEGREES;
        }
      }
      case CBRT,
          EXP,
          EXPM1,
          LOG,
          LOG2,
          LOG10,
          LOG1P,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          TANH,
          ASINH,
          ACOSH,
          ATANH,
          EXP2,
          SPACING,
          TRUNC -> {
        for (int i = 0; i < n; i++) {
          out[i] = Functions.of(op, x[i]);
        }
      }
      case NOT, ISNULL, NOTNULL, ISFINITE, ISINF, BIT_COUNT ->
          throw new IllegalArgumentException(op.name());
    }
  }

  static void binary(Op.Binary op, double[] a, double[] b, double[] out, int n) {
    switch (op) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] + b[i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] - b[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] * b[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] / b[i];
        }
      }
      case MINIMUM -> {
        for (int i = 0; i < n; i++) {
          out[i] = Math.min(a[i], b[i]);
        }
      }
      case MAXIMUM -> {
        for (int i = 0; i < n; i++) {
          out[i] = Math.max(a[i], b[i]);
        }
      }
      case FMIN -> {
        for (int i = 0; i < n; i++) {
          out[i] = Double.isNaN(a[i]) ? b[i] : Double.isNaN(b[i]) ? a[i] : Math.min(a[i], b[i]);
        }
      }
      case FMAX -> {
        for (int i = 0; i < n; i++) {
          out[i] = Double.isNaN(a[i]) ? b[i] : Double.isNaN(b[i]) ? a[i] : Math.max(a[i], b[i]);
        }
      }
      case FILLNA -> {
        for (int i = 0; i < n; i++) {
          out[i] = Double.isNaN(a[i]) ? b[i] : a[i];
        }
      }
      case FLOOR_DIVIDE -> {
        for (int i = 0; i < n; i++) {
          out[i] = Functions.floorDivide(a[i], b[i]);
        }
      }
      case MOD -> {
        for (int i = 0; i < n; i++) {
          out[i] = Functions.modulo(a[i], b[i]);
        }
      }
      case POWER, ATAN2, HYPOT, FMOD, COPYSIGN, NEXTAFTER, LOGADDEXP, LOGADDEXP2 -> {
        for (int i = 0; i < n; i++) {
          out[i] = Functions.of(op, a[i], b[i]);
        }
      }
      case LDEXP,
          GCD,
          LCM,
          EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_EQUAL,
          GREATER,
          GREATER_EQUAL,
          AND,
          OR,
          XOR ->
          throw new IllegalArgumentException(op.name());
    }
  }

  static void compare(Op.Binary op, double[] a, double[] b, long[] out, int n) {
    switch (op) {
      case EQUAL -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] == b[i] ? 1 : 0;
        }
      }
      case NOT_EQUAL -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] != b[i] ? 1 : 0;
        }
      }
      case LESS -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] < b[i] ? 1 : 0;
        }
      }
      case LESS_EQUAL -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] <= b[i] ? 1 : 0;
        }
      }
      case GREATER -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] > b[i] ? 1 : 0;
        }
      }
      case GREATER_EQUAL -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] >= b[i] ? 1 : 0;
        }
      }
      default -> throw new IllegalArgumentException(op.name());
    }
  }

  static void ldexp(double[] x, long[] exponents, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Functions.ldexp(x[i], exponents[i]);
    }
  }

  static void where(long[] condition, double[] x, double[] y, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = condition[i] != 0 ? x[i] : y[i];
    }
  }
}
