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
    int width = in.columns(in.length() + out.length(), STRIP);
    double[] x = new double[Math.toIntExact(in.length() * width)];
    double[] y = new double[Math.toIntExact(out.length() * width)];
    for (long o = 0; o < in.outer(); o++) {
      for (long c = 0; c < in.inner(); c += width) {
        AmasiaException.Cancelled.ifInterrupted();
        int n = (int) Math.min(width, in.inner() - c);
        in.read(o, 0, in.length(), c, n, x, 0);
        if (n == 1) {
          sums.ofOne(x, y);
        } else {
          sums.of(x, n, y);
        }
        out.write(o, 0, out.length(), c, n, y, 0);
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

    /// The sums of a single column.
    void ofOne(double[] x, double[] y) {
      int k = 0;
      for (int i = 0; i < ends.length; i++) {
        double sum = k == ends[i] ? Double.NaN : 0;
        for (; k < ends[i]; k++) {
          sum += weights[k] * x[columns[k]];
        }
        y[i] = sum;
      }
    }

    /// The sums of `n` columns beside each other. Most rows have two weights: one pass for both.
    void of(double[] x, int n, double[] y) {
      int k = 0;
      for (int i = 0; i < ends.length; i++) {
        int to = i * n;
        if (k == ends[i]) {
          Arrays.fill(y, to, to + n, Double.NaN);
        } else if (ends[i] - k == 1) {
          double weight = weights[k];
          int from = columns[k++] * n;
          for (int c = 0; c < n; c++) {
            y[to + c] = 0 + weight * x[from + c];
          }
        } else {
          double a = weights[k];
          double b = weights[k + 1];
          int first = columns[k++] * n;
          int second = columns[k++] * n;
          for (int c = 0; c < n; c++) {
            y[to + c] = 0 + a * x[first + c] + b * x[second + c];
          }
        }
        for (; k < ends[i]; k++) {
          double weight = weights[k];
          int from = columns[k] * n;
          for (int c = 0; c < n; c++) {
            y[to + c] += weight * x[from + c];
          }
        }
      }
    }
  }
}
