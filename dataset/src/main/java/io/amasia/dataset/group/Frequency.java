package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
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
record Frequency(int count, Unit unit, int anchor) {
  /// The units, and whether a period is named by its end.
  enum Unit {
    YEAR_END(12, true),
    YEAR_START(12, false),
    QUARTER_END(3, true),
    QUARTER_START(3, false),
    MONTH_END(1, true),
    MONTH_START(1, false),
    WEEK(0, true),
    DAY(0, false),
    HOUR(0, false),
    MINUTE(0, false),
    SECOND(0, false);

    private final int months;
    private final boolean byEnd;

    Unit(int months, boolean byEnd) {
      this.months = months;
      this.byEnd = byEnd;
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

  private static final Pattern GRAMMAR = Pattern.compile("(\\d{0,6})([A-Za-z]+)(?:-([A-Z]{3}))?");
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
          Map.entry("s", Unit.SECOND));
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
    int count = parts.group(1).isEmpty() ? 1 : Integer.parseInt(parts.group(1));
    if (count < 1) {
      throw wrong(text);
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
        case MONTH_END, MONTH_START, DAY, HOUR, MINUTE, SECOND -> 0;
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
                + "D h min s, each with a count before it, such as 7D or QS-DEC")
            .formatted(text));
  }

  /// The length in microseconds of a period of weeks or shorter.
  long micros() {
    long unitMicros =
        switch (unit) {
          case WEEK -> 7 * 86_400_000_000L;
          case DAY -> 86_400_000_000L;
          case HOUR -> 3_600_000_000L;
          case MINUTE -> 60_000_000L;
          case SECOND -> 1_000_000L;
          case YEAR_END, YEAR_START, QUARTER_END, QUARTER_START, MONTH_END, MONTH_START ->
              throw new IllegalStateException(unit + " has no fixed length");
        };
    return count * unitMicros;
  }
}
