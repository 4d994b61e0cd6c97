package io.amasia.plan;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;

/// Times of [NaiveEvaluator]: decoded with exact decimals, their fields found by counting days year
/// by year.
final class NaiveTimes {
  private static final long DAY = 86_400_000_000L;
  private static final int[] MONTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private NaiveTimes() {}

  static long decode(Op.DecodeTime op, Plain in, int i) {
    if (in.floating() ? !Double.isFinite(in.doubles()[i]) : in.longs()[i] == DType.NAT) {
      return DType.NAT;
    }
    BigDecimal value =
        in.floating() ? new BigDecimal(in.doubles()[i]) : BigDecimal.valueOf(in.longs()[i]);
    BigDecimal unit =
        op.unitMicros() == 0 ? new BigDecimal("0.001") : BigDecimal.valueOf(op.unitMicros());
    BigInteger micros =
        value.multiply(unit).setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
    BigInteger time = micros.add(BigInteger.valueOf(op.epochMicros()));
    return time.bitLength() < Long.SIZE ? time.longValueExact() : DType.NAT;
  }

  static long field(Op.TimeField op, long micros) {
    if (micros == DType.NAT) {
      return 0;
    }
    long days = Math.floorDiv(micros, DAY);
    long ofDay = micros - days * DAY;
    Date date = date(op.calendar(), days);
    return switch (op.field()) {
      case YEAR -> date.year;
      case MONTH -> date.month;
      case DAY -> date.day;
      case HOUR -> ofDay / 3_600_000_000L;
      case MINUTE -> ofDay / 60_000_000L % 60;
      case SECOND -> ofDay / 1_000_000L % 60;
      case MICROSECOND -> ofDay % 1_000_000L;
      case DAY_OF_YEAR -> date.dayOfYear;
      case DAY_OF_WEEK -> dayOfWeek(op.calendar(), days);
      case QUARTER -> (date.month + 2) / 3;
      case SEASON -> date.month == 12 ? 0 : date.month / 3;
      case DAYS_IN_MONTH -> month(op.calendar(), date.year, date.month);
      case DAYS_IN_YEAR -> year(op.calendar(), date.year);
    };
  }

  private record Date(long year, int month, int day, int dayOfYear) {}

  /// The date that lies `days` after 1970-01-01 of the calendar.
  private static Date date(Calendar calendar, long days) {
    long year = 1970;
    long rest = days;
    while (rest < 0) {
      year--;
      rest += year(calendar, year);
    }
    while (rest >= year(calendar, year)) {
      rest -= year(calendar, year);
      year++;
    }
    int dayOfYear = (int) rest + 1;
    int month = 1;
    while (rest >= month(calendar, year, month)) {
      rest -= month(calendar, year, month);
      month++;
    }
    return new Date(year, month, (int) rest + 1, dayOfYear);
  }

  /// Days that people live by have their names, a Julian 1970 began 13 days later; in years of
  /// equal length weeks run from the first day of the year 0, as cftime counts them.
  private static long dayOfWeek(Calendar calendar, long days) {
    return switch (calendar) {
      case STANDARD, PROLEPTIC_GREGORIAN ->
          LocalDate.ofEpochDay(days).getDayOfWeek().getValue() - 1;
      case JULIAN -> LocalDate.ofEpochDay(days + 13).getDayOfWeek().getValue() - 1;
      case NOLEAP, ALL_LEAP, D360 -> Math.floorMod(1970L * year(calendar, 1970) + days, 7L);
    };
  }

  private static int month(Calendar calendar, long year, int month) {
    return calendar == Calendar.D360
        ? 30
        : MONTHS[month - 1] + (month == 2 && leap(calendar, year) ? 1 : 0);
  }

  private static int year(Calendar calendar, long year) {
    int days = 0;
    for (int month = 1; month <= 12; month++) {
      days += month(calendar, year, month);
    }
    return days;
  }

  private static boolean leap(Calendar calendar, long year) {
    return switch (calendar) {
      case STANDARD, PROLEPTIC_GREGORIAN -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      case JULIAN -> year % 4 == 0;
      case ALL_LEAP -> true;
      case NOLEAP, D360 -> false;
    };
  }
}
