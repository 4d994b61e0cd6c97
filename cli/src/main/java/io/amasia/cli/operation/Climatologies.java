package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.geo.Selections;
import io.amasia.plan.Groups;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Statistics of the steps of the year over all years.
final class Climatologies {
  private static final List<String> SEASONS = List.of("DJF", "MAM", "JJA", "SON");

  private Climatologies() {}

  /// The step of the year that a time belongs to, as a number that sorts in the order of the year.
  static int step(Operation.Cycle cycle, Calendar calendar, long micros) {
    TimeFields fields = calendar.fields(micros);
    return switch (cycle) {
      case NONE -> 0;
      case MONTH -> fields.month();
      case SEASON -> fields.month() % 12 / 3;
      case DAY -> fields.month() * 100 + fields.day();
    };
  }

  static String stepName(Operation.Cycle cycle, int step) {
    return switch (cycle) {
      case NONE -> "the period";
      case MONTH -> "month " + step;
      case SEASON -> SEASONS.get(step);
      case DAY -> "%02d-%02d".formatted(step / 100, step % 100);
    };
  }

  private static PeriodRule periods(Operation.Cycle cycle) {
    return switch (cycle) {
      case NONE -> PeriodRule.of(Operation.Period.YEAR);
      case MONTH -> PeriodRule.of(Operation.Period.MONTH);
      case SEASON -> PeriodRule.of(Operation.Period.SEASON);
      case DAY -> PeriodRule.of(Operation.Period.DAY);
    };
  }

  /// A statistic of each step of the year over all years; incomplete months or seasons at the
  /// record's ends do not count.
  static Dataset of(State state, Operation.Climatology op, Meaning meaning) {
    if (op.cycle() == Operation.Cycle.NONE) {
      throw new AmasiaException.Usage(
          "--climatology is month, season or day, not none; see --mean time");
    }
    Dataset data = state.data();
    String time = Selections.timeDim(data);
    TimeIntervals intervals = TimeIntervals.of(data, time);
    if (intervals.size() == 0) {
      throw new AmasiaException.Label("'" + time + "' is empty; there is no climatology");
    }
    PeriodBins bins = PeriodBins.of(intervals, periods(op.cycle()), state.months(), meaning);
    Steps steps = Steps.of(op.cycle(), intervals.calendar(), bins);
    int[] codes = new int[intervals.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = bins.code(i) < 0 ? -1 : steps.ofPeriod()[bins.code(i)];
    }
    Groups groups = new Groups(codes, steps.names().size());
    GroupStatistic statistic =
        GroupStatistic.of(time, groups, intervals.weights(), steps.sums(bins.fullWeights()));
    Map<String, Variable> results =
        PeriodStatistics.results(data, time, statistic, op.statistic(), meaning);
    results.replaceAll((name, v) ->
        v.dims().contains(time) ? climatological(data.variable(name), v, time, op) : v);
    Dataset replaced =
        TimeAxis.replace(
            data, time, results, steps.times(), steps.bounds(), TimeAxis.Kind.CLIMATOLOGY);
    return switch (op.cycle()) {
      case MONTH ->
          replaced.assignCoords(
              "month", List.of(time), steps.names().stream().mapToInt(s -> s).toArray());
      case SEASON ->
          replaced.assignCoords(
              "season", List.of(time), steps.names().stream().map(SEASONS::get).toList());
      case DAY, NONE -> replaced;
    };
  }

  /// The steps of the year that periods belong to, in the order of the year.
  ///
  /// @param names the number of each step
  /// @param ofPeriod which step each period is
  /// @param times a middle of each step, ascending: that of its first period, or a later year's
  /// @param bounds from the first beginning to the last end of each step's periods, two a step
  @SuppressWarnings("ArrayRecordComponent") // local to a climatology
  private record Steps(List<Integer> names, int[] ofPeriod, long[] times, long[] bounds) {
    static Steps of(Operation.Cycle cycle, Calendar calendar, PeriodBins bins) {
      long[] extents = bins.bounds();
      long[] middles = PeriodBins.middles(extents);
      TreeMap<Integer, List<Integer>> periods = new TreeMap<>();
      for (int p = 0; p < middles.length; p++) {
        periods.computeIfAbsent(step(cycle, calendar, middles[p]), _ -> new ArrayList<>()).add(p);
      }
      List<Integer> names = List.copyOf(periods.keySet());
      int[] ofPeriod = new int[middles.length];
      long[] times = new long[names.size()];
      long[] bounds = new long[2 * names.size()];
      for (int g = 0; g < times.length; g++) {
        List<Integer> own = Objects.requireNonNull(periods.get(names.get(g)));
        for (int p : own) {
          ofPeriod[p] = g;
        }
        times[g] = middles[own.getFirst()];
        for (int years = 1; g > 0 && times[g] <= times[g - 1]; years++) {
          times[g] = calendar.addMonths(middles[own.getFirst()], 12L * years);
        }
        bounds[2 * g] = extents[2 * own.getFirst()];
        bounds[2 * g + 1] = extents[2 * own.getLast() + 1];
      }
      return new Steps(names, ofPeriod, times, bounds);
    }

    /// The sum of what each step's periods weigh.
    double[] sums(double[] weights) {
      double[] sums = new double[names.size()];
      for (int p = 0; p < weights.length; p++) {
        sums[ofPeriod[p]] += weights[p];
      }
      return sums;
    }
  }

  /// CF 1.11 section 7.4: a climatology's method within and over years. Counts and quantiles have
  /// none. Spreads and medians of all times of a step are not those of each year's, which is said.
  private static Variable climatological(
      Variable before, Variable after, String time, Operation.Climatology op) {
    Optional<String> word = ResultAttributes.cellMethod(op.statistic().kind());
    if (word.isEmpty()) {
      return after;
    }
    String entry =
        "%s: %s within years %s: %s over years".formatted(time, word.get(), time, word.get());
    entry +=
        switch (op.statistic().kind()) {
          case STD, VAR, MEDIAN -> " (comment: of all times together)";
          case SUM, PROD, MIN, MAX, MEAN, COUNT, ANY, ALL, ARGMIN, ARGMAX, FIRST, LAST, QUANTILE ->
              "";
        };
    String old = before.attr("cell_methods").map(m -> m + " ").orElse("");
    return after.withAttr("cell_methods", Attribute.of(old + entry));
  }
}
