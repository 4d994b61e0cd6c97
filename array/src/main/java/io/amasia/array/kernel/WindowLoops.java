package io.amasia.array.kernel;

import java.util.Arrays;

/// Statistics of windows that slide along rows of columns, at a cost that does not depend on the
/// windows' length.
///
/// Rows are cut into blocks of a window's length. Each row gets what its block has come to up to it
/// and from it on; a window is the end of one block joined with the beginning of the next (van
/// Herk, Pattern Recognition Letters 13, 1992; Gil and Werman, PAMI 15, 1993). Nothing is ever
/// taken off again: no error builds up, an infinity or a large value leaves no trace once it is out
/// of the window, and as the blocks lie where the windows begin, the bits do not depend on which
/// part of the rows is at hand. Variances join by Chan's formula (Updating Formulae, 1979).
///
/// Missing values are left out. Not thread-safe: holds scratch memory.
public final class WindowLoops {
  private final Accumulator.Kind kind;
  private final Accumulator.Settings settings;
  private final long length;
  private boolean gaps;
  private double[] before = new double[0];
  private double[] after = new double[0];
  private double[] spreadBefore = new double[0];
  private double[] spreadAfter = new double[0];

  // How many values are there; in use only where some are missing.
  private double[] seen = new double[0];
  private double[] seenBefore = new double[0];
  private double[] seenAfter = new double[0];

  /// Loops for one statistic.
  ///
  /// @param kind a sum, product, mean, extreme, count or variance
  /// @param settings fewer than `minCount` values, or none where none has no value, give NaN
  /// @param length rows in a window
  public WindowLoops(Accumulator.Kind kind, Accumulator.Settings settings, long length) {
    this.kind = kind;
    this.settings = settings;
    this.length = length;
  }

  /// Whether there are loops for `kind`.
  public static boolean has(Accumulator.Kind kind) {
    return switch (kind) {
      case SUM, PROD, MEAN, VAR, STD, MIN, MAX, COUNT -> true;
      case ANY, ALL, ARGMIN, ARGMAX, FIRST, LAST -> false;
    };
  }

  /// Takes in rows: to be called before [#window].
  ///
  /// @param x the rows, which are spoiled
  /// @param first where row 0 lies, counted from where the first of all windows begins
  public void rows(double[] x, int rows, int columns, long first) {
    int n = rows * columns;
    if (before.length < n) {
      before = new double[n];
      after = new double[n];
      boolean spreads = kind == Accumulator.Kind.VAR || kind == Accumulator.Kind.STD;
      spreadBefore = new double[spreads ? n : 0];
      spreadAfter = new double[spreads ? n : 0];
    }
    int missing = 0;
    for (int i = 0; i < n; i++) {
      missing += Double.isNaN(x[i]) ? 1 : 0;
    }
    gaps = missing > 0;
    if (gaps) {
      see(x, n);
    }
    int nth = 0;
    for (int r = 0; r < rows; r++) {
      boolean begins = r == 0 || Math.floorMod(first + r, length) == 0;
      nth = begins ? 1 : nth + 1;
      take(x, r, begins ? -1 : r - 1, columns, nth, before, seenBefore, spreadBefore);
    }
    for (int r = rows - 1; r >= 0; r--) {
      boolean ends = r == rows - 1 || Math.floorMod(first + r + 1, length) == 0;
      nth = ends ? 1 : nth + 1;
      take(x, r, ends ? -1 : r + 1, columns, nth, after, seenAfter, spreadAfter);
    }
  }

  /// Tells what is there from what is missing, which becomes what changes nothing.
  private void see(double[] x, int n) {
    if (seen.length < n) {
      seen = new double[n];
      seenBefore = new double[n];
      seenAfter = new double[n];
    }
    double neutral = neutral();
    for (int i = 0; i < n; i++) {
      double v = x[i];
      boolean there = !Double.isNaN(v);
      seen[i] = there ? 1 : 0;
      x[i] = there ? v : settings.skipna() ? neutral : v;
    }
  }

  private double neutral() {
    return switch (kind) {
      case PROD -> 1;
      case MIN -> Double.POSITIVE_INFINITY;
      case MAX -> Double.NEGATIVE_INFINITY;
      default -> 0;
    };
  }

  /// Row `row` joined with its neighbour's block, or on its own where `neighbour` is negative; it
  /// is the `nth` of its block.
  private void take(
      double[] x,
      int row,
      int neighbour,
      int columns,
      int nth,
      double[] to,
      double[] count,
      double[] spread) {
    int at = row * columns;
    if (neighbour < 0) {
      System.arraycopy(x, at, to, at, columns);
      if (gaps) {
        System.arraycopy(seen, at, count, at, columns);
      }
      if (spread.length > 0) {
        for (int c = 0; c < columns; c++) {
          // NaN for what is not finite.
          spread[at + c] = 0 * x[at + c];
        }
      }
      return;
    }
    int from = neighbour * columns;
    if (gaps) {
      for (int c = 0; c < columns; c++) {
        count[at + c] = count[from + c] + seen[at + c];
      }
    }
    switch (kind) {
      case SUM, MEAN -> {
        for (int c = 0; c < columns; c++) {
          to[at + c] = to[from + c] + x[at + c];
        }
      }
      case PROD -> {
        for (int c = 0; c < columns; c++) {
          to[at + c] = to[from + c] * x[at + c];
        }
      }
      case MIN -> {
        for (int c = 0; c < columns; c++) {
          to[at + c] = Math.min(to[from + c], x[at + c]);
        }
      }
      case MAX -> {
        for (int c = 0; c < columns; c++) {
          to[at + c] = Math.max(to[from + c], x[at + c]);
        }
      }
      case VAR, STD -> {
        for (int c = 0; c < columns; c++) {
          boolean there = !gaps || seen[at + c] > 0 || !settings.skipna();
          double n = gaps ? Math.max(1, count[at + c]) : nth;
          double mean = to[from + c];
          double delta = there ? x[at + c] - mean : 0;
          double next = mean + delta / n;
          to[at + c] = next;
          spread[at + c] = spread[from + c] + (there ? delta * (x[at + c] - next) : 0);
        }
      }
      default -> {}
    }
  }

  /// Writes the statistic of the window that covers rows `low … high - 1` of those taken in, cut
  /// where the array ends; `first` is as for [#rows], and `begin` where the whole window begins.
  public void window(int low, int high, long begin, long first, int columns, double[] out, int at) {
    if (low >= high) {
      Arrays.fill(out, at, at + columns, ofNothing());
      return;
    }
    int a = low * columns;
    int b = (high - 1) * columns;
    boolean one = Math.floorDiv(first + low, length) == Math.floorDiv(first + high - 1, length);
    boolean fromStart = Math.floorMod(begin, length) == 0 || begin < first + low;
    if (!one) {
      join(a, b, length - Math.floorMod(first + low, length), high - low, columns, out, at);
    } else if (spreadBefore.length > 0) {
      System.arraycopy(fromStart ? spreadBefore : spreadAfter, fromStart ? b : a, out, at, columns);
    } else {
      System.arraycopy(fromStart ? before : after, fromStart ? b : a, out, at, columns);
    }
    if (!gaps) {
      finish(high - low, out, at, columns);
    } else {
      for (int c = 0; c < columns; c++) {
        double n =
            !one
                ? seenAfter[a + c] + seenBefore[b + c]
                : fromStart ? seenBefore[b + c] : seenAfter[a + c];
        out[at + c] = finish(out[at + c], n);
      }
    }
  }

  private double ofNothing() {
    boolean none = settings.minCount() > 0;
    return switch (kind) {
      case SUM -> none ? Double.NaN : 0;
      case PROD -> none ? Double.NaN : 1;
      case COUNT -> 0;
      default -> Double.NaN;
    };
  }

  /// The end of one block, from `a` on, with the beginning of the next, up to `b`: sums, products,
  /// extremes, or sums of squares about the mean.
  ///
  /// @param rowsAfter rows of the first block
  /// @param rows rows of both
  private void join(int a, int b, long rowsAfter, int rows, int columns, double[] out, int at) {
    switch (kind) {
      case SUM, MEAN -> {
        for (int c = 0; c < columns; c++) {
          out[at + c] = after[a + c] + before[b + c];
        }
      }
      case PROD -> {
        for (int c = 0; c < columns; c++) {
          out[at + c] = after[a + c] * before[b + c];
        }
      }
      case MIN -> {
        for (int c = 0; c < columns; c++) {
          out[at + c] = Math.min(after[a + c], before[b + c]);
        }
      }
      case MAX -> {
        for (int c = 0; c < columns; c++) {
          out[at + c] = Math.max(after[a + c], before[b + c]);
        }
      }
      case VAR, STD -> {
        for (int c = 0; c < columns; c++) {
          double n = gaps ? seenAfter[a + c] : rowsAfter;
          double m = gaps ? seenBefore[b + c] : rows - rowsAfter;
          double delta = before[b + c] - after[a + c];
          double across = n == 0 || m == 0 ? 0 : delta * delta * (n * m / (n + m));
          out[at + c] = spreadAfter[a + c] + spreadBefore[b + c] + across;
        }
      }
      default -> {}
    }
  }

  /// [#finish(double, double)] of columns that all have `n` values.
  private void finish(int n, double[] out, int at, int columns) {
    switch (kind) {
      case SUM, PROD, MIN, MAX -> {
        if (n < settings.minCount()) {
          Arrays.fill(out, at, at + columns, Double.NaN);
        }
      }
      default -> {
        for (int c = 0; c < columns; c++) {
          out[at + c] = finish(out[at + c], n);
        }
      }
    }
  }

  private double finish(double value, double n) {
    boolean few = n < settings.minCount();
    return switch (kind) {
      case SUM, PROD -> few ? Double.NaN : value;
      case COUNT -> n;
      case MEAN -> few || n == 0 ? Double.NaN : value / n;
      case VAR, STD -> {
        double divisor = n - settings.ddof();
        double variance = few || divisor <= 0 ? Double.NaN : value / divisor;
        yield kind == Accumulator.Kind.STD ? Math.sqrt(variance) : variance;
      }
      default -> few || n == 0 ? Double.NaN : value;
    };
  }
}
