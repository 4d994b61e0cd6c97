package io.amasia.array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A piece of off-heap memory that is leased again and again: its size class, where it lies, and
/// the arena to close when it is not needed any more.
///
/// Sizes are multiples of 64 bytes: all of them up to 1024, then eight between a power of two and
/// the next, so at most an eighth is wasted.
record Slab(int sizeClass, MemorySegment memory, Arena arena) {
  /// More than any size that a `long` can count needs.
  static final int CLASSES = 448;

  private static final int UNIT = 64;

  /// The smallest size class that holds `bytes`.
  static int classOf(long bytes) {
    long units = Math.max(1, (bytes + UNIT - 1) / UNIT);
    int shift = shift(units);
    return shift * 8 + (int) ((units + (1L << shift) - 1) >> shift);
  }

  private static int shift(long units) {
    return units <= 16 ? 0 : 64 - Long.numberOfLeadingZeros(units - 1) - 4;
  }

  /// The bytes that a slab of a size class has.
  static long bytesOf(int sizeClass) {
    int shift = Math.max(0, (sizeClass - 9) / 8);
    return ((long) (sizeClass - shift * 8) << shift) * UNIT;
  }

  long bytes() {
    return memory.byteSize();
  }
}
