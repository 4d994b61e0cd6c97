package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sums, means and products in double, and the count that comes with them. Fields: the sum or
/// product, the count of what went in.
final class SumAccumulator extends Accumulator {
  private static final int SUM = 0;
  private static final int COUNT = 1;

  private final Kind kind;
  private final boolean multiplies;
  private final Doubles source;
  private final double[] lanes = Lanes.of(0);
  private @Nullable ColumnStrip strip;

  SumAccumulator(Kind kind, DType dtype, DType resultType, Settings settings) {
    super(dtype, resultType, settings);
    this.kind = kind;
    this.multiplies = kind == Kind.PROD;
    source = new Doubles(dtype);
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
    boolean skipna = settings.skipna();
    Arrays.fill(lanes, multiplies ? 1 : 0);
    long count = 0;
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      count +=
          multiplies
              ? Kernels.product(source.load(x, first + i, m), m, skipna, lanes)
              : source.sum(x, first + i, m, skipna, lanes);
    }
    double before = states.get(SUM, j);
    states.set(SUM, j, multiplies ? before * Lanes.product(lanes) : before + Lanes.sum(lanes));
    states.set(COUNT, j, states.get(COUNT, j) + count);
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
    if (multiplies) {
      super.block(x, first, rowStride, rows, n, states, j, position);
    } else {
      var taken = new ColumnStrip.Rows(x, first, rowStride, rows, (int) n);
      strip().add(taken, settings.skipna(), states, j, SUM, COUNT);
    }
  }

  /// A row of a product.
  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    double[] row = source.load(x, first, n);
    for (int i = 0; i < n; i++) {
      if (!settings.skipna() || !Double.isNaN(row[i])) {
        states.set(SUM, j + i, states.get(SUM, j + i) * row[i]);
        states.set(COUNT, j + i, states.get(COUNT, j + i) + 1);
      }
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
