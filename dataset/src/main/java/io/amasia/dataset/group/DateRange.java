package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.PartialDate;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/// Times of one frequency in any calendar, with the meaning of pandas' `date_range`: the first time
/// of the frequency at or after the start, and on.
public final class DateRange {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  private DateRange() {}

  /// `periods` times of `frequency` from `start` on.
  ///
  /// @param start a date, such as `2000-01-15` or `2000-01-15T06`
  /// @param frequency as in `resample`: `D`, `6h`, `250ms`, `MS`, `QS-DEC`, `YE` and so on
  /// @throws AmasiaException.Usage if there is no such frequency
  public static Variable of(
      String start, int periods, String frequency, Calendar calendar, String dim) {
    List<Long> times = new ArrayList<>();
    long first = PartialDate.parse(start, calendar).start();
    walk(
        first,
        frequency,
        calendar,
        time -> {
          if (times.size() < periods) {
            times.add(time);
          }
          return times.size() < periods;
        });
    return times(times, calendar, dim);
  }

  /// The times of `frequency` from `start` to `end`, both included.
  ///
  /// @throws AmasiaException.Usage if there is no such frequency, or they are more than 100 million
  public static Variable between(
      String start, String end, String frequency, Calendar calendar, String dim) {
    return between(
        PartialDate.parse(start, calendar).start(),
        PartialDate.parse(end, calendar).start(),
        frequency,
        calendar,
        dim);
  }

  /// The same from and to microseconds since 1970 of the calendar.
  public static Variable between(
      long start, long end, String frequency, Calendar calendar, String dim) {
    Frequency.parse(frequency).checkCount(end - start);
    List<Long> times = new ArrayList<>();
    walk(
        start,
        frequency,
        calendar,
        time -> {
          if (time <= end) {
            times.add(time);
          }
          return time <= end;
        });
    return times(times, calendar, dim);
  }

  /// Times of the frequency of `source`, from its first to its last date, in another calendar.
  /// Where that lacks the first or last date, the last day of its month is taken; days, months,
  /// quarters and years that end with a month end with it there too. Reads the times at once.
  ///
  /// @throws AmasiaException.Usage if the times have no one frequency
  public static Variable like(Variable source, Calendar calendar) {
    String frequency =
        inferFreq(source)
            .orElseThrow(() ->
                new AmasiaException.Usage(
                    "times along %s have no one frequency to go on by".formatted(source.dims())));
    Calendar from = source.calendar().orElse(Calendar.STANDARD);
    if (from == calendar) {
      return source;
    }
    long[] stamps = source.index().values().toLongs();
    TimeFields last = from.fields(stamps[stamps.length - 1]);
    boolean ended = last.day() == from.daysInMonth(last.year(), last.month());
    Frequency.Unit unit = Frequency.parse(frequency).unit();
    boolean ends = ended && (unit.byEnd() || unit == Frequency.Unit.DAY);
    return between(
        onDate(from.fields(stamps[0]), calendar, false),
        onDate(last, calendar, ends),
        frequency,
        calendar,
        source.dims().getFirst());
  }

  private static long onDate(TimeFields f, Calendar calendar, boolean end) {
    int days = calendar.daysInMonth(f.year(), f.month());
    int day = end ? days : Math.min(f.day(), days);
    return calendar.micros(f.year(), f.month(), day, f.hour(), f.minute(), f.second(), f.micro());
  }

  /// The length in microseconds of a step of days or shorter, such as `D`, `6h` or `250ms`.
  ///
  /// @throws AmasiaException.Usage if it is none, or of months or years
  public static long stepMicros(String frequency) {
    Frequency f = Frequency.parse(frequency);
    if (f.unit().months() > 0) {
      throw new AmasiaException.Usage(
          "'%s' has no fixed length; allowed are W, D, h, min, s, ms and us, with a count"
              .formatted(frequency));
    }
    return f.micros();
  }

  private static Variable times(List<Long> times, Calendar calendar, String dim) {
    return Variable.times(calendar, dim, times.stream().mapToLong(Long::longValue).toArray());
  }

  /// Hands out the times from `first` on until `more` says no.
  private static void walk(long first, String frequency, Calendar calendar, LongPredicate more) {
    Frequency f = Frequency.parse(frequency);
    if (f.unit().months() == 0) {
      long start = f.unit() == Frequency.Unit.WEEK ? weekday(first, calendar, f.anchor()) : first;
      for (long time = start; more.test(time); time = after(time, f.micros())) {}
      return;
    }
    int months = f.unit().months();
    TimeFields at = calendar.fields(first);
    long ofDay = Math.floorMod(first, Calendar.DAY_MICROS);
    long anchor = f.anchor() == 0 ? 0 : f.anchor() - 1;
    long month = at.year() * 12 + at.month() - 1;
    month += Math.floorMod(anchor - month, (long) months);
    while (monthTime(month, calendar, f) + ofDay < first) {
      month += months;
    }
    while (more.test(monthTime(month, calendar, f) + ofDay)) {
      month += months * f.count();
    }
  }

  private static long after(long time, long step) {
    if (time > Long.MAX_VALUE - step) {
      throw new AmasiaException.Label(
          "times that go on beyond the year 290000, which microseconds in 64 bits don't reach");
    }
    return time + step;
  }

  private static long weekday(long first, Calendar calendar, int day) {
    return first + Math.floorMod(day - calendar.dayOfWeek(first), 7) * Calendar.DAY_MICROS;
  }

  private static long monthTime(long month, Calendar calendar, Frequency f) {
    long year = Math.floorDiv(month, 12L);
    int ofYear = (int) Math.floorMod(month, 12L) + 1;
    int day = f.unit().byEnd() ? calendar.daysInMonth(year, ofYear) : 1;
    return calendar.micros(year, ofYear, day, 0, 0, 0, 0);
  }

  /// The frequency of ascending times, as a text that [#of] takes; empty if they have none or are
  /// fewer than three. Reads the times at once.
  public static Optional<String> inferFreq(Variable times) {
    if (times.dtype() != DType.DATETIME || times.ndim() != 1) {
      throw new AmasiaException.Usage("inferFreq needs times along one dimension, not " + times);
    }
    Calendar calendar = times.calendar().orElse(Calendar.STANDARD);
    long[] stamps = times.index().values().toLongs();
    if (stamps.length < 3) {
      return Optional.empty();
    }
    long step = stamps[1] - stamps[0];
    boolean even = step > 0;
    for (int i = 1; i < stamps.length; i++) {
      if (stamps[i] == DType.NAT || stamps[i] <= stamps[i - 1]) {
        return Optional.empty();
      }
      even &= stamps[i] - stamps[i - 1] == step;
    }
    Optional<String> months = ofMonths(stamps, calendar);
    if (months.isPresent() || !even) {
      return months;
    }
    return Optional.of(ofSteps(step, calendar, stamps[0]));
  }

  private static String ofSteps(long step, Calendar calendar, long first) {
    long[] units = {Calendar.DAY_MICROS, 3_600_000_000L, 60_000_000L, 1_000_000L, 1000, 1};
    String[] names = {"D", "h", "min", "s", "ms", "us"};
    // Weeks begin on a day where days have names people use: as pandas says it, and cftime not.
    boolean named = calendar.isGregorian();
    if (named && step % (7 * Calendar.DAY_MICROS) == 0) {
      String[] days = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
      return counted(step / (7 * Calendar.DAY_MICROS), "W-" + days[calendar.dayOfWeek(first)]);
    }
    int u = 0;
    while (step % units[u] != 0) {
      u++;
    }
    return counted(step / units[u], names[u]);
  }

  private static String counted(long n, String unit) {
    return n == 1 ? unit : n + unit;
  }

  /// Whole months between first, or last, days of months.
  private static Optional<String> ofMonths(long[] stamps, Calendar calendar) {
    long ofDay = Math.floorMod(stamps[0], Calendar.DAY_MICROS);
    long step = 0;
    long before = 0;
    boolean starts = true;
    boolean ends = true;
    for (int i = 0; i < stamps.length; i++) {
      TimeFields f = calendar.fields(stamps[i]);
      long month = f.year() * 12 + f.month() - 1;
      starts &= f.day() == 1;
      ends &= f.day() == calendar.daysInMonth(f.year(), f.month());
      if (Math.floorMod(stamps[i], Calendar.DAY_MICROS) != ofDay
          || (i > 1 && month - before != step)
          || !(starts || ends)) {
        return Optional.empty();
      }
      step = month - before;
      before = month;
    }
    if (step == 0) {
      return Optional.empty();
    }
    String kind = starts ? "S" : "E";
    int last = (int) Math.floorMod(before, 12L);
    if (step % 12 == 0) {
      return Optional.of(counted(step / 12, "Y" + kind + "-" + MONTHS.get(last)));
    }
    if (step % 3 == 0) {
      // Quarters are named by the last month that can be said: of the year's end, or its start.
      int anchor = starts ? last % 3 + (last % 3 == 2 ? 9 : 0) : last % 3 + 9;
      return Optional.of(counted(step / 3, "Q" + kind + "-" + MONTHS.get(anchor)));
    }
    return Optional.of(counted(step, "M" + kind));
  }
}
