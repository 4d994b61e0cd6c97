package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The lengths of dimensions, on which all that has them must agree.
final class DimensionSizes {
  private DimensionSizes() {}

  /// The lengths by dimension, in order of first appearance.
  ///
  /// @throws AmasiaException.Alignment if two variables differ; names both
  static Map<String, Long> of(Map<String, Variable> variables, Coordinates coords) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    Map<String, String> firstNames = new LinkedHashMap<>();
    Map<String, Variable> all = new LinkedHashMap<>(variables);
    all.putAll(coords.asMap());
    all.forEach((name, variable) -> {
      for (String dim : variable.dims()) {
        Long before = sizes.putIfAbsent(dim, variable.size(dim));
        String first = firstNames.computeIfAbsent(dim, _ -> name);
        if (before != null && before != variable.size(dim)) {
          throw new AmasiaException.Alignment(
              "dimension '%s' has length %d in '%s' but %d in '%s'"
                  .formatted(dim, before, first, variable.size(dim), name));
        }
      }
    });
    return sizes;
  }

  /// Checks that coordinates fit a lone array.
  static void check(Variable variable, Coordinates coords) {
    of(Map.of("the array", variable), coords);
    coords
        .asMap()
        .forEach((name, coord) -> {
          if (!variable.dims().containsAll(coord.dims())) {
            throw new AmasiaException.Alignment(
                "coordinate '%s' has dimensions %s, the array only %s"
                    .formatted(name, coord.dims(), variable.dims()));
          }
        });
  }
}
