package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Shuffles eight elements at a time: their bytes are the rows of a matrix, of which the columns
/// are stored. Transposed in registers and stored by eight bytes: half as quick again as storing
/// each byte alone (5.4 and 3.6 GB/s).
///
/// Each method gives the first element that it left, fewer than eight before the end. Reference:
/// Warren, Hacker's Delight, 2nd edition, 7-3.
final class ByteMatrices {
  private static final ValueLayout.OfLong LONG = Layouts.LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long BYTES = 0x00FF00FF00FF00FFL;
  private static final long PAIRS = 0x0000FFFF0000FFFFL;
  private static final long FOURS = 0x00000000FFFFFFFFL;

  private ByteMatrices() {}

  static long shuffle2(MemorySegment source, MemorySegment target, long elements) {
    long i = 0;
    for (; i + 8 <= elements; i += 8) {
      long a = source.get(LONG, 2 * i);
      long b = source.get(LONG, 2 * i + 8);
      target.set(LONG, i, evenBytes(a) | evenBytes(b) << 32);
      target.set(LONG, elements + i, evenBytes(a >>> 8) | evenBytes(b >>> 8) << 32);
    }
    return i;
  }

  /// The four bytes at even places, lowest first, as the low half.
  private static long evenBytes(long all) {
    long bytes = all & BYTES;
    long pairs = (bytes | bytes >>> 8) & PAIRS;
    return (pairs | pairs >>> 16) & FOURS;
  }

  static long shuffle4(MemorySegment source, MemorySegment target, long elements) {
    long i = 0;
    for (; i + 8 <= elements; i += 8) {
      long e01 = source.get(LONG, 4 * i);
      long e23 = source.get(LONG, 4 * i + 8);
      long e45 = source.get(LONG, 4 * i + 16);
      long e67 = source.get(LONG, 4 * i + 24);
      store(target, i, elements, low(e01, e45), high(e01, e45), low(e23, e67), high(e23, e67));
    }
    return i;
  }

  static long shuffle8(MemorySegment source, MemorySegment target, long elements) {
    long i = 0;
    for (; i + 8 <= elements; i += 8) {
      long at = 8 * i;
      // bytes 0 to 3 of the eight elements, then 4 to 7: halves of elements four apart, together
      long e0 = source.get(LONG, at);
      long e1 = source.get(LONG, at + 8);
      long e2 = source.get(LONG, at + 16);
      long e3 = source.get(LONG, at + 24);
      long e4 = source.get(LONG, at + 32);
      long e5 = source.get(LONG, at + 40);
      long e6 = source.get(LONG, at + 48);
      long e7 = source.get(LONG, at + 56);
      store(target, i, elements, low(e0, e4), low(e1, e5), low(e2, e6), low(e3, e7));
      long high = 4 * elements + i;
      store(target, high, elements, high(e0, e4), high(e1, e5), high(e2, e6), high(e3, e7));
    }
    return i;
  }

  private static long low(long a, long b) {
    return (a & FOURS) | b << 32;
  }

  private static long high(long a, long b) {
    return a >>> 32 | (b & ~FOURS);
  }

  /// Stores the columns of the two matrices whose rows are the halves of `a`, `b`, `c` and `d`,
  /// each `stride` after the one before.
  private static void store(
      MemorySegment target, long at, long stride, long a, long b, long c, long d) {
    long ab02 = (a & BYTES) | (b & BYTES) << 8;
    long ab13 = (a >>> 8 & BYTES) | (b & ~BYTES);
    long cd02 = (c & BYTES) | (d & BYTES) << 8;
    long cd13 = (c >>> 8 & BYTES) | (d & ~BYTES);
    target.set(LONG, at, (ab02 & PAIRS) | (cd02 & PAIRS) << 16);
    target.set(LONG, at + stride, (ab13 & PAIRS) | (cd13 & PAIRS) << 16);
    target.set(LONG, at + 2 * stride, (ab02 >>> 16 & PAIRS) | (cd02 & ~PAIRS));
    target.set(LONG, at + 3 * stride, (ab13 >>> 16 & PAIRS) | (cd13 & ~PAIRS));
  }
}
