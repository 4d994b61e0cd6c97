package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Indexes given to coordinates and taken from them.
final class Indexing {
  private Indexing() {}

  static Dataset set(Dataset dataset, List<String> names) {
    for (String name : names) {
      Variable coord = dataset.coords().get(name);
      if (coord.ndim() != 1) {
        throw new AmasiaException.Unsupported(
            "an index on '%s', which lies along %s; there are indexes of labels along one dimension%s"
                .formatted(
                    name,
                    coord.dims(),
                    coord.ndim() == 0
                        ? ": expandDims(\"%s\") first".formatted(name)
                        : ", and several of them as a multi-index"));
      }
      if (coord.level().isPresent()) {
        String dim = coord.dims().getFirst();
        throw new AmasiaException.Label(
            "'%s' has an index, as a level of '%s'; resetIndex(\"%s\") first"
                .formatted(name, dim, dim));
      }
    }
    return names.size() > 1
        ? levels(dataset, names)
        : dataset.withCoords(
            names.stream()
                .reduce(
                    dataset.coords(),
                    (coords, name) ->
                        coords.with(
                            name, coords.get(name).asLevel(null).indexed(Variable.Indexed.ALWAYS)),
                    (_, last) -> last));
  }

  private static Dataset levels(Dataset dataset, List<String> names) {
    String dim = dataset.coords().get(names.getFirst()).dims().getFirst();
    if (names.contains(dim)) {
      throw new AmasiaException.Label(
          "level '%s' of a multi-index along the dimension of this name; rename one of them"
              .formatted(dim));
    }
    return MultiIndex.setIndex(dataset, dim, names);
  }

  static Dataset drop(Dataset dataset, List<String> names) {
    Set<String> gone = new LinkedHashSet<>(names);
    for (String dim : dataset.sizes().keySet()) {
      Set<String> levels = dataset.coords().levels(dim).keySet();
      if (gone.containsAll(levels) && !levels.isEmpty()) {
        gone.remove(dim);
      } else if ((gone.contains(dim) && !levels.isEmpty())
          || levels.stream().anyMatch(gone::contains)) {
        throw new AmasiaException.Label(
            "the multi-index of '%s' is built from %s; drop it by naming them all"
                .formatted(dim, levels));
      }
    }
    Map<String, Variable> coords = new LinkedHashMap<>(dataset.coords().asMap());
    for (String name : gone) {
      Variable coord = dataset.coords().get(name);
      if (coord.level().isEmpty() && !coord.isIndexed(name)) {
        throw new AmasiaException.Label(
            "'%s' has no index; there are indexes of %s"
                .formatted(name, dataset.indexes().keySet()));
      }
      coords.put(name, coord.asLevel(null).indexed(Variable.Indexed.NEVER));
    }
    return dataset.withCoords(new Coordinates(coords));
  }
}
