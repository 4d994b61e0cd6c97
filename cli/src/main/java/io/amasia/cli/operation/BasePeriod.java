package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.PartialDate;
import io.amasia.cli.operation.PeriodBins.Run;
import io.amasia.dataset.cf.TimeIntervals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The period whose mean anomalies are differences from, as far as the record reaches.
///
/// @param start its first microsecond
/// @param end one past its last microsecond
/// @param absent the stretches inside the record for which it has no time, in the months that were
///   chosen, in order
record BasePeriod(Calendar calendar, long start, long end, List<Run> absent) {
  BasePeriod {
    absent = List.copyOf(absent);
  }

  /// The base that was asked for, else the whole record; what the record lacks of it is said.
  ///
  /// @param months the months 1 to 12 that were chosen; empty if the record was not cut by months
  /// @throws AmasiaException.Label if the record does not cover it
  static BasePeriod of(TimeIntervals intervals, Set<Integer> months, Meaning meaning) {
    RecordSpan record = RecordSpan.of(intervals);
    Calendar calendar = intervals.calendar();
    long start = Long.MIN_VALUE;
    long end = Long.MAX_VALUE;
    if (meaning.base().isPresent()) {
      PartialDate a = PartialDate.parse(meaning.base().get().from().orElseThrow(), calendar);
      PartialDate b = PartialDate.parse(meaning.base().get().to().orElseThrow(), calendar);
      start = Math.min(a.start(), b.start());
      end = Math.max(a.end(), b.end());
      requireCovered(record, calendar, PeriodBins.runs(calendar, start, end, months), meaning);
    } else {
      meaning.say().accept("no --base: differences are from the mean of the whole record");
    }
    List<Run> absent = new ArrayList<>();
    if (intervals.origin() != TimeIntervals.Origin.INSTANTS) {
      long from = Math.max(start, record.start());
      long to = Math.min(end, record.end());
      for (Run gap : gaps(intervals, from, to)) {
        if (PeriodBins.hasChosen(calendar, gap.start(), gap.end(), months)) {
          absent.addAll(PeriodBins.runs(calendar, gap.start(), gap.end(), months));
        }
      }
      sayAbsent(absent, PeriodBins.runs(calendar, from, to, months), meaning);
    }
    return new BasePeriod(calendar, start, end, absent);
  }

  private static void requireCovered(
      RecordSpan record, Calendar calendar, List<Run> wanted, Meaning meaning) {
    long start = wanted.getFirst().start();
    long end = wanted.getLast().end();
    long slack = record.longest() / 2;
    boolean covered = record.start() <= start + slack && record.end() >= end - slack;
    boolean touched = record.start() < end && record.end() > start;
    if (touched && (covered || meaning.keepPartial())) {
      return;
    }
    throw new AmasiaException.Label(
        "the record covers %s to %s, not %s the base period %s..%s; choose another --base%s"
            .formatted(
                calendar.format(record.start()),
                calendar.format(record.end()),
                touched ? "all of" : "any of",
                meaning.base().orElseThrow().from().orElseThrow(),
                meaning.base().orElseThrow().to().orElseThrow(),
                touched ? ", or accept what there is with --partial keep" : ""));
  }

  /// What no interval covers between `from` and `to`.
  private static List<Run> gaps(TimeIntervals intervals, long from, long to) {
    List<Run> gaps = new ArrayList<>();
    long covered = from;
    List<Integer> order =
        IntStream.range(0, intervals.size())
            .boxed()
            .sorted(Comparator.comparingLong(intervals::start))
            .toList();
    for (int i : order) {
      long next = Math.min(intervals.start(i), to);
      if (next > covered) {
        gaps.add(new Run(covered, next));
      }
      covered = Math.max(covered, intervals.end(i));
    }
    return gaps;
  }

  private static void sayAbsent(List<Run> absent, List<Run> wanted, Meaning meaning) {
    double missing = days(absent);
    if (missing * Calendar.DAY_MICROS < 1e6) {
      return;
    }
    double all = days(wanted);
    meaning
        .say()
        .accept(
            "times of the base period are missing: it has %.0f of %.0f days; where less than %s of a mean is there it is missing (--min-coverage)"
                .formatted(all - missing, all, Double.toString(meaning.minCoverage())));
  }

  private static double days(List<Run> runs) {
    return runs.stream().mapToDouble(r -> r.end() - r.start()).sum() / Calendar.DAY_MICROS;
  }

  /// Whether a time belongs to the base.
  boolean holds(long micros) {
    return micros >= start && micros < end;
  }

  /// The days of each of `steps` of the year for which the base has no time.
  double[] absentDays(Operation.Cycle cycle, List<Integer> steps) {
    double[] days = new double[steps.size()];
    PeriodRule rule =
        PeriodRule.of(cycle == Operation.Cycle.DAY ? Operation.Period.DAY : Operation.Period.MONTH);
    for (Run run : absent) {
      for (long from = run.start(); from < run.end(); ) {
        long to = Math.min(run.end(), rule.end(calendar, rule.start(calendar, from)));
        int at = steps.indexOf(Climatologies.step(cycle, calendar, from + (to - from) / 2));
        if (at >= 0) {
          days[at] += (to - from) / (double) Calendar.DAY_MICROS;
        }
        from = to;
      }
    }
    return days;
  }
}
