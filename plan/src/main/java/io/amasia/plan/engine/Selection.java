package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;

/// The k-th smallest of some numbers, by partitioning about the median of three that are drawn: the
/// order they come in, be it a slope, a hill or a wave, makes no difference. No NaN.
final class Selection {
  /// Values that are partitioned before the thread asks whether it is to stop.
  private static final int PIECE = 1 << 20;

  private Selection() {}

  /// The value at position `k` of the first `n` values if they were sorted. Afterwards none before
  /// it is larger and none after it smaller.
  static double select(double[] x, int n, int k) {
    int low = 0;
    int high = n - 1;
    long drawn = n; // the same numbers each time, though any would do
    while (low < high) {
      long first = next(drawn);
      long second = next(first);
      drawn = next(second);
      double pivot =
          median(x[at(first, low, high)], x[at(second, low, high)], x[at(drawn, low, high)]);
      int smaller = low;
      for (int from = low; from <= high; from += PIECE) {
        AmasiaException.Cancelled.ifInterrupted();
        int last = Math.min(high - from, PIECE - 1) + from;
        // No branch depends on a value: such ones would be guessed wrong half of the time.
        for (int i = from; i <= last; i++) {
          double v = x[i];
          x[i] = x[smaller];
          x[smaller] = v;
          smaller += v < pivot ? 1 : 0;
        }
      }
      if (k < smaller) {
        high = smaller - 1;
      } else if (smaller > low) {
        low = smaller;
      } else { // the pivot is the least: those equal to it are in their places
        int equal = low;
        for (int i = low; i <= high; i++) {
          double v = x[i];
          x[i] = x[equal];
          x[equal] = v;
          equal += v == pivot ? 1 : 0;
        }
        if (k < equal) {
          return x[k];
        }
        low = equal;
      }
    }
    return x[k];
  }

  /// Knuth's generator MMIX.
  private static long next(long drawn) {
    return drawn * 6364136223846793005L + 1442695040888963407L;
  }

  private static int at(long drawn, int low, int high) {
    return low + (int) (((drawn >>> 32) * (high - low + 1)) >>> 32);
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
