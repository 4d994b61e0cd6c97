package io.amasia.storage.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Copies values between file bytes of either order and native memory, in one pass; the swap is its
/// own inverse, so the same call writes.
public final class ByteOrders {
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private static final ByteOrder SWAPPED =
      ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
          ? ByteOrder.LITTLE_ENDIAN
          : ByteOrder.BIG_ENDIAN;

  private ByteOrders() {}

  /// Copies `bytes` bytes of `size`-byte values, swapped where `order` is not this machine's.
  public static void copy(
      ByteOrder order,
      MemorySegment from,
      long fromOffset,
      MemorySegment to,
      long toOffset,
      long bytes,
      int size) {
    long count = bytes / size;
    switch (size) {
      case 1 -> MemorySegment.copy(from, fromOffset, to, toOffset, bytes);
      case 2 ->
          MemorySegment.copy(from, SHORT.withOrder(order), fromOffset, to, SHORT, toOffset, count);
      case 4 ->
          MemorySegment.copy(from, INT.withOrder(order), fromOffset, to, INT, toOffset, count);
      case 8 ->
          MemorySegment.copy(from, LONG.withOrder(order), fromOffset, to, LONG, toOffset, count);
      default -> throw new IllegalArgumentException("values of " + size + " bytes");
    }
  }

  /// Reverses the bytes of each `size`-byte value of `data` in place.
  public static void swap(MemorySegment data, int size) {
    copy(SWAPPED, data, 0, data, 0, data.byteSize(), size);
  }
}
