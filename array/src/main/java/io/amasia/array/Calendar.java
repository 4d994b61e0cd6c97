package io.amasia.array;

import java.util.Locale;
import java.util.Optional;

/// A CF calendar: how microseconds since 1970-01-01T00:00:00 become years, months and days.
///
/// Microseconds count from 1970-01-01T00:00:00 *of the same calendar*, days have 86400 s. All of
/// `int64` is covered, about 290 000 years either way; [DType#NAT] is no time, and only [#format]
/// knows it. As in cftime, [#STANDARD] and [#JULIAN] have no year 0 (1 BC is year -1, a leap year),
/// the others count years astronomically, with a year 0.
///
/// Specification: CF conventions 1.11, section 4.4.1. Compatible implementation: cftime 1.6.
public enum Calendar {
  /// Julian to 1582-10-04, Gregorian from 1582-10-15; CF's default.
  STANDARD("standard"),
  PROLEPTIC_GREGORIAN("proleptic_gregorian"),
  JULIAN("julian"),
  NOLEAP("noleap"),
  ALL_LEAP("all_leap"),
  D360("360_day");

  /// Microseconds in a day.
  public static final long DAY_MICROS = 86_400_000_000L;

  private static final long MAX_YEAR = 300_000;
  private static final int[] MONTH_LENGTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private final String label;

  Calendar(String label) {
    this.label = label;
  }

  /// CF's name.
  public String label() {
    return label;
  }

  /// The calendar with the given CF name or alias (`gregorian`, `365_day`, `366_day`), in any case.
  public static Optional<Calendar> find(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return switch (key) {
      case "gregorian" -> Optional.of(STANDARD);
      case "365_day" -> Optional.of(NOLEAP);
      case "366_day" -> Optional.of(ALL_LEAP);
      default -> {
        for (Calendar calendar : values()) {
          if (calendar.label.equals(key)) {
            yield Optional.of(calendar);
          }
        }
        yield Optional.empty();
      }
    };
  }

  /// Whether dates of today are the Gregorian ones: in the calendars that NumPy and pandas have.
  public boolean isGregorian() {
    return this == STANDARD || this == PROLEPTIC_GREGORIAN;
  }

  /// Whether there is a year 0: not in standard and julian.
  public boolean hasYearZero() {
    return this != STANDARD && this != JULIAN;
  }

  /// Microseconds since 1970-01-01T00:00:00 of a date and time.
  ///
  /// @throws AmasiaException.Label if there is no such date or time in this calendar, or it lies
  ///   outside `int64`
  public long micros(long year, int month, int day, int hour, int minute, int second, int micro) {
    check(year, month, day);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      throw new AmasiaException.Label(
          "no time %02d:%02d:%02d; hours are 0–23, minutes and seconds 0–59"
              .formatted(hour, minute, second));
    }
    if (micro < 0 || micro > 999_999) {
      throw new AmasiaException.Label(micro + " microseconds; allowed are 0–999999");
    }
    long ofDay = ((hour * 60L + minute) * 60 + second) * 1_000_000 + micro;
    try {
      long days = CalendarDays.of(this, astronomical(year), month, day);
      // The first representable day is cut: count from its end, so that no step overflows.
      return days < 0
          ? Math.addExact(Math.multiplyExact(days + 1, DAY_MICROS), ofDay - DAY_MICROS)
          : Math.addExact(Math.multiplyExact(days, DAY_MICROS), ofDay);
    } catch (ArithmeticException _) {
      throw outside(year);
    }
  }

  private void check(long year, int month, int day) {
    checkYear(year);
    if (month < 1 || month > 12) {
      throw new AmasiaException.Label("no month " + month + "; months are 1–12");
    }
    int length = daysInMonth(year, month);
    if (day < 1 || day > length) {
      throw new AmasiaException.Label(
          "no %s in calendar %s: that month has %d days"
              .formatted(dateText(year, month, day), label, length));
    }
    if (isInGap(year, month, day)) {
      throw new AmasiaException.Label(
          "no %s in calendar standard, where 1582-10-15 follows 1582-10-04"
              .formatted(dateText(year, month, day)));
    }
  }

  private void checkYear(long year) {
    if (year == 0 && !hasYearZero()) {
      throw new AmasiaException.Label(
          "no year 0 in calendar %s: year 1 follows year -1".formatted(label));
    }
    if (Math.abs(year) > MAX_YEAR) {
      throw outside(year);
    }
  }

  private static AmasiaException.Label outside(long year) {
    return new AmasiaException.Label(
        "year %d is outside what microseconds in 64 bits can hold, about ±290000".formatted(year));
  }

  private boolean isInGap(long year, int month, int day) {
    return this == STANDARD && year == 1582 && month == 10 && day > 4 && day < 15;
  }

  /// The parts of a time.
  public TimeFields fields(long micros) {
    long date = date(micros);
    long ofDay = Math.floorMod(micros, DAY_MICROS);
    long seconds = ofDay / 1_000_000;
    return new TimeFields(
        label(CalendarDays.year(date)),
        CalendarDays.month(date),
        CalendarDays.day(date),
        (int) (seconds / 3600),
        (int) (seconds / 60 % 60),
        (int) (seconds % 60),
        (int) (ofDay % 1_000_000));
  }

  private long date(long micros) {
    return CalendarDays.date(this, Math.floorDiv(micros, DAY_MICROS));
  }

  /// The number of the last day of a month.
  ///
  /// October 1582 of the standard calendar ends on the 31st, so 31, though it has 21 days: cftime
  /// says the same.
  public int daysInMonth(long year, int month) {
    return switch (this) {
      case D360 -> 30;
      default -> MONTH_LENGTHS[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
    };
  }

  /// Whether a year has a 29 February, other than in 360_day, which has no leap years.
  public boolean isLeap(long year) {
    long y = astronomical(year);
    return switch (this) {
      case NOLEAP, D360 -> false;
      case ALL_LEAP -> true;
      case JULIAN -> (y & 3) == 0;
      case PROLEPTIC_GREGORIAN -> isGregorianLeap(y);
      case STANDARD -> y < 1582 ? (y & 3) == 0 : isGregorianLeap(y);
    };
  }

  private static boolean isGregorianLeap(long year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /// The number of days of a year; 355 for 1582 of the standard calendar.
  public int daysInYear(long year) {
    return switch (this) {
      case D360 -> 360;
      case STANDARD -> year == 1582 ? 355 : isLeap(year) ? 366 : 365;
      default -> isLeap(year) ? 366 : 365;
    };
  }

  /// The day of the year, 1 for 1 January.
  ///
  /// In 1582 of the standard calendar the ten days that never were are counted too, as in cftime.
  public int dayOfYear(long micros) {
    long day = Math.floorDiv(micros, DAY_MICROS);
    long year = CalendarDays.year(CalendarDays.date(this, day));
    int passed = (int) (day - CalendarDays.of(this, year, 1, 1)) + 1;
    return this == STANDARD && year == 1582 && day >= CalendarDays.GREGORIAN_START
        ? passed + 10
        : passed;
  }

  /// The day of the week, 0 for Monday.
  ///
  /// In calendars that are nobody's, weeks go on without a break from a Monday, 0000-01-01, as in
  /// cftime.
  public int dayOfWeek(long micros) {
    long ofEpoch =
        switch (this) {
          case STANDARD, PROLEPTIC_GREGORIAN -> 3;
          case JULIAN -> 2;
          case NOLEAP -> 1970L * 365;
          case ALL_LEAP -> 1970L * 366;
          case D360 -> 1970L * 360;
        };
    return (int) Math.floorMod(Math.floorDiv(micros, DAY_MICROS) + ofEpoch, 7L);
  }

  /// A time as `YYYY-MM-DDTHH:MM:SS`, with `.ffffff` if there are microseconds; `NaT` for
  /// [DType#NAT].
  public String format(long micros) {
    if (micros == DType.NAT) {
      return "NaT";
    }
    TimeFields f = fields(micros);
    String text =
        "%sT%02d:%02d:%02d"
            .formatted(dateText(f.year(), f.month(), f.day()), f.hour(), f.minute(), f.second());
    return f.micro() == 0 ? text : text + ".%06d".formatted(f.micro());
  }

  private static String dateText(long year, int month, int day) {
    return "%s%04d-%02d-%02d".formatted(year < 0 ? "-" : "", Math.abs(year), month, day);
  }

  /// The time `n` months later (earlier for negative `n`) at the same day and time of day.
  ///
  /// A day that the month lacks becomes its last one; one in the standard calendar's gap becomes
  /// 1582-10-04.
  ///
  /// @throws AmasiaException.Label if the result lies outside `int64`
  public long addMonths(long micros, long n) {
    long date = date(micros);
    long months = Math.addExact(CalendarDays.year(date) * 12 + CalendarDays.month(date) - 1, n);
    long year = label(Math.floorDiv(months, 12L));
    int month = (int) Math.floorMod(months, 12L) + 1;
    checkYear(year);
    int day = Math.min(CalendarDays.day(date), daysInMonth(year, month));
    TimeFields f = fields(micros);
    return micros(
        year,
        month,
        isInGap(year, month, day) ? 4 : day,
        f.hour(),
        f.minute(),
        f.second(),
        f.micro());
  }

  private long astronomical(long year) {
    return year < 0 && !hasYearZero() ? year + 1 : year;
  }

  private long label(long astronomicalYear) {
    return astronomicalYear <= 0 && !hasYearZero() ? astronomicalYear - 1 : astronomicalYear;
  }
}
