package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.ResultType;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Datasets brought onto common labels.
public final class Alignment {
  private Alignment() {}

  private static final System.Logger LOG = System.getLogger("io.amasia");

  /// Dimensions whose disjoint labels were spoken of: once is enough.
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  /// Which labels are kept where indexes differ.
  public enum Join {
    /// Those that are in all, in the order of the first.
    INNER,
    /// Those that are in any, sorted.
    OUTER,
    /// Those of the first.
    LEFT,
    /// Those of the last.
    RIGHT,
    /// Indexes must be equal.
    EXACT,
    /// Those of the first, whatever the others say; lengths must be equal.
    OVERRIDE
  }

  /// The datasets on common labels. Equal indexes are left alone whatever the join.
  ///
  /// @throws AmasiaException.Alignment if [Join#EXACT] meets different labels, or a dimension
  ///   without labels has different lengths
  public static List<Dataset> align(Join join, List<Dataset> datasets) {
    return align(join, datasets, Set.of(), Fill.MISSING);
  }

  /// The same, with the dimensions `exclude` left alone, and new places filled with `fill`.
  public static List<Dataset> align(
      Join join, List<Dataset> datasets, Set<String> exclude, Fill fill) {
    Set<String> dims = new LinkedHashSet<>();
    datasets.forEach(dataset -> dims.addAll(dataset.sizes().keySet()));
    dims.removeAll(exclude);
    List<Dataset> aligned = new ArrayList<>(datasets);
    for (String dim : dims) {
      alignAlong(dim, join, aligned, fill);
    }
    return aligned;
  }

  private static void alignAlong(String dim, Join join, List<Dataset> datasets, Fill fill) {
    requireSameLevels(dim, datasets);
    List<Variable> labelled = new ArrayList<>();
    for (Dataset dataset : datasets) {
      if (dataset.coords().hasIndex(dim) && dataset.sizes().containsKey(dim)) {
        labelled.add(dataset.coords().get(dim));
      }
    }
    if (labelled.size() < 2 || labelled.stream().allMatch(v -> same(labelled.getFirst(), v))) {
      checkSizes(dim, datasets);
      if (!labelled.isEmpty() && join != Join.OVERRIDE) {
        label(dim, labelled.getFirst(), datasets);
      }
      return;
    }
    if (join == Join.OVERRIDE) {
      checkSizes(dim, datasets);
    } else if (join != Join.EXACT) {
      labelled.forEach(v -> requireUnique(dim, v.index()));
    }
    Index first = labelled.getFirst().index();
    Variable target =
        switch (join) {
          case EXACT -> throw mismatch(dim, first, labelled);
          case LEFT, OVERRIDE -> labelled.getFirst();
          case RIGHT -> labelled.getLast();
          case INNER -> inner(dim, labelled);
          case OUTER -> outer(labelled);
        };
    for (int i = 0; i < datasets.size(); i++) {
      Dataset dataset = datasets.get(i);
      if (dataset.coords().hasIndex(dim)) {
        datasets.set(
            i,
            join == Join.OVERRIDE
                ? dataset.withCoord(dim, target)
                : onLabels(dataset, dim, target, fill));
      }
    }
    if (join == Join.OVERRIDE) {
      return;
    }
    checkSizes(dim, datasets);
    label(dim, target, datasets);
  }

  /// On labels in the dtype that all have in common, also where they are the dataset's own.
  private static Dataset onLabels(Dataset dataset, String dim, Variable target, Fill fill) {
    Dataset there = Reindexing.reindex(dataset, dim, target, Lookup.EXACT, fill);
    Variable own = there.coords().get(dim);
    return own.dtype() == target.dtype()
        ? there
        : there.withCoord(dim, target.withAttrs(own.attrs()));
  }

  /// Those that have the dimension but no labels along it take the common ones.
  private static void label(String dim, Variable labels, List<Dataset> datasets) {
    for (int i = 0; i < datasets.size(); i++) {
      Dataset dataset = datasets.get(i);
      if (dataset.sizes().containsKey(dim) && !dataset.has(dim)) {
        datasets.set(i, dataset.withCoord(dim, labels));
      }
    }
  }

  /// Stacked dimensions are never brought onto each other: they must have the same labels already.
  private static void requireSameLevels(String dim, List<Dataset> datasets) {
    Map<String, Variable> first = Map.of();
    for (Dataset dataset : datasets) {
      Map<String, Variable> levels = dataset.coords().levels(dim);
      if (!levels.isEmpty()
          && !first.isEmpty()
          && !Comparison.all(first, levels, Comparison::equals)) {
        throw new AmasiaException.Unsupported(
            "alignment of different multi-indexes %s and %s along '%s'; unstack first"
                .formatted(first.keySet(), levels.keySet(), dim));
      }
      first = first.isEmpty() ? levels : first;
    }
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
        "labels along '%s' differ: %s and %s".formatted(dim, first.span(), other.span()));
  }

  private static Variable inner(String dim, List<Variable> labelled) {
    Variable first = labelled.getFirst();
    Labels labels = first.index().labels();
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      Object key = labels.key(i);
      if (labelled.stream().allMatch(v -> v.index().find(key) >= 0)) {
        kept.add((long) i);
      }
    }
    if (kept.isEmpty()) {
      warnOfNothing(dim, labelled);
    } else if (kept.size() < labels.size()) {
      labelled.forEach(v -> NearLabels.warn(dim, v.index(), labels));
    }
    long[] positions = kept.stream().mapToLong(Long::longValue).toArray();
    return common(Layout.take(first, dim, Reindexing.range(positions)), labelled);
  }

  /// Labels in the dtype that the labels of all have in common, where they are numbers.
  private static Variable common(Variable labels, List<Variable> labelled) {
    DType dtype = labels.dtype();
    for (Variable v : labelled) {
      boolean numbers =
          (dtype.isFloating() || dtype.isInteger())
              && (v.dtype().isFloating() || v.dtype().isInteger());
      dtype = numbers ? ResultType.promote(dtype, v.dtype()) : dtype;
    }
    return dtype == labels.dtype()
        ? labels
        : labels.computed(Nodes.cast(labels.data(), dtype)).compute();
  }

  /// An empty result without a word is what costs people hours.
  private static void warnOfNothing(String dim, List<Variable> labelled) {
    Index first = labelled.getFirst().index();
    Index other =
        labelled.stream()
            .map(Variable::index)
            .filter(i -> !i.sameLabels(first))
            .findFirst()
            .orElse(first);
    if (first.size() == 0 || other.size() == 0 || !WARNED.add(dim)) {
      return;
    }
    boolean floats = first.dtype().isFloating() || other.dtype().isFloating();
    LOG.log(
        System.Logger.Level.WARNING,
        "no label of '%s' is in both: %s, and %s; the result is empty%s"
            .formatted(
                dim,
                first.span(),
                other.span(),
                floats
                    ? ". If they nearly match, use reindexLike with nearest().within(...)"
                    : ""));
  }

  /// All labels, sorted, each once, a missing one last; as they are beside empty indexes.
  private static Variable outer(List<Variable> labelled) {
    List<Variable> filled = labelled.stream().filter(v -> v.shape().size() > 0).toList();
    if (filled.stream().allMatch(v -> same(filled.getFirst(), v))) {
      return common((filled.isEmpty() ? labelled : filled).getFirst(), labelled);
    }
    Variable joined = Combination.concat(labelled, labelled.getFirst().dims().getFirst());
    Labels labels = joined.index().labels();
    List<Integer> order = new ArrayList<>(labels.sortedDistinct());
    IntStream.range(0, labels.size()).filter(labels::isMissing).limit(1).forEach(order::add);
    long[] positions = order.stream().mapToLong(Integer::longValue).toArray();
    return Layout.take(joined, joined.dims().getFirst(), new Indexer.Points(positions));
  }

  /// `dataset` on the labels of `target`, missing where it has none.
  ///
  /// @throws AmasiaException.Alignment if its own labels repeat
  public static Dataset onto(Dataset dataset, String dim, Variable target) {
    return Reindexing.reindex(dataset, dim, target, Lookup.EXACT, Fill.MISSING);
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
        } else if (!wasIndex && before.dims().equals(variable.dims())) {
          if (!Comparison.equals(before, variable)) {
            conflicts.add(name);
          }
        } else if (!wasIndex && Comparison.broadcastEquals(before, variable)) {
          merged.put(name, Broadcasting.along(before, variable));
        } else if (!wasIndex) {
          conflicts.add(name);
        }
      }
    }
    merged.keySet().removeIf(name -> conflicts.contains(name));
    return new Coordinates(merged);
  }
}
