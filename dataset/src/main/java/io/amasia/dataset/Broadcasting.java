package io.amasia.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Arrays and datasets repeated along each other's dimensions.
public final class Broadcasting {
  private Broadcasting() {}

  /// All on the outer join of their labels, each with all dimensions, in order of first appearance.
  @SafeVarargs
  public static <T extends Labelled<T>> List<T> broadcast(T... objects) {
    List<T> results = new ArrayList<>();
    List<Labelled<?>> given = new ArrayList<>();
    for (T object : objects) {
      given.add(object);
    }
    List<Dataset> repeated = repeated(given, Set.of());
    for (int i = 0; i < objects.length; i++) {
      Dataset one = repeated.get(i);
      results.add(objects[i].through(_ -> one));
    }
    return results;
  }

  /// The same of arrays and datasets, with the dimensions `exclude` left alone.
  public static List<Labelled<?>> broadcast(List<Labelled<?>> objects, Set<String> exclude) {
    List<Labelled<?>> results = new ArrayList<>();
    List<Dataset> repeated = repeated(objects, exclude);
    for (int i = 0; i < objects.size(); i++) {
      Dataset one = repeated.get(i);
      results.add(objects.get(i).through(_ -> one));
    }
    return results;
  }

  private static List<Dataset> repeated(List<? extends Labelled<?>> objects, Set<String> exclude) {
    List<Dataset> given = objects.stream().map(Broadcasting::dataset).toList();
    List<Dataset> aligned = Alignment.align(Alignment.Join.OUTER, given, exclude, Fill.MISSING);
    Map<String, Long> sizes = new LinkedHashMap<>();
    Map<String, Variable> labels = new LinkedHashMap<>();
    aligned.forEach(one -> collect(one, sizes, labels));
    exclude.forEach(dim -> {
      sizes.remove(dim);
      labels.remove(dim);
    });
    return aligned.stream().map(one -> to(one, sizes, labels)).toList();
  }

  /// A dataset as it is, or of a lone array.
  static Dataset dataset(Labelled<?> object) {
    return switch (object) {
      case DataArray array -> array.toTemporary();
      case Dataset dataset -> dataset;
    };
  }

  private static void collect(Dataset one, Map<String, Long> sizes, Map<String, Variable> labels) {
    one.sizes()
        .forEach((dim, size) -> {
          sizes.putIfAbsent(dim, size);
          if (one.coords().hasIndex(dim)) {
            labels.putIfAbsent(dim, one.coords().get(dim));
          }
        });
  }

  static Dataset like(Dataset dataset, Labelled<?> other) {
    List<Dataset> aligned = Alignment.align(Alignment.Join.OUTER, List.of(dataset, dataset(other)));
    Map<String, Long> sizes = new LinkedHashMap<>();
    Map<String, Variable> labels = new LinkedHashMap<>();
    collect(aligned.get(1), sizes, labels);
    collect(aligned.getFirst(), sizes, labels);
    return to(aligned.getFirst(), sizes, labels);
  }

  private static Dataset to(
      Dataset dataset, Map<String, Long> sizes, Map<String, Variable> labels) {
    Coordinates coords = dataset.coords();
    for (var entry : labels.entrySet()) {
      coords = coords.with(entry.getKey(), entry.getValue());
    }
    return dataset.mapVariables(v -> whole(v, sizes)).withCoords(coords);
  }

  /// `v` repeated along the dimensions that only `other` has, which come last.
  static Variable along(Variable v, Variable other) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (Variable one : List.of(v, other)) {
      one.dims().forEach(dim -> sizes.putIfAbsent(dim, one.size(dim)));
    }
    return whole(v, sizes);
  }

  /// `v` along all of `sizes`, and then along its own dimensions that are not among them.
  private static Variable whole(Variable v, Map<String, Long> sizes) {
    Map<String, Long> all = new LinkedHashMap<>(sizes);
    v.dims().forEach(dim -> all.putIfAbsent(dim, v.size(dim)));
    long[] lengths = all.values().stream().mapToLong(Long::longValue).toArray();
    return Layout.broadcast(v, List.copyOf(all.keySet()), lengths);
  }
}
