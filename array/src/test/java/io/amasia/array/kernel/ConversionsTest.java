package io.amasia.array.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import io.amasia.testkit.RandomTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConversionsTest {
  private static final double[] EDGES = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    1.5,
    -1.7,
    127,
    128,
    255,
    256,
    32767,
    32768,
    65504,
    65519.999,
    65520,
    65535,
    65536,
    2147483647.0,
    2147483648.0,
    4294967295.0,
    16777217,
    9007199254740992.0,
    5.9604645e-8,
    2.98e-8,
    2.9802322387695312e-8,
    1.0009765625,
    1.00048828125,
    1.000488281250001,
    6.1e-5,
    0x1p62,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE
  };

  @RandomTest
  void everyPairAgreesWithOneElementAtATime(long seed) {
    var random = new SplittableRandom(seed);
    DType from = anyNumber(random);
    DType to = anyNumber(random);
    int n = new int[] {0, 1, 5, 17, 64, 1023, 1025, 2100}[(int) (seed % 8)];
    int first = random.nextInt(4);
    int outFirst = random.nextInt(4);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocate((n + 4L) * from.itemSize());
      for (int i = 0; i < n; i++) {
        fill(from, x, first + i, random);
      }
      MemorySegment out = arena.allocate((n + 4L) * to.itemSize());
      Conversions.convert(from, x, first, to, out, outFirst, n);
      for (int i = 0; i < n; i++) {
        assertThat(text(to, out, outFirst + i))
            .as("%s -> %s of %s", from, to, text(from, x, first + i))
            .isEqualTo(expected(from, x, first + i, to));
      }
    }
  }

  @SuppressWarnings("EnumOrdinal") // any but the last, text
  private static DType anyNumber(SplittableRandom random) {
    return DType.values()[random.nextInt(DType.values().length - 1)];
  }

  private static void fill(DType dtype, MemorySegment x, long i, SplittableRandom random) {
    double edge =
        random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextDouble(-400, 400);
    if (dtype == DType.BOOL) {
      x.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(2));
    } else if (dtype.isFloating()) {
      Conversions.fromDoubles(new double[] {edge}, 0, dtype, x, i, 1);
    } else {
      long[] whole = {random.nextInt(8) == 0 ? DType.NAT : random.nextLong() >> random.nextInt(64)};
      Conversions.fromLongs(whole, 0, dtype, x, i, 1);
    }
  }

  /// The value of an element: a double, a whole number, or "NaT".
  private static Object value(DType dtype, MemorySegment x, long i) {
    return switch (dtype) {
      case FLOAT64 -> x.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
      case FLOAT32 -> (double) x.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
      case FLOAT16 ->
          (double) Float.float16ToFloat(x.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i));
      case DATETIME, TIMEDELTA -> {
        long time = x.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
        yield time == DType.NAT ? "NaT" : BigInteger.valueOf(time);
      }
      default -> {
        byte[] bytes = new byte[dtype.itemSize() + 1];
        for (int b = 0; b < dtype.itemSize(); b++) {
          bytes[dtype.itemSize() - b] = x.get(ValueLayout.JAVA_BYTE, i * dtype.itemSize() + b);
        }
        bytes[0] = (byte) (!dtype.isUnsigned() && bytes[1] < 0 ? -1 : 0);
        yield new BigInteger(bytes);
      }
    };
  }

  private static String text(DType dtype, MemorySegment x, long i) {
    return String.valueOf(value(dtype, x, i));
  }

  private static String expected(DType from, MemorySegment x, long i, DType to) {
    Object value = value(from, x, i);
    if (to.isFloating()) {
      return toFloat(value, to);
    }
    if (to == DType.BOOL) {
      boolean zero = value instanceof Double d ? d == 0 : value.equals(BigInteger.ZERO);
      return zero ? "0" : "1";
    }
    BigInteger whole;
    if (value instanceof BigInteger big) {
      whole = big;
    } else if (value instanceof Double d) {
      if (d.isNaN()) {
        return to.isTime() ? "NaT" : "0";
      }
      boolean unsigned = to == DType.UINT64 && d >= 0x1p63 && d < 0x1p64;
      whole = unsigned ? new BigDecimal(d).toBigInteger() : BigInteger.valueOf(d.longValue());
      if (to == DType.UINT64 && d >= 0x1p64) {
        whole = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
      }
    } else {
      whole = BigInteger.valueOf(DType.NAT);
    }
    return wrapped(whole, to);
  }

  private static String wrapped(BigInteger whole, DType to) {
    BigInteger range = BigInteger.TWO.pow(to.itemSize() * 8);
    BigInteger low = whole.mod(range);
    if (!to.isUnsigned() && low.testBit(to.itemSize() * 8 - 1)) {
      low = low.subtract(range);
    }
    return to.isTime() && low.equals(BigInteger.valueOf(DType.NAT)) ? "NaT" : low.toString();
  }

  private static String toFloat(Object value, DType to) {
    double exact =
        value instanceof BigInteger big
            ? to == DType.FLOAT32 ? big.floatValue() : big.doubleValue()
            : value instanceof Double d ? d : Double.NaN;
    double rounded =
        switch (to) {
          case FLOAT32 -> (float) exact;
          case FLOAT16 -> half(exact);
          default -> exact;
        };
    return String.valueOf(rounded);
  }

  /// The half float nearest to a double, found by search; ties to even.
  private static double half(double value) {
    if (!Double.isFinite(value)) {
      return value;
    }
    double size = Math.abs(value);
    if (size >= 65520) {
      return Math.copySign(Double.POSITIVE_INFINITY, value);
    }
    int below = 0;
    for (int bit = 1 << 14; bit > 0; bit >>= 1) {
      if (below + bit < 0x7c00 && Float.float16ToFloat((short) (below + bit)) <= size) {
        below += bit;
      }
    }
    double low = Float.float16ToFloat((short) below);
    double high = below == 0x7bff ? 65536 : Float.float16ToFloat((short) (below + 1));
    boolean up = size - low > high - size || (size - low == high - size && (below & 1) == 1);
    return Math.copySign(up ? high : low, value);
  }

  @Test
  void swapsBytesInPlaceAndAcross() {
    try (Arena arena = Arena.ofConfined()) {
      for (int itemSize : new int[] {1, 2, 4, 8}) {
        for (int n : new int[] {0, 1, 7, 33, 130}) {
          MemorySegment x = arena.allocate((long) n * itemSize + 3);
          for (long i = 0; i < x.byteSize(); i++) {
            x.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 7));
          }
          MemorySegment y = arena.allocate(x.byteSize());
          Conversions.swapBytes(itemSize, x, 3, y, 1, n);
          for (int i = 0; i < n * itemSize; i++) {
            int mirror = i / itemSize * itemSize + itemSize - 1 - i % itemSize;
            assertThat(y.get(ValueLayout.JAVA_BYTE, 1L + i))
                .isEqualTo(x.get(ValueLayout.JAVA_BYTE, 3L + mirror));
          }
          MemorySegment z = arena.allocate(x.byteSize()).copyFrom(x);
          Conversions.swapBytes(itemSize, z, 3, z, 3, n);
          Conversions.swapBytes(itemSize, z, 3, z, 3, n);
          assertThat(z.mismatch(x)).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void floatStripsRoundOnce() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocate(16);
      x.set(ValueLayout.JAVA_LONG, 8, -1);
      float[] out = new float[2];
      Conversions.toFloats(DType.UINT64, x, 0, out, 0, 2);
      assertThat(out).containsExactly(0f, 0x1p64f);
      Conversions.fromFloats(new float[] {1.5f, 2.5f}, 0, DType.FLOAT64, x, 0, 2);
      assertThat(x.get(ValueLayout.JAVA_DOUBLE, 8)).isEqualTo(2.5);
    }
  }
}
