package io.amasia.array;

import static io.amasia.array.DType.DATETIME;
import static io.amasia.array.DType.FLOAT64;
import static io.amasia.array.DType.INT64;
import static io.amasia.array.DType.STRING;
import static io.amasia.array.DType.TIMEDELTA;

/// Result types of arithmetic in which a time or a time difference takes part.
final class TimeArithmetic {
  private TimeArithmetic() {}

  static DType result(ResultType.Binary operation, DType a, DType b) {
    boolean differences = a == TIMEDELTA && b == TIMEDELTA;
    boolean numberRight = a == TIMEDELTA && isNumber(b);
    boolean numberLeft = isNumber(a) && b == TIMEDELTA;
    return switch (operation) {
      case ADD -> {
        if ((a == DATETIME && b == TIMEDELTA) || (a == TIMEDELTA && b == DATETIME)) {
          yield DATETIME;
        }
        yield orNone(differences, TIMEDELTA, operation, a, b);
      }
      case SUBTRACT -> {
        if (a == DATETIME && b == TIMEDELTA) {
          yield DATETIME;
        }
        yield orNone(differences || (a == DATETIME && b == DATETIME), TIMEDELTA, operation, a, b);
      }
      case MULTIPLY -> orNone(numberLeft || numberRight, TIMEDELTA, operation, a, b);
      case TRUE_DIVIDE -> differences ? FLOAT64 : orNone(numberRight, TIMEDELTA, operation, a, b);
      case FLOOR_DIVIDE -> differences ? INT64 : orNone(numberRight, TIMEDELTA, operation, a, b);
      case MOD -> orNone(differences, TIMEDELTA, operation, a, b);
      case POWER, FLOAT_FUNCTION, COMPARE, BITWISE, EXTREMUM, MIX ->
          throw ResultType.undefined(operation, a, b);
    };
  }

  private static boolean isNumber(DType dtype) {
    return !dtype.isTime() && dtype != STRING;
  }

  private static DType orNone(
      boolean defined, DType result, ResultType.Binary operation, DType a, DType b) {
    if (!defined) {
      throw ResultType.undefined(operation, a, b);
    }
    return result;
  }
}
