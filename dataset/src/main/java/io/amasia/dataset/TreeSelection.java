package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/// Selection from all nodes of a tree: each takes what is said of the dimensions that it has.
///
/// A dimension that no node has is an [AmasiaException.Label].
sealed interface TreeSelection permits DataTree {
  private DataTree here() {
    return switch (this) {
      case DataTree tree -> tree;
    };
  }

  /// By position in every node that has the dimension.
  default DataTree isel(String dim, Object indexer) {
    return isel(Map.of(dim, indexer));
  }

  /// By position along several dimensions at once, of which each node takes its own.
  default DataTree isel(Map<String, ?> indexers) {
    return isel(indexers, false);
  }

  /// The same; `drop` leaves out the coordinates that became single ones.
  default DataTree isel(Map<String, ?> indexers, boolean drop) {
    return selected(indexers, (dataset, own) -> dataset.isel(own, drop));
  }

  /// By label in every node that has the dimension.
  default DataTree sel(String dim, Object label) {
    return sel(Map.of(dim, label));
  }

  /// By label as `lookup` finds it.
  default DataTree sel(String dim, Object label, Lookup lookup) {
    return sel(Map.of(dim, label), lookup);
  }

  /// By label along several dimensions at once, of which each node takes its own.
  default DataTree sel(Map<String, ?> labels) {
    return sel(labels, Lookup.EXACT);
  }

  /// The same, each label as `lookup` finds it.
  default DataTree sel(Map<String, ?> labels, Lookup lookup) {
    return sel(labels, lookup, false);
  }

  /// The same; `drop` leaves out the coordinates that became single ones.
  default DataTree sel(Map<String, ?> labels, Lookup lookup, boolean drop) {
    return selected(labels, (dataset, own) -> dataset.sel(own, lookup, drop));
  }

  private DataTree selected(
      Map<String, ?> indexers, BiFunction<Dataset, Map<String, ?>, Dataset> work) {
    requireSomewhere(here(), indexers.keySet());
    return here()
        .mapOverDatasets(dataset -> {
          Map<String, Object> own = new LinkedHashMap<>(indexers);
          own.keySet().retainAll(dataset.sizes().keySet());
          return own.isEmpty() ? dataset : work.apply(dataset, own);
        });
  }

  /// Refuses dimensions that no node has.
  static void requireSomewhere(DataTree tree, Collection<String> dims) {
    Set<String> all = new LinkedHashSet<>();
    tree.subtree().forEach(one -> all.addAll(one.dataset().sizes().keySet()));
    for (String dim : dims) {
      if (!all.contains(dim)) {
        throw new AmasiaException.Label(
            "no dimension '%s' in any node of the tree; there are %s".formatted(dim, all));
      }
    }
  }

  /// A tree without the nodes that have no variables, save those that lead to others.
  default DataTree prune() {
    return prune(false);
  }

  /// The same; `dropSizeZeroVars` takes variables of length 0 for none.
  default DataTree prune(boolean dropSizeZeroVars) {
    return here()
        .filter(one ->
            one.own().variables().values().stream()
                .anyMatch(v -> !dropSizeZeroVars || v.shape().size() > 0));
  }
}
