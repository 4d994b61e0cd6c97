package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Indexer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Datasets brought onto common labels.
public final class Alignment {
  private Alignment() {}

  /// Which labels are kept where indexes differ.
  public enum Join {
    /// Those that are in all, in the order of the first.
    INNER,
    /// Those that are in any, sorted.
    OUTER,
    /// Those of the first.
    LEFT,
    /// Indexes must be equal.
    EXACT
  }

  /// The datasets on common labels. Equal indexes are left alone whatever the join.
  ///
  /// @throws AmasiaException.Alignment if [Join#EXACT] meets different labels, or a dimension
  ///   without labels has different lengths
  public static List<Dataset> align(Join join, List<Dataset> datasets) {
    Set<String> dims = new LinkedHashSet<>();
    datasets.forEach(dataset -> dims.addAll(dataset.sizes().keySet()));
    List<Dataset> aligned = new ArrayList<>(datasets);
    for (String dim : dims) {
      alignAlong(dim, join, aligned);
    }
    return aligned;
  }

  private static void alignAlong(String dim, Join join, List<Dataset> datasets) {
    List<Variable> labelled = new ArrayList<>();
    for (Dataset dataset : datasets) {
      if (dataset.coords().hasIndex(dim) && dataset.sizes().containsKey(dim)) {
        labelled.add(dataset.coords().get(dim));
      }
    }
    if (labelled.size() < 2 || labelled.stream().allMatch(v -> same(labelled.getFirst(), v))) {
      checkSizes(dim, datasets);
      return;
    }
    Index first = labelled.getFirst().index();
    Variable target =
        switch (join) {
          case EXACT -> throw mismatch(dim, first, labelled);
          case LEFT -> labelled.getFirst();
          case INNER -> inner(dim, labelled);
          case OUTER -> outer(labelled);
        };
    for (int i = 0; i < datasets.size(); i++) {
      Dataset dataset = datasets.get(i);
      if (dataset.coords().hasIndex(dim)) {
        datasets.set(i, onto(dataset, dim, target));
      }
    }
    checkSizes(dim, datasets);
  }

  /// Whether two dimension coordinates have the same labels; the same node needs no look.
  static boolean same(Variable a, Variable b) {
    if (a.data() == b.data()) {
      return a.calendar().equals(b.calendar());
    }
    if (!a.calendar().equals(b.calendar())) {
      throw new AmasiaException.Alignment(
          "times of calendars %s and %s can't be aligned; compare them after grouping by year or month"
              .formatted(a.calendar().orElseThrow().label(), b.calendar().orElseThrow().label()));
    }
    return a.index().sameLabels(b.index());
  }

  private static void checkSizes(String dim, List<Dataset> datasets) {
    Long size = null;
    for (Dataset dataset : datasets) {
      Long own = dataset.sizes().get(dim);
      if (own != null && size != null && !own.equals(size)) {
        throw new AmasiaException.Alignment(
            "dimension '%s' has lengths %d and %d, and not both have labels to align by"
                .formatted(dim, size, own));
      }
      size = own == null ? size : own;
    }
  }

  private static AmasiaException mismatch(String dim, Index first, List<Variable> labelled) {
    Index other =
        labelled.stream()
            .map(Variable::index)
            .filter(index -> !index.sameLabels(first))
            .findFirst()
            .orElseThrow();
    return new AmasiaException.Alignment(
        "labels along '%s' differ: %s and %s".formatted(dim, span(first), span(other)));
  }

  private static String span(Index index) {
    return index.size() == 0
        ? "none"
        : "%d from %s to %s".formatted(index.size(), index.text(0), index.text(index.size() - 1));
  }

  private static Variable inner(String dim, List<Variable> labelled) {
    Variable first = labelled.getFirst();
    labelled.forEach(v -> requireUnique(dim, v.index()));
    Labels labels = first.index().labels();
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      Object key = labels.key(i);
      if (labelled.stream().allMatch(v -> v.index().find(key) >= 0)) {
        kept.add((long) i);
      }
    }
    long[] positions = kept.stream().mapToLong(Long::longValue).toArray();
    return Layout.take(first, dim, Reindexing.range(positions));
  }

  /// All labels, sorted, each once.
  private static Variable outer(List<Variable> labelled) {
    Variable joined = Combination.concat(labelled, labelled.getFirst().dims().getFirst());
    Labels labels = joined.index().labels();
    List<Integer> order = labels.sortedDistinct();
    long[] positions = order.stream().mapToLong(Integer::longValue).toArray();
    return Layout.take(joined, joined.dims().getFirst(), new Indexer.Points(positions));
  }

  /// `dataset` on the labels of `target`, missing where it has none.
  ///
  /// @throws AmasiaException.Alignment if its own labels repeat
  public static Dataset onto(Dataset dataset, String dim, Variable target) {
    Variable own = dataset.coords().get(dim);
    if (own == target || same(own, target)) {
      return dataset;
    }
    requireUnique(dim, own.index());
    Labels wanted = target.index().labels();
    long[] positions = new long[wanted.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = own.index().find(wanted.key(i));
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((name, v) -> variables.put(name, Reindexing.reindex(v, dim, positions)));
    Map<String, Variable> coords = new LinkedHashMap<>();
    dataset
        .coords()
        .asMap()
        .forEach((name, v) ->
            coords.put(
                name,
                name.equals(dim)
                    ? target.withAttrs(own.attrs())
                    : Reindexing.reindex(v, dim, positions)));
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
  }

  private static void requireUnique(String dim, Index index) {
    if (!index.isUnique()) {
      throw new AmasiaException.Alignment(
          "labels along '%s' differ and repeat, so they can't be aligned".formatted(dim));
    }
  }

  /// The coordinates of all of `datasets`, which are aligned: an index coordinate goes before
  /// others of its name; of other coordinates those that conflict are left out.
  public static Coordinates merge(List<Dataset> datasets) {
    Map<String, Variable> merged = new LinkedHashMap<>();
    Set<String> conflicts = new LinkedHashSet<>();
    for (Dataset dataset : datasets) {
      for (var entry : dataset.coords().asMap().entrySet()) {
        String name = entry.getKey();
        Variable variable = entry.getValue();
        Variable before = merged.putIfAbsent(name, variable);
        if (before == null || before == variable) {
          continue;
        }
        boolean isIndex = variable.dims().equals(List.of(name));
        boolean wasIndex = before.dims().equals(List.of(name));
        if (isIndex && !wasIndex) {
          merged.put(name, variable);
        } else if (!wasIndex && !Comparison.equals(before, variable)) {
          conflicts.add(name);
        }
      }
    }
    merged.keySet().removeIf(name -> conflicts.contains(name));
    return new Coordinates(merged);
  }
}
