package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.plan.Nodes;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/// Selection by position (`isel`) and by label (`sel`).
final class Selection {
  private static final String POINTS = "<points>";

  private Selection() {}

  /// What is taken along one dimension.
  sealed interface Taken {
    /// One position; the dimension goes.
    record One(long position) implements Taken {}

    /// Some positions; the dimension stays.
    record Several(Indexer positions) implements Taken {}

    /// A position for each point of an array along dimensions of its own, together with the other
    /// dimensions that have points.
    record Pointwise(Variable positions) implements Taken {}

    /// The positions along dimensions of their own, which is `dim` itself unless they are points.
    default Variable along(String dim) {
      return switch (this) {
        case One(long position) -> Variable.of(List.of(), position);
        case Several(Indexer positions) ->
            Variable.of(
                List.of(dim), LongStream.range(0, positions.count()).map(positions::at).toArray());
        case Pointwise(Variable positions) -> positions;
      };
    }
  }

  static Dataset isel(Dataset dataset, Map<String, ?> indexers) {
    Map<String, Taken> taken = new LinkedHashMap<>();
    indexers.forEach((dim, indexer) -> taken.put(dim, byPosition(dataset, dim, indexer)));
    Dataset result = apply(dataset, taken, brought(dataset, indexers));
    indexers.forEach((dim, indexer) -> {
      if (indexer instanceof DataArray array && array.dtype() != DType.BOOL) {
        requireSame(result, dim, dim, array);
      }
    });
    return result;
  }

  /// What was `chosen`, if `drop` without the coordinates that are single ones only now.
  static Dataset placed(Dataset chosen, Dataset before, boolean drop) {
    return chosen.withCoords(
        chosen
            .coords()
            .where((name, v) ->
                !drop
                    || v.ndim() > 0
                    || before.coords().find(name).filter(own -> own.ndim() == 0).isPresent()));
  }

  static Dataset sel(Dataset whole, Map<String, ?> labels, Lookup lookup) {
    Map<String, Taken> taken = new LinkedHashMap<>();
    Map<String, Map<String, Object>> levels = new LinkedHashMap<>();
    labels.forEach((name, label) -> {
      if (label instanceof Map<?, ?> ofLevels && !whole.coords().levels(name).isEmpty()) {
        ofLevels.forEach((level, one) ->
            levels.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put((String) level, one));
      }
      MultiIndex.dimOfLevel(whole, name)
          .ifPresent(
              dim -> levels.computeIfAbsent(dim, _ -> new LinkedHashMap<>()).put(name, label));
    });
    Dataset dataset = whole;
    for (var level : levels.entrySet()) {
      dataset = MultiIndex.sel(dataset, level.getKey(), level.getValue());
    }
    for (var entry : labels.entrySet()) {
      String name = entry.getKey();
      if (!levels.containsKey(name) && MultiIndex.dimOfLevel(whole, name).isEmpty()) {
        take(taken, dataset, name, entry.getValue(), lookup);
      }
    }
    return apply(dataset, taken, brought(whole, labels));
  }

  private static void take(
      Map<String, Taken> taken, Dataset dataset, String name, Object label, Lookup lookup) {
    String dim = labelled(dataset, name);
    if (taken.put(dim, byLabel(dataset, dim, name, label, lookup)) != null) {
      throw new AmasiaException.Usage(
          "labels of '%s' and of another coordinate along '%s'; select by one after the other"
              .formatted(name, dim));
    }
  }

  /// What indexers take, by label or by position, of the dimensions that they take from.
  static Map<String, Taken> taken(Dataset dataset, Map<String, ?> indexers, boolean byLabel) {
    Map<String, Taken> taken = new LinkedHashMap<>();
    indexers.forEach((name, indexer) -> {
      if (byLabel) {
        take(taken, dataset, name, indexer, Lookup.EXACT);
      } else {
        taken.put(name, byPosition(dataset, name, indexer));
      }
    });
    brought(dataset, indexers); // refuses points along other labels
    return taken;
  }

  /// The coordinates that arrays of positions or labels bring along, those of the dataset's names
  /// left out.
  ///
  /// @throws AmasiaException.Alignment if an array has other labels along a dimension of the
  ///   dataset that it does not select from
  private static Coordinates brought(Dataset dataset, Map<String, ?> indexers) {
    Map<String, Variable> coords = new LinkedHashMap<>();
    indexers.forEach((dim, indexer) -> {
      if (indexer instanceof DataArray array) {
        for (String along : array.dims()) {
          if (!along.equals(dim)) {
            requireSame(dataset, dim, along, array);
          }
        }
        boolean mask = array.dtype() == DType.BOOL;
        Coordinates own =
            mask && !array.dims().isEmpty()
                ? isel(array.toTemporary(), Map.of(array.dims().getFirst(), array.load())).coords()
                : array.coords();
        own.without(List.of(dim)).asMap().forEach(coords::putIfAbsent);
      }
    });
    coords.keySet().removeIf(dataset::has);
    return new Coordinates(coords);
  }

  private static void requireSame(Dataset dataset, String dim, String along, DataArray array) {
    boolean both = dataset.coords().hasIndex(along) && array.coords().hasIndex(along);
    if (both && !Alignment.same(dataset.coords().get(along), array.coords().get(along))) {
      throw new AmasiaException.Alignment(
          "the points of '%s' lie along '%s' with other labels than the array has there: %s, and %s"
              .formatted(
                  dim,
                  along,
                  array.coords().get(along).index().span(),
                  dataset.coords().get(along).index().span()));
    }
  }

  /// Positions that `isel` takes, as one list; negative ones count from the end.
  static Indexer positions(Dataset dataset, String dim, Object indexer) {
    return chosen(dataset, dim, indexer).positions();
  }

  /// The same, and whether one was asked for.
  static Labelling chosen(Dataset dataset, String dim, Object indexer) {
    return switch (byPosition(dataset, dim, indexer)) {
      case Taken.One(long position) -> new Labelling(Indexer.Range.of(position, 1), true);
      case Taken.Several(Indexer positions) -> new Labelling(positions, false);
      case Taken.Pointwise points ->
          new Labelling(new Indexer.Points(points.positions().load().toLongs()), false);
    };
  }

  private static Taken byPosition(Dataset dataset, String dim, Object indexer) {
    long size = dataset.size(dim);
    if (indexer instanceof Slice slice) {
      return new Taken.Several(slice.positions(size));
    }
    if (indexer instanceof Indexer positions) {
      return new Taken.Several(positions);
    }
    if (indexer instanceof DataArray array) {
      if (array.dtype() == DType.BOOL && !array.dims().equals(List.of(dim))) {
        throw new AmasiaException.Usage(
            "a mask along %s selects nothing along '%s'; a mask lies along the dimension it selects from"
                .formatted(array.dims(), dim));
      }
      return pointwise(dim, array, positions(dim, size, array.load()));
    }
    NdArray values = Values.of(indexer);
    if (values.shape().ndim() > 1) {
      throw new AmasiaException.Usage(
          "positions of %d dimensions along '%s'; give them as a DataArray, which names the dimensions"
              .formatted(values.shape().ndim(), dim));
    }
    long[] positions = positions(dim, size, values);
    return values.shape().ndim() == 0
        ? new Taken.One(positions[0])
        : new Taken.Several(new Indexer.Points(positions));
  }

  /// Positions from whole numbers, negative ones counted from the end, or from a mask.
  private static long[] positions(String dim, long size, NdArray values) {
    if (values.dtype() == DType.BOOL) {
      return masked(dim, size, values);
    }
    if (!values.dtype().isInteger() && values.size() > 0) {
      throw new AmasiaException.Usage(
          "isel takes whole positions or a mask along '%s', not %s; use sel for labels"
              .formatted(dim, values.dtype()));
    }
    long[] positions = values.toLongs();
    for (int i = 0; i < positions.length; i++) {
      long at = positions[i] < 0 ? positions[i] + size : positions[i];
      if (at < 0 || at >= size) {
        throw new AmasiaException.Label(
            "position %d along '%s' of length %d; allowed are %d to %d"
                .formatted(positions[i], dim, size, -size, size - 1));
      }
      positions[i] = at;
    }
    return positions;
  }

  private static long[] masked(String dim, long size, NdArray mask) {
    if (mask.size() != size) {
      throw new AmasiaException.Usage(
          "a mask of %d along '%s' of length %d".formatted(mask.size(), dim, size));
    }
    List<Long> positions = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      if (mask.getLong(i) != 0) {
        positions.add(i);
      }
    }
    return positions.stream().mapToLong(Long::longValue).toArray();
  }

  private static Taken pointwise(String dim, DataArray array, long[] positions) {
    if (array.dims().isEmpty()) {
      return new Taken.One(positions[0]);
    }
    if (array.dims().equals(List.of(dim))) {
      return new Taken.Several(new Indexer.Points(positions));
    }
    NdArray values = NdArray.of(array.shape(), positions);
    return new Taken.Pointwise(Variable.of(array.dims(), Nodes.literal(values)));
  }

  /// The dimension that labels of `name` select from: its own, or that which the coordinate of this
  /// name lies along.
  private static String labelled(Dataset dataset, String name) {
    return dataset
        .coords()
        .find(name)
        .filter(v -> v.ndim() == 1)
        .map(v -> v.dims().getFirst())
        .orElse(name);
  }

  private static Taken byLabel(
      Dataset dataset, String dim, String name, Object label, Lookup lookup) {
    boolean isUnlabelled = dataset.sizes().containsKey(dim) && !dataset.coords().has(name);
    if (isUnlabelled && lookup.method() == Lookup.Method.EXACT) {
      return byPosition(dataset, dim, label);
    }
    if (isUnlabelled || dataset.coords().find(name).filter(v -> v.ndim() == 1).isEmpty()) {
      throw new AmasiaException.Label(
          "no labels along '%s'; there are labels along %s"
              .formatted(
                  name,
                  dataset.sizes().keySet().stream().filter(dataset.coords()::hasIndex).toList()));
    }
    Index index = dataset.coords().get(name).index();
    if (label instanceof List<?> mask
        && index.dtype() != DType.BOOL
        && !mask.isEmpty()
        && mask.stream().allMatch(Boolean.class::isInstance)) {
      return byPosition(dataset, dim, label);
    }
    if (label instanceof Slice || label instanceof Between) {
      if (lookup.method() != Lookup.Method.EXACT) {
        throw new AmasiaException.Unsupported(
            "a range along '%s' with method %s; ranges need no method".formatted(dim, lookup));
      }
    }
    if (label instanceof DataArray array) {
      List<Object> wanted =
          new Labels(array.load(), array.variable().calendar().orElse(null)).keys();
      if (array.dtype() == DType.BOOL && index.dtype() != DType.BOOL) {
        return byPosition(dataset, dim, label);
      }
      return pointwise(dim, array, index.locateAll(wanted, lookup));
    }
    Labelling found = positions(index, label, lookup);
    return found.single()
        ? new Taken.One(found.positions().at(0))
        : new Taken.Several(found.positions());
  }

  /// What labels or positions stand for; `single` if one asks for one position.
  record Labelling(Indexer positions, boolean single) {}

  /// Where a label, a range or a list of labels is, exactly.
  static Labelling positions(Index index, Object label) {
    return positions(index, label, Lookup.EXACT);
  }

  private static Labelling positions(Index index, Object label, Lookup lookup) {
    if (label instanceof Slice slice) {
      return new Labelling(index.slice(slice.start(), slice.stop(), slice.step()), false);
    }
    if (label instanceof Between ends) {
      return new Labelling(index.between(ends), false);
    }
    if (label instanceof List<?> wanted) {
      return new Labelling(new Indexer.Points(index.locateAll(wanted, lookup)), false);
    }
    if (label.getClass().isArray()) {
      List<Object> wanted = new ArrayList<>();
      for (int i = 0; i < Array.getLength(label); i++) {
        wanted.add(Array.get(label, i));
      }
      return new Labelling(new Indexer.Points(index.locateAll(wanted, lookup)), false);
    }
    return switch (index.locate(label, lookup)) {
      case Index.Found.One(long position) -> new Labelling(Indexer.Range.of(position, 1), true);
      case Index.Found.Several(Indexer positions) -> new Labelling(positions, false);
    };
  }

  private static Dataset apply(Dataset dataset, Map<String, Taken> taken, Coordinates brought) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset.variables().forEach((name, v) -> variables.put(name, apply(v, taken)));
    Map<String, Variable> coords = new LinkedHashMap<>();
    dataset.coords().asMap().forEach((name, v) -> coords.put(name, apply(v, taken)));
    brought.asMap().forEach(coords::putIfAbsent);
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
  }

  static Variable apply(Variable variable, Map<String, Taken> taken) {
    Variable result = variable;
    List<String> points = new ArrayList<>();
    for (var entry : taken.entrySet()) {
      String dim = entry.getKey();
      if (variable.dims().contains(dim)) {
        switch (entry.getValue()) {
          case Taken.One(long position) ->
              result = Layout.drop(Layout.take(result, dim, Indexer.Range.of(position, 1)), dim);
          case Taken.Several(Indexer positions) -> result = Layout.take(result, dim, positions);
          case Taken.Pointwise _ -> points.add(dim);
        }
      }
    }
    if (points.isEmpty()) {
      return result;
    }
    List<String> dims = new ArrayList<>();
    result
        .dims()
        .forEach(
            dim -> dims.addAll(points.contains(dim) ? pointsOf(taken, dim).dims() : List.of(dim)));
    boolean inPlace =
        dims.size() == result.ndim() && dims.stream().distinct().count() == dims.size();
    if (!inPlace) {
      return gather(result, points, taken);
    }
    for (String dim : points) { // along one dimension each, all of them others
      long[] positions = pointsOf(taken, dim).load().toLongs();
      result = Layout.take(result, dim, new Indexer.Points(positions));
    }
    return result.withDims(dims);
  }

  private static Variable pointsOf(Map<String, Taken> taken, String dim) {
    return ((Taken.Pointwise) Objects.requireNonNull(taken.get(dim))).positions();
  }

  /// The points, at the place of the first dimension that they index.
  private static Variable gather(Variable variable, List<String> dims, Map<String, Taken> taken) {
    Map<String, Variable> points = new LinkedHashMap<>();
    for (String dim : variable.dims()) {
      if (dims.contains(dim)) {
        points.put(dim, pointsOf(taken, dim));
      }
    }
    List<String> along = Layout.union(points.values());
    for (String dim : along) {
      // A dimension of the points that the array has too goes along with them.
      if (variable.dims().contains(dim) && !dims.contains(dim)) {
        long[] all = LongStream.range(0, variable.size(dim)).toArray();
        points.put(dim, Variable.of(List.of(dim), all));
      }
    }
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (Variable one : points.values()) {
      for (String dim : one.dims()) {
        long size = one.size(dim);
        long before = Objects.requireNonNullElse(sizes.putIfAbsent(dim, size), size);
        if (before != size) {
          throw new AmasiaException.Alignment(
              "points along '%s' number %d and %d; give as many for each dimension"
                  .formatted(dim, before, size));
        }
      }
    }
    List<String> sorted = variable.dims().stream().filter(points::containsKey).toList();
    List<long[]> positions = new ArrayList<>();
    for (String dim : sorted) {
      Variable one = Objects.requireNonNull(points.get(dim));
      positions.add(Folding.merge(one, sizes, POINTS).load().toLongs());
    }
    List<String> out = new ArrayList<>(variable.dims());
    out.set(out.indexOf(sorted.getFirst()), POINTS);
    out.removeAll(sorted);
    return Folding.split(gather(variable, sorted, positions, out), POINTS, sizes);
  }

  private static Variable gather(
      Variable variable, List<String> sorted, List<long[]> positions, List<String> out) {
    if (sorted.size() == 1) {
      int axis = variable.axis(sorted.getFirst());
      return variable.sameValues(
          out, Layout.take(variable.data(), axis, new Indexer.Points(positions.getFirst())));
    }
    List<Integer> axes = sorted.stream().map(variable::axis).toList();
    List<String> gathered = new ArrayList<>(List.of(POINTS));
    variable.dims().stream().filter(d -> !sorted.contains(d)).forEach(gathered::add);
    Variable found = variable.sameValues(gathered, Nodes.gather(variable.data(), axes, positions));
    return Layout.arrange(found, out);
  }
}
