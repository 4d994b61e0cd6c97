package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Variance, standard deviation and the count that comes with them. Fields: count, mean, sum of
/// squared distances from the mean.
///
/// Each strip of a run, and each column of a block of rows, is passed over twice, first for its
/// mean; these are merged by Chan, Golub and LeVeque, [Updating Formulae and a Pairwise Algorithm
/// for Computing Sample
/// Variances](http://i.stanford.edu/pub/cstr/reports/cs/tr/79/773/CS-TR-79-773.pdf) (1979), eq.
/// 1.5. So the relative error stays near that of a two-pass computation, also far from zero.
final class VarianceAccumulator extends Accumulator {
  private static final int COUNT = 0;
  private static final int MEAN = 1;
  private static final int SQUARES = 2;

  private final Kind kind;
  private final Doubles source;
  private final double[] lanes = Lanes.of(0);
  private @Nullable ColumnStrip strip;
  private @Nullable States block;

  VarianceAccumulator(Kind kind, DType dtype, DType resultType, Settings settings) {
    super(dtype, resultType, settings);
    this.kind = kind;
    source = new Doubles(dtype);
  }

  @Override
  public int fields() {
    return 3;
  }

  @Override
  public void start(States states, long j, long n) {
    for (int field = 0; field < 3; field++) {
      states.segment().asSlice(states.at(field, j), n * 8).fill((byte) 0);
    }
  }

  @Override
  public void run(MemorySegment x, long first, long n, States states, long j, long position) {
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      Arrays.fill(lanes, 0);
      int count = source.sum(x, first + i, m, settings.skipna(), lanes);
      double mean = Lanes.sum(lanes) / count;
      Arrays.fill(lanes, 0);
      source.addSquares(m, mean, lanes);
      merge(states, j, count, mean, Lanes.sum(lanes));
    }
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
    States own = block;
    if (own == null) {
      own = new States(scratch(3 * STRIP), STRIP);
      block = own;
    }
    var taken = new ColumnStrip.Rows(x, first, rowStride, rows, (int) n);
    boolean skipna = settings.skipna();
    start(own, 0, n);
    strip().add(taken, skipna, own, 0, MEAN, COUNT, ColumnStrip.NO_FIELD);
    strip().toMeans(own, (int) n, MEAN);
    strip().addSquares(taken, skipna, own, MEAN, SQUARES);
    combine(states, j, own, 0, n);
  }

  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    block(x, first, 0, 1, n, states, j, position);
  }

  @Override
  public void combine(States into, long j, States from, long k, long n) {
    double[] counts = strip(n);
    double[] means = strip(n);
    double[] squares = strip(n);
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      from.load(COUNT, k + i, m, counts);
      from.load(MEAN, k + i, m, means);
      from.load(SQUARES, k + i, m, squares);
      for (int e = 0; e < m; e++) {
        merge(into, j + i + e, counts[e], means[e], squares[e]);
      }
    }
  }

  private static void merge(States states, long j, double count, double mean, double squares) {
    if (count == 0) {
      return;
    }
    double before = states.get(COUNT, j);
    if (before == 0) {
      states.set(COUNT, j, count);
      states.set(MEAN, j, mean);
      states.set(SQUARES, j, squares);
      return;
    }
    double total = before + count;
    double distance = mean - states.get(MEAN, j);
    states.set(COUNT, j, total);
    states.set(MEAN, j, states.get(MEAN, j) + distance * (count / total));
    states.set(
        SQUARES,
        j,
        states.get(SQUARES, j) + squares + distance * distance * (before * (count / total)));
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    double[] values = strip(n);
    double[] counts = strip(n);
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      states.load(SQUARES, j + i, m, values);
      states.load(COUNT, j + i, m, counts);
      for (int e = 0; e < m; e++) {
        double freedom = counts[e] - settings.ddof();
        double variance = freedom > 0 ? values[e] / freedom : Double.NaN;
        values[e] = kind == Kind.STD ? Math.sqrt(variance) : variance;
      }
      put(kind == Kind.COUNT ? counts : values, m, out, outFirst + i);
    }
  }
}
