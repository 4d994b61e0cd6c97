package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Transposes eight bits across eight vectors: three rounds in which vectors 4, 2 and 1 apart swap
/// their nibbles, bit pairs and bits.
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
    long k = 0;
    for (; k <= row - STEP; k += STEP) {
      LongVector r0 = load(source, k);
      LongVector r1 = load(source, row + k);
      LongVector r2 = load(source, 2 * row + k);
      LongVector r3 = load(source, 3 * row + k);
      LongVector r4 = load(source, 4 * row + k);
      LongVector r5 = load(source, 5 * row + k);
      LongVector r6 = load(source, 6 * row + k);
      LongVector r7 = load(source, 7 * row + k);

      LongVector t04 = differing(r0, r4, 4, NIBBLES);
      LongVector t15 = differing(r1, r5, 4, NIBBLES);
      LongVector t26 = differing(r2, r6, 4, NIBBLES);
      LongVector t37 = differing(r3, r7, 4, NIBBLES);
      r0 = low(r0, t04, 4);
      r1 = low(r1, t15, 4);
      r2 = low(r2, t26, 4);
      r3 = low(r3, t37, 4);
      r4 = high(r4, t04);
      r5 = high(r5, t15);
      r6 = high(r6, t26);
      r7 = high(r7, t37);

      LongVector t02 = differing(r0, r2, 2, PAIRS);
      LongVector t13 = differing(r1, r3, 2, PAIRS);
      LongVector t46 = differing(r4, r6, 2, PAIRS);
      LongVector t57 = differing(r5, r7, 2, PAIRS);
      r0 = low(r0, t02, 2);
      r1 = low(r1, t13, 2);
      r2 = high(r2, t02);
      r3 = high(r3, t13);
      r4 = low(r4, t46, 2);
      r5 = low(r5, t57, 2);
      r6 = high(r6, t46);
      r7 = high(r7, t57);

      LongVector t01 = differing(r0, r1, 1, SINGLES);
      LongVector t23 = differing(r2, r3, 1, SINGLES);
      LongVector t45 = differing(r4, r5, 1, SINGLES);
      LongVector t67 = differing(r6, r7, 1, SINGLES);
      low(r0, t01, 1).intoMemorySegment(target, k, LITTLE);
      high(r1, t01).intoMemorySegment(target, row + k, LITTLE);
      low(r2, t23, 1).intoMemorySegment(target, 2 * row + k, LITTLE);
      high(r3, t23).intoMemorySegment(target, 3 * row + k, LITTLE);
      low(r4, t45, 1).intoMemorySegment(target, 4 * row + k, LITTLE);
      high(r5, t45).intoMemorySegment(target, 5 * row + k, LITTLE);
      low(r6, t67, 1).intoMemorySegment(target, 6 * row + k, LITTLE);
      high(r7, t67).intoMemorySegment(target, 7 * row + k, LITTLE);
    }
    return k;
  }

  private static LongVector load(MemorySegment source, long at) {
    return LongVector.fromMemorySegment(LONGS, source, at, LITTLE);
  }

  /// Where the high bits of `a` differ from the low bits of `b`, `shift` bits apart.
  private static LongVector differing(LongVector a, LongVector b, int shift, long mask) {
    return a.lanewise(VectorOperators.LSHR, shift).lanewise(VectorOperators.XOR, b).and(mask);
  }

  private static LongVector low(LongVector a, LongVector differing, int shift) {
    return a.lanewise(VectorOperators.XOR, differing.lanewise(VectorOperators.LSHL, shift));
  }

  private static LongVector high(LongVector b, LongVector differing) {
    return b.lanewise(VectorOperators.XOR, differing);
  }
}
