package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;

/// The number of values that are not missing, whatever `skipna` says. Field: the count, as a
/// double.
///
/// Of whole numbers, bool and text, which have no missing value, it is the number of elements.
final class CountAccumulator extends Accumulator {
  private final Kernels kernels;
  private final MemorySegment strip;
  private final ColumnStrip columns = new ColumnStrip();

  CountAccumulator(DType dtype, Settings settings) {
    super(dtype, DType.INT64, settings);
    this.kernels = dtype == DType.FLOAT32 ? Kernels.floats() : Kernels.doubles();
    this.strip = dtype == DType.FLOAT16 || dtype.isTime() ? scratch(STRIP) : MemorySegment.NULL;
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
    double count = states.get(0, j);
    if (!hasMissing()) {
      count += n;
    } else if (strip.byteSize() == 0) {
      count += kernels.count(x, first, n);
    } else {
      for (long i = 0; i < n; i += STRIP) {
        long m = Math.min(STRIP, n - i);
        Conversions.convert(dtype, x, first + i, DType.FLOAT64, strip, 0, m);
        count += kernels.count(strip, 0, m);
      }
    }
    states.set(0, j, count);
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
    if (!hasMissing()) {
      for (long i = j; i < j + n; i++) {
        states.set(0, i, states.get(0, i) + rows);
      }
    } else if (strip.byteSize() == 0) {
      countRows(x, first, rowStride, rows, n, states, j);
    } else {
      super.block(x, first, rowStride, rows, n, states, j, position);
    }
  }

  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    Conversions.convert(dtype, x, first, DType.FLOAT64, strip, 0, n);
    countRows(strip, 0, 0, 1, n, states, j);
  }

  private void countRows(
      MemorySegment x, long first, long rowStride, long rows, long n, States states, long j) {
    kernels.countRows(
        x, first, rowStride, rows, (int) n, states.segment(), states.at(0, j), columns);
  }

  @Override
  public void combine(States into, long j, States from, long k, long n) {
    for (long i = 0; i < n; i++) {
      into.set(0, j + i, into.get(0, j + i) + from.get(0, k + i));
    }
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    for (long i = 0; i < n; i++) {
      out.set(Layouts.LONG, (outFirst + i) * 8, (long) states.get(0, j + i));
    }
  }
}
