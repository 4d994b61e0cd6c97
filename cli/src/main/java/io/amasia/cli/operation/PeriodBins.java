package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.plan.Groups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The periods that the times of a record fall into, by the middle of each interval.
///
/// Periods that the record covers only in part, at its beginning or end, are left out unless they
/// are kept. Gaps inside the record are no reason to leave a period out, even if it has no time at
/// all; coverage judges them. Where only some months were chosen before, a period is complete when
/// it has those.
final class PeriodBins {
  /// More periods than times and than this are taken for a frequency that was not meant.
  private static final long MOST_EMPTY = 100_000;

  private final TimeIntervals intervals;
  private final Set<Integer> months;
  private final long[] starts;
  private final long[] ends;
  private final int[] codes;

  private PeriodBins(
      TimeIntervals intervals, Set<Integer> months, long[] starts, long[] ends, int[] codes) {
    this.intervals = intervals;
    this.months = months;
    this.starts = starts;
    this.ends = ends;
    this.codes = codes;
  }

  /// The periods of `rule`.
  ///
  /// @param months the months 1 to 12 that were chosen; empty if the record was not cut by months
  /// @throws AmasiaException.Usage if the intervals are longer than the periods
  /// @throws AmasiaException.Label if no period is complete
  static PeriodBins of(
      TimeIntervals intervals, PeriodRule rule, Set<Integer> months, Meaning meaning) {
    Calendar calendar = intervals.calendar();
    TreeSet<Long> order = new TreeSet<>();
    long[] own = new long[intervals.size()];
    requireAll(intervals);
    for (int i = 0; i < own.length; i++) {
      own[i] = rule.start(calendar, intervals.midpoint(i));
      order.add(own[i]);
      refuseLonger(intervals, i, rule.end(calendar, own[i]) - own[i]);
    }
    List<Long> kept = withoutBreak(calendar, rule, months, order, meaning);
    dropPartial(intervals, rule, months, meaning, kept);
    long[] starts = kept.stream().mapToLong(Long::longValue).toArray();
    long[] ends = Arrays.stream(starts).map(s -> rule.end(calendar, s)).toArray();
    int[] codes =
        Arrays.stream(own).mapToInt(s -> Math.max(-1, Arrays.binarySearch(starts, s))).toArray();
    return new PeriodBins(intervals, months, starts, ends, codes);
  }

  /// One period from the record's beginning to its end.
  ///
  /// @param months as of [#of]
  static PeriodBins whole(TimeIntervals intervals, Set<Integer> months) {
    RecordSpan record = RecordSpan.of(intervals);
    return new PeriodBins(
        intervals,
        months,
        new long[] {record.start()},
        new long[] {record.end()},
        new int[intervals.size()]);
  }

  /// `starts` and those of the periods between them in which the record has no time.
  private static List<Long> withoutBreak(
      Calendar calendar,
      PeriodRule rule,
      Set<Integer> months,
      SortedSet<Long> starts,
      Meaning meaning) {
    List<Long> all = new ArrayList<>();
    List<Long> empty = new ArrayList<>();
    for (long start : starts) {
      long next = all.isEmpty() ? start : rule.end(calendar, all.getLast());
      for (; next < start; next = rule.end(calendar, next)) {
        if (hasChosen(calendar, next, rule.end(calendar, next), months)) {
          all.add(next);
          empty.add(next);
        }
        if (empty.size() > MOST_EMPTY && empty.size() > 100L * starts.size()) {
          throw new AmasiaException.Usage(
              "only %d of more than %d periods would have a time; choose a longer period"
                  .formatted(starts.size(), all.size()));
        }
      }
      all.add(start);
    }
    if (!empty.isEmpty()) {
      meaning
          .say()
          .accept(
              "no time lies in %s, which %s missing"
                  .formatted(
                      empty.size() == 1
                          ? "the period beginning " + day(calendar, empty.getFirst())
                          : "%d periods, the first beginning %s"
                              .formatted(empty.size(), day(calendar, empty.getFirst())),
                      empty.size() == 1 ? "is" : "are"));
    }
    return all;
  }

  private static String day(Calendar calendar, long micros) {
    return calendar.format(micros).substring(0, 10);
  }

  /// Whether a period has some of the months that were chosen, if any were.
  static boolean hasChosen(Calendar calendar, long start, long end, Set<Integer> months) {
    boolean found = months.isEmpty();
    PeriodRule month = new PeriodRule.Months(1, 0);
    for (long m = start; !found && m < end; m = month.end(calendar, month.start(calendar, m))) {
      found = months.contains(calendar.fields(m).month());
    }
    return found;
  }

  private static void refuseLonger(TimeIntervals intervals, int i, long period) {
    if (intervals.length(i) > period * 1.05) {
      throw new AmasiaException.Usage(
          "the times stand for %.3g days each, longer than a period of %.3g days; choose a longer period"
              .formatted(
                  intervals.length(i) / (double) Calendar.DAY_MICROS,
                  period / (double) Calendar.DAY_MICROS));
    }
  }

  private static void dropPartial(
      TimeIntervals intervals,
      PeriodRule rule,
      Set<Integer> months,
      Meaning meaning,
      List<Long> periods) {
    if (meaning.keepPartial()
        || periods.isEmpty()
        || intervals.origin() == TimeIntervals.Origin.INSTANTS) {
      return;
    }
    RecordSpan record = RecordSpan.of(intervals);
    // A record of noon-to-noon days misses half a day of the year's ends, not a part of it.
    long slack = record.longest() / 2;
    Calendar calendar = intervals.calendar();
    List<String> dropped = new ArrayList<>();
    long first = periods.getFirst();
    if (runs(calendar, first, rule.end(calendar, first), months).getFirst().start()
        < record.start() - slack) {
      dropped.add(day(calendar, periods.removeFirst()));
    }
    if (!periods.isEmpty()) {
      long last = periods.getLast();
      if (runs(calendar, last, rule.end(calendar, last), months).getLast().end()
          > record.end() + slack) {
        dropped.add(day(calendar, periods.removeLast()));
      }
    }
    if (periods.isEmpty()) {
      throw new AmasiaException.Label(
          "no period is complete: the record covers %s to %s; keep incomplete ones with --partial keep"
              .formatted(calendar.format(record.start()), calendar.format(record.end())));
    }
    if (!dropped.isEmpty()) {
      meaning
          .say()
          .accept(
              "dropped the incomplete period%s beginning %s (keep with --partial keep)"
                  .formatted(dropped.size() == 1 ? "" : "s", String.join(" and ", dropped)));
    }
  }

  /// A stretch of time without a break.
  record Run(long start, long end) {}

  /// The parts of a period that lie in `months`, in order; all of it when `months` is empty or has
  /// none of it.
  static List<Run> runs(Calendar calendar, long start, long end, Set<Integer> months) {
    List<Run> runs = new ArrayList<>();
    PeriodRule month = new PeriodRule.Months(1, 0);
    for (long m = start; !months.isEmpty() && m < end; ) {
      long next = Math.min(end, month.end(calendar, month.start(calendar, m)));
      if (months.contains(calendar.fields(m).month())) {
        boolean joins = !runs.isEmpty() && runs.getLast().end() == m;
        runs.add(new Run(joins ? runs.removeLast().start() : m, next));
      }
      m = next;
    }
    return runs.isEmpty() ? List.of(new Run(start, end)) : runs;
  }

  int count() {
    return starts.length;
  }

  /// The period of time `i`, or -1.
  int code(int i) {
    return codes[i];
  }

  Groups groups() {
    return new Groups(codes, starts.length);
  }

  /// The true extent of each period, two values each: the outer bounds of its times where the file
  /// has bounds, else the period itself.
  long[] bounds() {
    long[] bounds = new long[2 * starts.length];
    for (int g = 0; g < starts.length; g++) {
      List<Run> runs = runs(intervals.calendar(), starts[g], ends[g], months);
      bounds[2 * g] = runs.getFirst().start();
      bounds[2 * g + 1] = runs.getLast().end();
    }
    if (intervals.origin() == TimeIntervals.Origin.BOUNDS) {
      boolean[] seen = new boolean[starts.length];
      for (int i = 0; i < codes.length; i++) {
        int g = codes[i];
        if (g >= 0) {
          bounds[2 * g] =
              seen[g] ? Math.min(bounds[2 * g], intervals.start(i)) : intervals.start(i);
          bounds[2 * g + 1] =
              seen[g] ? Math.max(bounds[2 * g + 1], intervals.end(i)) : intervals.end(i);
          seen[g] = true;
        }
      }
    }
    return bounds;
  }

  /// The middles of [#bounds].
  static long[] middles(long[] bounds) {
    long[] middles = new long[bounds.length / 2];
    Arrays.setAll(middles, g -> bounds[2 * g] + (bounds[2 * g + 1] - bounds[2 * g]) / 2);
    return middles;
  }

  /// What each period would weigh, were it covered without gaps, as far as the record reaches, in
  /// days.
  double[] fullWeights() {
    double[] full = new double[starts.length];
    if (intervals.origin() == TimeIntervals.Origin.INSTANTS) {
      double[] weights = intervals.weights();
      for (int i = 0; i < codes.length; i++) {
        if (codes[i] >= 0) {
          full[codes[i]] += weights[i];
        }
      }
      return full;
    }
    RecordSpan record = RecordSpan.of(intervals);
    List<List<Integer>> members = new ArrayList<>();
    for (int g = 0; g < full.length; g++) {
      members.add(new ArrayList<>());
    }
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] >= 0) {
        members.get(codes[i]).add(i);
      }
    }
    for (int g = 0; g < full.length; g++) {
      for (Run run : runs(intervals.calendar(), starts[g], ends[g], months)) {
        full[g] += days(run, members.get(g), record);
      }
    }
    return full;
  }

  /// Days of a run. Intervals that reach over its ends, as weeks do over those of a year, move
  /// them: a year of 52 whole weeks has no gap.
  private double days(Run run, List<Integer> members, RecordSpan record) {
    long start = run.start();
    long end = run.end();
    for (int i : members) {
      long middle = intervals.midpoint(i);
      long half = intervals.length(i) / 2;
      if (middle >= run.start() && middle < run.end()) {
        start = near(intervals.start(i), run.start(), half) ? intervals.start(i) : start;
        end = near(intervals.end(i), run.end(), half) ? intervals.end(i) : end;
      }
    }
    long covered = Math.min(end, record.end()) - Math.max(start, record.start());
    return Math.max(0, covered) / (double) Calendar.DAY_MICROS;
  }

  private static boolean near(long a, long b, long most) {
    return Math.abs(a - b) <= most;
  }

  /// @throws AmasiaException.Label if a time is missing, whose place in the record nobody knows
  static void requireAll(TimeIntervals intervals) {
    if (intervals.anyMissing()) {
      throw new AmasiaException.Label(
          "a time is missing, so its place in the record is unknown; select the others first");
    }
  }
}
