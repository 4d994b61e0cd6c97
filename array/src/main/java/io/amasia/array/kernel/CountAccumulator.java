package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The number of values that are not missing, whatever `skipna` says. Field: the count, as a
/// double.
///
/// Of whole numbers, bool and text, which have no missing value, it is the number of elements.
final class CountAccumulator extends Accumulator {
  private final Doubles source;
  private @Nullable ColumnStrip strip;

  CountAccumulator(DType dtype, Settings settings) {
    super(dtype, DType.INT64, settings);
    source = new Doubles(dtype);
  }

  private boolean hasMissing() {
    return dtype.isFloating() || dtype.isTime();
  }

  @Override
  public int fields() {
    return 1;
  }

  @Override
  public void start(States states, long j, long n) {
    states.segment().asSlice(states.at(0, j), n * 8).fill((byte) 0);
  }

  @Override
  public void run(MemorySegment x, long first, long n, States states, long j, long position) {
    long count = n;
    if (hasMissing()) {
      count = 0;
      for (long i = 0; i < n; i += STRIP) {
        int m = (int) Math.min(STRIP, n - i);
        count += source.count(x, first + i, m);
      }
    }
    states.set(0, j, states.get(0, j) + count);
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
    if (hasMissing()) {
      strip().count(new ColumnStrip.Rows(x, first, rowStride, rows, (int) n), states, j, 0);
      return;
    }
    for (long i = j; i < j + n; i++) {
      states.set(0, i, states.get(0, i) + rows);
    }
  }

  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    block(x, first, 0, 1, n, states, j, position);
  }

  @Override
  public void combine(States into, long j, States from, long k, long n) {
    double[] a = strip(n);
    double[] b = strip(n);
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      into.load(0, j + i, m, a);
      from.load(0, k + i, m, b);
      Kernels.add(b, a, m);
      into.store(0, j + i, m, a);
    }
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    double[] counts = strip(n);
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      states.load(0, j + i, m, counts);
      put(counts, m, out, outFirst + i);
    }
  }
}
