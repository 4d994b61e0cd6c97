package io.amasia.netcdf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Copies values between big-endian file bytes and native memory, either way: the swap is its own
/// inverse.
final class BigEndian {
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private BigEndian() {}

  /// Copies `bytes` bytes of `size`-byte values, swapped where this machine is little-endian.
  static void copy(
      MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long bytes, int size) {
    ByteOrder big = ByteOrder.BIG_ENDIAN;
    long count = bytes / size;
    switch (size) {
      case 1 -> MemorySegment.copy(from, fromOffset, to, toOffset, bytes);
      case 2 ->
          MemorySegment.copy(from, SHORT.withOrder(big), fromOffset, to, SHORT, toOffset, count);
      case 4 -> MemorySegment.copy(from, INT.withOrder(big), fromOffset, to, INT, toOffset, count);
      case 8 ->
          MemorySegment.copy(from, LONG.withOrder(big), fromOffset, to, LONG, toOffset, count);
      default -> throw new IllegalArgumentException("values of " + size + " bytes");
    }
  }
}
