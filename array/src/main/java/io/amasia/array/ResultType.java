package io.amasia.array;

import static io.amasia.array.DType.BOOL;
import static io.amasia.array.DType.FLOAT16;
import static io.amasia.array.DType.FLOAT32;
import static io.amasia.array.DType.FLOAT64;
import static io.amasia.array.DType.INT16;
import static io.amasia.array.DType.INT32;
import static io.amasia.array.DType.INT64;
import static io.amasia.array.DType.INT8;
import static io.amasia.array.DType.STRING;
import static io.amasia.array.DType.TIMEDELTA;
import static io.amasia.array.DType.UINT64;
import static io.amasia.array.DType.UINT8;

import java.math.BigInteger;
import java.util.Locale;

/// The one table that decides the dtype of every result.
///
/// The rules are NumPy 2's (NEP 50: plain numbers are weak and take the array's type), with
/// xarray's for missing values and reductions. Where it differs: text and numbers never mix, times
/// and plain numbers never add, `bool` with missing values is `float64`, not `object`.
///
/// Every method throws [AmasiaException.Unsupported], naming operation and types, where there is no
/// result.
public final class ResultType {
  private ResultType() {}

  /// Elementwise operations of one input, by how they choose their result's type.
  public enum Unary {
    /// `-x`, `sign`: numbers and time differences.
    NEGATIVE,
    /// `abs`: also bool.
    ABSOLUTE,
    /// `x * x`.
    SQUARE,
    /// `floor`, `ceil`, `trunc`, `round`: integers stay as they are.
    ROUNDING,
    /// `sqrt`, `exp`, `sin`, degrees to radians: integers become the smallest float that holds
    /// them.
    FLOAT_FUNCTION,
    /// `~x`: bool and integers.
    NOT,
    /// How many bits are set: of bool and integers.
    BIT_COUNT,
    /// `isnull`, `isfinite` and the like, of anything.
    PREDICATE
  }

  /// Elementwise operations of two inputs, by how they choose their result's type.
  public enum Binary {
    ADD,
    SUBTRACT,
    MULTIPLY,
    TRUE_DIVIDE,
    FLOOR_DIVIDE,
    MOD,
    POWER,
    /// `atan2`, `hypot`.
    FLOAT_FUNCTION,
    /// `==`, `<` and the others.
    COMPARE,
    /// `&`, `|`, `^`: logical for bool, bitwise for integers.
    BITWISE,
    /// `minimum`, `maximum`, `fmin`, `fmax`.
    EXTREMUM,
    /// `where(condition, a, b)`, `fillna`, `concat`: values of both types in one array.
    MIX
  }

  /// Reductions and scans, by how they choose their result's type.
  public enum Statistic {
    /// `sum`, `cumsum`.
    SUM,
    /// `prod`, `cumprod`.
    PROD,
    MEAN,
    /// `var`, `std`.
    VARIANCE,
    /// `min`, `max`.
    EXTREME,
    MEDIAN,
    QUANTILE,
    /// `first`, `last`.
    PICK,
    COUNT,
    /// `any`, `all`.
    TRUTH,
    /// `argmin`, `argmax`.
    POSITION
  }

  /// The smallest type that holds both: NumPy's `result_type` of two arrays.
  public static DType promote(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (!isNumberOrBool(a) || !isNumberOrBool(b)) {
      throw none("no type holds both %s and %s".formatted(a, b));
    }
    if (a == BOOL || b == BOOL) {
      return a == BOOL ? b : a;
    }
    if (a.isFloating() || b.isFloating()) {
      return wider(floatHolding(a), floatHolding(b));
    }
    if (a.isUnsigned() == b.isUnsigned()) {
      return a.itemSize() >= b.itemSize() ? a : b;
    }
    DType unsigned = a.isUnsigned() ? a : b;
    DType signed = a.isUnsigned() ? b : a;
    return signed.itemSize() > unsigned.itemSize() ? signed : signedAbove(unsigned);
  }

  private static DType signedAbove(DType unsigned) {
    return switch (unsigned) {
      case UINT8 -> INT16;
      case UINT16 -> INT32;
      case UINT32 -> INT64;
      default -> FLOAT64;
    };
  }

  /// The type that a plain number takes when it meets an array of `dtype`, which is also the type
  /// of a sum of both: `float32` with 1.5 is `float32`, `int32` with 1.5 is `float64`.
  ///
  /// Meeting a time, a whole number is an `int64`, any other a `float64`.
  ///
  /// @throws AmasiaException.Unsupported if a whole number does not fit the array's integers
  public static DType withScalar(DType dtype, Number scalar) {
    boolean whole = isWhole(scalar);
    if (whole && dtype.isInteger() && !fits(dtype, scalar)) {
      throw none(
          "%s does not fit %s, the type of the array; cast the array first"
              .formatted(scalar, dtype));
    }
    return comparedWithScalar(dtype, scalar);
  }

  /// The type in which a plain number is compared with an array of `dtype`: as [#withScalar], but
  /// one that does not fit is compared as `int64`, or as `float64` if that does not hold both.
  public static DType comparedWithScalar(DType dtype, Number scalar) {
    boolean whole = isWhole(scalar);
    return switch (dtype) {
      case FLOAT16, FLOAT32, FLOAT64 -> dtype;
      case BOOL, DATETIME, TIMEDELTA -> whole ? INT64 : FLOAT64;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> {
        if (!whole) {
          yield FLOAT64;
        }
        yield fits(dtype, scalar)
            ? dtype
            : dtype != UINT64 && fits(INT64, scalar) ? INT64 : FLOAT64;
      }
      case STRING -> throw none("text and the number " + scalar + " don't mix");
    };
  }

  private static boolean isWhole(Number scalar) {
    return !(scalar instanceof Double || scalar instanceof Float);
  }

  private static boolean fits(DType dtype, Number scalar) {
    return dtype.has(
        scalar instanceof BigInteger big ? big : BigInteger.valueOf(scalar.longValue()));
  }

  /// The type of an elementwise operation of one input.
  public static DType of(Unary operation, DType a) {
    boolean defined =
        switch (operation) {
          case NEGATIVE -> a.isNumeric() || a == TIMEDELTA;
          case ABSOLUTE -> isNumberOrBool(a) || a == TIMEDELTA;
          case SQUARE, ROUNDING, FLOAT_FUNCTION -> isNumberOrBool(a);
          case NOT, BIT_COUNT -> a == BOOL || a.isInteger();
          case PREDICATE -> true;
        };
    if (!defined) {
      throw none("%s of %s is not defined".formatted(word(operation), a));
    }
    return switch (operation) {
      case NEGATIVE, ABSOLUTE, ROUNDING, NOT -> a;
      case SQUARE -> a == BOOL ? INT8 : a;
      case FLOAT_FUNCTION -> floatHolding(a);
      case BIT_COUNT -> UINT8;
      case PREDICATE -> BOOL;
    };
  }

  /// The type of an elementwise operation of two inputs.
  public static DType of(Binary operation, DType a, DType b) {
    if (operation == Binary.COMPARE || operation == Binary.MIX || operation == Binary.EXTREMUM) {
      return together(operation, a, b);
    }
    if (a.isTime() || b.isTime()) {
      return TimeArithmetic.result(operation, a, b);
    }
    if (a == STRING || b == STRING) {
      throw undefined(operation, a, b);
    }
    boolean bothBool = a == BOOL && b == BOOL;
    boolean anyFloat = a.isFloating() || b.isFloating();
    return switch (operation) {
      case ADD, MULTIPLY -> promote(a, b);
      case SUBTRACT -> {
        if (bothBool) {
          throw undefined(operation, a, b);
        }
        yield promote(a, b);
      }
      case TRUE_DIVIDE -> anyFloat ? promote(a, b) : FLOAT64;
      case FLOOR_DIVIDE, MOD, POWER -> bothBool ? INT8 : promote(a, b);
      case FLOAT_FUNCTION -> wider(floatHolding(a), floatHolding(b));
      case BITWISE -> {
        DType bits = promote(a, b);
        if (bits.isFloating()) {
          throw undefined(operation, a, b);
        }
        yield bits;
      }
      case COMPARE, EXTREMUM, MIX -> throw new AssertionError(operation);
    };
  }

  /// Operations that need both inputs to be of one kind.
  private static DType together(Binary operation, DType a, DType b) {
    boolean numbers = isNumberOrBool(a) && isNumberOrBool(b);
    if (!(numbers || a == b) || (operation == Binary.EXTREMUM && a == STRING)) {
      throw undefined(operation, a, b);
    }
    return operation == Binary.COMPARE ? BOOL : promote(a, b);
  }

  /// The type of a reduction or scan.
  public static DType of(Statistic statistic, DType a) {
    boolean defined =
        switch (statistic) {
          case SUM -> isNumberOrBool(a) || a == TIMEDELTA;
          case MEAN, EXTREME, POSITION -> a != STRING;
          case PROD, VARIANCE, MEDIAN -> isNumberOrBool(a);
          case QUANTILE -> a.isNumeric();
          case PICK, COUNT -> true;
          case TRUTH -> isNumberOrBool(a) || a == TIMEDELTA;
        };
    if (!defined) {
      throw none("%s of %s is not defined".formatted(word(statistic), a));
    }
    return switch (statistic) {
      case SUM, PROD -> a == BOOL ? INT64 : a.isUnsigned() ? UINT64 : a.isInteger() ? INT64 : a;
      case MEAN, VARIANCE, MEDIAN -> a == BOOL || a.isInteger() ? FLOAT64 : a;
      case QUANTILE -> FLOAT64;
      case EXTREME, PICK -> a;
      case COUNT, POSITION -> INT64;
      case TRUTH -> BOOL;
    };
  }

  /// The type that `dtype` becomes where values may be missing (`where`, `shift`, `reindex`):
  /// integers of one or two bytes `float32`, longer ones and bool `float64`.
  public static DType missingValued(DType dtype) {
    return switch (dtype) {
      case INT8, INT16, UINT8, UINT16 -> FLOAT32;
      case INT32, INT64, UINT32, UINT64, BOOL -> FLOAT64;
      case FLOAT16, FLOAT32, FLOAT64, DATETIME, TIMEDELTA -> dtype;
      case STRING -> throw none("text has no missing value; fill it with a text instead");
    };
  }

  private static DType floatHolding(DType dtype) {
    return switch (dtype) {
      case BOOL, INT8, UINT8, FLOAT16 -> FLOAT16;
      case INT16, UINT16, FLOAT32 -> FLOAT32;
      default -> FLOAT64;
    };
  }

  private static DType wider(DType a, DType b) {
    return a.itemSize() >= b.itemSize() ? a : b;
  }

  private static boolean isNumberOrBool(DType dtype) {
    return dtype == BOOL || dtype.isNumeric();
  }

  private static String word(Enum<?> operation) {
    return operation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static AmasiaException.Unsupported undefined(Binary operation, DType a, DType b) {
    return none("%s of %s and %s is not defined".formatted(word(operation), a, b));
  }

  private static AmasiaException.Unsupported none(String message) {
    return new AmasiaException.Unsupported(message);
  }
}
