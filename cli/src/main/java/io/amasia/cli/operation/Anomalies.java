package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.geo.Selections;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Differences from the mean over a base period.
final class Anomalies {
  private Anomalies() {}

  /// The difference of each value from the mean of its step of the year over the base period. A
  /// step of which the base lacks times is covered in part, as one that has missing values.
  ///
  /// @throws AmasiaException.Label if the record does not cover the base period
  static Dataset of(State state, Operation.Cycle cycle, Meaning meaning) {
    Dataset data = state.data();
    String time = Selections.timeDim(data);
    TimeIntervals intervals = TimeIntervals.of(data, time);
    if (intervals.size() == 0) {
      throw new AmasiaException.Label("'" + time + "' is empty; there is no base period");
    }
    PeriodBins.requireAll(intervals);
    BasePeriod base = BasePeriod.of(intervals, state.months(), meaning);
    List<Integer> steps = steps(cycle, intervals, base);
    long[] own = own(cycle, intervals, steps);
    int[] codes = new int[own.length];
    double[] weights = intervals.weights();
    double[] full = base.absentDays(cycle, steps);
    for (int i = 0; i < codes.length; i++) {
      codes[i] = base.holds(intervals.midpoint(i)) ? (int) own[i] : -1;
      if (codes[i] >= 0) {
        full[codes[i]] += weights[i];
      }
    }
    GroupStatistic statistic =
        GroupStatistic.of(time, new Groups(codes, steps.size()), weights, full);
    Dataset changed = data;
    for (String name : CfLinks.dataNames(data)) {
      Variable variable = data.variable(name);
      if (variable.dims().contains(time) && variable.dtype().isNumeric()) {
        changed = changed.with(name, difference(variable, time, statistic, own, meaning));
      }
    }
    return changed;
  }

  /// The steps of the year that have a time in the base, ascending.
  private static List<Integer> steps(
      Operation.Cycle cycle, TimeIntervals intervals, BasePeriod base) {
    TreeSet<Integer> steps = new TreeSet<>();
    for (int i = 0; i < intervals.size(); i++) {
      if (base.holds(intervals.midpoint(i))) {
        steps.add(Climatologies.step(cycle, intervals.calendar(), intervals.midpoint(i)));
      }
    }
    return new ArrayList<>(steps);
  }

  /// The place of each time's step among `steps`.
  private static long[] own(Operation.Cycle cycle, TimeIntervals intervals, List<Integer> steps) {
    long[] own = new long[intervals.size()];
    for (int i = 0; i < own.length; i++) {
      int step = Climatologies.step(cycle, intervals.calendar(), intervals.midpoint(i));
      own[i] = steps.indexOf(step);
      if (own[i] < 0) {
        throw new AmasiaException.Label(
            "the base period has no %s, which the record has; choose another --base or --anomaly none"
                .formatted(Climatologies.stepName(cycle, step)));
      }
    }
    return own;
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
      Node none = Nodes.full(Double.NaN, DType.FLOAT64, Shape.ones(at.shape().ndim()));
      Node zero = Nodes.full(0.0, DType.FLOAT64, Shape.ones(at.shape().ndim()));
      Node base =
          Nodes.elementwise(
              new Op.Where(), Nodes.elementwise(Op.Binary.EQUAL, mean, zero), none, mean);
      Node share = Nodes.elementwise(Op.Binary.DIVIDE, difference, selected(base, axis, own));
      difference = Nodes.elementwise(new Op.Scale(100, 0, DType.FLOAT64), share);
    }
    Node result = Nodes.cast(difference, GroupStatistic.floating(data.dtype()));
    return variable.computed(result).withAttrs(attributes(variable, meaning.relative()));
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
