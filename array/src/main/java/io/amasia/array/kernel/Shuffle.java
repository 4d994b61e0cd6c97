package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Byte shuffle: byte `b` of every element together, so that the slowly changing high bytes of
/// neighbouring values form long runs that compress well.
///
/// Reference: the shuffle filter of HDF5 and Blosc. Source and target must not overlap.
public final class Shuffle {
  private static final ValueLayout.OfByte BYTE = Layouts.BYTE;
  private static final ValueLayout.OfShort LITTLE_SHORT =
      Layouts.SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt LITTLE_INT =
      Layouts.INT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LITTLE_LONG =
      Layouts.LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Shuffle() {}

  /// Takes `elements` of `width` bytes apart: byte `b` of element `i` goes to `b * elements + i`.
  public static void shuffle(MemorySegment source, MemorySegment target, long elements, int width) {
    long done =
        switch (width) {
          case 2 -> ByteMatrices.shuffle2(source, target, elements);
          case 4 -> ByteMatrices.shuffle4(source, target, elements);
          case 8 -> ByteMatrices.shuffle8(source, target, elements);
          default -> 0;
        };
    for (int b = 0; b < width; b++) {
      long stream = b * elements;
      for (long i = done; i < elements; i++) {
        target.set(BYTE, stream + i, source.get(BYTE, i * width + b));
      }
    }
  }

  /// Puts `elements` of `width` bytes together again: the inverse of [#shuffle].
  public static void unshuffle(
      MemorySegment source, MemorySegment target, long elements, int width) {
    switch (width) {
      case 2 -> unshuffle2(source, target, elements);
      case 4 -> unshuffle4(source, target, elements);
      case 8 -> {
        for (long i = 0; i < elements; i++) {
          long low = four(source, i, elements) & 0xFFFF_FFFFL;
          long high = four(source, 4 * elements + i, elements);
          target.set(LITTLE_LONG, i * 8, low | high << 32);
        }
      }
      default -> unshuffleBytes(source, target, elements, width);
    }
  }

  private static void unshuffle2(MemorySegment source, MemorySegment target, long elements) {
    for (long i = 0; i < elements; i++) {
      int low = source.get(BYTE, i) & 0xFF;
      target.set(LITTLE_SHORT, i * 2, (short) (low | source.get(BYTE, elements + i) << 8));
    }
  }

  private static void unshuffle4(MemorySegment source, MemorySegment target, long elements) {
    for (long i = 0; i < elements; i++) {
      target.set(LITTLE_INT, i * 4, four(source, i, elements));
    }
  }

  /// The four bytes `step` apart from `at` on as a number, lowest first.
  private static int four(MemorySegment source, long at, long step) {
    return (source.get(BYTE, at) & 0xFF)
        | (source.get(BYTE, at + step) & 0xFF) << 8
        | (source.get(BYTE, at + 2 * step) & 0xFF) << 16
        | source.get(BYTE, at + 3 * step) << 24;
  }

  private static void unshuffleBytes(
      MemorySegment source, MemorySegment target, long elements, int width) {
    for (int b = 0; b < width; b++) {
      long stream = b * elements;
      for (long i = 0; i < elements; i++) {
        target.set(BYTE, i * width + b, source.get(BYTE, stream + i));
      }
    }
  }
}
