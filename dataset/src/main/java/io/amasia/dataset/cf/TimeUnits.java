package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a file counts time: `days since 1850-01-01` in a calendar.
///
/// @param unitMicros microseconds of one unit; 0 stands for nanoseconds
/// @param epochMicros the reference time, in microseconds since 1970-01-01 of the calendar, UTC
/// @param calendar the calendar the reference and all counts belong to
///
///   Specification: CF conventions 1.11, section 4.4; the reference time as UDUNITS reads it.
///   Months and years are taken where the calendar makes them equally long, and refused elsewhere.
public record TimeUnits(long unitMicros, long epochMicros, Calendar calendar) {
  /// Microseconds of a day.
  private static final long DAY = Calendar.DAY_MICROS;

  private static final Map<String, Long> FIXED =
      Map.ofEntries(
          Map.entry("ns", 0L),
          Map.entry("nsec", 0L),
          Map.entry("nanosec", 0L),
          Map.entry("nanosecond", 0L),
          Map.entry("us", 1L),
          Map.entry("microsec", 1L),
          Map.entry("microsecond", 1L),
          Map.entry("ms", 1_000L),
          Map.entry("msec", 1_000L),
          Map.entry("millisec", 1_000L),
          Map.entry("millisecond", 1_000L),
          Map.entry("s", 1_000_000L),
          Map.entry("sec", 1_000_000L),
          Map.entry("second", 1_000_000L),
          Map.entry("min", 60_000_000L),
          Map.entry("minute", 60_000_000L),
          Map.entry("h", 3_600_000_000L),
          Map.entry("hr", 3_600_000_000L),
          Map.entry("hour", 3_600_000_000L),
          Map.entry("d", DAY),
          Map.entry("day", DAY),
          Map.entry("week", 7 * DAY));

  private static final Pattern SINCE =
      Pattern.compile("\\s*([A-Za-z_]+)\\s+since\\s+(\\S.*?)\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:(?<packed>\\d{8})"
              + "|(?<year>[+-]?\\d{1,6})(?:[-/](?<month>\\d{1,2})(?:[-/](?<day>\\d{1,2}))?)?"
              + "|(?<dayB>\\d{1,2})-(?<monthName>[A-Za-z]{3})-(?<yearB>\\d{4}))"
              + "(?:(?:\\s+|T|\\s*T\\s*)(?<hour>\\d{1,2})"
              + "(?::(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?<fraction>\\.\\d*)?)?)?)?"
              + "\\s*(?<zone>Z|UTC|GMT|UT|(?<=\\s)0{1,2}:00|(?<sign>[+-])(?<zoneHour>\\d{1,2}):?(?<zoneMinute>\\d{2})?)?",
          Pattern.CASE_INSENSITIVE);
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /// Whether a unit text says that values are times.
  public static boolean isTime(String units) {
    return units.toLowerCase(Locale.ROOT).contains(" since ");
  }

  /// The time units that the attributes `units` and `calendar` say; a blank calendar is the
  /// standard one.
  ///
  /// @throws AmasiaException.Unsupported if they can't be read, name no date of the calendar, or
  ///   count months or years of unequal length
  public static TimeUnits parse(String units, String calendarName) {
    String name = calendarName.isBlank() ? "standard" : calendarName.strip();
    Calendar calendar =
        Calendar.find(name)
            .orElseThrow(() -> refuse(units, name, "calendar '" + name + "' is not known"));
    Matcher since = SINCE.matcher(units);
    if (!since.matches()) {
      throw refuse(units, name, "expected a form such as 'days since 1850-01-01'");
    }
    long unitMicros =
        length(since.group(1), calendar)
            .orElseThrow(() ->
                refuse(
                    units,
                    name,
                    "'%s' has no fixed length in calendar %s"
                        .formatted(since.group(1), calendar.label())));
    try {
      return new TimeUnits(unitMicros, reference(since.group(2), calendar), calendar);
    } catch (AmasiaException.Label | ArithmeticException e) {
      throw refuse(units, name, String.valueOf(e.getMessage()));
    }
  }

  /// Microseconds of a unit of duration such as `hours`, 0 for nanoseconds; empty for any other
  /// text.
  static Optional<Long> duration(String unit) {
    String key = unit.strip().toLowerCase(Locale.ROOT);
    Long micros = FIXED.get(key);
    if (micros == null && key.endsWith("s")) {
      micros = FIXED.get(key.substring(0, key.length() - 1));
    }
    return Optional.ofNullable(micros);
  }

  private static Optional<Long> length(String unit, Calendar calendar) {
    Optional<Long> fixed = duration(unit);
    if (fixed.isPresent()) {
      return fixed;
    }
    String key = unit.toLowerCase(Locale.ROOT).replaceAll("s$", "");
    return switch (calendar) {
      case D360 ->
          key.equals("month") || key.equals("mon")
              ? Optional.of(30 * DAY)
              : key.equals("year") ? Optional.of(360 * DAY) : Optional.empty();
      case NOLEAP ->
          key.equals("common_year") || key.equals("year")
              ? Optional.of(365 * DAY)
              : Optional.empty();
      case ALL_LEAP -> key.equals("year") ? Optional.of(366 * DAY) : Optional.empty();
      case STANDARD, PROLEPTIC_GREGORIAN, JULIAN -> Optional.empty();
    };
  }

  private static long reference(String text, Calendar calendar) {
    Matcher m = REFERENCE.matcher(text);
    // 01-02-2000 is no month 02 of year 1 at zone -20:00.
    if (!m.matches()
        || (m.group("sign") != null
            && m.group("hour") == null
            && !Character.isWhitespace(text.charAt(m.start("sign") - 1)))) {
      throw new AmasiaException.Label("'" + text + "' is no reference time");
    }
    long date = date(m, calendar);
    long seconds =
        (number(m.group("hour"), 0) * 60 + number(m.group("minute"), 0)) * 60
            + number(m.group("second"), 0);
    if (number(m.group("hour"), 0) > 23
        || number(m.group("minute"), 0) > 59
        || number(m.group("second"), 0) > 59) {
      throw new AmasiaException.Label("'" + text + "' is no reference time");
    }
    long micros = Math.addExact(date, seconds * 1_000_000 + fraction(m.group("fraction")));
    return Math.subtractExact(micros, zoneMicros(m));
  }

  private static long date(Matcher m, Calendar calendar) {
    String packed = m.group("packed");
    if (packed != null) {
      return calendar.micros(
          Long.parseLong(packed.substring(0, 4)),
          Integer.parseInt(packed.substring(4, 6)),
          Integer.parseInt(packed.substring(6)),
          0,
          0,
          0,
          0);
    }
    String monthName = m.group("monthName");
    if (monthName != null) {
      int month = MONTHS.indexOf(monthName.toLowerCase(Locale.ROOT)) + 1;
      int day = (int) number(m.group("dayB"), 1);
      return calendar.micros(number(m.group("yearB"), 1), month, day, 0, 0, 0, 0);
    }
    int month = (int) number(m.group("month"), 1);
    int day = (int) number(m.group("day"), 1);
    return calendar.micros(number(m.group("year"), 1), month, day, 0, 0, 0, 0);
  }

  private static long zoneMicros(Matcher m) {
    String sign = m.group("sign");
    if (sign == null) {
      return 0;
    }
    long minutes = number(m.group("zoneHour"), 0) * 60 + number(m.group("zoneMinute"), 0);
    return (sign.equals("-") ? -minutes : minutes) * 60_000_000;
  }

  private static long fraction(@Nullable String digits) {
    if (digits == null || digits.length() < 2) {
      return 0;
    }
    String most = digits.length() > 30 ? digits.substring(0, 30) : digits;
    return new BigDecimal("0" + most)
        .movePointRight(6)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValue();
  }

  private static long number(@Nullable String digits, long otherwise) {
    return digits == null ? otherwise : Long.parseLong(digits);
  }

  private static AmasiaException.Unsupported refuse(String units, String calendar, String why) {
    return new AmasiaException.Unsupported(
        "times in '%s' of calendar %s can't be decoded: %s".formatted(units, calendar, why));
  }
}
