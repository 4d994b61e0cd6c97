package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Lines;
import java.util.Arrays;

/// Ranks along an axis, ties sharing the mean of theirs.
final class Ranks {
  private static final int STRIP = 1 << 15;

  private Ranks() {}

  static void compute(int axis, boolean pct, NdArray input, Box box, NdArray target) {
    Lines in = Lines.of(input, axis, 1);
    Lines out = Lines.of(target, axis, 1);
    int rows = Math.toIntExact(in.length());
    int width = in.columns(rows, STRIP);
    double[] x = new double[rows * width];
    double[] y = new double[rows * width];
    double[] sorted = new double[rows];
    for (long o = 0; o < in.outer(); o++) {
      for (long c = 0; c < in.inner(); c += width) {
        int n = (int) Math.min(width, in.inner() - c);
        in.read(o, 0, rows, c, n, x, 0);
        for (int k = 0; k < n; k++) {
          line(x, k, n, rows, pct, sorted, y);
        }
        int from = Math.toIntExact(box.start(axis));
        out.write(o, 0, out.length(), c, n, y, from * n);
      }
    }
  }

  private static void line(
      double[] x, int column, int width, int rows, boolean pct, double[] sorted, double[] y) {
    int n = 0;
    for (int r = 0; r < rows; r++) {
      double v = x[r * width + column];
      if (!Double.isNaN(v)) {
        // Adding 0 makes -0 and 0 equal.
        sorted[n++] = v + 0.0;
      }
    }
    Arrays.sort(sorted, 0, n);
    for (int r = 0; r < rows; r++) {
      double v = x[r * width + column];
      double rank = Double.NaN;
      if (!Double.isNaN(v)) {
        int low = bound(sorted, n, v, false);
        int high = bound(sorted, n, v, true);
        rank = (low + 1 + high) / 2.0;
      }
      y[r * width + column] = pct ? rank / n : rank;
    }
  }

  /// How many of the first `n` are less than `v`, or not greater.
  private static int bound(double[] sorted, int n, double v, boolean above) {
    int low = 0;
    int high = n;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean left = above ? sorted[middle] <= v : sorted[middle] < v;
      if (left) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
