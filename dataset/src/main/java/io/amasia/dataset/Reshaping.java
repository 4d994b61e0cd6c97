package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.ResultType;
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
import java.util.Optional;
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
    Map<String, Variable> variables = renamed(dataset.variables(), names);
    Map<String, Variable> coords = renamed(dataset.coords().asMap(), names);
    coords.keySet().stream()
        .filter(variables::containsKey)
        .findFirst()
        .ifPresent(twice -> {
          throw new AmasiaException.Usage(
              "a variable and a coordinate would be named '" + twice + "'");
        });
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
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
    dataset.size(dim);
    if (dataset.has(by) && !dataset.variable(by).dims().equals(List.of(dim))) {
      throw new AmasiaException.Label(
          "'%s' has dimensions %s, so it can't take the place of '%s'"
              .formatted(by, dataset.variable(by).dims(), dim));
    }
    if (dataset.variables().containsKey(by)) {
      return swapDims(dataset.setCoords(by), dim, by);
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset.variables().forEach((name, v) -> variables.put(name, swapped(v, dim, by)));
    Coordinates coords = dataset.coords().map(v -> swapped(v, dim, by));
    Optional<Variable> labels = coords.find(by).map(v -> v.indexed(Variable.Indexed.BY_NAME));
    coords = labels.isPresent() ? coords.with(by, labels.get()) : coords;
    return new Dataset(variables, coords, dataset.attrs());
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
    List<String> dims = order.isEmpty() ? v.dims().reversed() : Layout.spelledOut(order, v.dims());
    List<String> own = dims.stream().filter(v.dims()::contains).toList();
    if (!new HashSet<>(own).containsAll(v.dims())) {
      throw new AmasiaException.Label(
          "transpose to %s leaves out some of %s; name all".formatted(order, v.dims()));
    }
    return Layout.arrange(v, own);
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

  /// Sorted along the dimensions of 1-D keys, names (of stacked dimensions: their levels in order)
  /// or arrays, of which the first along a dimension counts most; missing labels last, equal ones
  /// in their order (reversed if descending). Labels of arrays are brought onto those here.
  static Dataset sortby(Dataset given, List<?> by, boolean ascending) {
    List<Dataset> all = new ArrayList<>(List.of(given));
    by.forEach(one -> {
      if (one instanceof DataArray array) {
        all.add(array.toTemporary());
      }
    });
    Dataset dataset = Alignment.align(Alignment.Join.LEFT, all).getFirst();
    Map<String, List<Labels>> keys = new LinkedHashMap<>();
    for (Object one : withLevels(dataset, by)) {
      Variable key = key(dataset, one);
      if (key.ndim() != 1) {
        throw new AmasiaException.Usage(
            "sortby '%s' along %s; keys of one dimension are needed"
                .formatted(one instanceof DataArray a ? a.name().orElse("") : one, key.dims()));
      }
      keys.computeIfAbsent(key.dims().getFirst(), _ -> new ArrayList<>()).add(key.index().labels());
    }
    Map<String, Indexer> sorted = new LinkedHashMap<>();
    keys.forEach((dim, labels) -> {
      List<Integer> positions = new ArrayList<>();
      for (int i = 0; i < dataset.size(dim); i++) {
        positions.add(i);
      }
      positions.sort(ascending ? ascending(labels) : descending(labels));
      sorted.put(dim, Reindexing.range(positions.stream().mapToLong(Integer::longValue).toArray()));
    });
    return Selection.isel(dataset, sorted);
  }

  private static List<Object> withLevels(Dataset dataset, List<?> by) {
    List<Object> keys = new ArrayList<>();
    for (Object one : by) {
      Map<String, Variable> levels =
          one instanceof String name && !dataset.has(name)
              ? dataset.coords().levels(name)
              : Map.of();
      keys.addAll(levels.isEmpty() ? List.of(one) : levels.keySet());
    }
    return keys;
  }

  private static Comparator<Integer> ascending(List<Labels> keys) {
    Comparator<Integer> order = (_, _) -> 0;
    for (Labels key : keys) {
      order = order.thenComparing(key::compareMissingLast);
    }
    return order;
  }

  /// What lacks the first key comes last, then what lacks the second; equal ones in reverse.
  private static Comparator<Integer> descending(List<Labels> keys) {
    Comparator<Integer> order = (_, _) -> 0;
    for (Labels key : keys) {
      order = order.thenComparing(key::isMissing);
    }
    return order.thenComparing(ascending(keys).reversed()).thenComparing(Comparator.reverseOrder());
  }

  private static Variable key(Dataset dataset, Object by) {
    return switch (by) {
      case DataArray array ->
          Alignment.align(Alignment.Join.LEFT, List.of(dataset, array.toTemporary()))
              .get(1)
              .variable(Dataset.TEMPORARY);
      case Variable v -> v;
      case String name -> dataset.has(name) ? dataset.variable(name) : dataset.labels(name);
      default -> throw new AmasiaException.Usage("sortby %s; give names or arrays".formatted(by));
    };
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
    return v.sameValues(Nodes.rechunk(v.data(), chunks));
  }

  /// The values `n` positions further along `dim`, missing where nothing came from.
  static Variable shift(Variable v, String dim, long n) {
    return shift(v, dim, n, null);
  }

  /// The same with `fill` where nothing came from: missing values if it is null, for which there is
  /// room in the result also if nothing moves.
  static Variable shift(Variable v, String dim, long n, @Nullable Object fill) {
    int axis = v.dims().indexOf(dim);
    if (axis < 0 || (n == 0 && (fill != null || v.dtype() == DType.STRING))) {
      return v;
    }
    if (n == 0) {
      return v.sameValues(Nodes.cast(v.data(), ResultType.missingValued(v.dtype())));
    }
    long[] positions = new long[Math.toIntExact(v.shape().size(axis))];
    for (int i = 0; i < positions.length; i++) {
      long from = i - n;
      positions[i] = from < 0 || from >= positions.length ? -1 : from;
    }
    return Reindexing.reindex(v, dim, positions, Reindexing.beside(v, fill));
  }

  /// `dataset` without the positions along each dimension of `condition` where it holds nowhere, in
  /// none of its variables. Reads the condition at once.
  static Dataset trim(Dataset dataset, Dataset condition) {
    List<String> dims = new ArrayList<>();
    List<Node> any = new ArrayList<>();
    for (Variable test : condition.variables().values()) {
      for (String dim : test.dims()) {
        List<String> others = test.dims().stream().filter(d -> !d.equals(dim)).toList();
        dims.add(dim);
        any.add(
            others.isEmpty()
                ? test.data()
                : Reducing.reduce(test, Reduction.of(Reduction.Kind.ANY), others, false).data());
      }
    }
    List<NdArray> masks = Computation.ahead("where with drop", any);
    Map<String, boolean[]> kept = new LinkedHashMap<>();
    for (int k = 0; k < masks.size(); k++) {
      long[] mask = masks.get(k).toLongs();
      boolean[] all = kept.computeIfAbsent(dims.get(k), _ -> new boolean[mask.length]);
      for (int i = 0; i < mask.length; i++) {
        all[i] |= mask[i] != 0;
      }
    }
    return Selection.isel(dataset, kept);
  }
}
