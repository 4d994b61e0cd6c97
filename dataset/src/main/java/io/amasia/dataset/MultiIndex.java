package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;

/// Dimensions stacked into one whose positions have a label of each of several levels, and back.
///
/// The levels are coordinates along the dimension that know their distinct labels
/// ([Variable#level]); there is no coordinate of tuples.
final class MultiIndex {
  private MultiIndex() {}

  /// `dims` made one last dimension `name`, the last of them fastest, all combinations kept. A
  /// dimension without labels gets its positions.
  static Dataset stack(Dataset dataset, String name, List<String> given) {
    List<String> dims = Layout.spelledOut(given, List.copyOf(dataset.sizes().keySet()));
    if (dims.stream().distinct().count() < dims.size()) {
      throw new AmasiaException.Usage("a dimension twice in " + dims + ", to be stacked");
    }
    if (dataset.sizes().containsKey(name)) {
      throw new AmasiaException.Usage("there is a dimension '" + name + "' already");
    }
    Map<String, Long> sizes = Folding.sizes(dataset, dims);
    Map<String, Variable> coords = new LinkedHashMap<>();
    dataset
        .coords()
        .asMap()
        .forEach((key, v) -> {
          if (!sizes.containsKey(key)) {
            coords.put(key, Folding.merge(v, sizes, name));
          }
        });
    for (String dim : dims) {
      Variable labels =
          dataset.coords().hasLabels(dim) ? dataset.coords().get(dim) : positions(dataset, dim);
      coords.put(dim, Folding.merge(labels, sizes, name).asLevel(labels));
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset.variables().forEach((key, v) -> variables.put(key, Folding.merge(v, sizes, name)));
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
  }

  private static Variable positions(Dataset dataset, String dim) {
    long[] all = LongStream.range(0, dataset.size(dim)).toArray();
    return Variable.of(List.of(dim), Nodes.literal(NdArray.of(Shape.of(all.length), all)));
  }

  /// The positions of a multi-index in the grid of its levels.
  ///
  /// @param levels the labels of each level that occur, in the order of the level
  /// @param cells for each cell of their grid, the position that is there, or -1
  /// @param whole whether the positions are all cells in their order
  @SuppressWarnings("ArrayRecordComponent") // of this class alone, never changed
  private record Grid(Map<String, Variable> levels, long[] cells, boolean whole) {
    static Grid of(Dataset dataset, String name) {
      Map<String, Variable> levels = dataset.coords().levels(name);
      if (levels.isEmpty()) {
        throw new AmasiaException.Label(
            "'%s' is no stacked dimension; use setIndex(\"%s\", LEVELS…) first if it has levels"
                .formatted(name, name));
      }
      int n = Math.toIntExact(dataset.size(name));
      long[] at = new long[n];
      Map<String, Variable> used = new LinkedHashMap<>();
      long count = 1;
      for (var entry : levels.entrySet()) {
        Variable labels = entry.getValue().level().orElseThrow();
        long[] codes = codes(entry.getValue(), labels);
        if (Arrays.stream(codes).anyMatch(code -> code < 0)) {
          throw new AmasiaException.Label(
              "labels of '%s' are missing along '%s', so it can't be unstacked; use toUnstackedDataset, or select what has labels"
                  .formatted(entry.getKey(), name));
        }
        long[] occur = occurring(codes, labels.shape().size());
        long[] rank = new long[Math.toIntExact(labels.shape().size())];
        for (int k = 0; k < occur.length; k++) {
          rank[(int) occur[k]] = k;
        }
        for (int i = 0; i < n; i++) {
          at[i] = at[i] * occur.length + rank[(int) codes[i]];
        }
        count = Math.multiplyExact(count, occur.length);
        Variable own = labels.withDims(List.of(entry.getKey()));
        used.put(entry.getKey(), Layout.take(own, entry.getKey(), Reindexing.range(occur)));
      }
      return new Grid(used, cells(name, at, count), n == count && isWhole(at));
    }

    /// The labels of a level that occur: in its order if all do, else as they come, as in pandas.
    private static long[] occurring(long[] codes, long count) {
      long[] distinct = Arrays.stream(codes).distinct().toArray();
      return distinct.length == count ? LongStream.range(0, count).toArray() : distinct;
    }

    private static boolean isWhole(long[] at) {
      for (int i = 0; i < at.length; i++) {
        if (at[i] != i) {
          return false;
        }
      }
      return true;
    }

    private static long[] cells(String name, long[] at, long count) {
      long[] cells = new long[Math.toIntExact(count)];
      Arrays.fill(cells, -1);
      for (int i = 0; i < at.length; i++) {
        if (cells[(int) at[i]] >= 0) {
          throw new AmasiaException.Label(
              "'%s' has the same labels at positions %d and %d, so it can't be unstacked"
                  .formatted(name, cells[(int) at[i]], i));
        }
        cells[(int) at[i]] = i;
      }
      return cells;
    }
  }

  /// The number of each label of a level among its distinct ones.
  private static long[] codes(Variable level, Variable labels) {
    return labels.index().positionsOf(level.index().labels(), Lookup.EXACT);
  }

  /// Stacked dimension `name` made its levels again, as last dimensions; cells that nothing is at
  /// are filled.
  static Dataset unstack(Dataset dataset, String name, Fill fill) {
    Grid grid = Grid.of(dataset, name);
    Map<String, Long> sizes = new LinkedHashMap<>();
    grid.levels.forEach((level, labels) -> sizes.put(level, labels.shape().size()));
    Map<String, Variable> coords = new LinkedHashMap<>(grid.levels);
    dataset
        .coords()
        .asMap()
        .forEach((key, v) ->
            coords.computeIfAbsent(key, _ -> unstack(v, name, grid, sizes, fill.of(key))));
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((key, v) -> variables.put(key, unstack(v, name, grid, sizes, fill.of(key))));
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
  }

  private static Variable unstack(
      Variable v,
      String name,
      Grid grid,
      Map<String, Long> sizes,
      @org.jspecify.annotations.Nullable Object fill) {
    if (!v.dims().contains(name)) {
      return v;
    }
    List<String> order = new ArrayList<>(v.dims());
    order.remove(name);
    order.add(name);
    Variable last = Layout.arrange(v, order);
    Variable full =
        grid.whole
            ? last
            : Reindexing.reindex(last, name, grid.cells, Reindexing.beside(last, fill));
    return Folding.split(full, name, sizes);
  }

  /// The multi-index of `dim` made of 1-D coordinates along it; one makes it the plain index.
  static Dataset setIndex(Dataset dataset, String dim, List<String> by) {
    Map<String, Variable> coords = new LinkedHashMap<>(dataset.coords().asMap());
    for (String name : by) {
      if (!dataset.variable(name).dims().equals(List.of(dim))) {
        throw new AmasiaException.Label(
            "'%s' lies along %s, so it can't label '%s'"
                .formatted(name, dataset.variable(name).dims(), dim));
      }
    }
    Dataset without = dataset;
    coords.remove(dim);
    for (String name : by) {
      Variable v = dataset.variable(name).asLevel(null);
      coords.remove(name);
      if (by.size() == 1) {
        coords.put(dim, v);
      } else {
        long[] distinct =
            v.index().labels().sortedDistinct().stream().mapToLong(Integer::longValue).toArray();
        Variable known = v.sameValues(Nodes.literal(v.index().values()));
        coords.put(name, v.asLevel(Layout.take(known, dim, Reindexing.range(distinct))));
      }
      if (dataset.variables().containsKey(name)) {
        without = without.dropVars(name);
      }
    }
    return without.withCoords(new Coordinates(coords));
  }

  /// The levels of the multi-index of `dim` in the order named.
  static Dataset reorderLevels(Dataset dataset, String dim, List<String> order) {
    Map<String, Variable> levels = dataset.coords().levels(dim);
    if (order.size() != levels.size() || !levels.keySet().containsAll(order)) {
      throw new AmasiaException.Label(
          "levels %s of '%s', which has %s; name each once".formatted(order, dim, levels.keySet()));
    }
    Map<String, Variable> coords = new LinkedHashMap<>(dataset.coords().asMap());
    order.forEach(name -> coords.put(name, Objects.requireNonNull(coords.remove(name))));
    return dataset.withCoords(new Coordinates(coords));
  }

  /// The index of `dim`, or of all levels of it, taken from the coordinates, or these dropped.
  static Dataset resetIndex(Dataset dataset, String dim, boolean drop) {
    Set<String> levels = dataset.coords().levels(dim).keySet();
    if (drop) {
      List<String> gone = levels.isEmpty() ? List.of(dim) : List.copyOf(levels);
      return dataset.withCoords(dataset.coords().without(gone));
    }
    return Indexing.drop(dataset, levels.isEmpty() ? List.of(dim) : List.copyOf(levels));
  }

  /// The dimension that `name` is a level of; empty if it is none.
  static java.util.Optional<String> dimOfLevel(Dataset dataset, String name) {
    return dataset
        .coords()
        .find(name)
        .filter(v -> v.level().isPresent())
        .map(v -> v.dims().getFirst());
  }

  /// The positions of stacked dimension `dim` at labels of its levels. A level of which one label
  /// is asked for becomes a scalar; when a single level is left, it takes the dimension's place.
  static Dataset sel(Dataset dataset, String dim, Map<String, Object> labels) {
    Map<String, Variable> levels = dataset.coords().levels(dim);
    Set<Long> kept = new LinkedHashSet<>();
    LongStream.range(0, dataset.size(dim)).forEach(kept::add);
    List<String> single = new ArrayList<>();
    labels.forEach((level, label) -> {
      Variable v = levels.get(level);
      if (v == null) {
        throw new AmasiaException.Label(
            "no level '%s' of '%s'; there are %s".formatted(level, dim, levels.keySet()));
      }
      Variable distinct = v.level().orElseThrow();
      long[] codes = codes(v, distinct);
      Selection.Labelling chosen = Selection.positions(distinct.index(), label);
      Set<Long> wanted = new LinkedHashSet<>();
      for (long i = 0; i < chosen.positions().count(); i++) {
        wanted.add(chosen.positions().at(i));
      }
      kept.removeIf(i -> !wanted.contains(codes[Math.toIntExact(i)]));
      if (chosen.single()) {
        single.add(level);
      }
    });
    if (kept.isEmpty()) {
      throw new AmasiaException.Label("nothing along '%s' has labels %s".formatted(dim, labels));
    }
    long[] positions = kept.stream().mapToLong(Long::longValue).toArray();
    if (single.size() == levels.size()) {
      return dataset.isel(dim, positions[0]);
    }
    Dataset taken = dataset.isel(dim, new Indexer.Points(positions));
    Map<String, Variable> coords = new LinkedHashMap<>(taken.coords().asMap());
    for (String level : single) {
      Variable v = Objects.requireNonNull(coords.get(level));
      coords.put(level, Layout.drop(Layout.take(v, dim, Indexer.Range.of(0, 1)), dim));
    }
    List<String> left = levels.keySet().stream().filter(l -> !single.contains(l)).toList();
    if (left.size() > 1) {
      return taken.withCoords(new Coordinates(coords));
    }
    String last = left.getFirst();
    Variable plain = Objects.requireNonNull(coords.remove(last)).asLevel(null);
    Dataset renamed =
        Reshaping.rename(taken.withCoords(new Coordinates(coords)), Map.of(dim, last));
    return renamed.withCoord(last, plain.withDims(List.of(last)).compute());
  }
}
