package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Bit shuffle: bit `j` of every element together, so that bits which never change form runs.
///
/// Row `8 * b + j` of the shuffled bytes holds bit `j` (lowest first) of byte `b` of all elements,
/// eight elements to a byte, the first in its lowest bit. Reference: Masui et al., "A compression
/// scheme for radio data in high performance computing", Astronomy and Computing 12 (2015), as
/// Blosc and the HDF5 filter 32008 have it.
///
/// It is byte shuffle, an eight-way byte shuffle of each byte plane, and a transposition of eight
/// bits across eight rows, one after another.
public final class Bitshuffle {
  private static final ValueLayout.OfLong EIGHT = Layouts.LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long NIBBLES = 0x0F0F0F0F0F0F0F0FL;
  private static final long PAIRS = 0x3333333333333333L;
  private static final long SINGLES = 0x5555555555555555L;

  private Bitshuffle() {}

  /// Shuffles `elements` (a multiple of 8) of `width` bytes. `scratch` holds as many bytes as they.
  public static void shuffle(
      MemorySegment source, MemorySegment target, MemorySegment scratch, long elements, int width) {
    long plane = elements;
    Shuffle.shuffle(source, target, elements, width);
    for (int b = 0; b < width; b++) {
      Shuffle.shuffle(
          target.asSlice(b * plane, plane), scratch.asSlice(b * plane, plane), elements / 8, 8);
      transpose(scratch.asSlice(b * plane, plane), target.asSlice(b * plane, plane), elements / 8);
    }
  }

  /// The inverse of [#shuffle].
  public static void unshuffle(
      MemorySegment source, MemorySegment target, MemorySegment scratch, long elements, int width) {
    long plane = elements;
    for (int b = 0; b < width; b++) {
      transpose(source.asSlice(b * plane, plane), target.asSlice(b * plane, plane), elements / 8);
      Shuffle.unshuffle(
          target.asSlice(b * plane, plane), scratch.asSlice(b * plane, plane), elements / 8, 8);
    }
    Shuffle.unshuffle(scratch, target, elements, width);
  }

  /// Transposes eight rows of `row` bytes: bit `i` of byte `k` of row `j` becomes bit `j` of byte
  /// `k` of row `i`. Its own inverse.
  private static void transpose(MemorySegment source, MemorySegment target, long row) {
    long eights = row / 8 * 8;
    for (long k = 0; k < eights; k += 8) {
      transposeEight(source, target, row, k);
    }
    for (long k = eights; k < row; k++) {
      long bits = 0;
      for (int j = 0; j < 8; j++) {
        bits |= (source.get(Layouts.BYTE, j * row + k) & 0xFFL) << (8 * j);
      }
      bits = transposed(bits);
      for (int i = 0; i < 8; i++) {
        target.set(Layouts.BYTE, i * row + k, (byte) (bits >>> (8 * i)));
      }
    }
  }

  /// Transposes bytes `k` to `k + 7` of each row, in three rounds in which rows 4, 2 and 1 apart
  /// swap their nibbles, bit pairs and bits.
  private static void transposeEight(MemorySegment source, MemorySegment target, long row, long k) {
    long r0 = source.get(EIGHT, k);
    long r1 = source.get(EIGHT, row + k);
    long r2 = source.get(EIGHT, 2 * row + k);
    long r3 = source.get(EIGHT, 3 * row + k);
    long r4 = source.get(EIGHT, 4 * row + k);
    long r5 = source.get(EIGHT, 5 * row + k);
    long r6 = source.get(EIGHT, 6 * row + k);
    long r7 = source.get(EIGHT, 7 * row + k);
    long t0 = (r0 >>> 4 ^ r4) & NIBBLES;
    long t1 = (r1 >>> 4 ^ r5) & NIBBLES;
    long t2 = (r2 >>> 4 ^ r6) & NIBBLES;
    long t3 = (r3 >>> 4 ^ r7) & NIBBLES;
    r0 ^= t0 << 4;
    r1 ^= t1 << 4;
    r2 ^= t2 << 4;
    r3 ^= t3 << 4;
    r4 ^= t0;
    r5 ^= t1;
    r6 ^= t2;
    r7 ^= t3;
    t0 = (r0 >>> 2 ^ r2) & PAIRS;
    t1 = (r1 >>> 2 ^ r3) & PAIRS;
    t2 = (r4 >>> 2 ^ r6) & PAIRS;
    t3 = (r5 >>> 2 ^ r7) & PAIRS;
    r0 ^= t0 << 2;
    r1 ^= t1 << 2;
    r4 ^= t2 << 2;
    r5 ^= t3 << 2;
    r2 ^= t0;
    r3 ^= t1;
    r6 ^= t2;
    r7 ^= t3;
    t0 = (r0 >>> 1 ^ r1) & SINGLES;
    t1 = (r2 >>> 1 ^ r3) & SINGLES;
    t2 = (r4 >>> 1 ^ r5) & SINGLES;
    t3 = (r6 >>> 1 ^ r7) & SINGLES;
    target.set(EIGHT, k, r0 ^ t0 << 1);
    target.set(EIGHT, row + k, r1 ^ t0);
    target.set(EIGHT, 2 * row + k, r2 ^ t1 << 1);
    target.set(EIGHT, 3 * row + k, r3 ^ t1);
    target.set(EIGHT, 4 * row + k, r4 ^ t2 << 1);
    target.set(EIGHT, 5 * row + k, r5 ^ t2);
    target.set(EIGHT, 6 * row + k, r6 ^ t3 << 1);
    target.set(EIGHT, 7 * row + k, r7 ^ t3);
  }

  /// An 8 x 8 matrix of bits (byte `j` is row `j`) flipped over its diagonal.
  ///
  /// Reference: Warren, "Hacker's Delight", section 7-3.
  private static long transposed(long x) {
    long t = (x ^ (x >>> 7)) & 0x00AA00AA00AA00AAL;
    x ^= t ^ (t << 7);
    t = (x ^ (x >>> 14)) & 0x0000CCCC0000CCCCL;
    x ^= t ^ (t << 14);
    t = (x ^ (x >>> 28)) & 0x00000000F0F0F0F0L;
    return x ^ t ^ (t << 28);
  }
}
