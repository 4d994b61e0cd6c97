package io.amasia.plan;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import java.util.List;

/// An elementwise operation: data, never a lambda, so that a plan can be compared, printed and sent
/// away.
public sealed interface Op {
  /// One input.
  enum Unary implements Op {
    NEGATE,
    ABS,
    SIGN,
    SQRT,
    CBRT,
    SQUARE,
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
    /// `2 ** x`.
    EXP2,
    FLOOR,
    CEIL,
    TRUNC,
    /// Half to even.
    ROUND,
    /// Logical not of bool, bitwise not of integers.
    NOT,
    /// NaN or NaT; false for other types.
    ISNULL,
    NOTNULL,
    ISFINITE,
    ISINF,
    DEG2RAD,
    RAD2DEG,
    /// How far the next float away from 0 is, with the sign of the value; of `float16` the next
    /// greater one.
    SPACING,
    /// How many bits of the absolute value of an integer are set.
    BIT_COUNT
  }

  /// Two inputs. Integer division and modulo are Python's: floor, sign of the divisor.
  enum Binary implements Op {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    FLOOR_DIVIDE,
    MOD,
    POWER,
    ATAN2,
    HYPOT,
    /// C's remainder, with the sign of the dividend.
    FMOD,
    /// The first input with the sign of the second.
    COPYSIGN,
    /// The float after the first input on the way to the second.
    NEXTAFTER,
    /// A float times two to the power of an integer.
    LDEXP,
    /// `log(exp(x) + exp(y))`.
    LOGADDEXP,
    /// `log2(2 ** x + 2 ** y)`.
    LOGADDEXP2,
    /// The greatest common divisor of integers; of 0 and 0 it is 0.
    GCD,
    /// The least common multiple of integers; 0 if one is 0.
    LCM,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL,
    AND,
    OR,
    XOR,
    /// NaN if either is NaN.
    MINIMUM,
    MAXIMUM,
    /// The other one if one is NaN.
    FMIN,
    FMAX,
    /// The first input, and where that is missing the second.
    FILLNA;

    /// Whether it is a comparison, which gives bool.
    public boolean compares() {
      return switch (this) {
        case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
        default -> false;
      };
    }
  }

  /// `where(condition, x, y)`: three inputs, the first bool.
  record Where() implements Op {}

  /// True where the value equals one of `values` (numbers, or texts for text); NaN equals nothing.
  record IsIn(List<?> values) implements Op {
    public IsIn {
      values = List.copyOf(values);
    }
  }

  /// The text at the position that the value, an integer, says.
  record TextAt(List<String> texts) implements Op {
    public TextAt {
      texts = List.copyOf(texts);
    }
  }

  /// NaN where the value equals one of the stored `fills`, the value in `result` elsewhere: CF's
  /// `_FillValue` and `missing_value`. Fills are `Long` (bits) for integers, `Double` for floats.
  record MaskFill(List<Number> fills, DType result) implements Op {
    public MaskFill {
      fills = List.copyOf(fills);
    }
  }

  /// `x * scale + offset` computed in `result`: CF's packing.
  record Scale(double scale, double offset, DType result) implements Op {}

  /// A time from a number: `epochMicros + x * unitMicros` microseconds, rounded half to even; NaN
  /// and what lies beyond `int64` microseconds give NaT. `unitMicros` of 0 means nanoseconds. The
  /// input is a number, the output a time or a time difference.
  record DecodeTime(long epochMicros, long unitMicros, DType result) implements Op {}

  /// A field of a time, as an `int64`: the year, the month 1–12, and so on. Missing times give 0,
  /// and the dataset layer masks them.
  record TimeField(Field field, Calendar calendar) implements Op {
    /// The fields xarray's `dt` gives. Seasons are 0–3 for DJF, MAM, JJA, SON; weekdays 0 for
    /// Monday.
    public enum Field {
      YEAR,
      MONTH,
      DAY,
      HOUR,
      MINUTE,
      SECOND,
      MICROSECOND,
      DAY_OF_YEAR,
      DAY_OF_WEEK,
      QUARTER,
      SEASON,
      DAYS_IN_MONTH,
      DAYS_IN_YEAR
    }
  }
}
