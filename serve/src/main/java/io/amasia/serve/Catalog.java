package io.amasia.serve;

import io.amasia.array.AmasiaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The datasets of a server by their names. Immutable.
public final class Catalog {
  private final Map<String, Served> datasets = new LinkedHashMap<>();

  /// @throws AmasiaException.Usage if two have the same name
  Catalog(List<Served> all) {
    for (Served one : all) {
      if (datasets.putIfAbsent(one.name(), one) != null) {
        throw new AmasiaException.Usage(
            "two datasets are called '%s'; give them names: NAME=URL".formatted(one.name()));
      }
    }
  }

  /// All, in the order they were given.
  public List<Served> all() {
    return List.copyOf(datasets.values());
  }

  /// The dataset called `name`, if there is one.
  public Optional<Served> find(String name) {
    return Optional.ofNullable(datasets.get(name));
  }
}
