package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;

/// The mean of times or time differences, exact, rounded half to even to a microsecond. Fields: the
/// sum of the upper and of the lower 32 bits, how many values went in, how many were missing.
final class TimeMeanAccumulator extends Accumulator {
  private static final int UPPER = 0;
  private static final int LOWER = 1;
  private static final int COUNT = 2;
  private static final int MISSING = 3;

  TimeMeanAccumulator(DType dtype, Settings settings) {
    super(dtype, dtype, settings);
  }

  @Override
  public int fields() {
    return 4;
  }

  @Override
  public void start(States states, long j, long n) {
    for (int field = 0; field < 4; field++) {
      states.segment().asSlice(states.at(field, j), n * 8).fill((byte) 0);
    }
  }

  @Override
  public void run(MemorySegment x, long first, long n, States states, long j, long position) {
    for (long i = 0; i < n; i++) {
      take(states, j, x.get(Layouts.LONG, (first + i) * 8));
    }
  }

  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    for (long i = 0; i < n; i++) {
      take(states, j + i, x.get(Layouts.LONG, (first + i) * 8));
    }
  }

  private static void take(States states, long j, long time) {
    if (time == DType.NAT) {
      add(states, MISSING, j, 1);
    } else {
      add(states, UPPER, j, time >> 32);
      add(states, LOWER, j, time & 0xFFFF_FFFFL);
      add(states, COUNT, j, 1);
    }
  }

  private static void add(States states, int field, long j, long value) {
    states.setLong(field, j, states.getLong(field, j) + value);
  }

  @Override
  public void combine(States into, long j, States from, long k, long n) {
    for (int field = 0; field < 4; field++) {
      for (long i = 0; i < n; i++) {
        add(into, field, j + i, from.getLong(field, k + i));
      }
    }
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    for (long i = 0; i < n; i++) {
      long count = states.getLong(COUNT, j + i);
      boolean spread = !settings.skipna() && states.getLong(MISSING, j + i) > 0;
      long mean =
          count == 0 || spread
              ? DType.NAT
              : mean(states.getLong(UPPER, j + i), states.getLong(LOWER, j + i), count);
      out.set(Layouts.LONG, (outFirst + i) * 8, mean);
    }
  }

  private static long mean(long upper, long lower, long count) {
    BigInteger total = BigInteger.valueOf(upper).shiftLeft(32).add(BigInteger.valueOf(lower));
    BigInteger divisor = BigInteger.valueOf(count);
    // Floor, then up if the rest is more than half, or half and the floor odd.
    BigInteger rest = total.mod(divisor);
    BigInteger floor = total.subtract(rest).divide(divisor);
    int half = rest.shiftLeft(1).compareTo(divisor);
    return half > 0 || (half == 0 && floor.testBit(0)) ? floor.longValue() + 1 : floor.longValue();
  }
}
