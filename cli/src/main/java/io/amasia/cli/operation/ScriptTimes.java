package io.amasia.cli.operation;

import io.amasia.array.Calendar;
import io.amasia.array.PartialDate;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.geo.Choice;
import io.amasia.geo.Selections;
import io.amasia.plan.Reduction;
import java.util.Arrays;
import java.util.OptionalInt;

/// What scripts need to know of times.
final class ScriptTimes {
  private ScriptTimes() {}

  /// Whether all times weigh the same in a mean.
  static boolean even(Dataset data, Meaning meaning) {
    double[] weights = TimeIntervals.of(data, Selections.timeDim(data)).weights();
    return !meaning.weighTimes() || Arrays.stream(weights).distinct().count() <= 1;
  }

  /// Whether a statistic over time needs the lengths of times.
  static boolean weighs(EquivalentScript.Step step, Statistic statistic) {
    return statistic.kind() == Reduction.Kind.MEAN && !even(step.before(), step.meaning());
  }

  /// Whether the stamps of times lie in the periods that their intervals belong to.
  static boolean stampedInside(Dataset data, PeriodRule rule) {
    String time = Selections.timeDim(data);
    TimeIntervals intervals = TimeIntervals.of(data, time);
    long[] stamps = data.coords().get(time).load().toLongs();
    for (int i = 0; i < stamps.length; i++) {
      Calendar calendar = intervals.calendar();
      if (rule.start(calendar, stamps[i]) != rule.start(calendar, intervals.midpoint(i))) {
        return false;
      }
    }
    return true;
  }

  /// The first moment of the first and the last second of the last of the periods in `data`.
  static String[] span(Dataset data) {
    String time = Selections.timeDim(data);
    Variable coord = data.coords().get(time);
    Calendar calendar = coord.calendar().orElseThrow();
    long[] ends = CfLinks.bounds(data, time).orElse(coord).load().toLongs();
    return new String[] {
      calendar.format(ends[0]), calendar.format(ends[ends.length - 1] - 1_000_000)
    };
  }

  /// How many times are in each of the bins that a step made, which lie one after the other; empty
  /// if they differ, or a bin's times are stamped outside it.
  static OptionalInt stepsOfBins(EquivalentScript.Step step) {
    String time = Selections.timeDim(step.before());
    long[] stamps = step.before().coords().get(time).load().toLongs();
    Arrays.sort(stamps);
    TimeIntervals bins = TimeIntervals.of(step.after(), Selections.timeDim(step.after()));
    int at = 0; // of the first stamp that is in no bin yet
    while (bins.size() > 0 && at < stamps.length && stamps[at] < bins.start(0)) {
      at++;
    }
    int steps = -1;
    for (int i = 0; i < bins.size(); i++) {
      int first = at;
      while (at < stamps.length && stamps[at] < bins.end(i)) {
        at++;
      }
      int inside = at - first;
      boolean follows = i == 0 || bins.end(i - 1) == bins.start(i);
      if (!follows || inside == 0 || (steps >= 0 && inside != steps)) {
        return OptionalInt.empty();
      }
      steps = inside;
    }
    return steps < 0 ? OptionalInt.empty() : OptionalInt.of(steps);
  }

  /// The first and the last second of a range of partial dates.
  static String[] ends(Dataset data, Choice.Range range) {
    Calendar calendar = data.coords().get(Selections.timeDim(data)).calendar().orElseThrow();
    String[] whole = span(data);
    PartialDate a = PartialDate.parse(range.from().orElse(whole[0]), calendar);
    PartialDate b = PartialDate.parse(range.to().orElse(whole[1]), calendar);
    long start = Math.min(a.start(), b.start());
    long end = Math.max(a.end(), b.end());
    return new String[] {calendar.format(start), calendar.format(end - 1_000_000)};
  }
}
