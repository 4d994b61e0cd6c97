package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The scalar twin of [ShuffleVector]; also does the last elements after it.
final class ShuffleScalar {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private ShuffleScalar() {}

  /// Shuffles elements `from` to `elements`.
  static void shuffle(
      MemorySegment source, MemorySegment target, long from, long elements, int width) {
    for (int b = 0; b < width; b++) {
      long stream = b * elements;
      for (long i = from; i < elements; i++) {
        target.set(BYTE, stream + i, source.get(BYTE, i * width + b));
      }
    }
  }

  /// Unshuffles elements `from` to `elements`.
  static void unshuffle(
      MemorySegment source, MemorySegment target, long from, long elements, int width) {
    for (int b = 0; b < width; b++) {
      long stream = b * elements;
      for (long i = from; i < elements; i++) {
        target.set(BYTE, i * width + b, source.get(BYTE, stream + i));
      }
    }
  }
}
