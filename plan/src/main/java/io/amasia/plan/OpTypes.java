package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.ResultType;
import java.util.List;

/// The dtype each operation gives: which line of [ResultType] it asks.
final class OpTypes {
  private OpTypes() {}

  /// The dtype of `op` applied to inputs of the given dtypes.
  ///
  /// @throws AmasiaException.Unsupported if the operation does not take them
  static DType of(Op op, List<DType> in) {
    DType first = in.getFirst();
    return switch (op) {
      case Op.Unary u -> ResultType.of(unary(u), first);
      case Op.Binary b -> binary(b, first, in.get(1));
      case Op.Where() -> {
        need(first == DType.BOOL, op, in);
        yield ResultType.of(ResultType.Binary.MIX, in.get(1), in.get(2));
      }
      case Op.IsIn(var _) -> DType.BOOL;
      case Op.TextAt(var _) -> {
        need(first.isInteger(), op, in);
        yield DType.STRING;
      }
      case Op.MaskFill(var fills, var result) -> {
        need(isNumber(first), op, in);
        need(fills.isEmpty() || result.isFloating() || result.isTime(), op, in);
        yield result;
      }
      case Op.Scale(var _, var _, var result) -> {
        need(result.isFloating() && isNumber(first), op, in);
        yield result;
      }
      case Op.DecodeTime(var _, var _, var result) -> {
        need(result.isTime() && isNumber(first), op, in);
        yield result;
      }
      case Op.TimeField(var _, var _) -> {
        need(first == DType.DATETIME, op, in);
        yield DType.INT64;
      }
    };
  }

  private static ResultType.Unary unary(Op.Unary op) {
    return switch (op) {
      case NEGATE, SIGN -> ResultType.Unary.NEGATIVE;
      case ABS -> ResultType.Unary.ABSOLUTE;
      case SQUARE -> ResultType.Unary.SQUARE;
      case FLOOR, CEIL, TRUNC, ROUND -> ResultType.Unary.ROUNDING;
      case NOT -> ResultType.Unary.NOT;
      case BIT_COUNT -> ResultType.Unary.BIT_COUNT;
      case ISNULL, NOTNULL, ISFINITE, ISINF -> ResultType.Unary.PREDICATE;
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
          DEG2RAD,
          RAD2DEG,
          SPACING ->
          ResultType.Unary.FLOAT_FUNCTION;
    };
  }

  private static DType binary(Op.Binary op, DType a, DType b) {
    boolean scaledTime = a == DType.TIMEDELTA && !b.isTime();
    boolean divides = op == Op.Binary.GCD || op == Op.Binary.LCM;
    need(!(divides && (a == DType.BOOL || b == DType.BOOL)), op, List.of(a, b));
    need(!(scaledTime && op == Op.Binary.FLOOR_DIVIDE), op, List.of(a, b));
    if (op == Op.Binary.LDEXP) {
      need((b.isInteger() && b != DType.UINT64) || b == DType.BOOL, op, List.of(a, b));
      return ResultType.of(ResultType.Unary.FLOAT_FUNCTION, a);
    }
    ResultType.Binary line =
        switch (op) {
          case ADD -> ResultType.Binary.ADD;
          case SUBTRACT -> ResultType.Binary.SUBTRACT;
          case MULTIPLY -> ResultType.Binary.MULTIPLY;
          case DIVIDE -> ResultType.Binary.TRUE_DIVIDE;
          case FLOOR_DIVIDE -> ResultType.Binary.FLOOR_DIVIDE;
          case MOD, FMOD -> ResultType.Binary.MOD;
          case POWER -> ResultType.Binary.POWER;
          case ATAN2, HYPOT, COPYSIGN, NEXTAFTER, LOGADDEXP, LOGADDEXP2 ->
              ResultType.Binary.FLOAT_FUNCTION;
          case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
              ResultType.Binary.COMPARE;
          case AND, OR, XOR, GCD, LCM -> ResultType.Binary.BITWISE;
          case MINIMUM, MAXIMUM, FMIN, FMAX -> ResultType.Binary.EXTREMUM;
          case FILLNA -> ResultType.Binary.MIX;
          case LDEXP -> throw new AssertionError(op);
        };
    return ResultType.of(line, a, b);
  }

  /// The dtype of a reduction of values of dtype `t`.
  ///
  /// @throws AmasiaException.Unsupported if there is none
  static DType of(Reduction reduction, DType t) {
    DType dtype = of(reduction.kind(), t);
    return reduction.kind() == Reduction.Kind.QUANTILE && reduction.method().isDiscrete()
        ? t
        : dtype;
  }

  /// The dtype of a statistic of values of dtype `t`.
  ///
  /// @throws AmasiaException.Unsupported if there is none
  static DType of(Reduction.Kind kind, DType t) {
    if (t == DType.STRING && kind != Reduction.Kind.COUNT) {
      throw new AmasiaException.Unsupported("text has no " + kind + "; only COUNT is possible");
    }
    return ResultType.of(
        switch (kind) {
          case SUM -> ResultType.Statistic.SUM;
          case PROD -> ResultType.Statistic.PROD;
          case MIN, MAX -> ResultType.Statistic.EXTREME;
          case MEAN -> ResultType.Statistic.MEAN;
          case VAR, STD -> ResultType.Statistic.VARIANCE;
          case COUNT -> ResultType.Statistic.COUNT;
          case ANY, ALL -> ResultType.Statistic.TRUTH;
          case ARGMIN, ARGMAX -> ResultType.Statistic.POSITION;
          case FIRST, LAST -> ResultType.Statistic.PICK;
          case MEDIAN -> ResultType.Statistic.MEDIAN;
          case QUANTILE -> ResultType.Statistic.QUANTILE;
        },
        t);
  }

  private static boolean isNumber(DType t) {
    return t.isNumeric() || t == DType.BOOL;
  }

  private static void need(boolean holds, Op op, List<DType> in) {
    if (!holds) {
      throw new AmasiaException.Unsupported(op + " does not take " + in);
    }
  }
}
