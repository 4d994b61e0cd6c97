package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;

/// The first or last value that is not missing (with `skipna`; else the first or last at all).
/// Fields: the value's bits, its position; -1 is none yet.
final class PickAccumulator extends Accumulator {
  private static final int VALUE = 0;
  private static final int POSITION = 1;

  private final boolean last;

  PickAccumulator(boolean last, DType dtype, Settings settings) {
    super(dtype, dtype, settings);
    this.last = last;
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
    for (long e = 0; e < n; e++) {
      long i = last ? n - 1 - e : e;
      if (take(x, first + i, states, j, position + i)) {
        return;
      }
    }
  }

  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    for (long i = 0; i < n; i++) {
      take(x, first + i, states, j + i, position);
    }
  }

  /// Takes an element if it is not missing, and says whether it was not.
  private boolean take(MemorySegment x, long i, States states, long j, long position) {
    long bits = bits(x, i);
    if (settings.skipna() && isMissing(bits)) {
      return false;
    }
    put(states, j, bits, position);
    return true;
  }

  private void put(States states, long j, long bits, long position) {
    long held = states.getLong(POSITION, j);
    if (held < 0 || (last ? position > held : position < held)) {
      states.setLong(VALUE, j, bits);
      states.setLong(POSITION, j, position);
    }
  }

  private long bits(MemorySegment x, long i) {
    return switch (dtype.itemSize()) {
      case 1 -> x.get(Layouts.BYTE, i);
      case 2 -> x.get(Layouts.SHORT, i * 2);
      case 4 -> x.get(Layouts.INT, i * 4);
      default -> x.get(Layouts.LONG, i * 8);
    };
  }

  private boolean isMissing(long bits) {
    return switch (dtype) {
      case FLOAT16 -> Float.isNaN(Float.float16ToFloat((short) bits));
      case FLOAT32 -> Float.isNaN(Float.intBitsToFloat((int) bits));
      case FLOAT64 -> Double.isNaN(Double.longBitsToDouble(bits));
      case DATETIME, TIMEDELTA -> bits == DType.NAT;
      case BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, STRING -> false;
    };
  }

  @Override
  public void combine(States into, long j, States from, long k, long n) {
    for (long i = 0; i < n; i++) {
      if (from.getLong(POSITION, k + i) >= 0) {
        put(into, j + i, from.getLong(VALUE, k + i), from.getLong(POSITION, k + i));
      }
    }
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    for (long i = 0; i < n; i++) {
      boolean none = states.getLong(POSITION, j + i) < 0;
      long bits = none ? missingBits() : states.getLong(VALUE, j + i);
      long at = outFirst + i;
      switch (dtype.itemSize()) {
        case 1 -> out.set(Layouts.BYTE, at, (byte) bits);
        case 2 -> out.set(Layouts.SHORT, at * 2, (short) bits);
        case 4 -> out.set(Layouts.INT, at * 4, (int) bits);
        default -> out.set(Layouts.LONG, at * 8, bits);
      }
    }
  }

  private long missingBits() {
    return switch (dtype) {
      case FLOAT16 -> Float.floatToFloat16(Float.NaN);
      case FLOAT32 -> Float.floatToRawIntBits(Float.NaN);
      case FLOAT64 -> Double.doubleToRawLongBits(Double.NaN);
      case DATETIME, TIMEDELTA -> DType.NAT;
      case BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, STRING ->
          throw nothing(last ? "last" : "first");
    };
  }
}
