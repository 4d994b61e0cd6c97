package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A node of a tree without its place: its own data, and the nodes below it by name.
record Branch(Dataset data, Map<String, Branch> children) {
  static final Branch EMPTY =
      new Branch(new Dataset(Map.of(), Coordinates.NONE, Map.of()), Map.of());

  Branch {
    children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
  }

  Branch with(String name, Branch child) {
    Map<String, Branch> changed = new LinkedHashMap<>(children);
    changed.put(name, child);
    return new Branch(data, changed);
  }

  /// With the dataset of the node at `path` from here added or replaced; groups in between are
  /// made.
  Branch put(List<String> path, Dataset dataset) {
    if (path.isEmpty()) {
      return new Branch(dataset, children);
    }
    Branch child = children.getOrDefault(path.getFirst(), Branch.EMPTY);
    return with(path.getFirst(), child.put(path.subList(1, path.size()), dataset));
  }

  /// Checks that this node, at `path`, and those below fit the coordinates above.
  ///
  /// @throws AmasiaException.Alignment if one does not
  void check(Coordinates above, String path) {
    data.sizes()
        .forEach((dim, size) -> {
          if (!above.hasIndex(dim)) {
            return;
          }
          Variable theirs = above.get(dim);
          boolean fits =
              data.coords().hasIndex(dim)
                  ? Alignment.same(theirs, data.coords().get(dim))
                  : theirs.shape().size() == size;
          if (!fits) {
            throw new AmasiaException.Alignment(
                "group %s has other labels or another length along '%s' than the groups above it (%d and %d); rename the dimension, or move the group"
                    .formatted(path, dim, size, theirs.shape().size()));
          }
        });
    Coordinates all = inherited(above, data);
    String prefix = path.equals("/") ? "/" : path + "/";
    children.forEach((name, child) -> child.check(all, prefix + name));
  }

  /// The coordinates that nodes below a dataset of its own inherit.
  static Coordinates inherited(Coordinates above, Dataset own) {
    Coordinates all = above;
    for (String dim : own.sizes().keySet()) {
      if (own.coords().hasIndex(dim)) {
        all = all.with(dim, own.coords().get(dim));
      }
    }
    return all;
  }
}
