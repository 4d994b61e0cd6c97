package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.plan.Groups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// The periods that the times of a record fall into, by the middle of each interval.
///
/// Periods that the record covers only in part, at its beginning or end, are left out unless they
/// are kept. Gaps inside the record are no reason to leave a period out; coverage judges them.
final class PeriodBins {
  private final TimeIntervals intervals;
  private final long[] starts;
  private final long[] ends;
  private final int[] codes;

  private PeriodBins(TimeIntervals intervals, long[] starts, long[] ends, int[] codes) {
    this.intervals = intervals;
    this.starts = starts;
    this.ends = ends;
    this.codes = codes;
  }

  /// The periods of `rule`.
  ///
  /// @throws AmasiaException.Usage if the intervals are longer than the periods
  /// @throws AmasiaException.Label if no period is complete
  static PeriodBins of(TimeIntervals intervals, PeriodRule rule, Meaning meaning) {
    Calendar calendar = intervals.calendar();
    TreeMap<Long, Integer> order = new TreeMap<>();
    long[] own = new long[intervals.size()];
    for (int i = 0; i < own.length; i++) {
      if (intervals.midpoint(i) == DType.NAT) {
        throw new AmasiaException.Label(
            "a time is missing; periods can't be told; select the others first");
      }
      own[i] = rule.start(calendar, intervals.midpoint(i));
      order.put(own[i], 0);
      refuseLonger(intervals, i, rule.end(calendar, own[i]) - own[i]);
    }
    List<Long> kept = new ArrayList<>(order.keySet());
    dropPartial(intervals, rule, meaning, kept);
    long[] starts = kept.stream().mapToLong(Long::longValue).toArray();
    long[] ends = Arrays.stream(starts).map(s -> rule.end(calendar, s)).toArray();
    int[] codes =
        Arrays.stream(own).mapToInt(s -> Math.max(-1, Arrays.binarySearch(starts, s))).toArray();
    return new PeriodBins(intervals, starts, ends, codes);
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
      TimeIntervals intervals, PeriodRule rule, Meaning meaning, List<Long> periods) {
    if (meaning.keepPartial()
        || periods.isEmpty()
        || intervals.origin() == TimeIntervals.Origin.INSTANTS) {
      return;
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long longest = 0;
    for (int i = 0; i < intervals.size(); i++) {
      first = Math.min(first, intervals.start(i));
      last = Math.max(last, intervals.end(i));
      longest = Math.max(longest, intervals.length(i));
    }
    // A record of noon-to-noon days misses half a day of the year's ends, not a part of it.
    long slack = longest / 2;
    Calendar calendar = intervals.calendar();
    List<String> dropped = new ArrayList<>();
    if (periods.getFirst() < first - slack) {
      dropped.add(calendar.format(periods.removeFirst()).substring(0, 10));
    }
    if (!periods.isEmpty() && rule.end(calendar, periods.getLast()) > last + slack) {
      dropped.add(calendar.format(periods.removeLast()).substring(0, 10));
    }
    if (periods.isEmpty()) {
      throw new AmasiaException.Label(
          "no period is complete: the record covers %s to %s; keep incomplete ones with --partial keep"
              .formatted(calendar.format(first), calendar.format(last)));
    }
    if (!dropped.isEmpty()) {
      meaning
          .say()
          .accept(
              "dropped the incomplete period%s beginning %s (keep with --partial keep)"
                  .formatted(dropped.size() == 1 ? "" : "s", String.join(" and ", dropped)));
    }
  }

  int count() {
    return starts.length;
  }

  long start(int g) {
    return starts[g];
  }

  long end(int g) {
    return ends[g];
  }

  long middle(int g) {
    return starts[g] + (ends[g] - starts[g]) / 2;
  }

  /// The period of time `i`, or -1.
  int code(int i) {
    return codes[i];
  }

  Groups groups() {
    return new Groups(codes, starts.length);
  }

  /// What each period would weigh, were it covered without gaps, as far as the record reaches.
  double[] fullWeights() {
    double[] weights = intervals.weights();
    double[] full = new double[starts.length];
    if (intervals.origin() == TimeIntervals.Origin.INSTANTS) {
      for (int i = 0; i < codes.length; i++) {
        if (codes[i] >= 0) {
          full[codes[i]] += weights[i];
        }
      }
      return full;
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < codes.length; i++) {
      first = Math.min(first, intervals.start(i));
      last = Math.max(last, intervals.end(i));
    }
    for (int g = 0; g < full.length; g++) {
      full[g] =
          (Math.min(ends[g], last) - Math.max(starts[g], first)) / (double) Calendar.DAY_MICROS;
    }
    return full;
  }
}
