package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The position of the least or greatest value, the first one among equals. Fields: the value (a
/// double, or the bits of a whole number), its position; -1 is none yet.
///
/// Without `skipna` the first missing value is the extreme, as in NumPy.
final class PositionAccumulator extends Accumulator {
  private static final int VALUE = 0;
  private static final int POSITION = 1;

  private final boolean greatest;
  private final @Nullable Doubles source;
  private final long[] strip = new long[STRIP];

  PositionAccumulator(boolean greatest, DType dtype, Settings settings) {
    super(dtype, DType.INT64, settings);
    this.greatest = greatest;
    this.source = dtype.isFloating() ? new Doubles(dtype) : null;
  }

  @Override
  public int fields() {
    return 2;
  }

  @Override
  public void start(States states, long j, long n) {
    for (long i = j; i < j + n; i++) {
      states.setLong(VALUE, i, 0);
      states.setLong(POSITION, i, -1);
    }
  }

  @Override
  public void run(MemorySegment x, long first, long n, States states, long j, long position) {
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      if (source == null) {
        Conversions.toLongs(dtype, x, first + i, strip, 0, m);
        for (int e = 0; e < m; e++) {
          offer(states, j, strip[e], position + i + e);
        }
      } else {
        floatRun(source.load(x, first + i, m), m, states, j, position + i);
      }
    }
  }

  private void floatRun(double[] values, int n, States states, long j, long position) {
    double extreme = greatest ? Kernels.maximum(values, n) : Kernels.minimum(values, n);
    if (settings.skipna() && Double.isNaN(extreme)) {
      for (int i = 0; i < n; i++) {
        offer(states, j, Double.doubleToRawLongBits(values[i]), position + i);
      }
      return;
    }
    int found = Kernels.indexOf(values, n, extreme);
    offer(states, j, Double.doubleToRawLongBits(extreme), position + found);
  }

  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    if (source == null) {
      Conversions.toLongs(dtype, x, first, strip, 0, (int) n);
      for (int i = 0; i < n; i++) {
        offer(states, j + i, strip[i], position);
      }
      return;
    }
    double[] row = source.load(x, first, n);
    for (int i = 0; i < n; i++) {
      offer(states, j + i, Double.doubleToRawLongBits(row[i]), position);
    }
  }

  private void offer(States states, long j, long bits, long position) {
    if (settings.skipna() && isMissing(bits)) {
      return;
    }
    long held = states.getLong(POSITION, j);
    int order = held < 0 ? 1 : order(bits, states.getLong(VALUE, j));
    if (order > 0 || (order == 0 && position < held)) {
      states.setLong(VALUE, j, bits);
      states.setLong(POSITION, j, position);
    }
  }

  /// Positive if `a` is more extreme than `b`.
  private int order(long a, long b) {
    boolean missing = isMissing(a);
    if (missing || isMissing(b)) {
      return Boolean.compare(missing, isMissing(b));
    }
    int order;
    if (dtype.isFloating()) {
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      order = x > y ? 1 : x < y ? -1 : 0;
    } else {
      order = dtype == DType.UINT64 ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    }
    return greatest ? order : -order;
  }

  private boolean isMissing(long bits) {
    return dtype.isFloating()
        ? Double.isNaN(Double.longBitsToDouble(bits))
        : dtype.isTime() && bits == DType.NAT;
  }

  @Override
  public void combine(States into, long j, States from, long k, long n) {
    for (long i = 0; i < n; i++) {
      if (from.getLong(POSITION, k + i) >= 0) {
        offer(into, j + i, from.getLong(VALUE, k + i), from.getLong(POSITION, k + i));
      }
    }
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    for (long i = 0; i < n; i++) {
      long position = states.getLong(POSITION, j + i);
      if (position < 0) {
        throw nothing(greatest ? "argmax" : "argmin");
      }
      out.set(Layouts.LONG, (outFirst + i) * 8, position);
    }
  }
}
