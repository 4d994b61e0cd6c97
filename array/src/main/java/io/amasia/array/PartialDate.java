package io.amasia.array;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A date written to some precision, such as `2000-02` or `2000-02-30T06`, and the time it covers.
///
/// Grammar: `[-]Y[YYY…][-MM[-DD[(T| )hh[:mm[:ss[.f…]]]]]][Z]`; years of more digits may be given,
/// months and smaller parts have two. Fractions finer than microseconds are rounded half to even.
///
/// @param start the first microsecond covered, since 1970-01-01T00:00:00 of the calendar
/// @param end the first microsecond not covered any more
/// @param resolution the smallest part that was written
public record PartialDate(long start, long end, Resolution resolution) {
  /// The parts a date can end with.
  public enum Resolution {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    MICROSECOND
  }

  private static final Pattern GRAMMAR =
      Pattern.compile(
          "([-+]?\\d{1,9})(?:-(\\d\\d)(?:-(\\d\\d)(?:[Tt ](\\d\\d)(?::(\\d\\d)(?::(\\d\\d)"
              + "(?:[.](\\d{1,18}))?)?)?)?)?)?[Zz]?");

  /// The span that `text` names in `calendar`.
  ///
  /// @throws AmasiaException.Label if the text is no date, or the calendar has no such date
  public static PartialDate parse(String text, Calendar calendar) {
    Matcher parts = GRAMMAR.matcher(text.strip());
    if (!parts.matches()) {
      throw new AmasiaException.Label(
          "'%s' is not a date; write it as 2000, 2000-02, 2000-02-01 or 2000-02-01T06:30:00"
              .formatted(text));
    }
    Resolution resolution = resolution(parts);
    long micros = fraction(parts.group(7));
    long second;
    try {
      second =
          calendar.micros(
              Long.parseLong(parts.group(1)),
              part(parts, 2, 1),
              part(parts, 3, 1),
              part(parts, 4, 0),
              part(parts, 5, 0),
              part(parts, 6, 0),
              0);
    } catch (AmasiaException.Label e) {
      throw new AmasiaException.Label("'%s': %s".formatted(text, e.getMessage()));
    }
    long start = second + micros;
    return new PartialDate(start, end(start, resolution, calendar), resolution);
  }

  private static Resolution resolution(Matcher parts) {
    int last = 1;
    while (last < 7 && parts.group(last + 1) != null) {
      last++;
    }
    return Resolution.values()[last - 1];
  }

  private static int part(Matcher parts, int group, int absent) {
    String digits = parts.group(group);
    return digits == null ? absent : Integer.parseInt(digits);
  }

  private static long fraction(@Nullable String digits) {
    if (digits == null) {
      return 0;
    }
    long value = Long.parseLong((digits + "0".repeat(18)).substring(0, 18));
    long unit = 1_000_000_000_000L;
    long whole = value / unit;
    long rest = value % unit;
    boolean up = rest > unit / 2 || (rest == unit / 2 && (whole & 1) == 1);
    return up ? whole + 1 : whole;
  }

  private static long end(long start, Resolution resolution, Calendar calendar) {
    return switch (resolution) {
      case YEAR -> calendar.addMonths(start, 12);
      case MONTH -> calendar.addMonths(start, 1);
      case DAY -> start + Calendar.DAY_MICROS;
      case HOUR -> start + 3_600_000_000L;
      case MINUTE -> start + 60_000_000;
      case SECOND -> start + 1_000_000;
      case MICROSECOND -> start + 1;
    };
  }
}
