package io.amasia.array.kernel;

import static io.amasia.array.kernel.Layouts.FLOAT;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Runs of elements from one dtype to another, to and from Java arrays, and from one byte order to
/// the other.
///
/// Offsets (`first`) and lengths count elements, segments are in native byte order and need no
/// alignment. The rules are NumPy's `astype`: integers wrap; floats to integers truncate, and those
/// outside the 64-bit range saturate there before they wrap (NaN gives 0; NumPy leaves both
/// undefined); floats to floats round half to even, once; anything but zero, NaN too, is true; NaT
/// and NaN become each other. Text is refused: it is parsed elsewhere.
public final class Conversions {
  private static final int STRIP = Accumulator.STRIP;

  private Conversions() {}

  /// Converts `n` elements. The segments must not overlap.
  public static void convert(
      DType from, MemorySegment x, long first, DType to, MemorySegment out, long outFirst, long n) {
    if (from == to || isSameBits(from, to)) {
      long size = from.itemSize();
      MemorySegment.copy(x, first * size, out, outFirst * size, n * size);
      return;
    }
    if (from.isFloating() || (from.isTime() && to.isFloating())) {
      var source = new Doubles(from);
      for (long i = 0; i < n; i += STRIP) {
        int m = (int) Math.min(STRIP, n - i);
        Strips.fromDoubles(source.load(x, first + i, m), 0, to, out, outFirst + i, m);
      }
    } else {
      long[] strip = new long[(int) Math.min(n, STRIP)];
      for (long i = 0; i < n; i += STRIP) {
        int m = (int) Math.min(STRIP, n - i);
        Strips.toLongs(from, x, first + i, strip, 0, m);
        Strips.fromLongs(strip, 0, from == DType.UINT64, to, out, outFirst + i, m);
      }
    }
  }

  /// Whether a conversion keeps every bit: whole numbers of one size, times among them.
  private static boolean isSameBits(DType from, DType to) {
    boolean whole = (from.isInteger() || from.isTime()) && (to.isInteger() || to.isTime());
    return (whole || (from == DType.BOOL && to.isInteger())) && from.itemSize() == to.itemSize();
  }

  /// Reads `n` elements as doubles; NaT gives NaN, `int64` beyond 2^53 is rounded.
  public static void toDoubles(
      DType dtype, MemorySegment x, long first, double[] out, int at, int n) {
    Strips.toDoubles(dtype, x, first, out, at, n);
  }

  /// Reads `n` elements as floats, rounded once.
  public static void toFloats(
      DType dtype, MemorySegment x, long first, float[] out, int at, int n) {
    if (dtype == DType.FLOAT32) {
      MemorySegment.copy(x, FLOAT, first * 4, out, at, n);
    } else {
      convert(dtype, x, first, DType.FLOAT32, MemorySegment.ofArray(out), at, n);
    }
  }

  /// Reads `n` elements as longs: `uint64` as its bits, floats truncated.
  public static void toLongs(DType dtype, MemorySegment x, long first, long[] out, int at, int n) {
    Strips.toLongs(dtype, x, first, out, at, n);
  }

  /// Writes `n` doubles as elements.
  public static void fromDoubles(
      double[] in, int at, DType dtype, MemorySegment x, long first, int n) {
    Strips.fromDoubles(in, at, dtype, x, first, n);
  }

  /// Writes `n` floats as elements.
  public static void fromFloats(
      float[] in, int at, DType dtype, MemorySegment x, long first, int n) {
    if (dtype == DType.FLOAT32) {
      MemorySegment.copy(in, at, x, FLOAT, first * 4, n);
    } else {
      convert(DType.FLOAT32, MemorySegment.ofArray(in), at, dtype, x, first, n);
    }
  }

  /// Writes `n` signed longs as elements; to `uint64` their bits.
  public static void fromLongs(long[] in, int at, DType dtype, MemorySegment x, long first, int n) {
    Strips.fromLongs(in, at, false, dtype, x, first, n);
  }

  /// Copies `n` items of 1, 2, 4 or 8 bytes with the order of each one's bytes reversed. Offsets
  /// count bytes; source and target may be the same place.
  public static void swapBytes(
      int itemSize, MemorySegment x, long offset, MemorySegment out, long outOffset, long n) {
    ValueLayout item =
        switch (itemSize) {
          case 1 -> Layouts.BYTE;
          case 2 -> Layouts.SHORT;
          case 4 -> Layouts.INT;
          case 8 -> Layouts.LONG;
          default -> throw new IllegalArgumentException("items of " + itemSize + " bytes");
        };
    ValueLayout little = item.withOrder(ByteOrder.LITTLE_ENDIAN);
    ValueLayout big = item.withOrder(ByteOrder.BIG_ENDIAN);
    MemorySegment.copy(x, little, offset, out, big, outOffset, n);
  }
}
