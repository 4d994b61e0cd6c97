package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A period of time in pandas' spelling, such as `ME`, `QS-DEC`, `7D` or `6h`.
///
/// @param count how many units a period has
/// @param unit the unit
/// @param anchor for years and quarters the month they end or start with (1–12), for weeks the day
///   they end with (0 for Monday), else 0
record Frequency(long count, Unit unit, int anchor) {
  /// The units, and whether a period is named by its end.
  enum Unit {
    YEAR_END(12, true, 0),
    YEAR_START(12, false, 0),
    QUARTER_END(3, true, 0),
    QUARTER_START(3, false, 0),
    MONTH_END(1, true, 0),
    MONTH_START(1, false, 0),
    WEEK(0, true, 7 * Calendar.DAY_MICROS),
    DAY(0, false, Calendar.DAY_MICROS),
    HOUR(0, false, 3_600_000_000L),
    MINUTE(0, false, 60_000_000),
    SECOND(0, false, 1_000_000),
    MILLISECOND(0, false, 1000),
    MICROSECOND(0, false, 1);

    private final int months;
    private final boolean byEnd;
    private final long micros;

    Unit(int months, boolean byEnd, long micros) {
      this.months = months;
      this.byEnd = byEnd;
      this.micros = micros;
    }

    /// The months of a unit; 0 for shorter ones.
    int months() {
      return months;
    }

    /// Whether periods end, and are labelled, with the last day.
    boolean byEnd() {
      return byEnd;
    }
  }

  /// So long that a few of them on from any date are still counted in 64 bits: 73,000 years.
  private static final long LONGEST_MICROS = Long.MAX_VALUE / 4;

  private static final long MOST = 100_000_000;

  private static final Pattern GRAMMAR = Pattern.compile("(\\d{0,15})([A-Za-z]+)(?:-([A-Z]{3}))?");
  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("YE", Unit.YEAR_END),
          Map.entry("YS", Unit.YEAR_START),
          Map.entry("QE", Unit.QUARTER_END),
          Map.entry("QS", Unit.QUARTER_START),
          Map.entry("ME", Unit.MONTH_END),
          Map.entry("MS", Unit.MONTH_START),
          Map.entry("W", Unit.WEEK),
          Map.entry("D", Unit.DAY),
          Map.entry("h", Unit.HOUR),
          Map.entry("min", Unit.MINUTE),
          Map.entry("s", Unit.SECOND),
          Map.entry("ms", Unit.MILLISECOND),
          Map.entry("us", Unit.MICROSECOND));
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

  /// The frequency that `text` names.
  ///
  /// @throws AmasiaException.Usage if it names none
  static Frequency parse(String text) {
    Matcher parts = GRAMMAR.matcher(text);
    if (!parts.matches() || !UNITS.containsKey(parts.group(2))) {
      throw wrong(text);
    }
    Unit unit = UNITS.get(parts.group(2));
    long count = parts.group(1).isEmpty() ? 1 : Long.parseLong(parts.group(1));
    if (count < 1) {
      throw wrong(text);
    }
    if (unit.micros > 0 && count > LONGEST_MICROS / unit.micros) {
      throw new AmasiaException.Usage(
          "frequency '%s' is longer than times reach, which count microseconds".formatted(text));
    }
    return new Frequency(count, unit, anchor(text, unit, parts.group(3)));
  }

  private static int anchor(String text, Unit unit, @Nullable String name) {
    boolean weekly = unit == Unit.WEEK;
    if (name == null) {
      return switch (unit) {
        case YEAR_END, QUARTER_END -> 12;
        case YEAR_START, QUARTER_START -> 1;
        case WEEK -> 6;
        case MONTH_END, MONTH_START, DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> 0;
      };
    }
    int at = (weekly ? DAYS : MONTHS).indexOf(name);
    if (at < 0 || !(weekly || unit.months() > 1)) {
      throw wrong(text);
    }
    return weekly ? at : at + 1;
  }

  private static AmasiaException wrong(String text) {
    return new AmasiaException.Usage(
        ("frequency '%s'; allowed are YE YS QE QS (with -JAN … -DEC), ME MS, W (with -MON … -SUN), "
                + "D h min s ms us, each with a count before it, such as 7D or QS-DEC")
            .formatted(text));
  }

  /// The length in microseconds of a period of weeks or shorter.
  long micros() {
    if (unit.months > 0) {
      throw new IllegalStateException(unit + " has no fixed length");
    }
    return count * unit.micros;
  }

  /// Refuses more periods than memory should hold at once.
  ///
  /// @param span the microseconds that the periods cover
  /// @throws AmasiaException.Usage if there are more than 100 million
  void checkCount(long span) {
    if (unit.months == 0 && span / micros() > MOST) {
      throw new AmasiaException.Usage(
          "%d periods of %d microseconds each; allowed are %d: take longer ones, or less time"
              .formatted(span / micros(), micros(), MOST));
    }
  }
}
