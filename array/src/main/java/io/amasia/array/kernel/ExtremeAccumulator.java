package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Minimum or maximum of floats; -0.0 is less than 0.0. Fields: the extreme, whether anything came.
///
/// With `skipna` NaN stands for "none yet". Without, an infinity does, so that NaN stays once seen.
final class ExtremeAccumulator extends Accumulator {
  private final boolean greatest;
  private final Doubles source;
  private @Nullable ColumnStrip strip;

  ExtremeAccumulator(boolean greatest, DType dtype, Settings settings) {
    super(dtype, dtype, settings);
    this.greatest = greatest;
    source = new Doubles(dtype);
  }

  @Override
  public int fields() {
    return 2;
  }

  @Override
  public void start(States states, long j, long n) {
    double none = greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    states.fill(0, j, n, settings.skipna() ? Double.NaN : none);
    states.fill(1, j, n, 0);
  }

  @Override
  public void run(MemorySegment x, long first, long n, States states, long j, long position) {
    boolean skipna = settings.skipna();
    double best = states.get(0, j);
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      best = better(best, source.extreme(x, first + i, m, greatest, skipna));
    }
    states.set(0, j, best);
    if (n > 0) {
      states.set(1, j, 1);
    }
  }

  private double better(double a, double b) {
    if (settings.skipna() && (Double.isNaN(a) || Double.isNaN(b))) {
      return !Double.isNaN(a) ? a : b;
    }
    return greatest ? Math.max(a, b) : Math.min(a, b);
  }

  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    block(x, first, 0, 1, n, states, j, position);
  }

  private ColumnStrip strip() {
    ColumnStrip made = strip == null ? new ColumnStrip(source) : strip;
    strip = made;
    return made;
  }

  @Override
  void block(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      long n,
      States states,
      long j,
      long position) {
    var taken = new ColumnStrip.Rows(x, first, rowStride, rows, (int) n);
    strip().extreme(taken, greatest, settings.skipna(), states, j);
    if (rows > 0) {
      states.fill(1, j, n, 1);
    }
  }

  @Override
  public void combine(States into, long j, States from, long k, long n) {
    double[] a = strip(n);
    double[] b = strip(n);
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      into.load(0, j + i, m, a);
      from.load(0, k + i, m, b);
      for (int e = 0; e < m; e++) {
        a[e] = better(a[e], b[e]);
      }
      into.store(0, j + i, m, a);
      into.load(1, j + i, m, a);
      from.load(1, k + i, m, b);
      Kernels.maximum(b, a, m);
      into.store(1, j + i, m, a);
    }
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    double[] values = strip(n);
    double[] came = strip(n);
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      states.load(0, j + i, m, values);
      states.load(1, j + i, m, came);
      for (int e = 0; e < m; e++) {
        values[e] = came[e] == 0 ? Double.NaN : values[e];
      }
      put(values, m, out, outFirst + i);
    }
  }
}
