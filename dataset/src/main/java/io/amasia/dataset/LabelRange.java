package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.PartialDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stretches of an index between labels.
final class LabelRange {
  private final Index index;
  private final Labels labels;
  private final String dim;

  LabelRange(Index index) {
    this.index = index;
    labels = index.labels();
    dim = index.dim();
  }

  /// The positions from label `start` to label `stop`, both included; null for an open end.
  ///
  /// On an index that runs neither up nor down both labels must be there. Ends in the other order
  /// than the index runs in give nothing, as in xarray; `between` takes either order. A negative
  /// step goes from `start` back to `stop`.
  Indexer slice(@Nullable Object start, @Nullable Object stop, long step) {
    Object first = step > 0 ? start : stop;
    Object last = step > 0 ? stop : start;
    int from = first == null ? 0 : sliceEnd(first, true);
    int to = last == null ? index.size() : sliceEnd(last, false);
    long count = Math.max(0, Math.ceilDiv((long) to - from, Math.abs(step)));
    if (count == 0) {
      return Indexer.Range.of(0, 0);
    }
    return new Indexer.Range(step > 0 ? from : to - 1, count, step);
  }

  private int sliceEnd(Object label, boolean isStart) {
    if (!index.isAscending() && !index.isDescending()) {
      Object key = labels.keyOf(label);
      int at = index.find(key);
      if (at < 0 || !index.isUnique()) {
        throw new AmasiaException.Label(
            "'%s' runs neither up nor down%s, so a slice needs both its labels in it; sort it first, or use between"
                .formatted(dim, index.isUnique() ? "" : " and repeats labels"));
      }
      return isStart ? at : at + 1;
    }
    Object low = labels.keyOf(label);
    Object high = low;
    if (labels.dtype() == DType.DATETIME && label instanceof String text) {
      PartialDate date = labels.date(text);
      low = date.start();
      high = date.end() - 1;
    }
    if (labels.dtype() == DType.TIMEDELTA && label instanceof String text) {
      high = Labels.spanEnd(text);
    }
    return index.bound(isStart == index.isAscending() ? low : high, isStart);
  }

  /// The positions of all labels between two, in either order.
  Indexer between(Between ends) {
    Object a = ends.a();
    Object b = ends.b();
    if (labels.dtype() == DType.DATETIME && a instanceof String x && b instanceof String y) {
      PartialDate first = labels.date(x);
      PartialDate second = labels.date(y);
      return span(
          Math.min(first.start(), second.start()),
          Math.max(first.end(), second.end()) - 1,
          Math.max(0, ends.tolerance()));
    }
    if (labels.dtype() == DType.STRING) {
      throw new AmasiaException.Unsupported("between on text labels of '" + dim + "'");
    }
    double x = ((Number) labels.keyOf(a)).doubleValue();
    double y = ((Number) labels.keyOf(b)).doubleValue();
    double given = ends.tolerance();
    boolean floating = labels.dtype().isFloating();
    double rounding = floating ? GridStep.rounding(labels.numbers()) : 0;
    double tolerance = given < 0 ? rounding : given;
    return span(Math.min(x, y), Math.max(x, y), tolerance);
  }

  /// The positions of all labels from `low` to `high`, or as near outside as `tolerance`.
  Indexer span(Number low, Number high, double tolerance) {
    List<Integer> inside = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      boolean from = labels.compare(i, low) >= 0 || labels.distance(i, low) <= tolerance;
      boolean to = labels.compare(i, high) <= 0 || labels.distance(i, high) <= tolerance;
      if (from && to && !labels.isMissing(i)) {
        inside.add(i);
      }
    }
    int count = inside.size();
    if (count == 0) {
      return Indexer.Range.of(0, 0);
    }
    return inside.getLast() - inside.getFirst() + 1 == count
        ? Indexer.Range.of(inside.getFirst(), count)
        : new Indexer.Points(inside.stream().mapToLong(Integer::longValue).toArray());
  }
}
