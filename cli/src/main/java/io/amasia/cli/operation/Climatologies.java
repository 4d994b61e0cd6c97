package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.PartialDate;
import io.amasia.array.Region;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Statistics of the steps of the year over all years, and differences from them.
final class Climatologies {
  private static final List<String> SEASONS = List.of("DJF", "MAM", "JJA", "SON");

  private Climatologies() {}

  /// The step of the year that a time belongs to, as a number that sorts in the order of the year.
  private static int step(Operation.Cycle cycle, Calendar calendar, long micros) {
    TimeFields fields = calendar.fields(micros);
    return switch (cycle) {
      case NONE -> 0;
      case MONTH -> fields.month();
      case SEASON -> fields.month() % 12 / 3;
      case DAY -> fields.month() * 100 + fields.day();
    };
  }

  private static String stepName(Operation.Cycle cycle, int step) {
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

  /// CF 1.11 section 7.4: a climatology's method within and over years.
  private static Variable climatological(
      Variable before, Variable after, String time, Operation.Climatology op) {
    String method = op.statistic().cellMethod();
    String entry = "%s: %s within years %s: %s over years".formatted(time, method, time, method);
    String old = before.attr("cell_methods").map(m -> m + " ").orElse("");
    return after.withAttr("cell_methods", Attribute.of(old + entry));
  }

  private static double[] sums(Groups groups, double[] weights) {
    double[] sums = new double[groups.count()];
    for (int i = 0; i < weights.length; i++) {
      if (groups.of(i) >= 0) {
        sums[groups.of(i)] += weights[i];
      }
    }
    return sums;
  }

  /// The difference of each value from the mean of its step of the year over the base period.
  ///
  /// @throws AmasiaException.Label if the record does not cover the base period
  static Dataset anomaly(Dataset data, Operation.Cycle cycle, Meaning meaning) {
    String time = Selections.timeDim(data);
    TimeIntervals intervals = TimeIntervals.of(data, time);
    if (intervals.size() == 0) {
      throw new AmasiaException.Label("'" + time + "' is empty; there is no base period");
    }
    PeriodBins.requireAll(intervals);
    Calendar calendar = intervals.calendar();
    long[] base = base(intervals, meaning);
    TreeMap<Integer, Integer> inBase = new TreeMap<>();
    for (int i = 0; i < intervals.size(); i++) {
      if (intervals.midpoint(i) >= base[0] && intervals.midpoint(i) < base[1]) {
        inBase.put(step(cycle, calendar, intervals.midpoint(i)), 0);
      }
    }
    List<Integer> steps = new ArrayList<>(inBase.keySet());
    int[] codes = new int[intervals.size()];
    long[] own = new long[intervals.size()];
    for (int i = 0; i < codes.length; i++) {
      int step = step(cycle, calendar, intervals.midpoint(i));
      own[i] = steps.indexOf(step);
      if (own[i] < 0) {
        throw new AmasiaException.Label(
            "the base period has no %s, which the record has; choose another --base or --anomaly none"
                .formatted(stepName(cycle, step)));
      }
      boolean counts = intervals.midpoint(i) >= base[0] && intervals.midpoint(i) < base[1];
      codes[i] = counts ? (int) own[i] : -1;
    }
    Groups groups = new Groups(codes, steps.size());
    double[] weights = intervals.weights();
    if (meaning.base().isPresent()) {
      sayWhatTheBaseLacks(codes, weights, base, meaning);
    }
    GroupStatistic statistic = GroupStatistic.of(time, groups, weights, sums(groups, weights));
    Dataset changed = data;
    for (String name : Conversions.dataNames(data)) {
      Variable variable = data.variable(name);
      if (variable.dims().contains(time) && variable.dtype().isNumeric()) {
        changed = changed.with(name, difference(variable, time, statistic, own, meaning));
      }
    }
    return changed;
  }

  private static void sayWhatTheBaseLacks(
      int[] codes, double[] weights, long[] base, Meaning meaning) {
    double there = 0;
    double longest = 0;
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] >= 0) {
        there += weights[i];
        longest = Math.max(longest, weights[i]);
      }
    }
    double days = (base[1] - base[0]) / (double) Calendar.DAY_MICROS;
    // An end may lie within an interval.
    if (there + longest < days) {
      meaning
          .say()
          .accept(
              "times of the base period are missing: it has %.0f of %.0f days; differences are from the mean of those"
                  .formatted(there, days));
    }
  }

  /// First and one past the last microsecond of the base period, inside what the record covers.
  private static long[] base(TimeIntervals intervals, Meaning meaning) {
    Calendar calendar = intervals.calendar();
    RecordSpan record = RecordSpan.of(intervals);
    long slack = record.longest() / 2;
    if (meaning.base().isEmpty()) {
      meaning.say().accept("no --base: differences are from the mean of the whole record");
      return new long[] {Long.MIN_VALUE, Long.MAX_VALUE};
    }
    String from = meaning.base().get().from().orElseThrow();
    String to = meaning.base().get().to().orElseThrow();
    PartialDate a = PartialDate.parse(from, calendar);
    PartialDate b = PartialDate.parse(to, calendar);
    long start = Math.min(a.start(), b.start());
    long end = Math.max(a.end(), b.end());
    boolean covered = record.start() <= start + slack && record.end() >= end - slack;
    boolean touched = record.start() < end && record.end() > start;
    if (!touched || (!covered && !meaning.keepPartial())) {
      throw new AmasiaException.Label(
          "the record covers %s to %s, not %s the base period %s..%s; choose another --base%s"
              .formatted(
                  calendar.format(record.start()),
                  calendar.format(record.end()),
                  touched ? "all of" : "any of",
                  from,
                  to,
                  touched ? ", or accept what there is with --partial keep" : ""));
    }
    return new long[] {start, end};
  }

  private static Variable difference(
      Variable variable, String time, GroupStatistic statistic, long[] own, Meaning meaning) {
    Node data = variable.data();
    int axis = variable.axis(time);
    // The mean stays in double until the difference is taken, so that nothing is lost for float32.
    Node mean =
        statistic.covered(
            statistic.mean(data, axis, meaning.weighTimes()), data, axis, meaning.minCoverage());
    Node at = selected(mean, axis, own);
    Node difference = Nodes.elementwise(Op.Binary.SUBTRACT, Nodes.cast(data, DType.FLOAT64), at);
    if (meaning.relative()) {
      // A share of nothing is not infinite, it is not there.
      Node none = Nodes.full(Double.NaN, DType.FLOAT64, GroupStatistic.ones(at.shape().ndim()));
      Node zero = Nodes.full(0.0, DType.FLOAT64, GroupStatistic.ones(at.shape().ndim()));
      Node base =
          Nodes.elementwise(
              new Op.Where(), Nodes.elementwise(Op.Binary.EQUAL, mean, zero), none, mean);
      Node share = Nodes.elementwise(Op.Binary.DIVIDE, difference, selected(base, axis, own));
      difference = Nodes.elementwise(new Op.Scale(100, 0, DType.FLOAT64), share);
    }
    Node result = Nodes.cast(difference, GroupStatistic.floating(data.dtype()));
    return variable.withData(result).withAttrs(attributes(variable, meaning.relative()));
  }

  private static Node selected(Node mean, int axis, long[] own) {
    return Nodes.select(mean, Region.all(mean.shape()).with(axis, new Indexer.Points(own)));
  }

  private static Map<String, Attribute> attributes(Variable variable, boolean relative) {
    Map<String, Attribute> attrs =
        new LinkedHashMap<>(
            ResultAttributes.ofBinary(Op.Binary.SUBTRACT, variable.attrs(), variable.attrs()));
    String name =
        variable
            .attr("long_name")
            .or(() -> variable.attr("standard_name").map(s -> s.replace('_', ' ')))
            .orElse("");
    if (!name.isEmpty()) {
      attrs.put("long_name", Attribute.of(name + (relative ? " relative anomaly" : " anomaly")));
    }
    if (relative) {
      attrs.put("units", Attribute.of("%"));
      attrs.remove("standard_name");
      return attrs;
    }
    return ResultMetadata.asDifference(attrs);
  }
}
