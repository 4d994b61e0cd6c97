package io.amasia.plan.engine;

import static io.amasia.array.DType.NAT;

import io.amasia.array.Calendar;
import io.amasia.array.TimeFields;
import io.amasia.plan.Op;
import io.amasia.storage.format.Notice;
import io.amasia.storage.format.NumpyTimeUnit;

/// Strip loops of times and time differences, in microseconds. NaT in gives NaT out.
final class TimeLoops {
  private TimeLoops() {}

  static void binary(Op.Binary op, long[] a, long[] b, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = binary(op, a[i], b[i]);
    }
  }

  private static long binary(Op.Binary op, long a, long b) {
    boolean missing = a == NAT || b == NAT;
    return switch (op) {
      case ADD -> missing ? NAT : a + b;
      case SUBTRACT -> missing ? NAT : a - b;
      case MULTIPLY -> missing ? NAT : a * b;
      case FLOOR_DIVIDE -> missing || b == 0 ? 0 : Math.floorDiv(a, b);
      case MOD -> missing || b == 0 ? NAT : Math.floorMod(a, b);
      case MINIMUM -> missing ? NAT : Math.min(a, b);
      case MAXIMUM -> missing ? NAT : Math.max(a, b);
      case FMIN -> a == NAT ? b : b == NAT ? a : Math.min(a, b);
      case FMAX -> a == NAT ? b : b == NAT ? a : Math.max(a, b);
      case FILLNA -> a == NAT ? b : a;
      default -> throw new IllegalArgumentException(op.name());
    };
  }

  static void unary(Op.Unary op, long[] x, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      long v = x[i];
      out[i] =
          v == NAT
              ? NAT
              : switch (op) {
                case NEGATE -> -v;
                case ABS -> Math.abs(v);
                case SIGN -> Long.signum(v);
                default -> throw new IllegalArgumentException(op.name());
              };
    }
  }

  static void compare(Op.Binary op, long[] a, long[] b, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      boolean missing = a[i] == NAT || b[i] == NAT;
      boolean holds =
          switch (op) {
            case EQUAL -> !missing && a[i] == b[i];
            case NOT_EQUAL -> missing || a[i] != b[i];
            case LESS -> !missing && a[i] < b[i];
            case LESS_EQUAL -> !missing && a[i] <= b[i];
            case GREATER -> !missing && a[i] > b[i];
            case GREATER_EQUAL -> !missing && a[i] >= b[i];
            default -> throw new IllegalArgumentException(op.name());
          };
      out[i] = holds ? 1 : 0;
    }
  }

  /// A difference times a float, truncated.
  static void scale(long[] a, double[] b, boolean divide, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      double product = divide ? a[i] / b[i] : a[i] * b[i];
      boolean missing = a[i] == NAT || Double.isNaN(product) || Double.isInfinite(product);
      out[i] = missing ? NAT : (long) product;
    }
  }

  /// A difference divided by an integer, truncated; by 0 NaT.
  static void divide(long[] a, long[] b, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] == NAT || b[i] == 0 ? NAT : a[i] / b[i];
    }
  }

  /// The ratio of two differences.
  static void ratio(long[] a, long[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] == NAT || b[i] == NAT ? Double.NaN : (double) a[i] / (double) b[i];
    }
  }

  /// Times from whole numbers of units; what can't be held, and the least `int64`, gives NaT.
  static void decode(Op.DecodeTime op, long[] x, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      if (x[i] == NAT) {
        out[i] = NAT;
        continue;
      }
      try {
        long micros =
            op.unitMicros() == 0 ? divideHalfEven(x[i]) : Math.multiplyExact(x[i], op.unitMicros());
        out[i] = Math.addExact(op.epochMicros(), micros);
      } catch (ArithmeticException _) {
        out[i] = outOfRange(Long.toString(x[i]));
      }
    }
  }

  /// Microseconds from nanoseconds, half to even.
  private static long divideHalfEven(long nanos) {
    long floor = Math.floorDiv(nanos, 1000L);
    long rest = nanos - floor * 1000;
    boolean up = rest > 500 || (rest == 500 && (floor & 1) != 0);
    return up ? floor + 1 : floor;
  }

  /// Times from fractional numbers of units; NaN and what can't be held give NaT.
  static void decode(Op.DecodeTime op, double[] x, long[] out, int n) {
    double unit = op.unitMicros() == 0 ? 1e-3 : op.unitMicros();
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(x[i])) {
        out[i] = NAT;
        continue;
      }
      double whole = Math.floor(x[i]);
      // Whole units exactly; only the fraction is rounded.
      double micros = op.unitMicros() == 0 ? Math.rint(x[i] * unit) : whole * unit;
      double rest = op.unitMicros() == 0 ? 0 : Math.rint((x[i] - whole) * unit);
      if (!(Math.abs(micros) < 9.2e18)) {
        out[i] = outOfRange(Double.toString(x[i]));
        continue;
      }
      long exact = op.unitMicros() == 0 ? (long) micros : ((long) whole) * op.unitMicros();
      try {
        out[i] = Math.addExact(Math.addExact(op.epochMicros(), exact), (long) rest);
      } catch (ArithmeticException _) {
        out[i] = outOfRange(Double.toString(x[i]));
      }
    }
  }

  private static long outOfRange(String value) {
    Notice.say(NumpyTimeUnit.beyond(value));
    return NAT;
  }

  static void field(Op.TimeField op, long[] x, long[] out, int n) {
    Calendar calendar = op.calendar();
    for (int i = 0; i < n; i++) {
      out[i] = x[i] == NAT ? 0 : field(op.field(), calendar, x[i]);
    }
  }

  private static long field(Op.TimeField.Field field, Calendar calendar, long micros) {
    return switch (field) {
      case DAY_OF_YEAR -> calendar.dayOfYear(micros);
      case DAY_OF_WEEK -> calendar.dayOfWeek(micros);
      case YEAR,
          MONTH,
          DAY,
          HOUR,
          MINUTE,
          SECOND,
          MICROSECOND,
          QUARTER,
          SEASON,
          DAYS_IN_MONTH,
          DAYS_IN_YEAR ->
          field(field, calendar, calendar.fields(micros));
    };
  }

  private static long field(Op.TimeField.Field field, Calendar calendar, TimeFields t) {
    return switch (field) {
      case YEAR -> t.year();
      case MONTH -> t.month();
      case DAY -> t.day();
      case HOUR -> t.hour();
      case MINUTE -> t.minute();
      case SECOND -> t.second();
      case MICROSECOND -> t.micro();
      case QUARTER -> (t.month() - 1) / 3 + 1;
      case SEASON -> t.month() % 12 / 3;
      case DAYS_IN_MONTH -> calendar.daysInMonth(t.year(), t.month());
      case DAYS_IN_YEAR -> calendar.daysInYear(t.year());
      case DAY_OF_YEAR, DAY_OF_WEEK -> throw new IllegalArgumentException(field.name());
    };
  }
}
