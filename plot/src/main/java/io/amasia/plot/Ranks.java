package io.amasia.plot;

/// Values by their rank without sorting all of them: C. A. R. Hoare's
/// [FIND](https://doi.org/10.1145/366622.366647), in time that grows with their number.
final class Ranks {
  private Ranks() {}

  /// The value that would stand at `rank` if `values` were sorted; moves values about.
  ///
  /// @param values at least one, none of them NaN
  /// @param rank from 0
  static double select(double[] values, int rank) {
    int from = 0;
    int to = values.length - 1;
    while (from < to) {
      double pivot = middle(values[from], values[(from + to) >>> 1], values[to]);
      int i = from;
      int j = to;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      // Now no value up to j is above one from i on, and all between them equal the pivot.
      if (rank <= j) {
        to = j;
      } else if (rank >= i) {
        from = i;
      } else {
        return pivot;
      }
    }
    return values[rank];
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
