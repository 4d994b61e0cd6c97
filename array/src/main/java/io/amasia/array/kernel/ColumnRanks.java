package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// What stands at given places of columns of `float32` if each were sorted. NaN is missing.
///
/// Floats are compared as whole numbers of the same order. All columns together narrow the range
/// that their wanted values lie in, half by half: a loop over the rows counts what is below the
/// middle, without a branch, so that the compiler makes vectors of it. The few values that are left
/// in a column's range are sorted. Cost: some ten passes over the rows, which should stay in cache.
/// Rows are arrays of their own: of loops over parts of one array the compiler makes no vectors.
///
/// Not thread-safe: holds scratch memory.
public final class ColumnRanks {
  private static final int INFINITY = 0x7F80_0000;

  /// Values in a column's range, in the mean, that are sorted rather than counted once more.
  private static final int FEW = 16;

  /// Where values crowd, of many magnitudes or all alike, more halves would win little.
  private static final int MOST_PASSES = 14;

  private final int[][] keys;
  private final int[] present;

  /// The least and the greatest key of each column, then the range that is left: halves of keys, so
  /// that the difference of two is an `int`; the end is not in it.
  private final int[] from;

  private final int[] to;

  /// How many values of a column lie below its range, and below the end of it.
  private final int[] below;

  private final int[] upTo;

  private final int[] middle;
  private final int[] counts;
  private int[] left = {};
  private int columns;
  private int rows;

  /// Room for `rows` rows of `columns` values.
  public ColumnRanks(int rows, int columns) {
    keys = new int[rows][columns];
    present = new int[columns];
    from = new int[columns];
    to = new int[columns];
    below = new int[columns];
    upTo = new int[columns];
    middle = new int[columns];
    counts = new int[columns];
  }

  /// Begins anew, with `columns` columns.
  public void begin(int columns) {
    this.columns = columns;
    rows = 0;
    Arrays.fill(present, 0, columns, 0);
    Arrays.fill(from, 0, columns, Integer.MAX_VALUE);
    Arrays.fill(to, 0, columns, Integer.MIN_VALUE);
  }

  /// Adds a row: the values of `x` from element `first` on.
  public void add(MemorySegment x, long first) {
    int[] row = keys[rows++];
    MemorySegment.copy(x, Layouts.INT, first * 4, row, 0, columns);
    for (int c = 0; c < columns; c++) {
      int bits = row[c];
      int missing = (INFINITY - (bits & Integer.MAX_VALUE)) >> 31;
      present[c] += 1 + missing;
      // What is missing comes last, and is not the greatest.
      row[c] = (ordered(bits) | missing) & ~(missing & Integer.MIN_VALUE);
      to[c] = Math.max(to[c], row[c] ^ missing);
      from[c] = Math.min(from[c], row[c]);
    }
  }

  /// The bits of a float as a number of the same order, and back. -0 comes before 0.
  private static int ordered(int bits) {
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  /// How many values of column `c` are not missing.
  public int present(int c) {
    return present[c];
  }

  /// Finds, for each column that has values, the one at place `places[c]` of `0 … present - 1` and
  /// the next: [#value] and [#next].
  public void find(int[] places) {
    for (int c = 0; c < columns; c++) {
      from[c] = present[c] == 0 ? 0 : from[c] >> 1;
      to[c] = present[c] == 0 ? 0 : (to[c] >> 1) + 1;
      below[c] = 0;
      upTo[c] = present[c];
    }
    for (int pass = 0; pass < MOST_PASSES && !areFew(); pass++) {
      for (int c = 0; c < columns; c++) {
        middle[c] = from[c] + (to[c] - from[c]) / 2;
      }
      count();
      for (int c = 0; c < columns; c++) {
        // Both places stay in the range; where the middle parts them, it stays as it is.
        if (counts[c] <= places[c]) {
          from[c] = middle[c];
          below[c] = counts[c];
        } else if (counts[c] > places[c] + 1) {
          to[c] = middle[c];
          upTo[c] = counts[c];
        }
      }
    }
    gather();
    for (int c = 0; c < columns; c++) {
      int end = counts[c];
      int start = end - (upTo[c] - below[c]);
      if (start < end) {
        Arrays.sort(left, start, end);
        int at = start + places[c] - below[c];
        from[c] = left[at];
        to[c] = left[Math.min(at + 1, end - 1)];
      }
    }
  }

  private boolean areFew() {
    long all = 0;
    for (int c = 0; c < columns; c++) {
      all += upTo[c] - below[c];
    }
    return all <= (long) FEW * columns;
  }

  /// Counts the values of each column that are below its middle.
  private void count() {
    Arrays.fill(counts, 0, columns, 0);
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      int[] a = keys[r];
      int[] b = keys[r + 1];
      int[] d = keys[r + 2];
      int[] e = keys[r + 3];
      for (int c = 0; c < columns; c++) {
        int m = middle[c];
        counts[c] =
            counts[c]
                - (((a[c] >> 1) - m) >> 31)
                - (((b[c] >> 1) - m) >> 31)
                - (((d[c] >> 1) - m) >> 31)
                - (((e[c] >> 1) - m) >> 31);
      }
    }
    for (; r < rows; r++) {
      int[] row = keys[r];
      for (int c = 0; c < columns; c++) {
        counts[c] -= ((row[c] >> 1) - middle[c]) >> 31;
      }
    }
  }

  /// Puts the values in each column's range one after the other, column after column; afterwards
  /// `counts` says where each ends.
  private void gather() {
    int all = 0;
    for (int c = 0; c < columns; c++) {
      counts[c] = all;
      all += upTo[c] - below[c];
      to[c] = upTo[c] == below[c] ? 0 : to[c] - from[c];
    }
    if (left.length < all) {
      left = new int[all];
    }
    for (int r = 0; r < rows; r++) {
      int[] row = keys[r];
      for (int c = 0; c < columns; c++) {
        int key = row[c];
        int inside = (key >> 1) - from[c];
        if (inside >= 0 && inside < to[c]) {
          left[counts[c]++] = key;
        }
      }
    }
  }

  /// The value at the place that was asked for, of a column that has values.
  public float value(int c) {
    return Float.intBitsToFloat(ordered(from[c]));
  }

  /// The value at the place after it; the last value again where there is none.
  public float next(int c) {
    return Float.intBitsToFloat(ordered(to[c]));
  }
}
