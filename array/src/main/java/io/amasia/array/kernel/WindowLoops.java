package io.amasia.array.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
/// Missing values are left out. Of a single column [WindowLine] does the same with less. Not
/// thread-safe: holds scratch memory.
public final class WindowLoops {
  private static final double[] NONE = {};

  private final WindowStatistic statistic;
  private final Accumulator.Kind kind;
  private final Accumulator.Settings settings;
  private final int length;

  /// What the block of the last row of a window has come to up to that row.
  private Block before = new Block(0);

  /// For each place in the block of the first row of a window what it comes to from there on.
  private Block[] after = {};

  // The rows taken in, and which of them `before` and `after` are at.
  private double[][] x = {};
  private double[][] seen = {};
  private int rows;
  private int columns;
  private long first;
  private int beforeRow;
  private int afterFrom;
  private int afterEnd;

  private double[] sums = {};
  private boolean gaps;

  /// What some rows of a block have come to, for each column. Rows are arrays of their own: of
  /// loops over parts of one array the compiler makes no vectors.
  private static final class Block {
    final double[] values;
    double[] spread = NONE;

    /// How many values there are; in use only where some are missing.
    double[] seen = NONE;

    Block(int columns) {
      values = new double[columns];
    }
  }

  /// Loops for one statistic.
  ///
  /// @param kind a sum, product, mean, extreme, count or variance
  /// @param settings fewer than `minCount` values, or none where none has no value, give NaN
  /// @param length rows in a window
  public WindowLoops(Accumulator.Kind kind, Accumulator.Settings settings, long length) {
    statistic = new WindowStatistic(kind, settings);
    this.kind = kind;
    this.settings = settings;
    this.length = (int) Math.min(length, Integer.MAX_VALUE);
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
  /// @param x the rows, each of at least `columns` elements, which are spoiled
  /// @param first where row 0 lies, counted from where the first of all windows begins
  public void rows(double[][] x, int rows, int columns, long first) {
    this.x = x;
    this.rows = rows;
    this.columns = columns;
    this.first = first;
    beforeRow = -1;
    afterFrom = 0;
    afterEnd = 0;
    int blocks = Math.min(rows, length);
    if (before.values.length < columns || after.length < blocks) {
      before = new Block(columns);
      after = new Block[blocks];
      Arrays.setAll(after, _ -> new Block(columns));
      sums = new double[columns];
    }
    Arrays.fill(sums, 0, columns, 0);
    for (int r = 0; r < rows; r++) {
      Kernels.add(x[r], sums, columns);
    }
    gaps = Kernels.hasNaN(sums, columns);
    if (gaps) {
      see();
    }
  }

  /// Tells what is there from what is missing, which becomes what changes nothing.
  private void see() {
    if (seen.length < rows || seen[0].length < columns) {
      seen = new double[rows][columns];
    }
    double neutral = statistic.neutral();
    for (int r = 0; r < rows; r++) {
      double[] row = x[r];
      double[] there = seen[r];
      for (int c = 0; c < columns; c++) {
        double v = row[c];
        boolean missing = Double.isNaN(v);
        there[c] = missing ? 0 : 1;
        row[c] = missing && settings.skipna() ? neutral : v;
      }
    }
  }

  /// The first row at hand of the block that row `r` lies in.
  private int begin(int r) {
    return (int) Math.max(0, r - Math.floorMod(first + r, (long) length));
  }

  /// One past the last row at hand of that block.
  private int end(int r) {
    return (int) Math.min(rows, r - Math.floorMod(first + r, (long) length) + length);
  }

  /// Brings `before` to row `row`: on from where it is, if that is in the same block.
  private void beforeTo(int row) {
    int begin = begin(row);
    boolean on = beforeRow >= begin && beforeRow <= row;
    for (int r = on ? beforeRow + 1 : begin; r <= row; r++) {
      take(r, r == begin ? null : before, before, r - begin + 1);
    }
    beforeRow = row;
  }

  /// What the block of row `row` comes to from there on.
  private Block afterFrom(int row) {
    int begin = begin(row);
    if (row < afterFrom || row >= afterEnd) {
      afterFrom = row;
      afterEnd = end(row);
      for (int r = afterEnd - 1; r >= row; r--) {
        Block next = r == afterEnd - 1 ? null : after[r + 1 - begin];
        take(r, next, after[r - begin], afterEnd - r);
      }
    }
    return after[row - begin];
  }

  /// Row `r` joined with what its neighbours have come to, or on its own; it is the `nth` of them.
  private void take(int r, @Nullable Block from, Block to, int nth) {
    double[] row = x[r];
    if (gaps) {
      to.seen = to.seen.length < columns ? new double[to.values.length] : to.seen;
      double[] counted = from == null ? seen[r] : from.seen;
      System.arraycopy(counted, 0, to.seen, 0, columns);
      if (from != null) {
        Kernels.add(seen[r], to.seen, columns);
      }
    }
    if (statistic.spreads() && to.spread.length < columns) {
      to.spread = new double[to.values.length];
    }
    if (from != null) {
      join(row, from, to, nth, gaps ? seen[r] : null);
      return;
    }
    System.arraycopy(row, 0, to.values, 0, columns);
    for (int c = 0; statistic.spreads() && c < columns; c++) {
      to.spread[c] = 0 * row[c]; // NaN for what is not finite
    }
  }

  private void join(double[] row, Block from, Block to, int nth, double @Nullable [] there) {
    double[] a = from.values;
    double[] out = to.values;
    switch (kind) {
      case SUM, MEAN -> {
        for (int c = 0; c < columns; c++) {
          out[c] = a[c] + row[c];
        }
      }
      case PROD -> {
        for (int c = 0; c < columns; c++) {
          out[c] = a[c] * row[c];
        }
      }
      case MIN -> {
        for (int c = 0; c < columns; c++) {
          out[c] = Math.min(a[c], row[c]);
        }
      }
      case MAX -> {
        for (int c = 0; c < columns; c++) {
          out[c] = Math.max(a[c], row[c]);
        }
      }
      case VAR, STD -> {
        for (int c = 0; c < columns; c++) {
          boolean counts = there == null || there[c] > 0 || !settings.skipna();
          double n = there == null ? nth : Math.max(1, to.seen[c]);
          double delta = counts ? row[c] - a[c] : 0;
          double next = a[c] + delta / n;
          to.spread[c] = from.spread[c] + (counts ? delta * (row[c] - next) : 0);
          out[c] = next;
        }
      }
      default -> {}
    }
  }

  /// Writes the statistic of the window that covers rows `low … high - 1` of those taken in, cut
  /// where the array ends; `begin` is where the whole window begins. Windows are asked for in
  /// order.
  public void window(int low, int high, long begin, double[] out) {
    if (low >= high) {
      Arrays.fill(out, 0, columns, statistic.ofNothing());
      return;
    }
    if (begin(low) != begin(high - 1)) {
      beforeTo(high - 1);
      Block end = afterFrom(low);
      join(end, low, high, out);
      finish(high - low, end.seen, before.seen, out);
      return;
    }
    Block one;
    if (Math.floorMod(begin, (long) length) == 0 || begin < first + low) {
      beforeTo(high - 1);
      one = before;
    } else {
      one = afterFrom(low);
    }
    System.arraycopy(statistic.spreads() ? one.spread : one.values, 0, out, 0, columns);
    finish(high - low, one.seen, null, out);
  }

  /// The end of one block, from row `low` on, with the beginning of the next, before row `high`:
  /// sums, products, extremes, or sums of squares about the mean.
  private void join(Block end, int low, int high, double[] out) {
    double[] a = end.values;
    double[] b = before.values;
    switch (kind) {
      case SUM, MEAN -> {
        for (int c = 0; c < columns; c++) {
          out[c] = a[c] + b[c];
        }
      }
      case PROD -> {
        for (int c = 0; c < columns; c++) {
          out[c] = a[c] * b[c];
        }
      }
      case MIN -> {
        for (int c = 0; c < columns; c++) {
          out[c] = Math.min(a[c], b[c]);
        }
      }
      case MAX -> {
        for (int c = 0; c < columns; c++) {
          out[c] = Math.max(a[c], b[c]);
        }
      }
      case VAR, STD -> {
        int rowsOfEnd = end(low) - low;
        for (int c = 0; c < columns; c++) {
          double n = gaps ? end.seen[c] : rowsOfEnd;
          double m = gaps ? before.seen[c] : high - low - rowsOfEnd;
          double delta = b[c] - a[c];
          out[c] = end.spread[c] + before.spread[c] + WindowStatistic.across(delta, n, m);
        }
      }
      default -> {}
    }
  }

  /// Makes the statistic of what a window comes to.
  ///
  /// @param n its rows
  /// @param seen how many of them have a value, where some have none
  /// @param more to be added to that, or null
  private void finish(int n, double[] seen, double @Nullable [] more, double[] out) {
    if (!gaps) {
      finish(n, out);
      return;
    }
    for (int c = 0; c < columns; c++) {
      out[c] = statistic.of(out[c], seen[c] + (more == null ? 0 : more[c]));
    }
  }

  /// The same of columns that all have `n` values.
  private void finish(int n, double[] out) {
    switch (kind) {
      case SUM, PROD, MIN, MAX -> {
        if (n < settings.minCount()) {
          Arrays.fill(out, 0, columns, Double.NaN);
        }
      }
      case MEAN -> {
        double divisor = n < settings.minCount() ? Double.NaN : n;
        for (int c = 0; c < columns; c++) {
          out[c] /= divisor;
        }
      }
      default -> {
        for (int c = 0; c < columns; c++) {
          out[c] = statistic.of(out[c], n);
        }
      }
    }
  }
}
