package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Lines;
import io.amasia.plan.SparseWeights;
import java.util.Arrays;

/// Sums of cells by sparse weights.
final class Regridding {
  private static final int STRIP = 1 << 15;

  private Regridding() {}

  static void compute(
      int axis, SparseWeights weights, NdArray input, Box from, Box box, NdArray target) {
    Sums sums = Sums.of(weights, weights.rows(axis, box), axis, from);
    Lines in = Lines.of(input, axis, weights.source().ndim());
    Lines out = Lines.of(target, axis, weights.target().ndim());
    int width = in.columns(in.length() + 1, STRIP);
    if (width == 1) {
      lines(sums, in, out);
    } else {
      columns(sums, in, out, width);
    }
  }

  /// Columns on their own: there is one, or they are long.
  private static void lines(Sums sums, Lines in, Lines out) {
    double[] x = new double[Math.toIntExact(in.length()) + 1];
    double[] y = new double[Math.toIntExact(out.length())];
    Pairs pairs = sums.areOfPairs() ? Pairs.of(sums, x.length - 1) : null;
    for (long o = 0; o < in.outer(); o++) {
      for (long c = 0; c < in.inner(); c++) {
        AmasiaException.Cancelled.ifInterrupted();
        in.readLine(o, c, x);
        if (pairs != null) {
          pairs.of(x, y);
        } else {
          sums.of(x, y);
        }
        out.writeLine(o, c, y);
      }
    }
  }

  /// Rows are arrays of their own: of loops over parts of one array the compiler makes no vectors.
  private static void columns(Sums sums, Lines in, Lines out, int width) {
    double[][] x = new double[Math.toIntExact(in.length())][width];
    double[] y = new double[width];
    for (long o = 0; o < in.outer(); o++) {
      for (long c = 0; c < in.inner(); c += width) {
        AmasiaException.Cancelled.ifInterrupted();
        int n = (int) Math.min(width, in.inner() - c);
        for (int r = 0; r < x.length; r++) {
          in.read(o, r, c, n, x[r]);
        }
        for (int i = 0; i < sums.rows(); i++) {
          sums.row(i, x, n, y);
          out.write(o, i, c, n, y);
        }
      }
    }
  }

  /// What is summed, row after row.
  private static final class Sums {
    /// For each row one past its last weight.
    private final int[] ends;

    /// For each weight its source cell within what is at hand.
    private final int[] columns;

    private final double[] weights;

    private Sums(int[] ends, int[] columns, double[] weights) {
      this.ends = ends;
      this.columns = columns;
      this.weights = weights;
    }

    /// The sums of `rows`, of whose sources those within the box `from` are at hand.
    static Sums of(SparseWeights weights, int[] rows, int axis, Box from) {
      int[] ends = new int[rows.length];
      int n = 0;
      for (int i = 0; i < rows.length; i++) {
        n += weights.end(rows[i]) - weights.start(rows[i]);
        ends[i] = n;
      }
      int[] columns = new int[n];
      double[] values = new double[n];
      long[] strides = weights.source().strides();
      int at = 0;
      for (int row : rows) {
        for (int k = weights.start(row); k < weights.end(row); k++) {
          long rest = weights.column(k);
          long column = 0;
          for (int d = 0; d < strides.length; d++) {
            long index = rest / strides[d];
            rest -= index * strides[d];
            column = column * from.length(axis + d) + index - from.start(axis + d);
          }
          columns[at] = (int) column;
          values[at++] = weights.value(k);
        }
      }
      return new Sums(ends, columns, values);
    }

    int rows() {
      return ends.length;
    }

    /// Whether none has more than two weights.
    boolean areOfPairs() {
      boolean pairs = true;
      for (int i = 0; i < ends.length; i++) {
        pairs &= ends[i] - start(i) <= 2;
      }
      return pairs;
    }

    private int start(int i) {
      return i == 0 ? 0 : ends[i - 1];
    }

    /// The sums of lone cells.
    void of(double[] x, double[] y) {
      int k = 0;
      for (int i = 0; i < ends.length; i++) {
        double sum = k == ends[i] ? Double.NaN : 0;
        for (; k < ends[i]; k++) {
          sum += weights[k] * x[columns[k]];
        }
        y[i] = sum;
      }
    }

    /// Row `i` of the sums of rows of `n` cells. Most have two weights: one pass for both.
    void row(int i, double[][] x, int n, double[] y) {
      int k = start(i);
      if (k == ends[i]) {
        Arrays.fill(y, 0, n, Double.NaN);
      } else if (ends[i] - k == 1) {
        double weight = weights[k];
        double[] only = x[columns[k++]];
        for (int c = 0; c < n; c++) {
          y[c] = 0 + weight * only[c];
        }
      } else {
        double a = weights[k];
        double b = weights[k + 1];
        double[] first = x[columns[k++]];
        double[] second = x[columns[k++]];
        for (int c = 0; c < n; c++) {
          y[c] = 0 + a * first[c] + b * second[c];
        }
      }
      for (; k < ends[i]; k++) {
        double weight = weights[k];
        double[] more = x[columns[k]];
        for (int c = 0; c < n; c++) {
          y[c] += weight * more[c];
        }
      }
    }
  }

  /// Sums of two cells each: with no loop inside the loop they take a third of the time. What is
  /// missing of a pair is a cell of its own, which holds zero.
  private record Pairs(Cells first, Cells second) {
    /// A cell and its weight for each sum.
    private static final class Cells {
      final int[] cells;
      final double[] weights;

      Cells(int n, int none) {
        cells = new int[n];
        weights = new double[n];
        Arrays.fill(cells, none);
      }

      void set(int i, int cell, double weight) {
        cells[i] = cell;
        weights[i] = weight;
      }
    }

    /// @param none a cell that holds zero
    static Pairs of(Sums sums, int none) {
      var pairs = new Pairs(new Cells(sums.rows(), none), new Cells(sums.rows(), none));
      for (int i = 0; i < sums.rows(); i++) {
        int k = sums.start(i);
        if (k == sums.ends[i]) {
          pairs.first.set(i, none, Double.NaN);
          continue;
        }
        pairs.first.set(i, sums.columns[k], sums.weights[k]);
        if (k + 1 < sums.ends[i]) {
          pairs.second.set(i, sums.columns[k + 1], sums.weights[k + 1]);
        }
      }
      return pairs;
    }

    void of(double[] x, double[] y) {
      int[] at = first.cells;
      int[] and = second.cells;
      double[] a = first.weights;
      double[] b = second.weights;
      for (int i = 0; i < at.length; i++) {
        y[i] = 0 + a[i] * x[at[i]] + b[i] * x[and[i]];
      }
    }
  }
}
