package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// New dimensions: their lengths, their labels and their places.
final class Expanding {
  private Expanding() {}

  /// What a new dimension is made of.
  ///
  /// @param labels of it; null for none
  private record Added(long size, @Nullable Variable labels) {}

  /// A new first dimension of length 1, labelled by the scalar coordinate of its name if there is
  /// one.
  static Dataset expand(Dataset dataset, String dim) {
    return expand(dataset, Map.of(dim, 1), new int[0]);
  }

  /// The data variables repeated along new dimensions. A scalar coordinate of a dimension's name
  /// becomes its labels.
  ///
  /// @param dims by name the length, a whole number, or the labels
  /// @param axes where each goes in the result, negative from the end; none for the first ones
  /// @throws AmasiaException.Usage if there is such a dimension or variable already, or an axis is
  ///   out of range or comes twice
  static Dataset expand(Dataset dataset, Map<String, ?> dims, int[] axes) {
    if (axes.length > 0 && axes.length != dims.size()) {
      throw new AmasiaException.Usage(
          "%d axes for the new dimensions %s; give one for each, or none"
              .formatted(axes.length, dims.keySet()));
    }
    Map<String, Added> added = new LinkedHashMap<>();
    for (var entry : dims.entrySet()) {
      added.put(entry.getKey(), added(dataset, entry.getKey(), entry.getValue()));
    }
    Map<String, Variable> coords = new LinkedHashMap<>();
    added.forEach((dim, one) -> {
      if (one.labels != null) {
        coords.put(dim, one.labels);
      }
    });
    dataset.coords().asMap().forEach(coords::putIfAbsent);
    return dataset.mapVariables(v -> expanded(v, added, axes)).withCoords(new Coordinates(coords));
  }

  private static Added added(Dataset dataset, String dim, @Nullable Object given) {
    if (dataset.sizes().containsKey(dim)) {
      throw new AmasiaException.Usage(
          "there is a dimension '%s' already, of length %d".formatted(dim, dataset.size(dim)));
    }
    if (dataset.variables().containsKey(dim)
        || dataset.coords().find(dim).filter(v -> v.ndim() > 0).isPresent()) {
      throw new AmasiaException.Usage(
          "'%s' is the name of a variable along %s; rename that first, or choose another"
              .formatted(dim, dataset.variable(dim).dims()));
    }
    Variable labels =
        switch (given) {
          case DataArray array -> array.variable();
          case Variable v -> v;
          case Integer size -> repeated(dataset, dim, size);
          case Long size -> repeated(dataset, dim, size);
          case null -> repeated(dataset, dim, 1);
          default -> {
            NdArray values = Values.of(given);
            Variable one =
                Variable.of(values.shape().ndim() == 0 ? List.of() : List.of(dim), values);
            yield Layout.arrange(one, List.of(dim));
          }
        };
    if (labels == null) {
      return new Added(((Number) java.util.Objects.requireNonNull(given)).longValue(), null);
    }
    if (labels.ndim() != 1) {
      throw new AmasiaException.Usage(
          "labels of the new dimension '%s' lie along %s; give one dimension"
              .formatted(dim, labels.dims()));
    }
    return new Added(labels.shape().size(), labels.withDims(List.of(dim)));
  }

  /// The scalar coordinate of the dimension's name, if there is one, as its labels.
  private static @Nullable Variable repeated(Dataset dataset, String dim, long size) {
    if (size < 0) {
      throw new AmasiaException.Usage(
          "a new dimension '%s' of length %d; give 0 or more".formatted(dim, size));
    }
    return dataset
        .coords()
        .find(dim)
        .map(v -> Layout.broadcast(v, List.of(dim), new long[] {size}))
        .orElse(null);
  }

  private static Variable expanded(Variable v, Map<String, Added> added, int[] axes) {
    int ndim = v.ndim() + added.size();
    Map<Integer, String> places = new TreeMap<>();
    int k = 0;
    for (String dim : added.keySet()) {
      int axis = axes.length == 0 ? k : axes[k];
      int place = axis < 0 ? axis + ndim : axis;
      if (place < 0 || place >= ndim) {
        throw new AmasiaException.Usage(
            "axis %d for the new dimension '%s' of a result with %d dimensions; allowed are %d to %d"
                .formatted(axis, dim, ndim, -ndim, ndim - 1));
      }
      if (places.putIfAbsent(place, dim) != null) {
        throw new AmasiaException.Usage(
            "axis %d for two new dimensions, '%s' and '%s'"
                .formatted(axis, places.get(place), dim));
      }
      k++;
    }
    List<String> dims = new ArrayList<>(v.dims());
    places.forEach((place, dim) -> dims.add(Math.min(place, dims.size()), dim));
    long[] sizes =
        dims.stream()
            .mapToLong(d -> {
              Added one = added.get(d);
              return one == null ? v.size(d) : one.size;
            })
            .toArray();
    Variable arranged = Layout.arrange(v, dims);
    return arranged.sameValues(Nodes.broadcast(arranged.data(), io.amasia.array.Shape.of(sizes)));
  }
}
