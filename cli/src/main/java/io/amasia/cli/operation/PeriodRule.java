package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.TimeFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How time is cut into periods: calendar months in groups, or equal lengths.
sealed interface PeriodRule {
  /// The first microsecond of the period that holds `micros`.
  long start(Calendar calendar, long micros);

  /// One past the last microsecond of the period that starts at `start`.
  long end(Calendar calendar, long start);

  /// Groups of `count` months; one group starts with month `anchor`, counted from January of year 0
  /// as 0.
  record Months(int count, long anchor) implements PeriodRule {
    @Override
    public long start(Calendar calendar, long micros) {
      TimeFields fields = calendar.fields(micros);
      long into = Math.floorMod(fields.year() * 12 + fields.month() - 1 - anchor, (long) count);
      long firstOfMonth = calendar.micros(fields.year(), fields.month(), 1, 0, 0, 0, 0);
      return calendar.addMonths(firstOfMonth, -into);
    }

    @Override
    public long end(Calendar calendar, long start) {
      return calendar.addMonths(start, count);
    }
  }

  /// Equal lengths in microseconds, one of which starts at `origin`.
  record Steps(long length, long origin) implements PeriodRule {
    @Override
    public long start(Calendar calendar, long micros) {
      return Math.floorDiv(micros - origin, length) * length + origin;
    }

    @Override
    public long end(Calendar calendar, long start) {
      return start + length;
    }
  }

  /// Calendar periods; seasons begin in December.
  static PeriodRule of(Operation.Period period) {
    return switch (period) {
      case YEAR -> new Months(12, 0);
      case SEASON -> new Months(3, 11);
      case MONTH -> new Months(1, 0);
      case DAY -> new Steps(Calendar.DAY_MICROS, 0);
    };
  }

  Pattern FREQUENCY =
      Pattern.compile("(\\d*)(YS|YE|Y|QS|QE|Q|MS|ME|M|W|D|h|H|min)(?:-([A-Z]{3}))?");
  String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

  /// Bins of a frequency such as `5D`, `QS-DEC`, `10YS`; several years are counted from the first
  /// one, several days from the first midnight.
  ///
  /// @throws AmasiaException.Usage if it is none; says what is allowed
  static PeriodRule of(String frequency, Calendar calendar, long first) {
    Matcher matcher = FREQUENCY.matcher(frequency);
    if (!matcher.matches()) {
      throw wrong(frequency);
    }
    long count;
    try {
      count = matcher.group(1).isEmpty() ? 1 : Long.parseLong(matcher.group(1));
    } catch (NumberFormatException e) {
      throw wrong(frequency);
    }
    if (count < 1 || count > 100_000) {
      throw wrong(frequency);
    }
    TimeFields fields = calendar.fields(first);
    long midnight = Math.floorDiv(first, Calendar.DAY_MICROS) * Calendar.DAY_MICROS;
    String unit = matcher.group(2);
    return switch (unit.charAt(0)) {
      case 'Y' ->
          new Months(
              Math.toIntExact(12 * count),
              fields.year() * 12 + month(frequency, matcher.group(3), 0));
      case 'Q' ->
          new Months(
              Math.toIntExact(3 * count),
              fields.year() * 12 + month(frequency, matcher.group(3), 0));
      case 'M' -> new Months(Math.toIntExact(count), fields.year() * 12);
      case 'W' -> new Steps(7 * count * Calendar.DAY_MICROS, midnight);
      case 'D' -> new Steps(count * Calendar.DAY_MICROS, midnight);
      case 'm' -> new Steps(count * 60_000_000L, midnight);
      default -> new Steps(count * 3_600_000_000L, midnight);
    };
  }

  private static int month(String frequency, String name, int absent) {
    if (name == null) {
      return absent;
    }
    int at = MONTHS.indexOf(name);
    if (at < 0 || at % 3 != 0) {
      throw wrong(frequency);
    }
    return at / 3;
  }

  private static AmasiaException.Usage wrong(String frequency) {
    return new AmasiaException.Usage(
        "'%s' is no frequency; write a number and YS, QS, MS, W, D, h or min, with a month for years and quarters: 5D, QS-DEC, 10YS"
            .formatted(frequency));
  }
}
