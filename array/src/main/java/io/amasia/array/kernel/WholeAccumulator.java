package io.amasia.array.kernel;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;

/// Sums, products and extremes of bool, integers and times, exactly, wrapping at 64 bits. Fields:
/// the value's bits, how many values went in, how many were missing.
final class WholeAccumulator extends Accumulator {
  private static final int VALUE = 0;
  private static final int COUNT = 1;
  private static final int MISSING = 2;

  private final Kind kind;
  private final long neutral;
  private final long[] strip = new long[STRIP];

  WholeAccumulator(Kind kind, DType dtype, DType resultType, Settings settings) {
    super(dtype, resultType, settings);
    this.kind = kind;
    boolean unsigned = dtype == DType.UINT64;
    this.neutral =
        switch (kind) {
          case PROD -> 1;
          case MIN -> unsigned ? -1 : Long.MAX_VALUE;
          case MAX -> unsigned ? 0 : Long.MIN_VALUE;
          default -> 0;
        };
  }

  @Override
  public int fields() {
    return 3;
  }

  @Override
  public void start(States states, long j, long n) {
    for (long i = j; i < j + n; i++) {
      states.setLong(VALUE, i, neutral);
      states.setLong(COUNT, i, 0);
      states.setLong(MISSING, i, 0);
    }
  }

  @Override
  public void run(MemorySegment x, long first, long n, States states, long j, long position) {
    long value = states.getLong(VALUE, j);
    long missing = 0;
    for (long i = 0; i < n; i += STRIP) {
      int m = (int) Math.min(STRIP, n - i);
      Conversions.toLongs(dtype, x, first + i, strip, 0, m);
      if (dtype.isTime()) {
        missing += neutralizeMissing(m);
      }
      value = join(value, fold(m));
    }
    states.setLong(VALUE, j, value);
    states.setLong(COUNT, j, states.getLong(COUNT, j) + n - missing);
    states.setLong(MISSING, j, states.getLong(MISSING, j) + missing);
  }

  private int neutralizeMissing(int n) {
    int missing = 0;
    for (int i = 0; i < n; i++) {
      if (strip[i] == DType.NAT) {
        strip[i] = neutral;
        missing++;
      }
    }
    return missing;
  }

  private long fold(int n) {
    long value = neutral;
    switch (kind) {
      case SUM -> {
        for (int i = 0; i < n; i++) {
          value += strip[i];
        }
      }
      case PROD -> {
        for (int i = 0; i < n; i++) {
          value *= strip[i];
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          value = join(value, strip[i]);
        }
      }
    }
    return value;
  }

  private long join(long a, long b) {
    boolean unsigned = dtype == DType.UINT64;
    return switch (kind) {
      case SUM -> a + b;
      case PROD -> a * b;
      case MIN -> (unsigned ? Long.compareUnsigned(a, b) < 0 : a < b) ? a : b;
      case MAX -> (unsigned ? Long.compareUnsigned(a, b) > 0 : a > b) ? a : b;
      default -> throw new IllegalStateException(kind + " of whole numbers");
    };
  }

  @Override
  void row(MemorySegment x, long first, long n, States states, long j, long position) {
    Conversions.toLongs(dtype, x, first, strip, 0, (int) n);
    for (int i = 0; i < n; i++) {
      if (dtype.isTime() && strip[i] == DType.NAT) {
        states.setLong(MISSING, j + i, states.getLong(MISSING, j + i) + 1);
      } else {
        states.setLong(VALUE, j + i, join(states.getLong(VALUE, j + i), strip[i]));
        states.setLong(COUNT, j + i, states.getLong(COUNT, j + i) + 1);
      }
    }
  }

  @Override
  public void combine(States into, long j, States from, long k, long n) {
    for (long i = 0; i < n; i++) {
      long a = j + i;
      long b = k + i;
      into.setLong(VALUE, a, join(into.getLong(VALUE, a), from.getLong(VALUE, b)));
      into.setLong(COUNT, a, into.getLong(COUNT, a) + from.getLong(COUNT, b));
      into.setLong(MISSING, a, into.getLong(MISSING, a) + from.getLong(MISSING, b));
    }
  }

  @Override
  public void finish(States states, long j, long n, MemorySegment out, long outFirst) {
    long[] value = new long[1];
    for (long i = j; i < j + n; i++) {
      boolean extreme = kind == Kind.MIN || kind == Kind.MAX;
      boolean none = extreme && states.getLong(COUNT, i) == 0;
      if (none && !dtype.isTime()) {
        throw nothing(kind == Kind.MIN ? "min" : "max");
      }
      boolean spread = !settings.skipna() && states.getLong(MISSING, i) > 0;
      boolean few = dtype.isTime() && states.getLong(COUNT, i) < settings.minCount();
      value[0] = none || spread || few ? DType.NAT : states.getLong(VALUE, i);
      Conversions.fromLongs(value, 0, resultType, out, outFirst + i - j, 1);
    }
  }
}
