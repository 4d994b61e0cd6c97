package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.ResultType;
import io.amasia.array.Shape;
import io.amasia.dataset.Arithmetic;
import io.amasia.dataset.Combination;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Over;
import io.amasia.dataset.Reducing;
import io.amasia.dataset.Reindexing;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Reduction.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Statistics of each group.
final class GroupReducing {
  private static final Set<Kind> COUNTING = EnumSet.of(Kind.COUNT, Kind.ANY, Kind.ALL);
  private static final Set<Kind> ENDS = EnumSet.of(Kind.FIRST, Kind.LAST);

  private GroupReducing() {}

  /// Each variable that has the grouped dimension, with the groups in its place; others are reduced
  /// along the remaining named dimensions, if they have them. Bounds are cells and no values: those
  /// of the periods enclose what was reduced, others stay, or go with their coordinate.
  static Dataset reduce(Dataset whole, Grouping by, Reduction reduction, Over over) {
    if (by.isApartFrom(over)) {
      return Reducing.reduce(by.inGroups(whole), reduction, over);
    }
    Dataset dataset = by.fold(whole);
    List<String> dims = dims(dataset, by, over);
    List<String> bounds = CfLinks.allBounds(whole);
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((name, v) -> {
          if (bounds.contains(name)) {
            bounds(v, by, dims).ifPresent(cells -> variables.put(name, cells));
          } else if (!Reducing.applies(reduction.kind(), v.dtype(), dataset)) {
            return;
          } else if (v.dims().contains(by.dim())) {
            variables.put(name, reduce(v, by, reduction, dims, over.keepAttrs()));
          } else if (v.dims().stream().anyMatch(dims::contains)) {
            variables.put(name, Reducing.reduce(v, reduction, dims, over.keepAttrs()));
          } else {
            variables.put(name, v);
          }
        });
    Coordinates coords = dataset.coords().apartFrom(dims);
    return by.label(new Dataset(variables, coords, over.keepAttrs() ? dataset.attrs() : Map.of()));
  }

  /// What becomes of bounds; empty if their coordinate goes.
  static Optional<Variable> bounds(Variable v, Grouping by, List<String> dims) {
    if (v.dims().stream().noneMatch(dims::contains)) {
      return Optional.of(v);
    }
    boolean ofPeriods = by.name().equals(by.dim()) && v.dims().getFirst().equals(by.dim());
    boolean pairs = v.ndim() == 2 && v.shape().size(1) == 2 && !dims.contains(v.dims().get(1));
    return ofPeriods && pairs
        ? Optional.of(outerBounds(v, by).withAttrs(v.attrs()))
        : Optional.empty();
  }

  /// The dimensions to reduce over, the grouped ones as their merger.
  static List<String> dims(Dataset folded, Grouping by, Over over) {
    if (over.dims().isEmpty()) {
      return List.of(by.dim());
    }
    if (over.isAll()) {
      return List.copyOf(folded.sizes().keySet());
    }
    if (!over.dims().containsAll(by.dims())) {
      throw new AmasiaException.Usage(
          "groups along %s reduced over %s only; name %s too, or reduce before grouping"
              .formatted(by.dims(), over.dims(), by.dims()));
    }
    List<String> dims = new ArrayList<>(over.dims());
    dims.removeAll(by.dims());
    dims.add(by.dim());
    return Reducing.dims(folded, Over.over(dims.toArray(String[]::new)));
  }

  /// One variable. Groups without a position give a missing value, whatever the statistic.
  static Variable reduce(
      Variable v, Grouping by, Reduction reduction, List<String> dims, boolean keepAttrs) {
    int[] codes = by.codes();
    int[] used = IntStream.of(codes).filter(c -> c >= 0).sorted().distinct().toArray();
    if (used.length == 0) {
      throw new AmasiaException.Label(
          "no position along '%s' belongs to a group".formatted(by.dim()));
    }
    int[] dense = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      dense[i] = codes[i] < 0 ? -1 : Arrays.binarySearch(used, codes[i]);
    }
    List<String> own = v.dims().stream().filter(dims::contains).toList();
    if (v.dtype() == DType.STRING
        && own.equals(List.of(by.dim()))
        && ENDS.contains(reduction.kind())) {
      return end(v, by, codes, reduction.kind() == Kind.FIRST);
    }
    Groups groups = new Groups(dense, used.length);
    Variable reduced =
        own.size() == 1 ? along(v, by, reduction, groups) : several(v, by, reduction, groups, own);
    long[] positions = new long[by.groups().count()];
    for (int g = 0; g < positions.length; g++) {
      int at = Arrays.binarySearch(used, g);
      positions[g] = at < 0 ? -1 : at;
    }
    Variable all = Reindexing.reindex(reduced, by.name(), positions);
    if (used.length < positions.length && COUNTING.contains(reduction.kind())) {
      // Beside empty groups, one without any value counts as empty too, as in xarray with flox.
      Variable bare = all.withAttrs(Map.of());
      Variable count =
          reduction.kind() == Kind.COUNT
              ? bare
              : reduce(v, by, Reduction.of(Kind.COUNT), dims, false);
      all = Arithmetic.where(Arithmetic.scalar(Op.Binary.GREATER, count, 0, false), bare, null);
    }
    return all.withAttrs(
        keepAttrs ? ResultAttributes.ofReduction(v.attrs(), reduction.kind(), own) : Map.of());
  }

  /// The first or last text of each group, which is there, as no text is missing.
  private static Variable end(Variable v, Grouping by, int[] codes, boolean first) {
    long[] positions = new long[by.groups().count()];
    Arrays.fill(positions, -1);
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] >= 0 && (!first || positions[codes[i]] < 0)) {
        positions[codes[i]] = i;
      }
    }
    return Reindexing.reindex(v, by.dim(), positions).withDims(replaced(v, by));
  }

  /// Over the grouped dimension alone.
  private static Variable along(Variable v, Grouping by, Reduction reduction, Groups groups) {
    int axis = v.axis(by.dim());
    Node data = Nodes.groupReduce(v.data(), reduction, axis, groups);
    return v.computed(replaced(v, by), data);
  }

  private static List<String> replaced(Variable v, Grouping by) {
    return v.dims().stream().map(d -> d.equals(by.dim()) ? by.name() : d).toList();
  }

  /// Over other dimensions as well. Sums and their like are taken of each group first; other
  /// statistics see the whole of each group.
  private static Variable several(
      Variable v, Grouping by, Reduction reduction, Groups groups, List<String> own) {
    List<String> others = own.stream().filter(d -> !d.equals(by.dim())).toList();
    boolean plain = reduction.minCount() == 0;
    return switch (reduction.kind()) {
      case MIN, MAX, ANY, ALL ->
          Reducing.reduce(along(v, by, reduction, groups), reduction, others, false);
      case COUNT ->
          Reducing.reduce(along(v, by, reduction, groups), Reduction.of(Kind.SUM), others, false);
      case MEAN -> mean(v, by, reduction, groups, others);
      case SUM, PROD ->
          plain && !v.dtype().isFloating()
              ? Reducing.reduce(along(v, by, reduction, groups), reduction, others, false)
              : eachGroup(v, by, reduction, groups, own);
      case VAR, STD, MEDIAN, QUANTILE, FIRST, LAST, ARGMIN, ARGMAX ->
          eachGroup(v, by, reduction, groups, own);
    };
  }

  private static Variable mean(
      Variable v, Grouping by, Reduction reduction, Groups groups, List<String> others) {
    DType dtype = ResultType.of(ResultType.Statistic.MEAN, v.dtype());
    Variable wide = v.computed(Nodes.cast(v.data(), DType.FLOAT64)).withAttrs(Map.of());
    Reduction sums = Reduction.of(Kind.SUM).withSkipna(reduction.skipna());
    Variable sum = Reducing.reduce(along(wide, by, sums, groups), sums, others, false);
    Variable count =
        Reducing.reduce(along(wide, by, Reduction.of(Kind.COUNT), groups), sums, others, false);
    // 0 / 0 is the mean of nothing: NaN.
    Variable mean = Arithmetic.binary(Op.Binary.DIVIDE, sum, count);
    return v.computed(mean.dims(), Nodes.cast(mean.data(), dtype));
  }

  private static Variable eachGroup(
      Variable v, Grouping by, Reduction reduction, Groups groups, List<String> own) {
    List<Variable> each = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String dim : replaced(v, by)) {
      if (dim.equals(by.name()) || !own.contains(dim)) {
        rest.add(dim);
      }
    }
    for (long[] positions : groups.members()) {
      Indexer taken = Reindexing.range(positions);
      Variable one = Reducing.reduce(Layout.take(v, by.dim(), taken), reduction, own, false);
      each.add(Layout.arrange(one, rest));
    }
    return Combination.concat(each, by.name());
  }

  /// The least start and the greatest end of each group's `bounds`, `[name, bnds]`, in their own
  /// dtype; read at once.
  static Variable outerBounds(Variable bounds, Grouping by) {
    List<String> sorted = List.of(by.dim(), other(bounds, by.dim()));
    Variable arranged = Layout.arrange(bounds, sorted);
    Variable low = reduce(arranged, by, Reduction.of(Kind.MIN), List.of(by.dim()), false);
    Variable high = reduce(arranged, by, Reduction.of(Kind.MAX), List.of(by.dim()), false);
    String pair = sorted.get(1);
    Variable start = Layout.take(low, pair, Indexer.Range.of(0, 1));
    Variable end = Layout.take(high, pair, Indexer.Range.of(1, 1));
    return Combination.concat(List.of(start, end), pair);
  }

  private static String other(Variable bounds, String dim) {
    Shape shape = bounds.shape();
    if (bounds.ndim() != 2 || shape.size(1 - bounds.axis(dim)) != 2) {
      throw new AmasiaException.Usage("bounds need shape [%s, 2], not %s".formatted(dim, bounds));
    }
    return bounds.dims().get(1 - bounds.axis(dim));
  }
}
