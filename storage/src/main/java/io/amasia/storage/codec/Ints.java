package io.amasia.storage.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Numbers as they lie in headers.
final class Ints {
  static final ValueLayout.OfInt LITTLE_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LITTLE_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt BIG_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  static final ValueLayout.OfLong BIG_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private Ints() {}

  /// Stores the low `size` bytes of `value` at `at`.
  static void put(MemorySegment target, long at, int size, boolean highFirst, long value) {
    for (int b = 0; b < size; b++) {
      int shift = 8 * (highFirst ? size - 1 - b : b);
      target.set(BYTE, at + b, (byte) (value >>> shift));
    }
  }

  /// The number of `size` bytes at `at`, the low byte first.
  static long little(MemorySegment source, long at, int size) {
    long value = 0;
    for (int b = 0; b < size; b++) {
      value |= (source.get(BYTE, at + b) & 0xFFL) << (8 * b);
    }
    return value;
  }
}
