package io.amasia.plan.engine;

import io.amasia.plan.Op;

/// Functions of one value, as NumPy and C define them where Java differs.
final class Functions {
  private static final double LN2 = Math.log(2);

  private Functions() {}

  static double of(Op.Unary op, double x) {
    return switch (op) {
      case CBRT -> Math.cbrt(x);
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(x);
      case LOG2 -> log2(x);
      case LOG10 -> Math.log10(x);
      case LOG1P -> Math.log1p(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ASIN -> Math.asin(x);
      case ACOS -> Math.acos(x);
      case ATAN -> Math.atan(x);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case TANH -> Math.tanh(x);
      case ASINH -> asinh(x);
      case ACOSH -> acosh(x);
      case ATANH -> 0.5 * (Math.log1p(x) - Math.log1p(-x));
      case EXP2 -> Math.pow(2, x);
      case SPACING -> Neighbours.spacing(x);
      case TRUNC -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case NEGATE,
          ABS,
          SIGN,
          SQRT,
          SQUARE,
          FLOOR,
          CEIL,
          ROUND,
          NOT,
          ISNULL,
          NOTNULL,
          ISFINITE,
          ISINF,
          DEG2RAD,
          RAD2DEG,
          BIT_COUNT ->
          throw new IllegalArgumentException(op.name());
    };
  }

  static double of(Op.Binary op, double a, double b) {
    return switch (op) {
      case POWER -> power(a, b);
      case ATAN2 -> Math.atan2(a, b);
      case HYPOT -> Math.hypot(a, b);
      case FMOD -> a % b;
      case COPYSIGN -> Math.copySign(a, b);
      case NEXTAFTER -> Math.nextAfter(a, b);
      case LOGADDEXP -> logAddExp(a, b);
      case LOGADDEXP2 -> logAddExp(a * LN2, b * LN2) / LN2;
      default -> throw new IllegalArgumentException(op.name());
    };
  }

  /// `x * 2 ** n`, rounded once.
  static double ldexp(double x, long n) {
    return Math.scalb(x, Math.clamp(n, -1_000_000, 1_000_000));
  }

  /// Odd, and exact near 0, where the square is lost beside 1.
  private static double asinh(double x) {
    double size = Math.abs(x);
    double result =
        size > 1e150
            ? Math.log(size) + LN2
            : Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
    return Double.isInfinite(x) ? x : Math.copySign(result, x);
  }

  /// NaN below 1.
  private static double acosh(double x) {
    if (x > 1e150) {
      return Math.log(x) + LN2;
    }
    double over = x - 1;
    return Math.log1p(over + Math.sqrt(over * over + 2 * over));
  }

  /// The greater stays out of the exponential, so that nothing overflows.
  private static double logAddExp(double a, double b) {
    if (a == b) {
      return a + LN2; // also of infinities
    }
    double apart = a - b;
    return apart > 0 ? a + Math.log1p(Math.exp(-apart)) : b + Math.log1p(Math.exp(apart));
  }

  /// By Euclid; of absolute values.
  static long gcd(long a, long b, boolean unsigned) {
    long x = unsigned ? a : Math.abs(a);
    long y = unsigned ? b : Math.abs(b);
    while (y != 0) {
      long rest = Long.remainderUnsigned(x, y);
      x = y;
      y = rest;
    }
    return x;
  }

  static long lcm(long a, long b, boolean unsigned) {
    long divisor = gcd(a, b, unsigned);
    long product = divisor == 0 ? 0 : Long.divideUnsigned(unsigned ? a : Math.abs(a), divisor) * b;
    return unsigned ? product : Math.abs(product);
  }

  /// Exact for powers of two.
  private static double log2(double x) {
    int exponent = Math.getExponent(x);
    boolean normal = x > 0 && exponent >= Double.MIN_EXPONENT && exponent <= Double.MAX_EXPONENT;
    return normal && x == Math.scalb(1.0, exponent) ? exponent : Math.log(x) / LN2;
  }

  /// C's `pow`: `1` to any power is 1, `-1` to an infinite power too; Java's gives NaN there.
  private static double power(double x, double y) {
    if (x == 1 || (x == -1 && Double.isInfinite(y))) {
      return 1;
    }
    return Math.pow(x, y);
  }

  /// Python's `%`: the sign of the divisor.
  static double modulo(double a, double b) {
    double rest = a % b;
    if (rest == 0) {
      return Math.copySign(0.0, b);
    }
    return (rest < 0) == (b < 0) || Double.isNaN(rest) ? rest : rest + b;
  }

  /// Python's `//`: NumPy's `npy_divmod`.
  static double floorDivide(double a, double b) {
    if (b == 0) {
      return a / b;
    }
    double rest = a % b;
    double quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  /// The same in `float` throughout, as NumPy does it.
  static float floorDivide(float a, float b) {
    if (b == 0) {
      return a / b;
    }
    float rest = a % b;
    float quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0f, a / b);
    }
    float floor = (float) Math.floor(quotient);
    return quotient - floor > 0.5f ? floor + 1 : floor;
  }

  /// The same in `float`; the rest is exact, the sum rounds to `float`.
  static float modulo(float a, float b) {
    float rest = a % b;
    if (rest == 0) {
      return Math.copySign(0f, b);
    }
    return (rest < 0) == (b < 0) || Float.isNaN(rest) ? rest : rest + b;
  }
}
