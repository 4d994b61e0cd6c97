package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sums, means and products in double, and the count that comes with them. Fields: the sum or
/// product, the count of what went in; of sums of doubles, which are compensated, what their
/// additions lost by rounding, so that they are right however many are added in whatever pieces.
final class SumAccumulator extends Accumulator {
  private static final int SUM = 0;
  private static final int COUNT = 1;
  private static final int LOST = 2;

  private final Kind kind;
  private final boolean multiplies;
  private final boolean compensated;
  private final Doubles source;
  private final double[] lanes = Lanes.of(0);
  private @Nullable ColumnStrip strip;

  SumAccumulator(Kind kind, DType dtype, DType resultType, Settings settings) {
    super(dtype, resultType, settings);
    this.kind = kind;
    this.multiplies = kind == Kind.PROD;
    compensated = dtype == DType.FLOAT64 && !multiplies;
    source = new Doubles(dtype);
  }

  @Override
  public int fields() {
    return compensated ? 3 : 2;
  }

  @Override
  public void start(States states, long j, long n) {
    states.fill(SUM, j, n, multiplies ? 1 : 0);
    states.fill(COUNT, j, n, 0);
    if (compensated) {
      states.fill(LOST, j, n, 0);
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
      if (compensated) {
        add(Lanes.sum(lanes), states, j);
        Arrays.fill(lanes, 0);
      }
    }
    if (!compensated) {
      double before = states.get(SUM, j);
      states.set(SUM, j, multiplies ? before * Lanes.product(lanes) : before + Lanes.sum(lanes));
    }
    states.set(COUNT, j, states.get(COUNT, j) + count);
  }

  private void add(double value, States states, long j) {
    double[] sum = {states.get(SUM, j)};
    double[] lost = {states.get(LOST, j)};
    Kernels.add(new double[] {value}, sum, lost, 1);
    states.set(SUM, j, sum[0]);
    states.set(LOST, j, lost[0]);
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
      return;
    }
    var taken = new ColumnStrip.Rows(x, first, rowStride, rows, (int) n);
    int lost = compensated ? LOST : ColumnStrip.NO_FIELD;
    strip().add(taken, settings.skipna(), states, j, SUM, COUNT, lost);
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
    double[] a = strip(n);
    double[] b = strip(n);
    double[] lost = strip(compensated ? n : 0);
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      into.load(SUM, j + i, m, a);
      from.load(SUM, k + i, m, b);
      if (multiplies) {
        Kernels.multiply(a, b, m);
      } else if (compensated) {
        into.load(LOST, j + i, m, lost);
        Kernels.add(b, a, lost, m);
        from.load(LOST, k + i, m, b);
        Kernels.add(b, lost, m);
        into.store(LOST, j + i, m, lost);
      } else {
        Kernels.add(b, a, m);
      }
      into.store(SUM, j + i, m, a);
      into.load(COUNT, j + i, m, a);
      from.load(COUNT, k + i, m, b);
      Kernels.add(b, a, m);
      into.store(COUNT, j + i, m, a);
    }
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    double[] values = strip(n);
    double[] counts = strip(n);
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      states.load(SUM, j + i, m, values);
      if (compensated) {
        states.load(LOST, j + i, m, counts);
        giveBack(counts, values, m);
      }
      states.load(COUNT, j + i, m, counts);
      finish(values, counts, m);
      put(kind == Kind.COUNT ? counts : values, m, out, outFirst + i);
    }
  }

  /// Adds what was lost to sums; infinite ones lost nothing that could be said.
  private static void giveBack(double[] lost, double[] sums, int n) {
    for (int i = 0; i < n; i++) {
      double whole = sums[i] + lost[i];
      sums[i] = Double.isFinite(whole) ? whole : sums[i];
    }
  }

  private void finish(double[] values, double[] counts, int n) {
    switch (kind) {
      case COUNT -> {}
      case MEAN -> {
        for (int i = 0; i < n; i++) {
          values[i] /= counts[i];
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          values[i] = counts[i] < settings.minCount() ? Double.NaN : values[i];
        }
      }
    }
  }
}
