package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.ResultType;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    Map<String, Variable> targets = new LinkedHashMap<>();
    boolean differ = false;
    for (String name : indexes(dim, datasets)) {
      List<Variable> labelled = new ArrayList<>();
      for (Dataset dataset : datasets) {
        if (indexed(dataset, dim, name)) {
          labelled.add(dataset.coords().get(name));
        }
      }
      boolean same = labelled.stream().allMatch(v -> same(labelled.getFirst(), v));
      differ |= !same;
      targets.put(name, same ? labelled.getFirst() : target(name, join, labelled));
    }
    if (!differ || join == Join.OVERRIDE) {
      checkSizes(dim, datasets);
    }
    if (join == Join.OVERRIDE) {
      targets.forEach((name, target) ->
          datasets.replaceAll(d -> indexed(d, dim, name) ? d.withCoord(name, target) : d));
      return;
    }
    if (differ) {
      datasets.replaceAll(dataset -> onLabels(dataset, dim, targets, fill));
      checkSizes(dim, datasets);
    }
    targets.forEach((name, labels) -> label(dim, name, labels, datasets));
  }

  /// The coordinates along `dim` that have an index in any of the datasets.
  private static Set<String> indexes(String dim, List<Dataset> datasets) {
    Set<String> names = new LinkedHashSet<>();
    for (Dataset dataset : datasets) {
      if (dataset.sizes().containsKey(dim)) {
        names.addAll(dataset.coords().indexesAlong(dim));
      }
    }
    return names;
  }

  private static boolean indexed(Dataset dataset, String dim, String name) {
    return dataset.sizes().containsKey(dim) && dataset.coords().indexesAlong(dim).contains(name);
  }

  /// The labels that `join` makes of different ones.
  private static Variable target(String name, Join join, List<Variable> labelled) {
    if (join != Join.EXACT && join != Join.OVERRIDE) {
      labelled.forEach(v -> requireUnique(name, v.index()));
    }
    return switch (join) {
      case EXACT -> throw mismatch(name, labelled.getFirst().index(), labelled);
      case LEFT, OVERRIDE -> labelled.getFirst();
      case RIGHT -> labelled.getLast();
      case INNER -> inner(name, labelled);
      case OUTER -> outer(labelled);
    };
  }

  /// On labels in the dtype that all have in common, also where they are the dataset's own.
  ///
  /// @throws AmasiaException.Alignment if two indexes of the dimension want different positions
  private static Dataset onLabels(
      Dataset dataset, String dim, Map<String, Variable> targets, Fill fill) {
    List<String> names =
        targets.keySet().stream().filter(name -> indexed(dataset, dim, name)).toList();
    if (names.isEmpty()) {
      return dataset;
    }
    Coordinates own = dataset.coords();
    String first = names.getFirst();
    requireSamePlaces(own, names, targets);
    Dataset there =
        Reindexing.reindex(
            dataset, dim, first, Objects.requireNonNull(targets.get(first)), Lookup.EXACT, fill);
    for (String name : names) {
      Variable target = Objects.requireNonNull(targets.get(name));
      boolean taken = name.equals(first) && there.coords().get(name).dtype() == target.dtype();
      there = taken ? there : there.withCoord(name, target.withAttrs(own.get(name).attrs()));
    }
    return there;
  }

  private static void requireSamePlaces(
      Coordinates own, List<String> names, Map<String, Variable> targets) {
    long[] places = null;
    for (String name : names.size() < 2 ? List.<String>of() : names) {
      Index target = Objects.requireNonNull(targets.get(name)).index();
      long[] here = own.get(name).index().positionsOf(target.labels(), Lookup.EXACT);
      if (places != null && !Arrays.equals(places, here)) {
        throw new AmasiaException.Alignment(
            "the indexes %s of one dimension ask for different positions of it; drop one with dropIndexes(\"%s\")"
                .formatted(names, name));
      }
      places = here;
    }
  }

  /// Those that have the dimension but no such index along it take the common labels.
  private static void label(String dim, String name, Variable labels, List<Dataset> datasets) {
    for (int i = 0; i < datasets.size(); i++) {
      Dataset dataset = datasets.get(i);
      Optional<Variable> own = dataset.coords().find(name);
      if (dataset.sizes().containsKey(dim)
          && !dataset.coords().isIndexed(name)
          && !dataset.variables().containsKey(name)
          && own.filter(v -> !v.dims().equals(List.of(dim))).isEmpty()) {
        datasets.set(i, dataset.withCoord(name, labels));
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
    if (a.calendar().isPresent() != b.calendar().isPresent()) {
      throw new AmasiaException.Alignment(
          "labels along '%s' of dtypes %s and %s can't be aligned; times are compared with times"
              .formatted(a.dims().getFirst(), a.dtype(), b.dtype()));
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
    return common(
        Layout.take(first, first.dims().getFirst(), Reindexing.range(positions)), labelled);
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
        boolean isIndex = variable.isIndexed(name);
        boolean wasIndex = before.isIndexed(name);
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
