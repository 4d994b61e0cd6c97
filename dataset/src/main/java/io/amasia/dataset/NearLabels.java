package io.amasia.dataset;

import io.amasia.array.DType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Labels that miss each other by a rounding: `0.1 + 0.2` is not `0.3`, and what lies there is
/// dropped or missing without a word. It is said once for each dimension.
final class NearLabels {
  private static final System.Logger LOG = System.getLogger(NearLabels.class.getName());
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private NearLabels() {}

  /// The distance within which labels are nearly one of `index`; 0 where that can't be told.
  static double tolerance(Index index) {
    boolean runs = index.isUnique() && (index.isAscending() || index.isDescending());
    if (!index.dtype().isFloating() || !runs || index.size() < 2) {
      return 0;
    }
    return GridStep.rounding(index.labels().numbers());
  }

  /// Warns if labels of `wanted` are not in `index`, but nearly are.
  static void warn(String dim, Index index, Labels wanted) {
    double tolerance = wanted.dtype() == DType.STRING ? 0 : tolerance(index);
    if (tolerance == 0 || WARNED.contains(dim)) {
      return;
    }
    long[] exact = index.positionsOf(wanted, Lookup.EXACT);
    long[] near = index.positionsOf(wanted, Lookup.nearest().within(tolerance));
    int missed = 0;
    String example = "";
    for (int i = 0; i < exact.length; i++) {
      if (exact[i] < 0 && near[i] >= 0 && missed++ == 0) {
        example = wanted.key(i) + " beside " + index.labels().key((int) near[i]);
      }
    }
    if (missed > 0 && WARNED.add(dim)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "%d of %d labels of '%s' miss others by a rounding, as %s; reindexLike(other, Lookup.nearest().within(%.1g)) takes them as the same"
              .formatted(missed, exact.length, dim, example, tolerance));
    }
  }
}
