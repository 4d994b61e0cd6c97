package io.amasia.plan.engine;

/// The k-th smallest of some numbers, by partitioning (Hoare's FIND). No NaN.
final class Selection {
  private Selection() {}

  /// The value at position `k` of the first `n` values if they were sorted. Afterwards none before
  /// it is larger and none after it smaller.
  static double select(double[] x, int n, int k) {
    int low = 0;
    int high = n - 1;
    while (low < high) {
      double pivot = median(x[low], x[(low + high) >>> 1], x[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (x[i] < pivot) {
          i++;
        }
        while (pivot < x[j]) {
          j--;
        }
        if (i <= j) {
          double t = x[i];
          x[i++] = x[j];
          x[j--] = t;
        }
      }
      if (k <= j) {
        high = j;
      } else if (k >= i) {
        low = i;
      } else {
        return x[k];
      }
    }
    return x[k];
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /// The smallest of the values `from … to - 1`.
  static double smallest(double[] x, int from, int to) {
    double smallest = x[from];
    for (int i = from + 1; i < to; i++) {
      smallest = Math.min(smallest, x[i]);
    }
    return smallest;
  }
}
