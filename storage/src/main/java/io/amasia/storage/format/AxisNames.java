package io.amasia.storage.format;

import java.util.LinkedHashMap;
import java.util.Map;

/// The dimensions of a group whose arrays don't all name them.
///
/// A dimension without a name is called `dim_N` after its axis; where arrays of the group disagree
/// on its length, `ARRAY_dim_N`.
public final class AxisNames {
  private final Map<String, Long> dims = new LinkedHashMap<>();

  /// The name of axis `axis`, of length `size`, of `array`, which calls it `given` (or nothing).
  public String name(String array, int axis, String given, long size) {
    String dim = given.isEmpty() ? "dim_" + axis : given;
    if (given.isEmpty() && dims.getOrDefault(dim, size) != size) {
      dim = array + "_" + dim;
    }
    dims.putIfAbsent(dim, size);
    return dim;
  }

  /// The dimensions that were named so far, with the length each had first.
  public Map<String, Long> dims() {
    return dims;
  }
}
