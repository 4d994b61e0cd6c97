package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names, order of dimensions, new and dropped ones, sorting, chunks.
final class Reshaping {
  private Reshaping() {}

  /// Variables, coordinates and dimensions renamed.
  ///
  /// @throws AmasiaException.Label if nothing has an old name
  static Dataset rename(Dataset dataset, Map<String, String> names) {
    for (String old : names.keySet()) {
      if (!dataset.has(old) && !dataset.sizes().containsKey(old)) {
        throw new AmasiaException.Label(
            "nothing named '%s' to rename; there are dimensions %s, variables %s, coordinates %s"
                .formatted(
                    old,
                    dataset.sizes().keySet(),
                    dataset.variables().keySet(),
                    dataset.coords().names()));
      }
    }
    return new Dataset(
        renamed(dataset.variables(), names),
        new Coordinates(renamed(dataset.coords().asMap(), names)),
        dataset.attrs());
  }

  /// Variables and coordinates alone renamed.
  static Dataset renameVars(Dataset dataset, Map<String, String> names) {
    names.keySet().forEach(dataset::variable);
    return new Dataset(
        renamed(dataset.variables(), names, Map.of()),
        new Coordinates(renamed(dataset.coords().asMap(), names, Map.of())),
        dataset.attrs());
  }

  /// Dimensions alone renamed.
  static Dataset renameDims(Dataset dataset, Map<String, String> names) {
    names.keySet().forEach(dataset::size);
    return new Dataset(
        renamed(dataset.variables(), Map.of(), names),
        new Coordinates(renamed(dataset.coords().asMap(), Map.of(), names)),
        dataset.attrs());
  }

  private static Map<String, Variable> renamed(
      Map<String, Variable> variables, Map<String, String> names) {
    return renamed(variables, names, names);
  }

  private static Map<String, Variable> renamed(
      Map<String, Variable> variables, Map<String, String> names, Map<String, String> dimNames) {
    Map<String, Variable> renamed = new LinkedHashMap<>();
    variables.forEach((name, v) -> {
      String changed = names.getOrDefault(name, name);
      List<String> dims = v.dims().stream().map(d -> dimNames.getOrDefault(d, d)).toList();
      Variable before = renamed.put(changed, dims.equals(v.dims()) ? v : v.withDims(dims));
      if (before != null) {
        throw new AmasiaException.Usage("two variables would be named '" + changed + "'");
      }
    });
    return renamed;
  }

  /// Dimension `dim` replaced by its coordinate `by`, which becomes the dimension coordinate.
  static Dataset swapDims(Dataset dataset, String dim, String by) {
    if (dataset.coords().has(by) && !dataset.coords().get(by).dims().equals(List.of(dim))) {
      throw new AmasiaException.Label(
          "'%s' has dimensions %s, so it can't take the place of '%s'"
              .formatted(by, dataset.coords().get(by).dims(), dim));
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset.variables().forEach((name, v) -> variables.put(name, swapped(v, dim, by)));
    return new Dataset(variables, dataset.coords().map(v -> swapped(v, dim, by)), dataset.attrs());
  }

  private static Variable swapped(Variable v, String dim, String by) {
    return v.dims().contains(dim)
        ? v.withDims(v.dims().stream().map(d -> d.equals(dim) ? by : d).toList())
        : v;
  }

  /// All variables and coordinates of a dataset, each in its part of the order.
  static Dataset transpose(Dataset dataset, List<String> order) {
    for (String dim : order) {
      if (!dataset.sizes().containsKey(dim) && !dim.equals("...")) {
        throw new AmasiaException.Label(
            "no dimension '%s' to transpose; there are %s"
                .formatted(dim, dataset.sizes().keySet()));
      }
    }
    return dataset
        .mapVariables(v -> transpose(v, order))
        .withCoords(dataset.coords().map(v -> transpose(v, order)));
  }

  /// The order of dimensions changed; none named reverses them.
  static Variable transpose(Variable v, List<String> order) {
    List<String> dims = order.isEmpty() ? v.dims().reversed() : new ArrayList<>(order);
    int rest = dims.indexOf("...");
    if (rest >= 0) {
      dims.remove(rest);
      dims.addAll(rest, v.dims().stream().filter(d -> !order.contains(d)).toList());
    }
    List<String> own = dims.stream().filter(v.dims()::contains).toList();
    if (!new HashSet<>(own).containsAll(v.dims())) {
      throw new AmasiaException.Label(
          "transpose to %s leaves out some of %s; name all".formatted(order, v.dims()));
    }
    return Layout.arrange(v, own);
  }

  /// A new first dimension of length 1, labelled by `label` or by the scalar coordinate of its
  /// name.
  static Dataset expand(Dataset dataset, String dim, @Nullable Variable label) {
    if (dataset.sizes().containsKey(dim)) {
      throw new AmasiaException.Usage("there is a dimension '" + dim + "' already");
    }
    Coordinates coords = dataset.coords();
    Variable given = label != null ? label : coords.find(dim).orElse(null);
    long size = label == null ? 1 : label.shape().size();
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset.variables().forEach((name, v) -> variables.put(name, expanded(v, dim, size)));
    if (given != null) {
      Variable along = given.ndim() == 0 ? expanded(given, dim, 1) : given;
      Map<String, Variable> all = new LinkedHashMap<>();
      all.put(dim, along);
      coords.asMap().forEach(all::putIfAbsent);
      coords = new Coordinates(all);
    }
    return new Dataset(variables, coords, dataset.attrs());
  }

  private static Variable expanded(Variable v, String dim, long size) {
    List<String> dims = new ArrayList<>(List.of(dim));
    dims.addAll(v.dims());
    long[] sizes = new long[dims.size()];
    sizes[0] = size;
    for (int d = 1; d < sizes.length; d++) {
      sizes[d] = v.shape().size(d - 1);
    }
    return Layout.broadcast(v, dims, sizes);
  }

  /// The given dimensions of length 1 dropped, or all such; their coordinates become scalars.
  static Dataset squeeze(Dataset dataset, Collection<String> dims) {
    Map<String, Long> at = new LinkedHashMap<>();
    dataset
        .sizes()
        .forEach((dim, size) -> {
          if (dims.contains(dim) && size != 1) {
            throw new AmasiaException.Usage(
                "squeeze of '%s', which has length %d, not 1".formatted(dim, size));
          }
          if (size == 1 && (dims.isEmpty() || dims.contains(dim))) {
            at.put(dim, 0L);
          }
        });
    for (String dim : dims) {
      if (!at.containsKey(dim)) {
        throw new AmasiaException.Label(
            "no dimension '%s' to squeeze; there are %s".formatted(dim, dataset.sizes().keySet()));
      }
    }
    return Selection.isel(dataset, at);
  }

  /// Sorted along the dimensions of 1-D keys, of which the first along a dimension counts most;
  /// missing labels last, equal ones in their order (reversed if descending).
  static Dataset sortby(Dataset dataset, List<Variable> keys, boolean ascending) {
    Map<String, Comparator<Integer>> orders = new LinkedHashMap<>();
    for (Variable key : keys) {
      if (key.ndim() != 1 || key.shape().size() != dataset.size(key.dims().getFirst())) {
        throw new AmasiaException.Usage(
            "sortby needs keys along one dimension, as long as it; this one is %s".formatted(key));
      }
      Labels labels = key.index().labels();
      orders.merge(key.dims().getFirst(), labels::compareMissingLast, Comparator::thenComparing);
    }
    Map<String, Indexer> sorted = new LinkedHashMap<>();
    orders.forEach((dim, order) -> {
      List<Integer> positions = new ArrayList<>();
      for (int i = 0; i < dataset.size(dim); i++) {
        positions.add(i);
      }
      positions.sort(order);
      List<Integer> wanted = ascending ? positions : positions.reversed();
      sorted.put(dim, Reindexing.range(wanted.stream().mapToLong(Integer::longValue).toArray()));
    });
    return Selection.isel(dataset, sorted);
  }

  /// Chunks of the given lengths along the named dimensions, one chunk for -1; others stay.
  static Variable chunk(Variable v, Map<String, Long> lengths) {
    Chunks chunks = v.data().chunks();
    for (int d = 0; d < v.ndim(); d++) {
      Long length = lengths.get(v.dims().get(d));
      long size = v.shape().size(d);
      if (length != null) {
        if (length == 0 || length < -1) {
          throw new AmasiaException.Usage(
              "chunks of length %d along '%s'; give 1 or more, or -1 for one chunk"
                  .formatted(length, v.dims().get(d)));
        }
        long chunk = length == -1 ? size : Math.min(length, size);
        chunks = chunks.with(d, new Chunks.Regular(size, Math.max(1, chunk)));
      }
    }
    return v.withData(Nodes.rechunk(v.data(), chunks));
  }

  /// The values `n` positions further along `dim`, missing where nothing came from.
  static Variable shift(Variable v, String dim, long n) {
    return shift(v, dim, n, null);
  }

  /// The same with `fill` where nothing came from: missing values if it is null.
  static Variable shift(Variable v, String dim, long n, @Nullable Object fill) {
    int axis = v.dims().indexOf(dim);
    if (axis < 0 || n == 0) {
      return v;
    }
    long[] positions = new long[Math.toIntExact(v.shape().size(axis))];
    for (int i = 0; i < positions.length; i++) {
      long from = i - n;
      positions[i] = from < 0 || from >= positions.length ? -1 : from;
    }
    return Reindexing.reindex(v, dim, positions, fill);
  }

  /// `dataset` without the positions along each dimension of `condition` where it holds nowhere.
  /// Reads the condition at once.
  static Dataset trim(Dataset dataset, Variable condition) {
    Map<String, Object> kept = new LinkedHashMap<>();
    List<Node> any = new ArrayList<>();
    for (String dim : condition.dims()) {
      List<String> others = condition.dims().stream().filter(d -> !d.equals(dim)).toList();
      any.add(
          others.isEmpty()
              ? condition.data()
              : Reducing.reduce(condition, Reduction.of(Reduction.Kind.ANY), others, false).data());
    }
    List<NdArray> masks = Computation.run(any);
    for (int d = 0; d < masks.size(); d++) {
      kept.put(condition.dims().get(d), masks.get(d));
    }
    return Selection.isel(dataset, kept);
  }
}
