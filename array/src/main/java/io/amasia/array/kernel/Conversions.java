package io.amasia.array.kernel;

import static io.amasia.array.kernel.Layouts.FLOAT;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;

/// Runs of elements from one dtype to another, to and from Java arrays, and from one byte order to
/// the other.
///
/// Offsets (`first`) and lengths count elements, segments are in native byte order and need no
/// alignment. The rules are NumPy's `astype`: integers wrap; floats to integers truncate, and those
/// outside the 64-bit range saturate there before they wrap (NaN gives 0; NumPy leaves both
/// undefined); floats to floats round half to even, once; anything but zero, NaN too, is true; NaT
/// and NaN become each other. Text is refused: it is parsed elsewhere.
public final class Conversions {
  private static final int STRIP = 1024;

  private Conversions() {}

  /// Converts `n` elements. The segments must not overlap.
  public static void convert(
      DType from, MemorySegment x, long first, DType to, MemorySegment out, long outFirst, long n) {
    if (from == to || isSameBits(from, to)) {
      long size = from.itemSize();
      MemorySegment.copy(x, first * size, out, outFirst * size, n * size);
      return;
    }
    long done =
        KernelChoice.SIMD ? VectorConversions.convert(from, x, first, to, out, outFirst, n) : 0;
    if (done < n) {
      convertInStrips(from, x, first + done, to, out, outFirst + done, n - done);
    }
  }

  private static void convertInStrips(
      DType from, MemorySegment x, long first, DType to, MemorySegment out, long outFirst, long n) {
    if (from.isFloating() || (from.isTime() && to.isFloating())) {
      double[] strip = new double[(int) Math.min(n, STRIP)];
      for (long i = 0; i < n; i += STRIP) {
        int m = (int) Math.min(STRIP, n - i);
        Strips.toDoubles(from, x, first + i, strip, 0, m);
        Strips.fromDoubles(strip, 0, to, out, outFirst + i, m);
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
    if (itemSize == 1) {
      MemorySegment.copy(x, offset, out, outOffset, n);
      return;
    }
    long done =
        KernelChoice.SIMD ? VectorConversions.swap(itemSize, x, offset, out, outOffset, n) : 0;
    for (long i = done; i < n; i++) {
      swap(itemSize, x, offset + i * itemSize, out, outOffset + i * itemSize);
    }
  }

  private static void swap(int itemSize, MemorySegment x, long a, MemorySegment out, long b) {
    switch (itemSize) {
      case 2 -> out.set(Layouts.SHORT, b, Short.reverseBytes(x.get(Layouts.SHORT, a)));
      case 4 -> out.set(Layouts.INT, b, Integer.reverseBytes(x.get(Layouts.INT, a)));
      case 8 -> out.set(Layouts.LONG, b, Long.reverseBytes(x.get(Layouts.LONG, a)));
      default -> throw new IllegalArgumentException("items of " + itemSize + " bytes");
    }
  }
}
