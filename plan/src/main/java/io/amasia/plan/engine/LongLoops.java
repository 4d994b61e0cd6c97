package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.plan.Op;

/// Strip loops in `long` for integers and bool. The output may be one of the inputs; it is not yet
/// wrapped to its dtype.
final class LongLoops {
  private LongLoops() {}

  static void unary(Op.Unary op, DType dtype, long[] x, long[] out, int n) {
    boolean unsigned = dtype.isUnsigned();
    switch (op) {
      case NEGATE -> {
        for (int i = 0; i < n; i++) {
          out[i] = -x[i];
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          out[i] = unsigned ? x[i] : Math.abs(x[i]);
        }
      }
      case SIGN -> {
        for (int i = 0; i < n; i++) {
          out[i] = unsigned ? (x[i] == 0 ? 0 : 1) : Long.signum(x[i]);
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          out[i] = x[i] * x[i];
        }
      }
      case NOT -> {
        for (int i = 0; i < n; i++) {
          out[i] = dtype == DType.BOOL ? 1 - x[i] : ~x[i];
        }
      }
      case BIT_COUNT -> {
        for (int i = 0; i < n; i++) {
          out[i] = Long.bitCount(unsigned ? x[i] : Math.abs(x[i]));
        }
      }
      case FLOOR, CEIL, TRUNC, ROUND -> System.arraycopy(x, 0, out, 0, n);
      case SQRT,
          CBRT,
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
          ISNULL,
          NOTNULL,
          ISFINITE,
          ISINF,
          DEG2RAD,
          RAD2DEG,
          SPACING ->
          throw new IllegalArgumentException(op.name());
    }
  }

  /// Operations of two integers or bools of one dtype.
  static void binary(Op.Binary op, DType dtype, long[] a, long[] b, long[] out, int n) {
    boolean bits = dtype == DType.UINT64;
    long flip = bits ? Long.MIN_VALUE : 0;
    switch (op) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] + b[i];
        }
        if (dtype == DType.BOOL) {
          for (int i = 0; i < n; i++) {
            out[i] = Math.min(1, out[i]);
          }
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
      case FLOOR_DIVIDE -> {
        for (int i = 0; i < n; i++) {
          out[i] =
              b[i] == 0 ? 0 : bits ? Long.divideUnsigned(a[i], b[i]) : Math.floorDiv(a[i], b[i]);
        }
      }
      case MOD -> {
        for (int i = 0; i < n; i++) {
          out[i] =
              b[i] == 0 ? 0 : bits ? Long.remainderUnsigned(a[i], b[i]) : Math.floorMod(a[i], b[i]);
        }
      }
      case FMOD -> {
        for (int i = 0; i < n; i++) {
          out[i] = b[i] == 0 ? 0 : bits ? Long.remainderUnsigned(a[i], b[i]) : a[i] % b[i];
        }
      }
      case GCD -> {
        for (int i = 0; i < n; i++) {
          out[i] = Functions.gcd(a[i], b[i], bits);
        }
      }
      case LCM -> {
        for (int i = 0; i < n; i++) {
          out[i] = Functions.lcm(a[i], b[i], bits);
        }
      }
      case POWER -> {
        for (int i = 0; i < n; i++) {
          out[i] = power(a[i], b[i], bits);
        }
      }
      case AND -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] & b[i];
        }
      }
      case OR -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] | b[i];
        }
      }
      case XOR -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[i] ^ b[i];
        }
      }
      case MINIMUM, FMIN -> {
        for (int i = 0; i < n; i++) {
          out[i] = (a[i] ^ flip) <= (b[i] ^ flip) ? a[i] : b[i];
        }
      }
      case MAXIMUM, FMAX -> {
        for (int i = 0; i < n; i++) {
          out[i] = (a[i] ^ flip) >= (b[i] ^ flip) ? a[i] : b[i];
        }
      }
      case FILLNA -> System.arraycopy(a, 0, out, 0, n);
      case DIVIDE,
          ATAN2,
          HYPOT,
          COPYSIGN,
          NEXTAFTER,
          LDEXP,
          LOGADDEXP,
          LOGADDEXP2,
          EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_EQUAL,
          GREATER,
          GREATER_EQUAL ->
          throw new IllegalArgumentException(op.name());
    }
  }

  /// Comparisons; `uint64` compares as unsigned.
  static void compare(Op.Binary op, DType dtype, long[] a, long[] b, long[] out, int n) {
    long flip = dtype == DType.UINT64 ? Long.MIN_VALUE : 0;
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
          out[i] = (a[i] ^ flip) < (b[i] ^ flip) ? 1 : 0;
        }
      }
      case LESS_EQUAL -> {
        for (int i = 0; i < n; i++) {
          out[i] = (a[i] ^ flip) <= (b[i] ^ flip) ? 1 : 0;
        }
      }
      case GREATER -> {
        for (int i = 0; i < n; i++) {
          out[i] = (a[i] ^ flip) > (b[i] ^ flip) ? 1 : 0;
        }
      }
      case GREATER_EQUAL -> {
        for (int i = 0; i < n; i++) {
          out[i] = (a[i] ^ flip) >= (b[i] ^ flip) ? 1 : 0;
        }
      }
      default -> throw new IllegalArgumentException(op.name());
    }
  }

  static void where(long[] condition, long[] x, long[] y, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = condition[i] != 0 ? x[i] : y[i];
    }
  }

  private static long power(long base, long exponent, boolean unsigned) {
    if (exponent < 0 && !unsigned) {
      throw new AmasiaException.Unsupported(
          "integers to negative integer powers are not integers; cast one to float64");
    }
    long result = 1;
    long square = base;
    for (long e = exponent; e != 0; e >>>= 1) {
      if ((e & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /// Wraps each value to `dtype`, as two's complement.
  static void wrap(DType dtype, long[] x, int n) {
    switch (dtype) {
      case INT8 -> {
        for (int i = 0; i < n; i++) {
          x[i] = (byte) x[i];
        }
      }
      case UINT8 -> {
        for (int i = 0; i < n; i++) {
          x[i] &= 0xFFL;
        }
      }
      case INT16 -> {
        for (int i = 0; i < n; i++) {
          x[i] = (short) x[i];
        }
      }
      case UINT16 -> {
        for (int i = 0; i < n; i++) {
          x[i] &= 0xFFFFL;
        }
      }
      case INT32 -> {
        for (int i = 0; i < n; i++) {
          x[i] = (int) x[i];
        }
      }
      case UINT32 -> {
        for (int i = 0; i < n; i++) {
          x[i] &= 0xFFFF_FFFFL;
        }
      }
      case BOOL, INT64, UINT64, DATETIME, TIMEDELTA, FLOAT16, FLOAT32, FLOAT64, STRING -> {}
    }
  }
}
