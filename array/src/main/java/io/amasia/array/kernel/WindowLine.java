package io.amasia.array.kernel;

/// Statistics of windows that slide along one column of values: those of [WindowLoops], by the same
/// method and with the same bits, in 44 bytes a row at most. Not thread-safe: holds scratch memory.
public final class WindowLine {
  private final WindowStatistic statistic;
  private final int length;
  private int rows;
  private long first;

  /// For each row what its block has come to up to it: in the place of the values. And what it
  /// comes to from there on.
  private double[] before = {};

  private double[] after = {};

  /// The same of squares about the mean.
  private double[] spreadBefore = {};

  private double[] spreadAfter = {};

  /// How many values there are before each row, and before the end.
  private int[] seen = {};

  /// A line for one statistic.
  ///
  /// @param kind one that [WindowLoops] has
  /// @param settings fewer than `minCount` values, or none where none has no value, give NaN
  /// @param length rows in a window
  public WindowLine(Accumulator.Kind kind, Accumulator.Settings settings, long length) {
    statistic = new WindowStatistic(kind, settings);
    this.length = (int) Math.min(length, Integer.MAX_VALUE);
  }

  /// Takes in rows: to be called before [#window].
  ///
  /// @param x the values, which are spoiled, and must be left alone
  /// @param first where row 0 lies, counted from where the first of all windows begins
  public void rows(double[] x, int rows, long first) {
    this.rows = rows;
    this.first = first;
    before = x;
    if (after.length < rows) {
      after = new double[rows];
      seen = new int[rows + 1];
      spreadBefore = new double[statistic.spreads() ? rows : 0];
      spreadAfter = new double[spreadBefore.length];
    }
    see();
    for (int begin = 0; begin < rows; ) {
      int end = end(begin);
      fold(end - 1, end - begin, -1, after, spreadAfter);
      fold(begin, end - begin, 1, before, spreadBefore);
      begin = end;
    }
  }

  /// Tells what is there from what is missing, which becomes what changes nothing.
  private void see() {
    boolean skipna = statistic.settings().skipna();
    double neutral = statistic.neutral();
    int n = 0;
    for (int r = 0; r < rows; r++) {
      boolean missing = Double.isNaN(before[r]);
      before[r] = missing && skipna ? neutral : before[r];
      n += missing ? 0 : 1;
      seen[r + 1] = n;
    }
  }

  /// One past the last row at hand of the block that row `r` lies in.
  private int end(int r) {
    return (int) Math.min(rows, r - Math.floorMod(first + r, (long) length) + length);
  }

  /// What the `n` values from row `from` on, in steps of `by`, come to one after the other.
  private void fold(int from, int n, int by, double[] to, double[] spread) {
    double[] x = before;
    double all = x[from];
    to[from] = all;
    int end = from + n * by;
    switch (statistic.kind()) {
      case SUM, MEAN -> {
        for (int r = from + by; r != end; r += by) {
          all += x[r];
          to[r] = all;
        }
      }
      case PROD -> {
        for (int r = from + by; r != end; r += by) {
          all *= x[r];
          to[r] = all;
        }
      }
      case MIN -> {
        for (int r = from + by; r != end; r += by) {
          all = Math.min(all, x[r]);
          to[r] = all;
        }
      }
      case MAX -> {
        for (int r = from + by; r != end; r += by) {
          all = Math.max(all, x[r]);
          to[r] = all;
        }
      }
      case VAR, STD -> spread(from, end, by, to, spread);
      default -> {}
    }
  }

  private void spread(int from, int end, int by, double[] to, double[] spread) {
    double[] x = before;
    boolean all = !statistic.settings().skipna();
    double mean = x[from];
    double squares = 0 * mean; // NaN for what is not finite
    int n = seen[from + 1] - seen[from];
    to[from] = mean;
    spread[from] = squares;
    for (int r = from + by; r != end; r += by) {
      int one = seen[r + 1] - seen[r];
      boolean counts = one > 0 || all;
      n += one;
      double delta = counts ? x[r] - mean : 0;
      mean += delta / Math.max(1, n);
      squares += counts ? delta * (x[r] - mean) : 0;
      to[r] = mean;
      spread[r] = squares;
    }
  }

  /// The statistic of the window that covers rows `low … high - 1` of those taken in, cut where the
  /// array ends; `begin` is where the whole window begins.
  public double window(int low, int high, long begin) {
    if (low >= high) {
      return statistic.ofNothing();
    }
    int end = end(low);
    if (end < high) {
      return statistic.of(join(low, end, high), seen[high] - seen[low]);
    }
    boolean fromStart = Math.floorMod(begin, (long) length) == 0 || begin < first + low;
    double[] one =
        statistic.spreads() ? fromStart ? spreadBefore : spreadAfter : fromStart ? before : after;
    return statistic.of(one[fromStart ? high - 1 : low], seen[high] - seen[low]);
  }

  /// The end of one block, rows `low … end - 1`, with the beginning of the next, up to row `high`.
  private double join(int low, int end, int high) {
    double a = after[low];
    double b = before[high - 1];
    return switch (statistic.kind()) {
      case SUM, MEAN -> a + b;
      case PROD -> a * b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case VAR, STD ->
          spreadAfter[low]
              + spreadBefore[high - 1]
              + WindowStatistic.across(b - a, seen[end] - seen[low], seen[high] - seen[end]);
      default -> 0;
    };
  }
}
