package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The labels of a dimension, in memory, and where each of them is. Thread-safe.
public final class Index {
  /// Labels an index may hold: more would be data, not labels.
  static final long LIMIT = 1L << 26;

  private final String dim;
  private final NdArray values;
  private final Labels labels;
  private final boolean ascending;
  private final boolean descending;
  private final boolean unique;
  private volatile @Nullable Map<Object, Integer> firstPositions;

  private Index(String dim, NdArray values, @Nullable Calendar calendar) {
    this.dim = dim;
    this.values = values;
    this.labels = new Labels(values, calendar);
    boolean up = true;
    boolean down = true;
    boolean distinct = true;
    for (int i = 1; i < labels.size(); i++) {
      int order = labels.compare(i, labels.key(i - 1));
      up &= order >= 0;
      down &= order <= 0;
      distinct &= order != 0;
    }
    ascending = up;
    descending = down && !up;
    unique = (up || down) ? distinct : positions().size() == labels.size();
  }

  /// The labels of a 1-D variable.
  static Index of(Variable variable) {
    if (variable.ndim() != 1) {
      throw new AmasiaException.Usage("an index needs one dimension, not " + variable.dims());
    }
    String dim = variable.dims().getFirst();
    if (variable.shape().size() > LIMIT) {
      throw new AmasiaException.MemoryLimit(
          "%d labels along '%s'; an index holds at most %d"
              .formatted(variable.shape().size(), dim, LIMIT));
    }
    return new Index(dim, variable.load(), variable.calendar().orElse(null));
  }

  /// What a label stands for: one position, or several of which the dimension is kept.
  sealed interface Found {
    record One(long position) implements Found {}

    record Several(Indexer positions) implements Found {}
  }

  /// The dimension.
  String dim() {
    return dim;
  }

  /// The number of labels.
  public int size() {
    return labels.size();
  }

  public DType dtype() {
    return labels.dtype();
  }

  /// The labels. They stay the index's.
  public NdArray values() {
    return values;
  }

  /// Label `i` for people; times as ISO dates in their calendar.
  public String text(int i) {
    return labels.text(i);
  }

  /// How many labels there are, from which to which, for messages.
  String span() {
    return size() == 0 ? "none" : "%d from %s to %s".formatted(size(), text(0), text(size() - 1));
  }

  public boolean isAscending() {
    return ascending;
  }

  public boolean isDescending() {
    return descending;
  }

  public boolean isUnique() {
    return unique;
  }

  /// The labels as keys.
  public Labels labels() {
    return labels;
  }

  /// Where `label` is, exactly or by `lookup`.
  ///
  /// A date that is coarser than the times, and a label that occurs more than once, give several
  /// positions.
  ///
  /// @throws AmasiaException.Label if it is nowhere; names the range and the nearest labels
  Found locate(Object label, Lookup lookup) {
    if (lookup.method() != Lookup.Method.EXACT) {
      return new Found.One(lookUp(label, lookup));
    }
    if (labels.dtype() == DType.DATETIME && label instanceof String text) {
      PartialDate date = labels.date(text);
      if (labels.isSpan(date.resolution())) {
        Indexer span = new LabelRange(this).span(date.start(), date.end() - 1, 0);
        if (span.count() == 0) {
          throw missing(label);
        }
        return new Found.Several(span);
      }
    }
    Object key = labels.keyOf(label);
    if (!unique) {
      List<Long> all = new ArrayList<>();
      for (int i = 0; i < size(); i++) {
        if (labels.compare(i, key) == 0) {
          all.add((long) i);
        }
      }
      if (all.size() > 1) {
        return new Found.Several(
            new Indexer.Points(all.stream().mapToLong(Long::longValue).toArray()));
      }
    }
    int at = find(key);
    if (at < 0) {
      throw missing(label);
    }
    return new Found.One(at);
  }

  /// Where each of `wanted` is.
  ///
  /// @throws AmasiaException.Label if one is nowhere, or if labels occur more than once
  long[] locateAll(List<?> wanted, Lookup lookup) {
    requireUnique("a list of labels");
    long[] positions = new long[wanted.size()];
    for (int i = 0; i < positions.length; i++) {
      if (lookup.method() == Lookup.Method.EXACT) {
        positions[i] = find(labels.keyOf(wanted.get(i)));
        if (positions[i] < 0) {
          throw missing(wanted.get(i));
        }
      } else {
        positions[i] = lookUp(wanted.get(i), lookup);
      }
    }
    return positions;
  }

  /// The first position of `key`, or -1.
  public int find(Object wanted) {
    if (wanted instanceof String != (dtype() == DType.STRING)) {
      return -1;
    }
    Object key = labels.keyOf(wanted);
    if (ascending || descending) {
      int at = bound(key, true);
      return at < size() && labels.compare(at, key) == 0 ? at : -1;
    }
    return positions().getOrDefault(key, -1);
  }

  private Map<Object, Integer> positions() {
    Map<Object, Integer> made = firstPositions;
    if (made == null) {
      made = HashMap.newHashMap(size());
      for (int i = 0; i < size(); i++) {
        made.putIfAbsent(labels.key(i), i);
      }
      firstPositions = made;
    }
    return made;
  }

  /// The positions from label `start` to label `stop`, both included; see [LabelRange#slice].
  Indexer slice(@Nullable Object start, @Nullable Object stop, long step) {
    return new LabelRange(this).slice(start, stop, step);
  }

  /// The first position whose label is at or after `key` in index order, or with `!before` the
  /// first one after it.
  int bound(Object key, boolean before) {
    int low = 0;
    int high = size();
    while (low < high) {
      int mid = (low + high) >>> 1;
      int order = descending ? -labels.compare(mid, key) : labels.compare(mid, key);
      if (order < 0 || (order == 0 && !before)) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }

  /// The positions of all labels between two, in either order.
  Indexer between(Between ends) {
    return new LabelRange(this).between(ends);
  }

  /// Where each of other labels is, by `lookup`; -1 for those that are nowhere.
  long[] positionsOf(Labels wanted, Lookup lookup) {
    long[] positions = new long[wanted.size()];
    for (int i = 0; i < positions.length; i++) {
      Object key = wanted.key(i);
      if (lookup.method() == Lookup.Method.EXACT) {
        positions[i] = labels.isExact(key) ? find(key) : -1;
      } else {
        int found = wanted.isMissing(i) ? -1 : nextTo(key, lookup);
        positions[i] =
            found < 0 || labels.isMissing(found) || labels.distance(found, key) > lookup.tolerance()
                ? -1
                : found;
      }
    }
    return positions;
  }

  /// A dimension coordinate of other labels, of the kind of these.
  Variable labelled(String name, Object other) {
    if (other instanceof DataArray array) {
      if (!array.dims().equals(List.of(name))) {
        throw new AmasiaException.Alignment(
            "labels for '%s' along %s; give them along it".formatted(name, array.dims()));
      }
      return array.variable().withDims(List.of(name)).withAttrs(Map.of());
    }
    if (other instanceof Variable v) {
      return v.withDims(List.of(name)).withAttrs(Map.of());
    }
    NdArray given = Values.of(other);
    if (dtype() == DType.DATETIME && given.dtype() == DType.STRING) {
      return Variable.times(labels.calendar(), name, given.toStrings().toArray(String[]::new));
    }
    // Whole numbers are int64, whatever Java's type of them, as Python's are.
    boolean plain = given.dtype().isInteger() && !(other instanceof NdArray);
    DType wanted = dtype().isTime() ? dtype() : plain ? DType.INT64 : given.dtype();
    Variable made = Variable.of(List.of(name), given);
    Variable cast =
        wanted == given.dtype() ? made : made.computed(Nodes.cast(made.data(), wanted)).compute();
    return dtype() == DType.DATETIME ? cast.withCalendar(labels.calendar()) : cast;
  }

  private long lookUp(Object label, Lookup lookup) {
    requireUnique("an inexact look-up");
    Object key = labels.keyOf(label);
    int found = nextTo(key, lookup);
    if (found < 0 || labels.isMissing(found)) {
      throw missing(label);
    }
    if (labels.distance(found, key) > lookup.tolerance()) {
      throw new AmasiaException.Label(
          "no label of '%s' within %s of %s; the nearest is %s"
              .formatted(dim, lookup.tolerance(), label, labels.text(found)));
    }
    return found;
  }

  /// The position that stands for `key` by an inexact look-up, or -1.
  private int nextTo(Object key, Lookup lookup) {
    if (!ascending && !descending) {
      throw new AmasiaException.Label(
          "'%s' runs neither up nor down, so nothing is next to a label; sort it first"
              .formatted(dim));
    }
    if (lookup.method() == Lookup.Method.NEAREST && dtype() == DType.STRING) {
      throw new AmasiaException.Usage(
          "the nearest of the texts of '%s'; texts are no distance apart, select one of them"
              .formatted(dim));
    }
    int at = bound(key, true);
    boolean isHere = at < size() && labels.compare(at, key) == 0;
    int previous = isHere ? at : at - 1;
    int next = at < size() ? at : -1;
    return switch (lookup.method()) {
      case EXACT -> isHere ? at : -1;
      case PAD -> previous;
      case BACKFILL -> next;
      case NEAREST -> nearest(key, previous, next);
    };
  }

  private int nearest(Object key, int previous, int next) {
    if (previous < 0 || next < 0) {
      return Math.max(previous, next);
    }
    double back = labels.distance(previous, key);
    double forth = labels.distance(next, key);
    // Of two equally near labels the larger wins, whichever way the index runs.
    return back < forth || (back == forth && descending) ? previous : next;
  }

  private void requireUnique(String what) {
    if (!unique) {
      throw new AmasiaException.Label(
          "'%s' repeats labels, so %s is ambiguous; select by position with isel"
              .formatted(dim, what));
    }
  }

  /// An error that says where `label` would have been.
  AmasiaException.Label missing(Object label) {
    return MissingLabel.of(this, label);
  }

  /// Whether both have the same labels in the same order; NaN equals NaN.
  public boolean sameLabels(Index other) {
    if (this == other) {
      return true;
    }
    if (size() != other.size()
        || (dtype() == DType.STRING) != (other.dtype() == DType.STRING)
        || dtype().isTime() != other.dtype().isTime()) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      if (labels.compare(i, other.labels.key(i)) != 0) {
        return false;
      }
    }
    return true;
  }
}
