package io.amasia.array;

/// Whole days since 1970-01-01 of a calendar, from and to year, month and day.
///
/// Years are astronomical here: year 0 comes before year 1 in every calendar. The two calendars
/// with leap years count years from March, so that the leap day is a year's last: Howard Hinnant,
/// [chrono-Compatible Low-Level Date
/// Algorithms](https://howardhinnant.github.io/date_algorithms.html).
final class CalendarDays {
  /// 1582-10-15 of the standard calendar; the day before is 1582-10-04.
  static final long GREGORIAN_START = -141_427;

  // Days from 0000-03-01 to 1970-01-01, each in its own calendar.
  private static final long GREGORIAN_EPOCH = 719_468;
  private static final long JULIAN_EPOCH = 719_483;
  // 1970-01-01 of the Julian calendar is 1970-01-14 of the Gregorian one.
  private static final long JULIAN_LAG = 13;

  private static final int[] BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  private static final int[] BEFORE_MONTH_LEAP = {
    0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335
  };

  private CalendarDays() {}

  /// Days since 1970-01-01 of a date that exists.
  static long of(Calendar calendar, long year, int month, int day) {
    return switch (calendar) {
      case PROLEPTIC_GREGORIAN -> gregorian(year, month, day);
      case JULIAN -> julian(year, month, day);
      case STANDARD ->
          isGregorian(year, month, day)
              ? gregorian(year, month, day)
              : julian(year, month, day) + JULIAN_LAG;
      case NOLEAP -> (year - 1970) * 365 + BEFORE_MONTH[month - 1] + day - 1;
      case ALL_LEAP -> (year - 1970) * 366 + BEFORE_MONTH_LEAP[month - 1] + day - 1;
      case D360 -> (year - 1970) * 360 + (month - 1) * 30L + day - 1;
    };
  }

  /// Whether a date is on the Gregorian side of the standard calendar's switch.
  private static boolean isGregorian(long year, int month, int day) {
    return year > 1582 || (year == 1582 && month * 100 + day > 1004);
  }

  private static long gregorian(long year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + sinceMarch(month, day);
    return era * 146_097 + dayOfEra - GREGORIAN_EPOCH;
  }

  private static long julian(long year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 4L);
    return era * 1461 + (y - era * 4) * 365 + sinceMarch(month, day) - JULIAN_EPOCH;
  }

  private static int sinceMarch(int month, int day) {
    return (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  }

  /// The date of a day: year (astronomical), month and day, packed by [#pack].
  static long date(Calendar calendar, long days) {
    return switch (calendar) {
      case PROLEPTIC_GREGORIAN -> gregorianDate(days);
      case JULIAN -> julianDate(days);
      case STANDARD ->
          days >= GREGORIAN_START ? gregorianDate(days) : julianDate(days - JULIAN_LAG);
      case NOLEAP -> fixedDate(days, 365, BEFORE_MONTH);
      case ALL_LEAP -> fixedDate(days, 366, BEFORE_MONTH_LEAP);
      case D360 -> {
        int dayOfYear = (int) Math.floorMod(days, 360L);
        yield pack(1970 + Math.floorDiv(days, 360L), dayOfYear / 30 + 1, dayOfYear % 30 + 1);
      }
    };
  }

  private static long gregorianDate(long days) {
    long z = days + GREGORIAN_EPOCH;
    long era = Math.floorDiv(z, 146_097L);
    int dayOfEra = (int) (z - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    return fromMarch(era * 400 + yearOfEra, dayOfYear);
  }

  private static long julianDate(long days) {
    long z = days + JULIAN_EPOCH;
    long era = Math.floorDiv(z, 1461L);
    int dayOfEra = (int) (z - era * 1461);
    int yearOfEra = (dayOfEra - dayOfEra / 1460) / 365;
    return fromMarch(era * 4 + yearOfEra, dayOfEra - 365 * yearOfEra);
  }

  private static long fromMarch(long marchYear, int dayOfYear) {
    int shifted = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return pack(month <= 2 ? marchYear + 1 : marchYear, month, day);
  }

  private static long fixedDate(long days, int yearLength, int[] beforeMonth) {
    int dayOfYear = (int) Math.floorMod(days, (long) yearLength);
    int month = 12;
    while (beforeMonth[month - 1] > dayOfYear) {
      month--;
    }
    return pack(
        1970 + Math.floorDiv(days, (long) yearLength),
        month,
        dayOfYear - beforeMonth[month - 1] + 1);
  }

  /// A date in one `long`, so that a loop over times makes no objects.
  static long pack(long year, int month, int day) {
    return year * 1024 + month * 32L + day;
  }

  static long year(long packed) {
    return packed >> 10;
  }

  static int month(long packed) {
    return (int) (packed >> 5) & 31;
  }

  static int day(long packed) {
    return (int) packed & 31;
  }
}
