package io.amasia.array.kernel;

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
  private double[] seen = new double[0];
  private double[] before = new double[0];
  private double[] after = new double[0];
  private double[] seenBefore = new double[0];
  private double[] seenAfter = new double[0];
  private double[] spreadBefore = new double[0];
  private double[] spreadAfter = new double[0];

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
    if (seen.length < n) {
      seen = new double[n];
      before = new double[n];
      after = new double[n];
      seenBefore = new double[n];
      seenAfter = new double[n];
      boolean spreads = kind == Accumulator.Kind.VAR || kind == Accumulator.Kind.STD;
      spreadBefore = new double[spreads ? n : 0];
      spreadAfter = new double[spreads ? n : 0];
    }
    double neutral = neutral();
    for (int i = 0; i < n; i++) {
      double v = x[i];
      boolean there = !Double.isNaN(v);
      seen[i] = there ? 1 : 0;
      x[i] = there ? v : settings.skipna() ? neutral : v;
    }
    for (int r = 0; r < rows; r++) {
      boolean begins = r == 0 || Math.floorMod(first + r, length) == 0;
      take(x, r * columns, begins ? -1 : (r - 1) * columns, columns, before, seenBefore, true);
    }
    for (int r = rows - 1; r >= 0; r--) {
      boolean ends = r == rows - 1 || Math.floorMod(first + r + 1, length) == 0;
      take(x, r * columns, ends ? -1 : (r + 1) * columns, columns, after, seenAfter, false);
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

  /// Row at `at` joined with its neighbour's block, or on its own where `from` is negative.
  private void take(
      double[] x, int at, int from, int columns, double[] to, double[] count, boolean forward) {
    if (from < 0) {
      System.arraycopy(x, at, to, at, columns);
      System.arraycopy(seen, at, count, at, columns);
      if (spreadBefore.length > 0) {
        double[] spread = forward ? spreadBefore : spreadAfter;
        for (int c = 0; c < columns; c++) {
          // NaN for what is not finite.
          spread[at + c] = 0 * x[at + c];
        }
      }
      return;
    }
    for (int c = 0; c < columns; c++) {
      count[at + c] = count[from + c] + seen[at + c];
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
      case VAR, STD -> welford(x, at, from, columns, to, count, forward);
      default -> {}
    }
  }

  private void welford(
      double[] x, int at, int from, int columns, double[] mean, double[] count, boolean forward) {
    double[] spread = forward ? spreadBefore : spreadAfter;
    for (int c = 0; c < columns; c++) {
      boolean there = seen[at + c] > 0 || !settings.skipna();
      double m = mean[from + c];
      double delta = there ? x[at + c] - m : 0;
      double next = m + delta / Math.max(1, count[at + c]);
      mean[at + c] = next;
      spread[at + c] = spread[from + c] + (there ? delta * (x[at + c] - next) : 0);
    }
  }

  /// Writes the statistic of the window that covers rows `low … high - 1` of those taken in, cut
  /// where the array ends; `first` is as for [#rows], and `begin` where the whole window begins.
  public void window(int low, int high, long begin, long first, int columns, double[] out, int at) {
    if (low >= high) {
      java.util.Arrays.fill(out, at, at + columns, ofNothing());
      return;
    }
    int a = low * columns;
    int b = (high - 1) * columns;
    boolean one = Math.floorDiv(first + low, length) == Math.floorDiv(first + high - 1, length);
    if (one) {
      boolean fromStart = Math.floorMod(begin, length) == 0 || begin < first + low;
      single(fromStart ? b : a, fromStart, columns, out, at);
    } else {
      joined(a, b, columns, out, at);
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

  private void single(int from, boolean forward, int columns, double[] out, int at) {
    double[] value = forward ? before : after;
    double[] count = forward ? seenBefore : seenAfter;
    double[] spread = forward ? spreadBefore : spreadAfter;
    for (int c = 0; c < columns; c++) {
      double s = spread.length == 0 ? 0 : spread[from + c];
      out[at + c] = finish(value[from + c], count[from + c], s);
    }
  }

  private void joined(int a, int b, int columns, double[] out, int at) {
    switch (kind) {
      case SUM -> {
        double least = settings.minCount();
        for (int c = 0; c < columns; c++) {
          double n = seenAfter[a + c] + seenBefore[b + c];
          out[at + c] = n >= least ? after[a + c] + before[b + c] : Double.NaN;
        }
      }
      case MEAN -> {
        double least = Math.max(1, settings.minCount());
        for (int c = 0; c < columns; c++) {
          double n = seenAfter[a + c] + seenBefore[b + c];
          out[at + c] = n >= least ? (after[a + c] + before[b + c]) / n : Double.NaN;
        }
      }
      case PROD -> {
        for (int c = 0; c < columns; c++) {
          double n = seenAfter[a + c] + seenBefore[b + c];
          out[at + c] = finish(after[a + c] * before[b + c], n, 0);
        }
      }
      case MIN -> {
        for (int c = 0; c < columns; c++) {
          double n = seenAfter[a + c] + seenBefore[b + c];
          out[at + c] = finish(Math.min(after[a + c], before[b + c]), n, 0);
        }
      }
      case MAX -> {
        for (int c = 0; c < columns; c++) {
          double n = seenAfter[a + c] + seenBefore[b + c];
          out[at + c] = finish(Math.max(after[a + c], before[b + c]), n, 0);
        }
      }
      case COUNT -> {
        for (int c = 0; c < columns; c++) {
          out[at + c] = seenAfter[a + c] + seenBefore[b + c];
        }
      }
      default -> {
        for (int c = 0; c < columns; c++) {
          double n = seenAfter[a + c];
          double m = seenBefore[b + c];
          double delta = before[b + c] - after[a + c];
          double across = n == 0 || m == 0 ? 0 : delta * delta * (n * m / (n + m));
          out[at + c] = finish(0, n + m, spreadAfter[a + c] + spreadBefore[b + c] + across);
        }
      }
    }
  }

  private double finish(double value, double n, double spread) {
    boolean few = n < settings.minCount();
    return switch (kind) {
      case SUM, PROD -> few ? Double.NaN : value;
      case COUNT -> n;
      case MEAN -> few || n == 0 ? Double.NaN : value / n;
      case VAR, STD -> {
        double divisor = n - settings.ddof();
        double variance = few || divisor <= 0 ? Double.NaN : spread / divisor;
        yield kind == Accumulator.Kind.STD ? Math.sqrt(variance) : variance;
      }
      default -> few || n == 0 ? Double.NaN : value;
    };
  }
}
