package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.PartialDate;
import io.amasia.array.TimeFields;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Periods of equal frequency that cover ascending times: a label each, and the period of each
/// time.
///
/// The rules are those of pandas' `Grouper`, carried to every calendar.
@SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
record TimeBins(long[] labels, int[] codes) {
  private static final long DAY = Calendar.DAY_MICROS;

  /// The periods of `times`.
  ///
  /// @throws AmasiaException.Label if the times don't ascend, or one is missing
  static TimeBins of(long[] times, Calendar calendar, Resampling how) {
    if (times.length == 0) {
      return new TimeBins(new long[0], new int[0]);
    }
    checkAscending(times, calendar);
    Frequency frequency = Frequency.parse(how.frequency());
    frequency.checkCount(times[times.length - 1] - times[0]);
    boolean byDefault = frequency.unit().byEnd() || how.origin().startsWith("end");
    boolean closedRight = how.closedRight() == null ? byDefault : how.closedRight();
    boolean labelRight = how.labelRight() == null ? byDefault : how.labelRight();
    long[] edges = edges(times, calendar, frequency, closedRight, how);
    // A period that ends with a day holds all of that day.
    long wholeDay = closedRight && frequency.unit().byEnd() ? DAY - 1 : 0;
    long[] inclusive = Arrays.stream(edges).map(e -> e + wholeDay).toArray();
    int[] codes = new int[times.length];
    int bin = 0;
    for (int i = 0; i < times.length; i++) {
      while (closedRight ? times[i] > inclusive[bin + 1] : times[i] >= inclusive[bin + 1]) {
        bin++;
      }
      codes[i] = bin;
    }
    int from = labelRight ? 1 : 0;
    return new TimeBins(Arrays.copyOfRange(edges, from, from + edges.length - 1), codes);
  }

  /// Refuses times that run backwards, or are missing.
  static void checkAscending(long[] times, Calendar calendar) {
    for (int i = 0; i < times.length; i++) {
      if (times[i] == DType.NAT || (i > 0 && times[i] < times[i - 1])) {
        throw new AmasiaException.Label(
            "resample needs ascending times; time %d is %s%s: sort first with sortby"
                .formatted(
                    i,
                    calendar.format(times[i]),
                    i == 0 ? "" : " after " + calendar.format(times[i - 1])));
      }
    }
  }

  private static long[] edges(
      long[] times, Calendar calendar, Frequency f, boolean closedRight, Resampling how) {
    long first = times[0];
    long last = times[times.length - 1];
    if (f.unit().months() > 0) {
      return monthEdges(first, last, calendar, f, closedRight);
    }
    if (f.unit() == Frequency.Unit.WEEK) {
      return weekEdges(first, last, calendar, f, closedRight);
    }
    if (f.unit() == Frequency.Unit.DAY && calendar.isGregorian()) {
      return dayEdges(first, last, f.micros(), closedRight);
    }
    long grid = origin(times, calendar, how) + how.offsetMicros();
    long step = f.micros();
    long behind = Math.floorMod(first - grid, step);
    // Counted from the end, periods closed on the left begin before the first time, as in pandas.
    boolean before = closedRight || how.origin().startsWith("end");
    long start = first - (before && behind == 0 ? step : behind);
    long end = last + (closedRight ? 0 : 1);
    return LongStream.rangeClosed(0, Math.ceilDiv(end - start, step))
        .map(i -> start + i * step)
        .toArray();
  }

  private static long origin(long[] times, Calendar calendar, Resampling how) {
    return switch (how.origin()) {
      case "start_day" -> day(times[0]);
      case "start" -> times[0];
      case "epoch" -> 0;
      case "end" -> times[times.length - 1];
      case "end_day" -> day(times[times.length - 1] + DAY - 1);
      default -> PartialDate.parse(how.origin(), calendar).start();
    };
  }

  private static long day(long micros) {
    return Math.floorDiv(micros, DAY) * DAY;
  }

  /// Days of the calendar, which pandas (since 3.0) doesn't take as hours: whatever the origin they
  /// begin at midnight, those closed on the right a period before the first day, and they end a
  /// period after the last day begins.
  private static long[] dayEdges(long first, long last, long step, boolean closedRight) {
    long start = day(first) - (closedRight ? step : 0);
    return LongStream.rangeClosed(0, (day(last) + step - start) / step)
        .map(i -> start + i * step)
        .toArray();
  }

  private static long[] weekEdges(
      long first, long last, Calendar calendar, Frequency f, boolean closedRight) {
    long start = day(first);
    int after = Math.floorMod(calendar.dayOfWeek(start) - f.anchor(), 7);
    start -= after * DAY;
    if (closedRight) {
      start -= (after == 0 ? f.count() : f.count() - 1) * 7L * DAY;
    }
    long step = f.micros();
    long end = day(last) + (closedRight ? 0 : 1);
    long from = start;
    return LongStream.rangeClosed(0, Math.max(1, Math.ceilDiv(end - from, step)))
        .map(i -> from + i * step)
        .toArray();
  }

  /// Edges at the first or last day of months, counted as `year * 12 + month - 1`.
  private static long[] monthEdges(
      long first, long last, Calendar calendar, Frequency f, boolean closedRight) {
    int months = f.unit().months();
    boolean byEnd = f.unit().byEnd();
    TimeFields at = calendar.fields(first);
    long month = at.year() * 12 + at.month() - 1;
    boolean onDay = byEnd ? at.day() == calendar.daysInMonth(at.year(), at.month()) : at.day() == 1;
    long anchor = f.anchor() == 0 ? 0 : f.anchor() - 1;
    long behind = Math.floorMod(month - anchor, (long) months);
    boolean onGrid = behind == 0 && onDay;
    // The last edge at or before the first day.
    long start = month - behind - (byEnd && behind == 0 && !onDay ? months : 0);
    if (closedRight) {
      start -= (long) months * (onGrid ? f.count() : f.count() - 1);
    }
    long step = months * f.count();
    var edges = LongStream.builder();
    long lastDay = day(last);
    long m = start;
    long edge = edge(m, calendar, byEnd);
    edges.add(edge);
    boolean covered = false;
    while (!covered) {
      m += step;
      edge = edge(m, calendar, byEnd);
      edges.add(edge);
      covered = closedRight ? (byEnd ? lastDay : last) <= edge : last < edge;
    }
    return edges.build().toArray();
  }

  private static long edge(long month, Calendar calendar, boolean byEnd) {
    long year = Math.floorDiv(month, 12L);
    int ofYear = (int) Math.floorMod(month, 12L) + 1;
    int day = byEnd ? calendar.daysInMonth(year, ofYear) : 1;
    return calendar.micros(year, ofYear, day, 0, 0, 0, 0);
  }
}
