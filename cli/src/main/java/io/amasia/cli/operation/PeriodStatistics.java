package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.geo.Selections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Statistics of years, seasons, months, days and other bins of time.
///
/// A time belongs to the period that holds the middle of its interval. Means weigh each time by the
/// length of its interval. A period is missing where less than the wanted coverage of it has
/// values. The new time is the middle of the period, with the period as its bounds.
final class PeriodStatistics {
  private PeriodStatistics() {}

  static Dataset of(State state, Operation.Periods op, Meaning meaning) {
    Dataset data = state.data();
    String time = Selections.timeDim(data);
    if (op.period() == Operation.Period.YEAR && state.months().containsAll(Set.of(12, 1))) {
      meaning
          .say()
          .accept(
              "each year has its own January and December, not those of one winter; --seasonal keeps winters whole");
    }
    TimeIntervals intervals = TimeIntervals.of(data, time);
    return of(state, time, intervals, PeriodRule.of(op.period()), op.statistic(), meaning);
  }

  static Dataset of(State state, Operation.Resample op, Meaning meaning) {
    Dataset data = state.data();
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
    return of(state, time, intervals, rule, op.statistic(), meaning);
  }

  private static Dataset of(
      State state,
      String time,
      TimeIntervals intervals,
      PeriodRule rule,
      Statistic statistic,
      Meaning meaning) {
    if (intervals.size() == 0) {
      throw new AmasiaException.Label("'" + time + "' is empty; there are no periods");
    }
    Dataset data = state.data();
    PeriodBins bins = PeriodBins.of(intervals, rule, state.months(), meaning);
    GroupStatistic groups =
        GroupStatistic.of(time, bins.groups(), intervals.weights(), bins.fullWeights());
    Map<String, Variable> results = results(data, time, groups, statistic, meaning);
    long[] bounds = bins.bounds();
    return TimeAxis.replace(
        data, time, results, PeriodBins.middles(bounds), bounds, TimeAxis.Kind.BOUNDS);
  }

  /// The statistic of every variable along `time`; those without it pass.
  static Map<String, Variable> results(
      Dataset data, String time, GroupStatistic groups, Statistic statistic, Meaning meaning) {
    Map<String, Variable> results = new LinkedHashMap<>();
    for (String name : CfLinks.dataNames(data)) {
      Variable variable = data.variable(name);
      if (!variable.dims().contains(time)) {
        results.put(name, variable);
      } else if (variable.dtype().isNumeric()) {
        results.put(
            name,
            variable
                .computed(groups.of(variable, statistic, meaning))
                .withAttrs(
                    ResultMetadata.ofStatistic(variable.attrs(), statistic.kind(), List.of(time))));
      } else {
        meaning.say().accept("left out '%s', which is %s".formatted(name, variable.dtype()));
      }
    }
    return results;
  }
}
