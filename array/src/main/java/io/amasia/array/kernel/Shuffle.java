package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;

/// Byte shuffle: byte `b` of every element together, so that the slowly changing high bytes of
/// neighbouring values form long runs that compress well.
///
/// Reference: the shuffle filter of HDF5 and Blosc. Source and target must not overlap.
public final class Shuffle {
  private static final boolean VECTOR =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && ShuffleVector.wide();

  private Shuffle() {}

  /// Takes `elements` of `width` bytes apart: byte `b` of element `i` goes to `b * elements + i`.
  public static void shuffle(MemorySegment source, MemorySegment target, long elements, int width) {
    long done = VECTOR ? ShuffleVector.shuffle(source, target, elements, width) : 0;
    ShuffleScalar.shuffle(source, target, done, elements, width);
  }

  /// Puts `elements` of `width` bytes together again: the inverse of [#shuffle].
  public static void unshuffle(
      MemorySegment source, MemorySegment target, long elements, int width) {
    long done = VECTOR ? ShuffleVector.unshuffle(source, target, elements, width) : 0;
    ShuffleScalar.unshuffle(source, target, done, elements, width);
  }
}
