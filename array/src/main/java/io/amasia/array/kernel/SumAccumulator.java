package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Sums, means and products in double, and the count that comes with them. Fields: the sum or
/// product, the count of what went in.
final class SumAccumulator extends Accumulator {
  private static final int SUM = 0;
  private static final int COUNT = 1;

  private final Kind kind;
  private final boolean multiplies;
  private final FloatSource source;
  private final double[] lanes = Lanes.of(0);
  private final ColumnStrip strip = new ColumnStrip();

  SumAccumulator(Kind kind, DType dtype, DType resultType, Settings settings) {
    super(dtype, resultType, settings);
    this.kind = kind;
    this.multiplies = kind == Kind.PROD;
    this.source = new FloatSource(dtype);
  }

  @Override
  public int fields() {
    return 2;
  }

  @Override
  public void start(States states, long j, long n) {
    for (long i = j; i < j + n; i++) {
      states.set(SUM, i, multiplies ? 1 : 0);
      states.set(COUNT, i, 0);
    }
  }

  @Override
  public void run(MemorySegment x, long first, long n, States states, long j, long position) {
    long length = source.stripLength();
    long i = 0;
    while (i < n) {
      long m = Math.min(length, n - i);
      MemorySegment values = source.segment(x, first + i, m);
      long at = source.first(first + i);
      Arrays.fill(lanes, multiplies ? 1 : 0);
      long count;
      if (multiplies) {
        count = source.kernels.product(values, at, m, settings.skipna(), lanes);
        states.set(SUM, j, states.get(SUM, j) * Lanes.product(lanes));
      } else {
        count = source.kernels.sum(values, at, m, settings.skipna(), lanes);
        states.set(SUM, j, states.get(SUM, j) + Lanes.sum(lanes));
      }
      states.set(COUNT, j, states.get(COUNT, j) + count);
      i += m;
    }
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
    if (multiplies || !source.isDirect()) {
      super.block(x, first, rowStride, rows, n, states, j, position);
    } else {
      sumRows(x, first, rowStride, rows, n, states, j);
    }
  }

  private void sumRows(
      MemorySegment x, long first, long rowStride, long rows, long n, States states, long j) {
    source.kernels.sumRows(
        x,
        first,
        rowStride,
        rows,
        (int) n,
        settings.skipna(),
        states.segment(),
        states.at(SUM, j),
        states.at(COUNT, j),
        strip);
  }

  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    MemorySegment values = source.segment(x, first, n);
    long at = source.first(first);
    if (multiplies) {
      source.kernels.productRow(
          values,
          at,
          n,
          settings.skipna(),
          states.segment(),
          states.at(SUM, j),
          states.at(COUNT, j));
    } else {
      sumRows(values, at, 0, 1, n, states, j);
    }
  }

  @Override
  public void combine(States into, long j, States from, long k, long n) {
    for (long i = 0; i < n; i++) {
      double a = into.get(SUM, j + i);
      double b = from.get(SUM, k + i);
      into.set(SUM, j + i, multiplies ? a * b : a + b);
      into.set(COUNT, j + i, into.get(COUNT, j + i) + from.get(COUNT, k + i));
    }
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    for (long i = 0; i < n; i++) {
      double count = states.get(COUNT, j + i);
      double value = states.get(SUM, j + i);
      if (kind == Kind.COUNT) {
        out.set(Layouts.LONG, (outFirst + i) * 8, (long) count);
        continue;
      }
      if (kind == Kind.MEAN) {
        value /= count;
      } else if (count < settings.minCount()) {
        value = Double.NaN;
      }
      put(resultType, out, outFirst + i, value);
    }
  }
}
