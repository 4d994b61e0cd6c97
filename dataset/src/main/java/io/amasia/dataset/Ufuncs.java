package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// NumPy's elementwise functions by name, for arrays and datasets: `exp(tas.minus(273.15))`.
///
/// Integers become floats where the function does so; missing values stay missing; values outside a
/// function's domain give NaN. Comparison and arithmetic are methods ([Operators]).
public final class Ufuncs {
  private Ufuncs() {}

  public static <T extends Labelled<T> & Elementwise<T>> T abs(T x) {
    return x.unary(Op.Unary.ABS);
  }

  /// NaN below 1.
  public static <T extends Labelled<T> & Elementwise<T>> T arccosh(T x) {
    return x.unary(Op.Unary.ACOSH);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T arcsinh(T x) {
    return x.unary(Op.Unary.ASINH);
  }

  /// NaN beyond -1 and 1.
  public static <T extends Labelled<T> & Elementwise<T>> T arctanh(T x) {
    return x.unary(Op.Unary.ATANH);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T arccos(T x) {
    return x.unary(Op.Unary.ACOS);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T arcsin(T x) {
    return x.unary(Op.Unary.ASIN);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T arctan(T x) {
    return x.unary(Op.Unary.ATAN);
  }

  /// The cube root.
  public static <T extends Labelled<T> & Elementwise<T>> T cbrt(T x) {
    return x.unary(Op.Unary.CBRT);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T ceil(T x) {
    return x.unary(Op.Unary.CEIL);
  }

  /// Of an angle in radians.
  public static <T extends Labelled<T> & Elementwise<T>> T cos(T x) {
    return x.unary(Op.Unary.COS);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T cosh(T x) {
    return x.unary(Op.Unary.COSH);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T deg2rad(T x) {
    return x.unary(Op.Unary.DEG2RAD);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T exp(T x) {
    return x.unary(Op.Unary.EXP);
  }

  /// `2 ** x`.
  public static <T extends Labelled<T> & Elementwise<T>> T exp2(T x) {
    return x.unary(Op.Unary.EXP2);
  }

  /// `exp(x) - 1`, exact near 0.
  public static <T extends Labelled<T> & Elementwise<T>> T expm1(T x) {
    return x.unary(Op.Unary.EXPM1);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T floor(T x) {
    return x.unary(Op.Unary.FLOOR);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T isfinite(T x) {
    return x.unary(Op.Unary.ISFINITE);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T isinf(T x) {
    return x.unary(Op.Unary.ISINF);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T isnan(T x) {
    return x.unary(Op.Unary.ISNULL);
  }

  /// The natural logarithm.
  public static <T extends Labelled<T> & Elementwise<T>> T log(T x) {
    return x.unary(Op.Unary.LOG);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T log10(T x) {
    return x.unary(Op.Unary.LOG10);
  }

  /// `log(1 + x)`, exact near 0.
  public static <T extends Labelled<T> & Elementwise<T>> T log1p(T x) {
    return x.unary(Op.Unary.LOG1P);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T log2(T x) {
    return x.unary(Op.Unary.LOG2);
  }

  /// The other bits of integers, the other truth.
  public static <T extends Labelled<T> & Elementwise<T>> T invert(T x) {
    return x.unary(Op.Unary.NOT);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T logicalNot(T x) {
    return x.unary(Op.Unary.NOT);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T negative(T x) {
    return x.unary(Op.Unary.NEGATE);
  }

  /// The values themselves: `+x`.
  ///
  /// @throws AmasiaException.Unsupported for truths, texts and times, which have no sign
  public static <T extends Labelled<T> & Elementwise<T>> T positive(T x) {
    return each(
        x,
        v -> {
          if (!v.dtype().isNumeric() && v.dtype() != DType.TIMEDELTA) {
            throw new AmasiaException.Unsupported(
                "positive of %s; cast to numbers first".formatted(v.dtype()));
          }
          return v;
        });
  }

  public static <T extends Labelled<T> & Elementwise<T>> T rad2deg(T x) {
    return x.unary(Op.Unary.RAD2DEG);
  }

  /// Half to even.
  public static <T extends Labelled<T> & Elementwise<T>> T rint(T x) {
    return x.unary(Op.Unary.ROUND);
  }

  /// Whether the sign is a minus, of -0.0 too.
  public static <T extends Labelled<T> & Elementwise<T>> T signbit(T x) {
    return each(
        x,
        v -> {
          Variable signed = Arithmetic.scalar(Op.Binary.COPYSIGN, v, 1.0, true);
          return Arithmetic.scalar(Op.Binary.LESS, signed, 0.0, false);
        });
  }

  /// -1, 0 or 1.
  public static <T extends Labelled<T> & Elementwise<T>> T sign(T x) {
    return x.unary(Op.Unary.SIGN);
  }

  /// Of an angle in radians.
  public static <T extends Labelled<T> & Elementwise<T>> T sin(T x) {
    return x.unary(Op.Unary.SIN);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T sinh(T x) {
    return x.unary(Op.Unary.SINH);
  }

  /// How far the next float away from 0 is, with the sign of `x`, or of `float16` the next greater
  /// one, as in NumPy; NaN of infinities.
  public static <T extends Labelled<T> & Elementwise<T>> T spacing(T x) {
    return x.unary(Op.Unary.SPACING);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T sqrt(T x) {
    return x.unary(Op.Unary.SQRT);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T square(T x) {
    return x.unary(Op.Unary.SQUARE);
  }

  /// Of an angle in radians.
  public static <T extends Labelled<T> & Elementwise<T>> T tan(T x) {
    return x.unary(Op.Unary.TAN);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T tanh(T x) {
    return x.unary(Op.Unary.TANH);
  }

  /// Towards 0.
  public static <T extends Labelled<T> & Elementwise<T>> T trunc(T x) {
    return x.unary(Op.Unary.TRUNC);
  }

  /// The angle of the point `(x, y)` in radians.
  public static <T extends Labelled<T> & Elementwise<T>> T arctan2(T y, Object x) {
    return binary(Op.Binary.ATAN2, y, x);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T hypot(T x, Object y) {
    return binary(Op.Binary.HYPOT, x, y);
  }

  /// `x` with the sign of `y`.
  public static <T extends Labelled<T> & Elementwise<T>> T copysign(T x, Object y) {
    return binary(Op.Binary.COPYSIGN, x, y);
  }

  /// The float after `x` on the way to `y`.
  public static <T extends Labelled<T> & Elementwise<T>> T nextafter(T x, Object y) {
    return binary(Op.Binary.NEXTAFTER, x, y);
  }

  /// `x` times two to the power of whole numbers, rounded once.
  public static <T extends Labelled<T> & Elementwise<T>> T ldexp(T x, Object exponents) {
    return binary(Op.Binary.LDEXP, x, exponents);
  }

  /// C's remainder, with the sign of `x`.
  public static <T extends Labelled<T> & Elementwise<T>> T fmod(T x, Object y) {
    return binary(Op.Binary.FMOD, x, y);
  }

  /// `log(exp(x) + exp(y))`, without overflow.
  public static <T extends Labelled<T> & Elementwise<T>> T logaddexp(T x, Object y) {
    return binary(Op.Binary.LOGADDEXP, x, y);
  }

  /// `log2(2 ** x + 2 ** y)`, without overflow.
  public static <T extends Labelled<T> & Elementwise<T>> T logaddexp2(T x, Object y) {
    return binary(Op.Binary.LOGADDEXP2, x, y);
  }

  /// The greatest common divisor of integers.
  public static <T extends Labelled<T> & Elementwise<T>> T gcd(T x, Object y) {
    return binary(Op.Binary.GCD, x, y);
  }

  /// The least common multiple of integers.
  public static <T extends Labelled<T> & Elementwise<T>> T lcm(T x, Object y) {
    return binary(Op.Binary.LCM, x, y);
  }

  /// Bit by bit of integers; of truths, whether both are.
  public static <T extends Labelled<T> & Elementwise<T>> T bitwiseAnd(T x, Object y) {
    return binary(Op.Binary.AND, x, y);
  }

  /// Bit by bit of integers; of truths, whether either is.
  public static <T extends Labelled<T> & Elementwise<T>> T bitwiseOr(T x, Object y) {
    return binary(Op.Binary.OR, x, y);
  }

  /// Bit by bit of integers; of truths, whether one alone is.
  public static <T extends Labelled<T> & Elementwise<T>> T bitwiseXor(T x, Object y) {
    return binary(Op.Binary.XOR, x, y);
  }

  /// The greater; NaN if either is.
  public static <T extends Labelled<T> & Elementwise<T>> T maximum(T x, Object y) {
    return binary(Op.Binary.MAXIMUM, x, y);
  }

  /// The lesser; NaN if either is.
  public static <T extends Labelled<T> & Elementwise<T>> T minimum(T x, Object y) {
    return binary(Op.Binary.MINIMUM, x, y);
  }

  /// The greater, leaving NaN out.
  public static <T extends Labelled<T> & Elementwise<T>> T fmax(T x, Object y) {
    return binary(Op.Binary.FMAX, x, y);
  }

  /// The lesser, leaving NaN out.
  public static <T extends Labelled<T> & Elementwise<T>> T fmin(T x, Object y) {
    return binary(Op.Binary.FMIN, x, y);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T logicalXor(T x, Object y) {
    return binary(Op.Binary.XOR, x, y);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T power(T x, Object y) {
    return binary(Op.Binary.POWER, x, y);
  }

  /// With the sign of the divisor.
  public static <T extends Labelled<T> & Elementwise<T>> T remainder(T x, Object y) {
    return binary(Op.Binary.MOD, x, y);
  }

  public static <T extends Labelled<T> & Elementwise<T>> T floorDivide(T x, Object y) {
    return binary(Op.Binary.FLOOR_DIVIDE, x, y);
  }

  /// Whether both are not 0.
  public static <T extends Labelled<T> & Elementwise<T>> T logicalAnd(T x, Object y) {
    return binary(Op.Binary.AND, truths(x), truth(y));
  }

  /// Whether one or both are not 0.
  public static <T extends Labelled<T> & Elementwise<T>> T logicalOr(T x, Object y) {
    return binary(Op.Binary.OR, truths(x), truth(y));
  }

  private static <T extends Labelled<T> & Elementwise<T>> T truths(T x) {
    return x.ne(0);
  }

  private static Object truth(Object y) {
    return switch (y) {
      case DataArray array -> truths(array);
      case Dataset dataset -> truths(dataset);
      case Number number -> number.doubleValue() != 0;
      default -> y;
    };
  }

  /// `x` to the power of `y` as `float64`, also of integers.
  public static <T extends Labelled<T> & Elementwise<T>> T floatPower(T x, Object y) {
    return power(x.astype(DType.FLOAT64), y);
  }

  /// 0 below 0, `atZero` at 0, 1 above; NaN stays.
  public static <T extends Labelled<T> & Elementwise<T>> T heaviside(T x, Object atZero) {
    T sides = sign(x).plus(1.0).dividedBy(2.0);
    return sides.where(x.ne(0), atZero);
  }

  /// `1 / x` of floats.
  ///
  /// @throws AmasiaException.Unsupported for integers, of which almost all would be 0
  public static <T extends Labelled<T> & Elementwise<T>> T reciprocal(T x) {
    return each(
        x,
        v -> {
          if (!v.dtype().isFloating()) {
            throw new AmasiaException.Unsupported(
                "reciprocal of %s; cast to float64 first".formatted(v.dtype()));
          }
          return Arithmetic.scalar(Op.Binary.DIVIDE, v, 1.0, true);
        });
  }

  /// The absolute value as a float, also of integers.
  public static <T extends Labelled<T> & Elementwise<T>> T fabs(T x) {
    return abs(
        x.through(dataset ->
            dataset.mapVariables(v ->
                v.dtype().isFloating() ? v : v.computed(Nodes.cast(v.data(), DType.FLOAT64)))));
  }

  /// How many bits of the absolute value of an integer are set, as `uint8`.
  public static <T extends Labelled<T> & Elementwise<T>> T bitwiseCount(T x) {
    return x.unary(Op.Unary.BIT_COUNT);
  }

  /// The bits of integers moved to the left by `n` places, in their dtype: what is moved out of it
  /// is lost.
  ///
  /// @throws AmasiaException.Unsupported for other types, which have no bits to move
  public static <T extends Labelled<T> & Elementwise<T>> T bitwiseLeftShift(T x, int n) {
    return moved(x, n, (v, bits) -> scaled(Op.Binary.MULTIPLY, v, left(v.dtype(), n, bits)));
  }

  /// The bits of integers moved to the right by `n` places; the sign stays.
  ///
  /// @throws AmasiaException.Unsupported for other types
  public static <T extends Labelled<T> & Elementwise<T>> T bitwiseRightShift(T x, int n) {
    return moved(
        x,
        n,
        (v, bits) -> {
          int most = bits - (v.dtype().isUnsigned() ? 1 : 2); // the greatest power of two there is
          int first = Math.min(n, most);
          Variable result = scaled(Op.Binary.FLOOR_DIVIDE, v, 1L << first);
          int rest = Math.min(n, bits) - first;
          return rest == 0 ? result : scaled(Op.Binary.FLOOR_DIVIDE, result, 1L << rest);
        });
  }

  /// 1 moved to the left by `n` places.
  private static long left(DType dtype, int n, int bits) {
    long one = n < bits ? 1L << n : 0;
    return n == bits - 1 && !dtype.isUnsigned() ? -one : one; // into the sign
  }

  private static Variable scaled(Op.Binary op, Variable v, long by) {
    Node factor = Nodes.full(by, v.dtype(), Shape.ones(v.ndim()));
    return v.computed(Nodes.elementwise(op, v.data(), factor))
        .withAttrs(ResultAttributes.ofBinary(op, v.attrs(), null));
  }

  /// What `move` makes of integers, and of truths as `int64`, given how many bits they have.
  private static <T extends Labelled<T> & Elementwise<T>> T moved(
      T x, int n, BiFunction<Variable, Integer, Variable> move) {
    if (n < 0) {
      throw new AmasiaException.Usage(
          "bits moved by %d places; allowed are 0 and more".formatted(n));
    }
    UnaryOperator<Variable> one =
        v -> {
          if (!v.dtype().isInteger() && v.dtype() != DType.BOOL) {
            throw new AmasiaException.Unsupported(
                "bits of %s moved; cast to integers first".formatted(v.dtype()));
          }
          Variable whole =
              v.dtype() == DType.BOOL ? v.computed(Nodes.cast(v.data(), DType.INT64)) : v;
          return move.apply(whole, whole.dtype().itemSize() * 8);
        };
    return each(x, one);
  }

  private static <T extends Labelled<T> & Elementwise<T>> T each(
      T x, UnaryOperator<Variable> work) {
    return x.through(dataset -> Defaults.kept(dataset.mapVariables(work)));
  }

  /// Whether a time is missing.
  public static <T extends Labelled<T> & Elementwise<T>> T isnat(T x) {
    return x.unary(Op.Unary.ISNULL);
  }

  /// The name stays the first array's, as in xarray.
  @SuppressWarnings("unchecked") // an array gives an array
  private static <T extends Labelled<T> & Elementwise<T>> T binary(Op.Binary op, T x, Object y) {
    T result = x.binary(op, y);
    return x instanceof DataArray first && result instanceof DataArray array
        ? (T) array.named(first.name().orElse(null))
        : result;
  }
}
