package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the texts of a column are: the narrowest of these that all of them fit.
enum CellType {
  BOOL(DType.BOOL),
  LONG(DType.INT64),
  /// Whole numbers of which some are beyond 63 bits, and none is negative.
  UNSIGNED(DType.UINT64),
  DOUBLE(DType.FLOAT64),
  TIME(DType.DATETIME),
  DURATION(DType.TIMEDELTA),
  TEXT(DType.STRING);

  private static final Set<String> MISSING =
      Set.of("", "NA", "N/A", "n/a", "NaN", "nan", "-NaN", "NULL", "null", "None", "NaT", "#N/A");
  private static final Pattern DATE =
      Pattern.compile(
          "([+-]?\\d{4,6})-(\\d\\d)(?:-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,6})\\d*)?)?)?)?Z?");

  /// Of ISO 8601, with days as its longest unit.
  private static final Pattern SPAN =
      Pattern.compile(
          "-?P(?=\\d|T\\d)(?:\\d{1,8}D)?(?:T(?=\\d)(?:\\d{1,2}H)?(?:\\d{1,2}M)?(?:\\d{1,2}(?:\\.\\d{1,6})?S)?)?");

  final DType dtype;

  CellType(DType dtype) {
    this.dtype = dtype;
  }

  static boolean isMissing(String cell) {
    return cell.length() <= 4 && MISSING.contains(cell);
  }

  /// Whether `cell`, which is not missing, is of this type; a date of `calendar`.
  boolean fits(String cell, Calendar calendar) {
    return switch (this) {
      case BOOL -> cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
      case LONG -> isLong(cell);
      case UNSIGNED -> isUnsigned(cell);
      case DOUBLE -> isDouble(cell);
      case TIME -> isTime(cell, calendar);
      case DURATION -> SPAN.matcher(cell).matches();
      case TEXT -> true;
    };
  }

  private static boolean digits(String cell) {
    int from = cell.startsWith("-") || cell.startsWith("+") ? 1 : 0;
    for (int i = from; i < cell.length(); i++) {
      if (cell.charAt(i) < '0' || cell.charAt(i) > '9') {
        return false;
      }
    }
    return cell.length() > from;
  }

  private static boolean isLong(String cell) {
    if (!digits(cell)) {
      return false;
    }
    if (cell.length() <= 18) {
      return true;
    }
    try {
      Long.parseLong(cell);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static boolean isUnsigned(String cell) {
    if (!digits(cell) || cell.startsWith("-")) {
      return false;
    }
    try {
      Long.parseUnsignedLong(cell);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  /// A number that a double holds; of whole numbers beyond 64 bits none, as digits would be lost.
  private static boolean isDouble(String cell) {
    if (digits(cell)) {
      return isLong(cell);
    }
    try {
      number(cell);
    } catch (NumberFormatException _) {
      return false;
    }
    char last = cell.charAt(cell.length() - 1);
    return last != 'd' && last != 'D' && last != 'F' && (last != 'f' || isInfinity(cell));
  }

  private static boolean isInfinity(String cell) {
    String bare = cell.startsWith("-") || cell.startsWith("+") ? cell.substring(1) : cell;
    return bare.equalsIgnoreCase("inf") || bare.equalsIgnoreCase("infinity");
  }

  private static double number(String cell) {
    if (isInfinity(cell)) {
      return cell.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (cell.indexOf('x') >= 0 || cell.indexOf('X') >= 0) {
      throw new NumberFormatException(cell);
    }
    return Double.parseDouble(cell);
  }

  private static boolean isTime(String cell, Calendar calendar) {
    try {
      micros(cell, calendar);
      return true;
    } catch (AmasiaException.Label _) {
      return false;
    }
  }

  /// Microseconds of a date, or a date and a time, by ISO 8601 in `calendar`.
  private static long micros(String cell, Calendar calendar) {
    Matcher m = DATE.matcher(cell);
    if (!m.matches()) {
      throw new AmasiaException.Label("'" + cell + "' is no date");
    }
    int hour = number(m, 4, 0);
    int minute = number(m, 5, 0);
    int second = number(m, 6, 0);
    if (hour > 23 || minute > 59 || second > 59) {
      throw new AmasiaException.Label("'" + cell + "' is no time of day");
    }
    String fraction = m.group(7) == null ? "" : m.group(7);
    int micro = fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "00000").substring(0, 6));
    return calendar.micros(
        Long.parseLong(m.group(1)), number(m, 2, 1), number(m, 3, 1), hour, minute, second, micro);
  }

  private static long micros(Duration span) {
    return span.toSeconds() * 1_000_000 + span.toNanosPart() / 1000;
  }

  private static int number(Matcher m, int group, int otherwise) {
    String digits = m.group(group);
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  /// The cells as an array of `shape`; dates are of `calendar`.
  NdArray parse(Shape shape, List<String> cells, Calendar calendar) {
    int n = cells.size();
    return switch (this) {
      case TEXT -> NdArray.of(shape, cells);
      case DOUBLE -> {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
          numbers[i] = isMissing(cells.get(i)) ? Double.NaN : number(cells.get(i));
        }
        yield NdArray.of(shape, numbers);
      }
      case BOOL -> {
        NdArray truths = NdArray.allocate(dtype, shape);
        for (int i = 0; i < n; i++) {
          byte truth = (byte) (cells.get(i).equalsIgnoreCase("true") ? 1 : 0);
          truths.data().set(ValueLayout.JAVA_BYTE, i, truth);
        }
        yield truths;
      }
      case LONG, UNSIGNED, TIME, DURATION -> {
        long[] numbers = new long[n];
        for (int i = 0; i < n; i++) {
          numbers[i] = whole(cells.get(i), calendar);
        }
        yield NdArray.of(dtype, shape, numbers);
      }
    };
  }

  private long whole(String cell, Calendar calendar) {
    return switch (this) {
      case LONG -> Long.parseLong(cell);
      case UNSIGNED -> Long.parseUnsignedLong(cell);
      case TIME -> isMissing(cell) ? DType.NAT : micros(cell, calendar);
      case DURATION -> isMissing(cell) ? DType.NAT : micros(Duration.parse(cell));
      case BOOL, DOUBLE, TEXT -> throw new IllegalStateException(name());
    };
  }
}
