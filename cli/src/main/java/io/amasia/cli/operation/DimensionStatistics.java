package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Over;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.dataset.group.Weighted;
import io.amasia.geo.Selections;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Statistics over whole dimensions. Over time they are those of one period, the record: means are
/// weighted by the length of each interval, and where less than the wanted coverage of the record
/// has values, a place is missing.
final class DimensionStatistics {
  private DimensionStatistics() {}

  static Dataset of(State state, Operation.Reduce op, Meaning meaning) {
    Dataset data = state.data();
    List<String> dims = new ArrayList<>();
    for (String name : op.dims()) {
      String dim = Selections.dim(data, name);
      if (!dims.contains(dim)) {
        dims.add(dim);
      }
    }
    for (String dim : dims) {
      if (data.sizes().getOrDefault(dim, 1L) == 0) {
        throw new AmasiaException.Label("dimension '" + dim + "' is empty; nothing to reduce");
      }
    }
    Optional<GroupStatistic> record =
        dims.stream()
            .filter(dim -> isTime(data, dim))
            .findFirst()
            .map(t -> record(state, t, meaning));
    sayUnweighted(data, op.statistics(), dims, meaning);
    boolean any = false;
    boolean several = op.statistics().size() > 1;
    List<String> coefficients = CfLinks.coefficients(data);
    Map<String, Variable> results = new LinkedHashMap<>();
    for (String name : CfLinks.dataNames(data)) {
      List<String> own = dims.stream().filter(data.variable(name).dims()::contains).toList();
      if (own.isEmpty()) {
        results.put(name, data.variable(name));
        continue;
      }
      if (coefficients.contains(name)) {
        continue; // gone with the levels
      }
      if (!data.variable(name).dtype().isNumeric()) {
        meaning
            .say()
            .accept("left out '%s', which is %s".formatted(name, data.variable(name).dtype()));
        continue;
      }
      any = true;
      for (Statistic statistic : op.statistics()) {
        DataArray reduced = reduce(data, name, statistic, own, record, meaning);
        Variable variable = reduced.variable();
        if (statistic.kind() == Reduction.Kind.STD) {
          variable = variable.withAttrs(ResultMetadata.asDifference(variable.attrs()));
        }
        results.put(several ? name + "_" + statistic.name() : name, variable);
      }
    }
    if (!any) {
      throw new AmasiaException.Label(
          "no variable with numbers has dimension %s; variables are: %s"
              .formatted(String.join(", ", dims), String.join(", ", CfLinks.dataNames(data))));
    }
    return ReducedCoordinates.keep(data, results, dims);
  }

  /// Says that cells are not weighted by their area where latitudes are averaged over.
  private static void sayUnweighted(
      Dataset data, List<Statistic> statistics, List<String> dims, Meaning meaning) {
    boolean weighable =
        statistics.stream()
            .map(Statistic::kind)
            .anyMatch(k -> k == Reduction.Kind.MEAN || k == Reduction.Kind.STD);
    if (weighable
        && CfLinks.dataNames(data).stream().anyMatch(n -> Selections.onGlobe(data, n, dims))) {
      meaning
          .say()
          .accept(
              "all cells count alike in a statistic over %s; --area-mean and --area-std weigh them by their area"
                  .formatted(String.join(", ", dims)));
    }
  }

  /// The whole record as one group of times.
  static GroupStatistic record(State state, String time, Meaning meaning) {
    TimeIntervals intervals = TimeIntervals.of(state.data(), time);
    PeriodBins whole = PeriodBins.whole(intervals, state.months());
    double[] weights = intervals.weights();
    double[] full = whole.fullWeights();
    double share = Arrays.stream(weights).sum() / full[0];
    if (share < meaning.minCoverage() - 1e-6) {
      meaning
          .say()
          .accept(
              String.format(
                  Locale.ROOT,
                  "the times of '%s' cover %.3g %% of the record, so statistics over it are missing; accept them with --min-coverage %.2g",
                  time,
                  100 * share,
                  Math.floor(100 * share) / 100));
    }
    return GroupStatistic.of(time, whole.groups(), weights, full);
  }

  private static DataArray reduce(
      Dataset data,
      String name,
      Statistic statistic,
      List<String> dims,
      Optional<GroupStatistic> record,
      Meaning meaning) {
    DataArray array = data.get(name);
    if (record.isEmpty()
        || !dims.contains(record.get().dim())
        || statistic.kind() == Reduction.Kind.COUNT) {
      return reduce(data, array, statistic, dims, meaning);
    }
    String time = record.get().dim();
    int axis = array.variable().axis(time);
    Node values = array.variable().data();
    if (dims.size() == 1) {
      DataArray value = reduce(data, array, statistic, dims, meaning);
      Node floats =
          Nodes.cast(value.variable().data(), GroupStatistic.floating(value.variable().dtype()));
      List<Integer> order = new ArrayList<>(axes(floats));
      order.add(axis, -1);
      Node covered =
          record.get().covered(Nodes.transpose(floats, order), values, axis, meaning.minCoverage());
      List<Integer> back = new ArrayList<>(axes(covered));
      back.remove(/* index */ axis);
      return with(value, Nodes.transpose(covered, back));
    }
    // Only the places with values for long enough count.
    Node floats = Nodes.cast(values, GroupStatistic.floating(values.dtype()));
    if (!GroupStatistic.isOfPlaces(statistic)) {
      Node counting = record.get().covered(floats, values, axis, meaning.minCoverage());
      return reduce(data, with(array, counting), statistic, dims, meaning);
    }
    DataArray value = reduce(data, with(array, floats), statistic, dims, meaning);
    List<Integer> reduced = dims.stream().map(array.variable()::axis).sorted().toList();
    Node ofPlaces = record.get().ofPlaces(values, axis, reduced, statistic, meaning);
    return with(value, Nodes.cast(ofPlaces, value.variable().dtype()));
  }

  private static DataArray with(DataArray array, Node data) {
    return array.withVariable(array.variable().computed(data));
  }

  private static List<Integer> axes(Node node) {
    return IntStream.range(0, node.shape().ndim()).boxed().toList();
  }

  private static DataArray reduce(
      Dataset data, DataArray array, Statistic statistic, List<String> dims, Meaning meaning) {
    Over over = Over.over(dims.toArray(String[]::new));
    if (statistic.kind() == Reduction.Kind.MEAN && meaning.weighTimes()) {
      for (String dim : dims) {
        if (isTime(data, dim)) {
          DataArray weights = weights(data, dim);
          if (sameWeights(weights)) {
            // The same mean without multiplying, in double as the weighted one.
            return array.astype(DType.FLOAT64).mean(over);
          }
          return new Weighted<>(array, weights).mean(over);
        }
      }
    }
    return statistic.kind() == Reduction.Kind.QUANTILE
        ? array.quantile(statistic.q(), over)
        // A sum of nothing is missing, not zero.
        : array.reduce(
            statistic.kind(), statistic.kind() == Reduction.Kind.SUM ? over.minCount(1) : over);
  }

  private static boolean isTime(Dataset data, String dim) {
    return data.coords().hasLabels(dim) && data.coords().get(dim).calendar().isPresent();
  }

  private static boolean sameWeights(DataArray weights) {
    NdArray days = weights.variable().load();
    for (long i = 0; i < days.size(); i++) {
      if (!(days.getDouble(i) > 0) || days.getDouble(i) != days.getDouble(0)) {
        return false;
      }
    }
    return true;
  }

  /// What each time weighs: its interval's length in days, `[time]`.
  static DataArray weights(Dataset data, String time) {
    double[] days = TimeIntervals.of(data, time).weights();
    return new DataArray(
        null, Variable.of(List.of(time), days), data.coords().without(othersThan(data, time)));
  }

  private static List<String> othersThan(Dataset data, String kept) {
    return data.coords().names().stream().filter(name -> !name.equals(kept)).toList();
  }
}
