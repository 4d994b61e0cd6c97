package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;

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
  private static final boolean VECTOR =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && ShuffleVector.wide();

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
    long done = VECTOR ? BitshuffleVector.transpose(source, target, row) : 0;
    BitshuffleScalar.transpose(source, target, done, row);
  }
}
