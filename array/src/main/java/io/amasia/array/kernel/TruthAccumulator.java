package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;

/// `any` and `all`: anything but zero is true, NaN and NaT too, whatever `skipna` says. Field: 0 or
/// 1.
final class TruthAccumulator extends Accumulator {
  private final boolean all;
  private final MemorySegment strip = scratch(STRIP / 8);

  TruthAccumulator(boolean all, DType dtype, Settings settings) {
    super(dtype, DType.BOOL, settings);
    this.all = all;
  }

  @Override
  public int fields() {
    return 1;
  }

  @Override
  public void start(States states, long j, long n) {
    for (long i = j; i < j + n; i++) {
      states.setLong(0, i, all ? 1 : 0);
    }
  }

  @Override
  public void run(MemorySegment x, long first, long n, States states, long j, long position) {
    long settled = all ? 0 : 1;
    for (long i = 0; i < n && states.getLong(0, j) != settled; i += STRIP) {
      long m = Math.min(STRIP, n - i);
      Conversions.convert(dtype, x, first + i, DType.BOOL, strip, 0, m);
      for (long e = 0; e < m; e++) {
        if ((strip.get(Layouts.BYTE, e) != 0) != all) {
          states.setLong(0, j, settled);
          break;
        }
      }
    }
  }

  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    Conversions.convert(dtype, x, first, DType.BOOL, strip, 0, n);
    for (long i = 0; i < n; i++) {
      if ((strip.get(Layouts.BYTE, i) != 0) != all) {
        states.setLong(0, j + i, all ? 0 : 1);
      }
    }
  }

  @Override
  public void combine(States into, long j, States from, long k, long n) {
    for (long i = 0; i < n; i++) {
      long a = into.getLong(0, j + i);
      long b = from.getLong(0, k + i);
      into.setLong(0, j + i, all ? a & b : a | b);
    }
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    for (long i = 0; i < n; i++) {
      out.set(Layouts.BYTE, outFirst + i, (byte) states.getLong(0, j + i));
    }
  }
}
