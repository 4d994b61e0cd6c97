package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Reindexing;
import io.amasia.dataset.Variable;
import java.util.LinkedHashMap;
import java.util.Map;

/// Times brought onto a finer grid of periods.
final class Upsampling {
  /// Which of the old times stands for a new one.
  enum Choice {
    /// The last that is not later.
    PAD,
    /// The first that is not earlier.
    BACKFILL,
    /// The nearest; of two the later.
    NEAREST
  }

  private Upsampling() {}

  /// `dataset` at the labels of `grouping`'s periods; where none may stand for a label, or it lies
  /// further than `tolerance` microseconds away, the values are missing.
  static Dataset onto(Dataset dataset, Grouping grouping, Choice choice, long tolerance) {
    String dim = dim(grouping);
    Variable own = dataset.coords().get(dim);
    long[] times = own.index().values().toLongs();
    long[] labels = grouping.labels().index().values().toLongs();
    long[] positions = new long[labels.length];
    int next = 0;
    for (int i = 0; i < labels.length; i++) {
      while (next < times.length && times[next] <= labels[i]) {
        next++;
      }
      // The last time at or before the label, and the first at or after it.
      int before = next - 1;
      int after = before >= 0 && times[before] == labels[i] ? before : next;
      positions[i] = chosen(times, labels[i], before, after, choice, tolerance);
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((name, v) -> variables.put(name, Reindexing.reindex(v, dim, positions)));
    Map<String, Variable> coords = new LinkedHashMap<>();
    dataset
        .coords()
        .asMap()
        .forEach((name, v) -> {
          if (name.equals(dim)) {
            coords.put(name, grouping.labels());
          } else if (!v.dims().contains(dim)) { // what else is along the old times goes
            coords.put(name, v);
          }
        });
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
  }

  private static long chosen(
      long[] times, long label, int before, int after, Choice choice, long tolerance) {
    int at =
        switch (choice) {
          case PAD -> before;
          case BACKFILL -> after;
          case NEAREST ->
              before < 0
                  ? after
                  : after >= times.length || label - times[before] < times[after] - label
                      ? before
                      : after;
        };
    boolean none = at < 0 || at >= times.length || Math.abs(times[at] - label) > tolerance;
    return none ? -1 : at;
  }

  /// The dimension of periods of time.
  ///
  /// @throws AmasiaException.Usage for other groups
  static String dim(Grouping grouping) {
    if (grouping.dims().size() != 1 || !grouping.name().equals(grouping.dim())) {
      throw new AmasiaException.Usage(
          "groups of '%s' have no times between; only what resample gives can be made finer"
              .formatted(grouping.name()));
    }
    return grouping.dim();
  }
}
