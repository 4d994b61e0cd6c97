package io.amasia.array.kernel;

import static io.amasia.array.kernel.Layouts.DOUBLE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The plain loops for `float64`: the twin that SIMD is tested against, and what runs without it.
final class ScalarDoubleKernels implements Kernels {
  /// Elements that are summed again when one of them is NaN.
  private static final long STRIP = 2048;

  private static double load(MemorySegment x, long i) {
    return x.get(DOUBLE, i * 8);
  }

  @Override
  public long sum(MemorySegment x, long first, long n, boolean skipna, double[] lanes) {
    long count = 0;
    for (long i = 0; i < n; i += STRIP) {
      long m = Math.min(STRIP, n - i);
      long whole = m - m % Lanes.COUNT;
      // Most strips miss nothing: they are summed without looking, and once more if one is NaN.
      boolean all = sumAll(x, first + i, whole, lanes);
      count += all ? whole : sumEach(x, first + i, whole, skipna, lanes);
      count += sumEach(x, first + i + whole, m - whole, skipna, lanes);
    }
    return count;
  }

  /// Adds `n` elements, a multiple of 16, unless the sums come out as NaN.
  private static boolean sumAll(MemorySegment x, long first, long n, double[] lanes) {
    double a0 = lanes[0];
    double a1 = lanes[1];
    double a2 = lanes[2];
    double a3 = lanes[3];
    double a4 = lanes[4];
    double a5 = lanes[5];
    double a6 = lanes[6];
    double a7 = lanes[7];
    double a8 = lanes[8];
    double a9 = lanes[9];
    double a10 = lanes[10];
    double a11 = lanes[11];
    double a12 = lanes[12];
    double a13 = lanes[13];
    double a14 = lanes[14];
    double a15 = lanes[15];
    for (long i = first; i < first + n; i += Lanes.COUNT) {
      a0 += load(x, i);
      a1 += load(x, i + 1);
      a2 += load(x, i + 2);
      a3 += load(x, i + 3);
      a4 += load(x, i + 4);
      a5 += load(x, i + 5);
      a6 += load(x, i + 6);
      a7 += load(x, i + 7);
      a8 += load(x, i + 8);
      a9 += load(x, i + 9);
      a10 += load(x, i + 10);
      a11 += load(x, i + 11);
      a12 += load(x, i + 12);
      a13 += load(x, i + 13);
      a14 += load(x, i + 14);
      a15 += load(x, i + 15);
    }
    double sum =
        a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11 + a12 + a13 + a14 + a15;
    if (Double.isNaN(sum)) {
      return false;
    }
    lanes[0] = a0;
    lanes[1] = a1;
    lanes[2] = a2;
    lanes[3] = a3;
    lanes[4] = a4;
    lanes[5] = a5;
    lanes[6] = a6;
    lanes[7] = a7;
    lanes[8] = a8;
    lanes[9] = a9;
    lanes[10] = a10;
    lanes[11] = a11;
    lanes[12] = a12;
    lanes[13] = a13;
    lanes[14] = a14;
    lanes[15] = a15;
    return true;
  }

  private static long sumEach(MemorySegment x, long first, long n, boolean skipna, double[] lanes) {
    long count = 0;
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      if (!skipna || !Double.isNaN(value)) {
        lanes[(int) i & 15] += value;
        count++;
      }
    }
    return count;
  }

  @Override
  public long product(MemorySegment x, long first, long n, boolean skipna, double[] lanes) {
    long count = 0;
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      if (!skipna || !Double.isNaN(value)) {
        lanes[(int) i & 15] *= value;
        count++;
      }
    }
    return count;
  }

  @Override
  public void squares(
      MemorySegment x, long first, long n, boolean skipna, double mean, double[] lanes) {
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      if (!skipna || !Double.isNaN(value)) {
        double distance = value - mean;
        lanes[(int) i & 15] += distance * distance;
      }
    }
  }

  @Override
  public double minimum(MemorySegment x, long first, long n, boolean skipna) {
    double least = Double.POSITIVE_INFINITY;
    long count = 0;
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      if (!skipna || !Double.isNaN(value)) {
        least = Math.min(least, value);
        count++;
      }
    }
    return count == 0 ? Double.NaN : least;
  }

  @Override
  public double maximum(MemorySegment x, long first, long n, boolean skipna) {
    double most = Double.NEGATIVE_INFINITY;
    long count = 0;
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      if (!skipna || !Double.isNaN(value)) {
        most = Math.max(most, value);
        count++;
      }
    }
    return count == 0 ? Double.NaN : most;
  }

  @Override
  public long count(MemorySegment x, long first, long n) {
    long count = 0;
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      count += !Double.isNaN(value) ? 1 : 0;
    }
    return count;
  }

  @Override
  public long indexOf(MemorySegment x, long first, long n, double sought) {
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      if (value == sought || (Double.isNaN(value) && Double.isNaN(sought))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void sumRows(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      int n,
      boolean skipna,
      MemorySegment state,
      long sums,
      long counts,
      ColumnStrip strip) {
    MemorySegment.copy(state, DOUBLE, sums, strip.sums, 0, n);
    for (long r = 0; r < rows; r++) {
      addRow(x, first + r * rowStride, n, strip);
    }
    // Most columns miss nothing: they are summed without looking, and once more if one is NaN.
    for (int i = 0; i < n; i++) {
      double sum = strip.sums[i];
      double count = rows;
      if (Double.isNaN(sum) && skipna) {
        sum = state.get(DOUBLE, sums + i * 8L);
        count = 0;
        for (long r = 0; r < rows; r++) {
          double value = load(x, first + r * rowStride + i);
          if (!Double.isNaN(value)) {
            sum += value;
            count++;
          }
        }
      }
      state.set(DOUBLE, sums + i * 8L, sum);
      state.set(DOUBLE, counts + i * 8L, state.get(DOUBLE, counts + i * 8L) + count);
    }
  }

  private static void addRow(MemorySegment x, long first, int n, ColumnStrip strip) {
    double[] sums = strip.sums;
    for (int i = 0; i < n; i++) {
      sums[i] += load(x, first + i);
    }
  }

  @Override
  public void productRow(
      MemorySegment x,
      long first,
      long n,
      boolean skipna,
      MemorySegment state,
      long products,
      long counts) {
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      if (!skipna || !Double.isNaN(value)) {
        state.set(DOUBLE, products + i * 8, state.get(DOUBLE, products + i * 8) * value);
        state.set(DOUBLE, counts + i * 8, state.get(DOUBLE, counts + i * 8) + 1);
      }
    }
  }

  @Override
  public void squaresRows(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      int n,
      boolean skipna,
      MemorySegment state,
      long means,
      long squares,
      ColumnStrip strip) {
    MemorySegment.copy(state, DOUBLE, squares, strip.sums, 0, n);
    MemorySegment.copy(state, DOUBLE, means, strip.means, 0, n);
    for (long r = 0; r < rows; r++) {
      addSquares(x, first + r * rowStride, n, strip);
    }
    for (int i = 0; i < n; i++) {
      double sum = strip.sums[i];
      if (Double.isNaN(sum) && skipna) {
        sum = state.get(DOUBLE, squares + i * 8L);
        for (long r = 0; r < rows; r++) {
          double value = load(x, first + r * rowStride + i);
          if (!Double.isNaN(value)) {
            double distance = value - strip.means[i];
            sum += distance * distance;
          }
        }
      }
      state.set(DOUBLE, squares + i * 8L, sum);
    }
  }

  private static void addSquares(MemorySegment x, long first, int n, ColumnStrip strip) {
    double[] sums = strip.sums;
    double[] means = strip.means;
    for (int i = 0; i < n; i++) {
      double distance = load(x, first + i) - means[i];
      sums[i] += distance * distance;
    }
  }

  @Override
  public void minimumRow(
      MemorySegment x, long first, long n, boolean skipna, MemorySegment state, long minima) {
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      double least = state.get(DOUBLE, minima + i * 8);
      if (skipna && !Double.isNaN(value)) {
        state.set(DOUBLE, minima + i * 8, !Double.isNaN(least) ? Math.min(least, value) : value);
      } else if (!skipna) {
        state.set(DOUBLE, minima + i * 8, Math.min(least, value));
      }
    }
  }

  @Override
  public void maximumRow(
      MemorySegment x, long first, long n, boolean skipna, MemorySegment state, long maxima) {
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      double most = state.get(DOUBLE, maxima + i * 8);
      if (skipna && !Double.isNaN(value)) {
        state.set(DOUBLE, maxima + i * 8, !Double.isNaN(most) ? Math.max(most, value) : value);
      } else if (!skipna) {
        state.set(DOUBLE, maxima + i * 8, Math.max(most, value));
      }
    }
  }

  @Override
  public void countRows(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      int n,
      MemorySegment state,
      long counts,
      ColumnStrip strip) {
    Arrays.fill(strip.sums, 0, n, 0);
    for (long r = 0; r < rows; r++) {
      addRow(x, first + r * rowStride, n, strip);
    }
    for (int i = 0; i < n; i++) {
      double count = rows;
      if (Double.isNaN(strip.sums[i])) {
        for (long r = 0; r < rows; r++) {
          count -= Double.isNaN(load(x, first + r * rowStride + i)) ? 1 : 0;
        }
      }
      state.set(DOUBLE, counts + i * 8L, state.get(DOUBLE, counts + i * 8L) + count);
    }
  }
}
