package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.TimeIntervals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Statistics of years, seasons, months, days and other bins of time.
///
/// A time belongs to the period that holds the middle of its interval. Means weigh each time by the
/// length of its interval. A period is missing where less than the wanted coverage of it has
/// values. The new time is the middle of the period, with the period as its bounds.
final class PeriodStatistics {
  private PeriodStatistics() {}

  static Dataset of(Dataset data, Operation.Periods op, Meaning meaning) {
    String time = Selections.timeDim(data);
    return of(
        data,
        time,
        TimeIntervals.of(data, time),
        PeriodRule.of(op.period()),
        op.statistic(),
        meaning);
  }

  static Dataset of(Dataset data, Operation.Resample op, Meaning meaning) {
    String time = Selections.timeDim(data);
    TimeIntervals intervals = TimeIntervals.of(data, time);
    if (intervals.size() == 0) {
      throw new AmasiaException.Label("'" + time + "' is empty; there is nothing to resample");
    }
    long first = Long.MAX_VALUE;
    for (int i = 0; i < intervals.size(); i++) {
      first = Math.min(first, intervals.midpoint(i));
    }
    PeriodRule rule = PeriodRule.of(op.frequency(), intervals.calendar(), first);
    return of(data, time, intervals, rule, op.statistic(), meaning);
  }

  private static Dataset of(
      Dataset data,
      String time,
      TimeIntervals intervals,
      PeriodRule rule,
      Statistic statistic,
      Meaning meaning) {
    if (intervals.size() == 0) {
      throw new AmasiaException.Label("'" + time + "' is empty; there are no periods");
    }
    PeriodBins bins = PeriodBins.of(intervals, rule, meaning);
    GroupStatistic groups =
        GroupStatistic.of(time, bins.groups(), intervals.weights(), bins.fullWeights());
    Map<String, Variable> results = results(data, time, groups, statistic, meaning);
    long[] middles = new long[bins.count()];
    long[] bounds = new long[2 * bins.count()];
    for (int g = 0; g < bins.count(); g++) {
      middles[g] = bins.middle(g);
      bounds[2 * g] = bins.start(g);
      bounds[2 * g + 1] = bins.end(g);
    }
    return TimeAxis.replace(data, time, results, middles, bounds, TimeAxis.Kind.BOUNDS);
  }

  /// The statistic of every variable along `time`; those without it pass.
  static Map<String, Variable> results(
      Dataset data, String time, GroupStatistic groups, Statistic statistic, Meaning meaning) {
    Map<String, Variable> results = new LinkedHashMap<>();
    for (String name : Conversions.dataNames(data)) {
      Variable variable = data.variable(name);
      if (!variable.dims().contains(time)) {
        results.put(name, variable);
      } else if (variable.dtype().isNumeric()) {
        results.put(
            name,
            variable
                .withData(groups.of(variable, statistic, meaning))
                .withAttrs(
                    ResultAttributes.ofReduction(
                        variable.attrs(), statistic.kind(), List.of(time))));
      } else {
        meaning.say().accept("left out '%s', which is %s".formatted(name, variable.dtype()));
      }
    }
    return results;
  }
}
