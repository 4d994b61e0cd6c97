package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Transposes eight bits across eight rows: three rounds in which rows 4, 2 and 1 apart swap their
/// nibbles, bit pairs and bits.
///
/// A round is four passes over pairs of rows, in cache. All eight rows in registers at once would
/// be one pass, but a loop of that many vector operations is beyond what the JIT inlines, and then
/// each vector is an object on the heap: measured at a tenth of this.
final class BitshuffleVector {
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final int STEP = LONGS.vectorByteSize();
  private static final long NIBBLES = 0x0F0F0F0F0F0F0F0FL;
  private static final long PAIRS = 0x3333333333333333L;
  private static final long SINGLES = 0x5555555555555555L;

  private BitshuffleVector() {}

  /// Transposes the first bytes of eight rows of `row` bytes and gives how many of each row.
  static long transpose(MemorySegment source, MemorySegment target, long row) {
    long done = row / STEP * STEP;
    for (int r = 0; r < 4; r++) {
      swap(source, target, r * row, (r + 4) * row, done, 4, NIBBLES);
    }
    for (int r = 0; r < 8; r++) {
      if ((r & 2) == 0) {
        swap(target, target, r * row, (r + 2) * row, done, 2, PAIRS);
      }
    }
    for (int r = 0; r < 8; r += 2) {
      swap(target, target, r * row, (r + 1) * row, done, 1, SINGLES);
    }
    return done;
  }

  /// Swaps the high bits of the row at `a` with the low bits of the row at `b`, `shift` bits apart.
  private static void swap(
      MemorySegment source,
      MemorySegment target,
      long a,
      long b,
      long length,
      int shift,
      long mask) {
    for (long k = 0; k < length; k += STEP) {
      LongVector x = LongVector.fromMemorySegment(LONGS, source, a + k, LITTLE);
      LongVector y = LongVector.fromMemorySegment(LONGS, source, b + k, LITTLE);
      LongVector t =
          x.lanewise(VectorOperators.LSHR, shift).lanewise(VectorOperators.XOR, y).and(mask);
      x.lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.LSHL, shift))
          .intoMemorySegment(target, a + k, LITTLE);
      y.lanewise(VectorOperators.XOR, t).intoMemorySegment(target, b + k, LITTLE);
    }
  }
}
