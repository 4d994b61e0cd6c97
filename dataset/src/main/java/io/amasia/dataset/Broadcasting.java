package io.amasia.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Arrays and datasets repeated along each other's dimensions.
public final class Broadcasting {
  private Broadcasting() {}

  /// All on the outer join of their labels, each with all dimensions, in order of first appearance.
  @SafeVarargs
  public static <T extends Labelled<T>> List<T> broadcast(T... objects) {
    List<Dataset> given = new ArrayList<>();
    for (T object : objects) {
      given.add(dataset(object));
    }
    List<Dataset> aligned = Alignment.align(Alignment.Join.OUTER, given);
    Map<String, Long> sizes = new LinkedHashMap<>();
    Map<String, Variable> labels = new LinkedHashMap<>();
    aligned.forEach(one -> collect(one, sizes, labels));
    List<T> results = new ArrayList<>();
    for (int i = 0; i < objects.length; i++) {
      Dataset one = aligned.get(i);
      results.add(objects[i].through(_ -> to(one, sizes, labels)));
    }
    return results;
  }

  private static Dataset dataset(Labelled<?> object) {
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
    List<String> dims = List.copyOf(sizes.keySet());
    long[] lengths = sizes.values().stream().mapToLong(Long::longValue).toArray();
    Coordinates coords = dataset.coords();
    for (var entry : labels.entrySet()) {
      coords = coords.with(entry.getKey(), entry.getValue());
    }
    return dataset.mapVariables(v -> Layout.broadcast(v, dims, lengths)).withCoords(coords);
  }
}
