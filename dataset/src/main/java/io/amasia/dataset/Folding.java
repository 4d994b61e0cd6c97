package io.amasia.dataset;

import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Several dimensions made one, and one made several, lazily.
public final class Folding {
  private Folding() {}

  /// `v` with the dimensions of `sizes` made one last dimension `name`, the last of them fastest.
  /// Repeated along those it lacks; unchanged if it lacks all.
  public static Variable merge(Variable v, Map<String, Long> sizes, String name) {
    if (v.dims().stream().noneMatch(sizes::containsKey)) {
      return v;
    }
    List<String> dims = new ArrayList<>(v.dims());
    dims.removeAll(sizes.keySet());
    int axis = dims.size();
    dims.addAll(sizes.keySet());
    long[] lengths =
        dims.stream().mapToLong(d -> v.dims().contains(d) ? v.size(d) : size(sizes, d)).toArray();
    Variable whole = Layout.broadcast(v, dims, lengths);
    long merged = sizes.values().stream().reduce(1L, Math::multiplyExact);
    List<String> named = new ArrayList<>(dims.subList(0, axis));
    named.add(name);
    if (sizes.size() == 1) {
      return whole.withDims(named);
    }
    return whole.sameValues(
        named, Nodes.reshape(whole.data(), axis, sizes.size(), List.of(merged)));
  }

  private static long size(Map<String, Long> sizes, String dim) {
    return sizes.getOrDefault(dim, 1L);
  }

  /// `v` with dimension `name` made the dimensions of `sizes`, in its place, the last of them
  /// fastest. Unchanged if it lacks the dimension.
  public static Variable split(Variable v, String name, Map<String, Long> sizes) {
    int axis = v.dims().indexOf(name);
    if (axis < 0) {
      return v;
    }
    List<String> dims = new ArrayList<>(v.dims());
    dims.remove(axis);
    dims.addAll(axis, sizes.keySet());
    if (sizes.size() == 1) {
      return v.withDims(dims);
    }
    return v.sameValues(dims, Nodes.reshape(v.data(), axis, 1, List.copyOf(sizes.values())));
  }

  /// The lengths of `dims` in `dataset`, in that order.
  ///
  /// @throws io.amasia.array.AmasiaException.Label if it lacks one
  public static Map<String, Long> sizes(Dataset dataset, List<String> dims) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    dims.forEach(dim -> sizes.put(dim, dataset.size(dim)));
    return sizes;
  }
}
