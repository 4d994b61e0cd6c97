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

/// Selection by position (`isel`) and by label (`sel`).
final class Selection {
  private Selection() {}

  /// What is taken along one dimension.
  private sealed interface Taken {
    /// One position; the dimension goes.
    record One(long position) implements Taken {}

    /// Some positions; the dimension stays.
    record Several(Indexer positions) implements Taken {}

    /// A position for each point of `dim`, together with the other dimensions that have points.
    @SuppressWarnings("ArrayRecordComponent") // of this class alone, never changed
    record Pointwise(long[] positions, String dim, Coordinates coords) implements Taken {}
  }

  static Dataset isel(Dataset dataset, Map<String, ?> indexers) {
    Map<String, Taken> taken = new LinkedHashMap<>();
    indexers.forEach((dim, indexer) -> taken.put(dim, byPosition(dataset, dim, indexer)));
    return apply(dataset, taken);
  }

  static Dataset sel(Dataset dataset, Map<String, ?> labels, Lookup lookup) {
    Map<String, Taken> taken = new LinkedHashMap<>();
    labels.forEach((dim, label) -> taken.put(dim, byLabel(dataset, dim, label, lookup)));
    return apply(dataset, taken);
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
      return pointwise(dim, array, positions(dim, size, array.load()));
    }
    NdArray values = Values.of(indexer);
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
    if (array.dims().size() > 1) {
      throw new AmasiaException.Unsupported(
          "points of dimensions %s along '%s'; give points along one dimension"
              .formatted(array.dims(), dim));
    }
    String along = array.dims().getFirst();
    return along.equals(dim)
        ? new Taken.Several(new Indexer.Points(positions))
        : new Taken.Pointwise(positions, along, array.coords().without(List.of(dim)));
  }

  private static Taken byLabel(Dataset dataset, String dim, Object label, Lookup lookup) {
    if (dataset.coords().index(dim).isEmpty()) {
      if (dataset.sizes().containsKey(dim) && !dataset.coords().has(dim)) {
        return byPosition(dataset, dim, label);
      }
      throw new AmasiaException.Label(
          "no labels along '%s'; there are labels along %s"
              .formatted(
                  dim,
                  dataset.sizes().keySet().stream().filter(dataset.coords()::hasIndex).toList()));
    }
    Index index = dataset.coords().get(dim).index();
    if (label instanceof Slice || label instanceof Between) {
      if (lookup.method() != Lookup.Method.EXACT) {
        throw new AmasiaException.Unsupported(
            "a range along '%s' with method %s; ranges need no method".formatted(dim, lookup));
      }
    }
    if (label instanceof Slice slice) {
      return new Taken.Several(index.slice(slice.start(), slice.stop(), slice.step()));
    }
    if (label instanceof Between ends) {
      return new Taken.Several(index.between(ends));
    }
    if (label instanceof DataArray array) {
      List<Object> wanted =
          new Labels(array.load(), array.variable().calendar().orElse(null)).keys();
      if (array.dtype() == DType.BOOL && index.dtype() != DType.BOOL) {
        return byPosition(dataset, dim, label);
      }
      return pointwise(dim, array, index.locateAll(wanted, lookup));
    }
    if (label instanceof List<?> wanted) {
      return new Taken.Several(new Indexer.Points(index.locateAll(wanted, lookup)));
    }
    if (label.getClass().isArray()) {
      List<Object> wanted = new ArrayList<>();
      for (int i = 0; i < Array.getLength(label); i++) {
        wanted.add(Array.get(label, i));
      }
      return new Taken.Several(new Indexer.Points(index.locateAll(wanted, lookup)));
    }
    return switch (index.locate(label, lookup)) {
      case Index.Found.One(long position) -> new Taken.One(position);
      case Index.Found.Several(Indexer positions) -> new Taken.Several(positions);
    };
  }

  private static Dataset apply(Dataset dataset, Map<String, Taken> taken) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset.variables().forEach((name, v) -> variables.put(name, apply(v, taken)));
    Map<String, Variable> coords = new LinkedHashMap<>();
    dataset.coords().asMap().forEach((name, v) -> coords.put(name, apply(v, taken)));
    for (Taken one : taken.values()) {
      if (one instanceof Taken.Pointwise points) {
        points.coords().asMap().forEach(coords::putIfAbsent);
      }
    }
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
  }

  private static Variable apply(Variable variable, Map<String, Taken> taken) {
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
    return points.isEmpty() ? result : gather(result, points, taken);
  }

  /// The points, at the place of the first dimension that they index.
  private static Variable gather(Variable variable, List<String> dims, Map<String, Taken> taken) {
    List<String> sorted = variable.dims().stream().filter(dims::contains).toList();
    List<long[]> positions = new ArrayList<>();
    String along = "";
    for (String dim : sorted) {
      var points = (Taken.Pointwise) Objects.requireNonNull(taken.get(dim));
      if (!positions.isEmpty()
          && (!points.dim().equals(along)
              || positions.getFirst().length != points.positions().length)) {
        throw new AmasiaException.Unsupported(
            "points along '%s' and '%s' at once; give all points along one dimension"
                .formatted(along, points.dim()));
      }
      along = points.dim();
      positions.add(points.positions());
    }
    List<String> out = new ArrayList<>(variable.dims());
    out.set(out.indexOf(sorted.getFirst()), along);
    out.removeAll(sorted);
    if (sorted.size() == 1) {
      int axis = variable.axis(sorted.getFirst());
      return variable.with(
          out, Layout.take(variable.data(), axis, new Indexer.Points(positions.getFirst())));
    }
    List<Integer> axes = sorted.stream().map(variable::axis).toList();
    List<String> gathered = new ArrayList<>(List.of(along));
    variable.dims().stream().filter(d -> !sorted.contains(d)).forEach(gathered::add);
    Variable found = variable.with(gathered, Nodes.gather(variable.data(), axes, positions));
    return Layout.arrange(found, out);
  }
}
