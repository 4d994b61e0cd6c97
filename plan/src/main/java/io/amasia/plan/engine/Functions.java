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
          RAD2DEG ->
          throw new IllegalArgumentException(op.name());
    };
  }

  static double of(Op.Binary op, double a, double b) {
    return switch (op) {
      case POWER -> power(a, b);
      case ATAN2 -> Math.atan2(a, b);
      case HYPOT -> Math.hypot(a, b);
      default -> throw new IllegalArgumentException(op.name());
    };
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
