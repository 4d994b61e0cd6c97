package io.amasia.array.kernel;

import io.amasia.array.DType;

/// Loops of running values along rows of columns: `x[r * columns + c]` is replaced by what column
/// `c` has come to with row `r`. The state, an element a column, goes on from call to call.
///
/// Sums are compensated (Neumaier's variant of Kahan's sum, ZAMM 54, 1974), so their error does not
/// grow with the number of rows.
public final class RunningLoops {
  private RunningLoops() {}

  /// Sums; `lost` holds what rounding took from `sum`.
  public static void sum(
      double[] x, int rows, int columns, boolean skipna, double[] sum, double[] lost) {
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      for (int c = 0; c < columns; c++) {
        double v = x[at + c];
        if (skipna && Double.isNaN(v)) {
          v = 0;
        }
        double s = sum[c];
        double t = s + v;
        double part = Math.abs(s) >= Math.abs(v) ? (s - t) + v : (v - t) + s;
        sum[c] = t;
        // Beyond the range of doubles there is nothing to compensate.
        lost[c] = Double.isFinite(t) ? lost[c] + part : 0;
        x[at + c] = t + lost[c];
      }
    }
  }

  public static void product(double[] x, int rows, int columns, boolean skipna, double[] product) {
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      for (int c = 0; c < columns; c++) {
        double v = x[at + c];
        product[c] *= skipna && Double.isNaN(v) ? 1 : v;
        x[at + c] = product[c];
      }
    }
  }

  /// Least or greatest values; NaN as long as there was none.
  public static void extreme(
      double[] x, int rows, int columns, boolean skipna, boolean greatest, double[] best) {
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      for (int c = 0; c < columns; c++) {
        double v = x[at + c];
        double b = best[c];
        boolean none = Double.isNaN(v) || Double.isNaN(b);
        if (none) {
          b = !skipna ? Double.NaN : Double.isNaN(b) ? v : b;
        } else {
          b = greatest ? Math.max(b, v) : Math.min(b, v);
        }
        best[c] = b;
        x[at + c] = b;
      }
    }
  }

  /// The last value that is not NaN, at most `limit` rows on; a `limit` of 0 is none. `since`
  /// counts rows since that value.
  public static void fill(
      double[] x, int rows, int columns, long limit, double[] last, long[] since) {
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      for (int c = 0; c < columns; c++) {
        double v = x[at + c];
        if (!Double.isNaN(v)) {
          last[c] = v;
          since[c] = 0;
        } else if (limit == 0 || ++since[c] <= limit) {
          x[at + c] = last[c];
        }
      }
    }
  }

  /// Sums or products of whole numbers, which wrap.
  public static void whole(long[] x, int rows, int columns, boolean product, long[] state) {
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      for (int c = 0; c < columns; c++) {
        state[c] = product ? state[c] * x[at + c] : state[c] + x[at + c];
        x[at + c] = state[c];
      }
    }
  }

  /// The last time that is not NaT; see [#fill(double\[\], int, int, long, double\[\], long\[\])].
  public static void fill(long[] x, int rows, int columns, long limit, long[] last, long[] since) {
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      for (int c = 0; c < columns; c++) {
        long v = x[at + c];
        if (v != DType.NAT) {
          last[c] = v;
          since[c] = 0;
        } else if (limit == 0 || ++since[c] <= limit) {
          x[at + c] = last[c];
        }
      }
    }
  }
}
