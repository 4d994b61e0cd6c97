package io.amasia.array.kernel;

import static io.amasia.array.kernel.Layouts.DOUBLE;

import java.lang.foreign.MemorySegment;

/// The plain loops for `float64`: the twin that SIMD is tested against, and what runs without it.
final class ScalarDoubleKernels implements Kernels {
  private static double load(MemorySegment x, long i) {
    return x.get(DOUBLE, i * 8);
  }

  @Override
  public long sum(MemorySegment x, long first, long n, boolean skipna, double[] lanes) {
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
  public void sumRow(
      MemorySegment x,
      long first,
      long n,
      boolean skipna,
      MemorySegment state,
      long sums,
      long counts) {
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      if (!skipna || !Double.isNaN(value)) {
        state.set(DOUBLE, sums + i * 8, state.get(DOUBLE, sums + i * 8) + value);
        state.set(DOUBLE, counts + i * 8, state.get(DOUBLE, counts + i * 8) + 1);
      }
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
  public void squaresRow(
      MemorySegment x,
      long first,
      long n,
      boolean skipna,
      MemorySegment state,
      long means,
      long squares) {
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      if (!skipna || !Double.isNaN(value)) {
        double distance = value - state.get(DOUBLE, means + i * 8);
        state.set(
            DOUBLE, squares + i * 8, state.get(DOUBLE, squares + i * 8) + distance * distance);
      }
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
  public void countRow(MemorySegment x, long first, long n, MemorySegment state, long counts) {
    for (long i = 0; i < n; i++) {
      double value = load(x, first + i);
      if (!Double.isNaN(value)) {
        state.set(DOUBLE, counts + i * 8, state.get(DOUBLE, counts + i * 8) + 1);
      }
    }
  }
}
