package io.amasia.dataset;

import io.amasia.array.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a function promises of one of its results.
///
/// @param dtype of it
/// @param core its own dimensions, after those that are gone along, with their lengths
public record UfuncOutput(DType dtype, Map<String, Long> core) {
  public UfuncOutput {
    core = new LinkedHashMap<>(core);
  }

  UfuncOutput with(String dim, long length) {
    Map<String, Long> more = new LinkedHashMap<>(core);
    more.put(dim, length);
    return new UfuncOutput(dtype, more);
  }

  List<Long> lengths() {
    return List.copyOf(core.values());
  }
}
