package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Alignment;
import io.amasia.dataset.Combination;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Elementwise;
import io.amasia.dataset.Fill;
import io.amasia.dataset.Labelled;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Over;
import io.amasia.dataset.Reducing;
import io.amasia.dataset.Variable;
import io.amasia.dataset.Weights;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Reduction.Kind;
import io.amasia.plan.Scanning;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// An array or dataset in groups along one dimension, or in periods of time: to be reduced, or
/// combined with what was reduced before.
///
/// Reductions go over the grouped dimension unless others are named too (`"..."` for all); the
/// groups take its place. In a dataset they come first, and variables without it are repeated for
/// each, as in xarray. Positions without a label belong to no group.
///
/// @param <T> what is grouped
public final class GroupBy<T extends Labelled<T>>
    implements Upsampled<T>, GroupOperators<T>, Iterable<Part<T>> {
  private final T object;
  private final Grouping grouping;

  /// `object` in the groups of `grouping`, whose dimension it has.
  public GroupBy(T object, Grouping grouping) {
    this.object = object;
    this.grouping = grouping;
  }

  /// Groups by what `grouper` makes of labels along one or more dimensions.
  ///
  /// @throws AmasiaException.Alignment if the dimensions or coordinates of `labels` are not among
  ///   those of `object`
  public static <T extends Labelled<T>> GroupBy<T> by(T object, DataArray labels, Grouper grouper) {
    String name = labels.name().orElse("group");
    if (!object.sizes().keySet().containsAll(labels.dims())) {
      throw new AmasiaException.Alignment(
          "groups by '%s' along %s, but the data have %s; allowed are labels along dimensions of the data"
              .formatted(name, labels.dims(), object.sizes().keySet()));
    }
    var found = new ArrayList<Dataset>();
    T aligned =
        object.through(dataset -> {
          List<Dataset> both =
              Alignment.align(Alignment.Join.EXACT, List.of(dataset, labels.toTemporary()));
          found.add(both.get(1));
          return both.getFirst();
        });
    Variable along = found.getFirst().variable(Dataset.TEMPORARY);
    return new GroupBy<>(aligned, grouper.group(name, along));
  }

  /// In the combinations of these groups and those by `what`; results have a dimension for each.
  public GroupBy<T> and(String what) {
    return and(what, UniqueGrouper.all());
  }

  /// In the combinations of these groups and those that `grouper` makes of `what`.
  public GroupBy<T> and(String what, Grouper grouper) {
    return and(Grouping.by(object, what, grouper));
  }

  private GroupBy<T> and(Grouping other) {
    return new GroupBy<>(object, grouping.and(other, object.sizes()));
  }

  /// The groups and which positions are in them.
  @Override
  public Grouping grouping() {
    return grouping;
  }

  /// What is grouped.
  @Override
  public T object() {
    return object;
  }

  @Override
  public T reduce(Kind kind, Over over) {
    return object.through(dataset -> reduced(dataset, Reducing.reduction(kind, over), over));
  }

  private Dataset reduced(Dataset dataset, Reduction reduction, Over over) {
    Dataset reduced = GroupReducing.reduce(dataset, grouping, reduction, over);
    return object instanceof Dataset && !grouping.isApartFrom(over)
        ? grouping.arranged(reduced)
        : reduced;
  }

  @Override
  public T quantile(double q, Over over) {
    return object.through(dataset -> quantileOf(dataset, q, over));
  }

  private Dataset quantileOf(Dataset dataset, double q, Over over) {
    return reduced(dataset, Reducing.quantile(q, over), over)
        .withCoord("quantile", Variable.of(List.of(), q));
  }

  @Override
  public T quantile(double[] q, Over over) {
    return object.through(dataset -> {
      List<Dataset> each = new ArrayList<>();
      for (double one : q) {
        each.add(quantileOf(dataset, one, over));
      }
      Dataset stacked =
          Combination.stack(each, "quantile")
              .withCoord("quantile", Variable.of(List.of("quantile"), q));
      // As in xarray, the last dimension here.
      return stacked.mapVariables(v -> {
        List<String> order = new ArrayList<>(v.dims());
        order.remove("quantile");
        order.add("quantile");
        return v.dims().contains("quantile") ? Layout.arrange(v, order) : v;
      });
    });
  }

  /// The sum of all values so far of the same group, missing ones counting as 0, in the order of
  /// the positions; those in no group are left out.
  public T cumsum(String... dims) {
    return cumsum(Over.over(dims));
  }

  /// The same with `skipna` chosen.
  public T cumsum(Over over) {
    return scanned(Scanning.SUM, over);
  }

  /// The product of all values so far of the same group; missing ones count as 1.
  public T cumprod(String... dims) {
    return cumprod(Over.over(dims));
  }

  public T cumprod(Over over) {
    return scanned(Scanning.PROD, over);
  }

  private T scanned(Scanning kind, Over over) {
    Over own = over.dims().isEmpty() ? over.withDims(grouping.dims()) : over;
    var positions = GroupPositions.of(object, grouping, "running values");
    return positions
        .object()
        .through(dataset -> GroupScan.scan(dataset, positions.grouping(), kind, own));
  }

  /// Weighted by `weights` along the grouped dimension and others.
  public Weighted<T> weighted(DataArray weights) {
    return new Weighted<>(object, weights, grouping);
  }

  /// Weighted by what depends on the field itself, such as the lengths of its months.
  public Weighted<T> weighted(Weights weights) {
    return weighted(weights.of(object));
  }

  /// The least start and the greatest end of each group's `bounds`, `[groups, bnds]`.
  public Variable outerBounds(Variable bounds) {
    return GroupReducing.outerBounds(bounds, grouping);
  }

  @Override
  public T binary(Op.Binary op, Labelled<?> other) {
    var positions = GroupPositions.of(object, grouping, "arithmetic");
    return positions.labelled(elementwise(positions.object()).binary(op, positions.beside(other)));
  }

  /// What `other` has for the group of each position, and the position's own value, combined by
  /// `op`: the groups on the right-hand side, as in `clim.minus(gb)`.
  ///
  /// @throws AmasiaException.Usage for an array that is combined with groups of a dataset
  public <U extends Labelled<U> & Elementwise<U>> U reversed(Op.Binary op, U other) {
    var positions = GroupPositions.of(object, grouping, "arithmetic");
    return positions.labelled(positions.expanded(other).binary(op, object(positions)));
  }

  private static Object object(GroupPositions<?> positions) {
    return positions.object();
  }

  /// Missing values replaced by a plain value.
  public T fillna(Object value) {
    return value instanceof Labelled<?> other
        ? GroupOperators.super.fillna(other)
        : elementwise(GroupPositions.of(object, grouping, "fillna").object()).fillna(value);
  }

  /// The values where `condition` holds, for their position or for their group; missing elsewhere.
  public T where(Labelled<?> condition) {
    var positions = GroupPositions.of(object, grouping, "where");
    Labelled<?> here = (Labelled<?>) positions.besideIfGrouped(condition);
    boolean grouped = positions.isGrouped(condition);
    return labelledIf(grouped, positions, x -> elementwise(x).where(here));
  }

  /// The same, with `other` elsewhere: a plain value, or an array along positions or groups.
  public T where(Labelled<?> condition, Object other) {
    var positions = GroupPositions.of(object, grouping, "where");
    Labelled<?> here = (Labelled<?>) positions.besideIfGrouped(condition);
    Object otherwise = positions.besideIfGrouped(other);
    boolean grouped = positions.isGrouped(condition) || positions.isGrouped(other);
    return labelledIf(grouped, positions, x -> elementwise(x).where(here, otherwise));
  }

  private static <T extends Labelled<T>> T labelledIf(
      boolean grouped, GroupPositions<T> positions, UnaryOperator<T> work) {
    T made = work.apply(positions.object());
    return grouped ? positions.labelled(made) : made;
  }

  @SuppressWarnings("unchecked") // arrays and datasets are elementwise in themselves
  private static <T extends Labelled<T>> Elementwise<T> elementwise(T object) {
    return (Elementwise<T>) object;
  }

  /// The values `n` positions further in the same group, missing where nothing came from; those in
  /// no group are left out.
  public T shift(long n) {
    return shift(n, Fill.MISSING);
  }

  /// The same, `fill` where nothing came from.
  public T shift(long n, Fill fill) {
    var positions = GroupPositions.of(object, grouping, "shift");
    return positions
        .object()
        .through(dataset -> GroupScan.shift(dataset, positions.grouping(), n, fill));
  }

  /// The groups that have a position, one by one, with their labels. Nothing is computed.
  @Override
  public Iterator<Part<T>> iterator() {
    T folded = object.through(grouping::fold);
    long[][] members = grouping.groups().members();
    return IntStream.range(0, members.length)
        .filter(g -> members[g].length > 0)
        .mapToObj(g -> new Part<>(grouping.label(g), folded.isel(grouping.dim(), members[g])))
        .iterator();
  }

  /// What `work` makes of each group, put together again: along the grouped dimension, in its
  /// order, where the results have it as long as their group; else along a dimension of the groups.
  /// Each group makes a plan of its own, so this costs more than a reduction does.
  ///
  /// @throws AmasiaException.Alignment if results don't fit together
  public T map(UnaryOperator<T> work) {
    return GroupMapping.map(object, grouping, work);
  }

  /// A dataset in groups with a variable more, which `made` makes of each group as of a dataset.
  ///
  /// @throws AmasiaException.Usage for groups of an array
  public T assign(String name, Function<Dataset, DataArray> made) {
    if (!(object instanceof Dataset)) {
      throw new AmasiaException.Usage(
          "variable '%s' assigned to groups of an array; group its dataset".formatted(name));
    }
    return map(part -> part.through(dataset -> dataset.assign(name, made)));
  }

  /// With a coordinate more, which `made` makes of each group: what [Labelled#assignCoords(String,
  /// Object)] takes.
  public T assignCoords(String name, Function<T, ?> made) {
    return map(part -> part.assignCoords(name, made.apply(part)));
  }

  /// The positions in the order of their groups, and lazy values with a chunk for each group along
  /// the grouped dimension, so that each group is read by itself. Those in no group are left out.
  ///
  /// @throws AmasiaException.Unsupported for groups along several dimensions
  public T shuffleToChunks() {
    return GroupPositions.of(object, grouping, "an order").shuffled();
  }
}
