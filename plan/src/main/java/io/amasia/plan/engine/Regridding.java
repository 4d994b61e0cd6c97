package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Lines;
import io.amasia.plan.SparseWeights;

/// Sums of cells by sparse weights.
final class Regridding {
  private static final int STRIP = 1 << 15;

  private Regridding() {}

  static void compute(
      int axis, SparseWeights weights, NdArray input, Box from, Box box, NdArray target) {
    int[] rows = weights.rows(axis, box);
    int[] columns = columns(weights, rows, axis, from);
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
        sums(weights, rows, columns, x, n, y);
        out.write(o, 0, out.length(), c, n, y, 0);
      }
    }
  }

  /// For each weight of the rows, one after the other, its source cell within the box `from`.
  private static int[] columns(SparseWeights weights, int[] rows, int axis, Box from) {
    int n = 0;
    for (int row : rows) {
      n += weights.end(row) - weights.start(row);
    }
    int[] columns = new int[n];
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
        columns[at++] = (int) column;
      }
    }
    return columns;
  }

  private static void sums(
      SparseWeights weights, int[] rows, int[] columns, double[] x, int n, double[] y) {
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      int start = weights.start(rows[i]);
      int end = weights.end(rows[i]);
      int to = i * n;
      java.util.Arrays.fill(y, to, to + n, start == end ? Double.NaN : 0);
      for (int k = start; k < end; k++) {
        double weight = weights.value(k);
        int source = columns[at++] * n;
        for (int c = 0; c < n; c++) {
          y[to + c] += weight * x[source + c];
        }
      }
    }
  }
}
