package io.amasia.cli.operation;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Variable;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A statistic of groups along one dimension, weighted by interval lengths, missing where too
/// little of a group has values.
///
/// Weights become one literal each, whatever is asked for how often: a new one would make equal
/// sums different nodes, which are planned twice.
final class GroupStatistic {
  /// A share of coverage that rounding may eat up.
  private static final double SLACK = 1e-6;

  private final String dim;
  private final Groups groups;
  private final List<Double> weights;
  private final List<Double> full;
  private final Map<List<Double>, Node> literals = new ConcurrentHashMap<>();

  private GroupStatistic(String dim, Groups groups, List<Double> weights, List<Double> full) {
    this.dim = dim;
    this.groups = groups;
    this.weights = weights;
    this.full = full;
  }

  /// Groups along a dimension.
  ///
  /// @param dim the dimension that is grouped
  /// @param groups which group each position belongs to
  /// @param weights what each position weighs in a mean, and in coverage
  /// @param full what each group would weigh without gaps
  static GroupStatistic of(String dim, Groups groups, double[] weights, double[] full) {
    return new GroupStatistic(dim, groups, listed(weights), listed(full));
  }

  /// The dimension that is grouped.
  String dim() {
    return dim;
  }

  private static List<Double> listed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /// The statistic of `variable`, whose dimension `dim` becomes the groups.
  Node of(Variable variable, Statistic statistic, Meaning meaning) {
    Node data = variable.data();
    int axis = variable.axis(dim);
    if (statistic.kind() == Reduction.Kind.COUNT) {
      return Nodes.groupReduce(data, statistic.reduction(), axis, groups);
    }
    boolean weighted =
        statistic.kind() == Reduction.Kind.MEAN && meaning.weighTimes() && !evenInGroups();
    Node value =
        weighted
            ? mean(data, axis, true)
            : Nodes.groupReduce(data, statistic.reduction(), axis, groups);
    return covered(Nodes.cast(value, floating(data.dtype())), data, axis, meaning.minCoverage());
  }

  /// The mean in double, before it is rounded to the variable's dtype.
  Node mean(Node data, int axis, boolean weighted) {
    if (!weighted || evenInGroups()) {
      return Nodes.groupReduce(
          Nodes.cast(data, DType.FLOAT64), Reduction.of(Reduction.Kind.MEAN), axis, groups);
    }
    Node weight = along(weights, axis, data.shape().ndim());
    Node sum =
        Nodes.groupReduce(
            Nodes.elementwise(Op.Binary.MULTIPLY, Nodes.cast(data, DType.FLOAT64), weight),
            Reduction.of(Reduction.Kind.SUM),
            axis,
            groups);
    return Nodes.elementwise(Op.Binary.DIVIDE, sum, present(data, axis));
  }

  /// Whether a statistic over time and space is one over space of what each place has over time.
  static boolean isOfPlaces(Statistic statistic) {
    return switch (statistic.kind()) {
      case MEAN, SUM, MIN, MAX, VAR, STD -> true;
      default -> false;
    };
  }

  /// The statistic over `axes`, the groups' `axis` among them, of the places of which at least the
  /// wanted part of the one group has data. One pass over the data, which would be read twice if
  /// places were judged first.
  Node ofPlaces(Node data, int axis, List<Integer> axes, Statistic statistic, Meaning meaning) {
    Node wide = Nodes.cast(data, DType.FLOAT64);
    double least = meaning.minCoverage();
    if (statistic.kind() == Reduction.Kind.MIN || statistic.kind() == Reduction.Kind.MAX) {
      Node extremes =
          data.dtype().isFloating()
              ? Nodes.cast(
                  Nodes.groupReduce(data, statistic.reduction(), axis, groups), DType.FLOAT64)
              : Nodes.groupReduce(wide, statistic.reduction(), axis, groups);
      return Nodes.reduce(covered(extremes, data, axis, least), statistic.reduction(), axes);
    }
    if (statistic.kind() == Reduction.Kind.VAR || statistic.kind() == Reduction.Kind.STD) {
      Node variance = variance(data, axis, axes, least);
      boolean root = statistic.kind() == Reduction.Kind.STD;
      return root ? Nodes.elementwise(Op.Unary.SQRT, variance) : variance;
    }
    boolean weighted = statistic.kind() == Reduction.Kind.MEAN && meaning.weighTimes();
    boolean even = !weighted || evenInGroups();
    Node sums =
        Nodes.groupReduce(
            even
                ? wide
                : Nodes.elementwise(
                    Op.Binary.MULTIPLY, wide, along(weights, axis, data.shape().ndim())),
            Reduction.of(Reduction.Kind.SUM),
            axis,
            groups);
    Reduction sum = Reduction.of(Reduction.Kind.SUM).withMinCount(1); // of nothing: missing
    Node all = Nodes.reduce(covered(sums, data, axis, least), sum, axes);
    if (statistic.kind() == Reduction.Kind.SUM) {
      return all;
    }
    Node number =
        even
            ? Nodes.cast(
                Nodes.groupReduce(data, Reduction.of(Reduction.Kind.COUNT), axis, groups),
                DType.FLOAT64)
            : present(data, axis);
    Node numbers = Nodes.reduce(covered(number, data, axis, least), sum, axes);
    return Nodes.elementwise(Op.Binary.DIVIDE, all, numbers);
  }

  /// The variance of all values of the places that count: of each place about its mean, and of the
  /// means about that of all (Chan, Golub and LeVeque 1979, eq. 1.5).
  private Node variance(Node data, int axis, List<Integer> axes, double least) {
    Node wide = Nodes.cast(data, DType.FLOAT64);
    Node count = Nodes.groupReduce(data, Reduction.of(Reduction.Kind.COUNT), axis, groups);
    Node number = covered(Nodes.cast(count, DType.FLOAT64), data, axis, least);
    Node mean = Nodes.groupReduce(wide, Reduction.of(Reduction.Kind.MEAN), axis, groups);
    Node own = Nodes.groupReduce(wide, Reduction.of(Reduction.Kind.VAR), axis, groups);
    Reduction sum = Reduction.of(Reduction.Kind.SUM).withMinCount(1);
    Node numbers = Nodes.reduce(number, sum, axes);
    Node sums = Nodes.reduce(Nodes.elementwise(Op.Binary.MULTIPLY, number, mean), sum, axes);
    List<Integer> order = new ArrayList<>();
    for (int d = 0, kept = 0; d < data.shape().ndim(); d++) {
      order.add(axes.contains(d) ? -1 : kept++);
    }
    Node meanOfAll = Nodes.transpose(Nodes.elementwise(Op.Binary.DIVIDE, sums, numbers), order);
    Node distance = Nodes.elementwise(Op.Binary.SUBTRACT, mean, meanOfAll);
    Node squares =
        Nodes.elementwise(
            Op.Binary.ADD, own, Nodes.elementwise(Op.Binary.MULTIPLY, distance, distance));
    Node weighed = Nodes.elementwise(Op.Binary.MULTIPLY, number, squares);
    return Nodes.elementwise(Op.Binary.DIVIDE, Nodes.reduce(weighed, sum, axes), numbers);
  }

  /// `value` where at least `least` of each group has data, NaN elsewhere.
  Node covered(Node value, Node data, int axis, double least) {
    double[] wanted = new double[full.size()];
    for (int g = 0; g < wanted.length; g++) {
      // However little is asked for, nothing at all gives nothing.
      wanted[g] = Math.max(Double.MIN_NORMAL, full.get(g) * (least - SLACK));
    }
    Node enough =
        Nodes.elementwise(
            Op.Binary.GREATER_EQUAL,
            present(data, axis),
            along(listed(wanted), axis, data.shape().ndim()));
    Node missing = Nodes.full(Double.NaN, value.dtype(), Shape.ones(value.shape().ndim()));
    return Nodes.elementwise(new Op.Where(), enough, value, missing);
  }

  /// Whether all positions of a group weigh the same, so that its mean needs no weights and its
  /// weight is a count.
  private boolean evenInGroups() {
    double[] weightOf = new double[groups.count()];
    for (int i = 0; i < weights.size(); i++) {
      int group = groups.of(i);
      if (group < 0) {
        continue;
      }
      if (weights.get(i) <= 0 || (weightOf[group] != 0 && weightOf[group] != weights.get(i))) {
        return false;
      }
      weightOf[group] = weights.get(i);
    }
    return true;
  }

  /// What a position of each group weighs, 1 for an empty group.
  private List<Double> weightOfGroups() {
    Double[] weightOf = new Double[groups.count()];
    Arrays.fill(weightOf, 1.0);
    for (int i = 0; i < weights.size(); i++) {
      if (groups.of(i) >= 0) {
        weightOf[groups.of(i)] = weights.get(i);
      }
    }
    return List.of(weightOf);
  }

  /// The weight of the positions of each group that have a value.
  private Node present(Node data, int axis) {
    int ndim = data.shape().ndim();
    if (evenInGroups()) {
      Node count = Nodes.groupReduce(data, Reduction.of(Reduction.Kind.COUNT), axis, groups);
      return Nodes.elementwise(
          Op.Binary.MULTIPLY,
          Nodes.cast(count, DType.FLOAT64),
          along(weightOfGroups(), axis, ndim));
    }
    Node there = Nodes.cast(Nodes.elementwise(Op.Unary.NOTNULL, data), DType.FLOAT64);
    return Nodes.groupReduce(
        Nodes.elementwise(Op.Binary.MULTIPLY, there, along(weights, axis, ndim)),
        Reduction.of(Reduction.Kind.SUM),
        axis,
        groups);
  }

  private Node along(List<Double> values, int axis, int ndim) {
    List<Integer> order = new ArrayList<>();
    for (int d = 0; d < ndim; d++) {
      order.add(d == axis ? 0 : -1);
    }
    return Nodes.transpose(literals.computeIfAbsent(values, GroupStatistic::literal), order);
  }

  private static Node literal(List<Double> values) {
    double[] plain = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Nodes.literal(NdArray.of(Shape.of(plain.length), plain));
  }

  static DType floating(DType dtype) {
    return dtype.isFloating() ? dtype : DType.FLOAT64;
  }
}
