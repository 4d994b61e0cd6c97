package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Byte shuffle of elements of 2, 4 and 8 bytes by widening and narrowing lanes: byte streams are
/// widened to the element's type, shifted to their place and joined.
///
/// Each method gives the number of elements it has done, from the first; the scalar twin does the
/// rest, and all of other widths.
final class ShuffleVector {
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final int BITS = INTS.vectorBitSize();
  // Bytes for one vector of ints, and for one of shorts.
  private static final VectorSpecies<Byte> QUARTER =
      BITS < 256 ? ByteVector.SPECIES_64 : bytes(BITS / 4);
  private static final VectorSpecies<Byte> HALF =
      BITS < 256 ? ByteVector.SPECIES_64 : bytes(BITS / 2);

  private ShuffleVector() {}

  private static VectorSpecies<Byte> bytes(int bits) {
    return VectorSpecies.of(byte.class, VectorShape.forBitSize(bits));
  }

  /// Whether vectors are wide enough for these kernels (256 bits), and bytes lie as they expect.
  static boolean wide() {
    return BITS >= 256 && ByteOrder.nativeOrder() == LITTLE;
  }

  static long unshuffle(MemorySegment source, MemorySegment target, long elements, int width) {
    return switch (width) {
      case 2 -> unshuffle2(source, target, elements);
      case 4 -> unshuffle4(source, target, elements);
      case 8 -> unshuffle8(source, target, elements);
      default -> 0;
    };
  }

  static long shuffle(MemorySegment source, MemorySegment target, long elements, int width) {
    return switch (width) {
      case 2 -> shuffle2(source, target, elements);
      case 4 -> shuffle4(source, target, elements);
      case 8 -> shuffle8(source, target, elements);
      default -> 0;
    };
  }

  private static long unshuffle2(MemorySegment source, MemorySegment target, long n) {
    int step = HALF.length();
    long i = 0;
    for (; i <= n - step; i += step) {
      ShortVector low = widen2(source, i);
      ShortVector high = widen2(source, n + i);
      low.or(high.lanewise(VectorOperators.LSHL, 8)).intoMemorySegment(target, 2 * i, LITTLE);
    }
    return i;
  }

  private static ShortVector widen2(MemorySegment source, long at) {
    return (ShortVector)
        ByteVector.fromMemorySegment(HALF, source, at, LITTLE)
            .convertShape(VectorOperators.ZERO_EXTEND_B2S, SHORTS, 0);
  }

  private static long unshuffle4(MemorySegment source, MemorySegment target, long n) {
    int step = QUARTER.length();
    long i = 0;
    for (; i <= n - step; i += step) {
      join4(source, i, n).intoMemorySegment(target, 4 * i, LITTLE);
    }
    return i;
  }

  /// The ints of four byte streams, `apart` bytes from each other.
  private static IntVector join4(MemorySegment source, long at, long apart) {
    IntVector b0 = widen4(source, at);
    IntVector b1 = widen4(source, at + apart).lanewise(VectorOperators.LSHL, 8);
    IntVector b2 = widen4(source, at + 2 * apart).lanewise(VectorOperators.LSHL, 16);
    IntVector b3 = widen4(source, at + 3 * apart).lanewise(VectorOperators.LSHL, 24);
    return b0.or(b1).or(b2.or(b3));
  }

  private static IntVector widen4(MemorySegment source, long at) {
    return (IntVector)
        ByteVector.fromMemorySegment(QUARTER, source, at, LITTLE)
            .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
  }

  private static long unshuffle8(MemorySegment source, MemorySegment target, long n) {
    return BITS == 512 ? unshuffle8of512(source, target, n) : unshuffle8of256(source, target, n);
  }

  /// Widens bytes to longs at once, which needs eight of them in a vector.
  private static long unshuffle8of512(MemorySegment source, MemorySegment target, long n) {
    long i = 0;
    for (; i <= n - 8; i += 8) {
      LongVector v = widen8(source, i);
      for (int b = 1; b < 8; b++) {
        v = v.or(widen8(source, b * n + i).lanewise(VectorOperators.LSHL, 8L * b));
      }
      v.intoMemorySegment(target, 8 * i, LITTLE);
    }
    return i;
  }

  private static LongVector widen8(MemorySegment source, long at) {
    return (LongVector)
        ByteVector.fromMemorySegment(ByteVector.SPECIES_64, source, at, LITTLE)
            .convertShape(VectorOperators.ZERO_EXTEND_B2L, LONGS, 0);
  }

  private static long unshuffle8of256(MemorySegment source, MemorySegment target, long n) {
    int step = QUARTER.length();
    long i = 0;
    for (; i <= n - step; i += step) {
      IntVector low = join4(source, i, n);
      IntVector high = join4(source, 4 * n + i, n);
      join8(low, high, 0).intoMemorySegment(target, 8 * i, LITTLE);
      join8(low, high, 1).intoMemorySegment(target, 8 * i + BITS / 8, LITTLE);
    }
    return i;
  }

  private static LongVector join8(IntVector low, IntVector high, int part) {
    LongVector l = (LongVector) low.convertShape(VectorOperators.ZERO_EXTEND_I2L, LONGS, part);
    LongVector h = (LongVector) high.convertShape(VectorOperators.ZERO_EXTEND_I2L, LONGS, part);
    return l.or(h.lanewise(VectorOperators.LSHL, 32));
  }

  private static long shuffle2(MemorySegment source, MemorySegment target, long n) {
    int step = HALF.length();
    long i = 0;
    for (; i <= n - step; i += step) {
      ShortVector v = ShortVector.fromMemorySegment(SHORTS, source, 2 * i, LITTLE);
      narrow2(v).intoMemorySegment(target, i, LITTLE);
      narrow2(v.lanewise(VectorOperators.LSHR, 8)).intoMemorySegment(target, n + i, LITTLE);
    }
    return i;
  }

  private static ByteVector narrow2(ShortVector v) {
    return (ByteVector) v.convertShape(VectorOperators.S2B, HALF, 0);
  }

  private static long shuffle4(MemorySegment source, MemorySegment target, long n) {
    int step = QUARTER.length();
    long i = 0;
    for (; i <= n - step; i += step) {
      part4(IntVector.fromMemorySegment(INTS, source, 4 * i, LITTLE), target, i, n);
    }
    return i;
  }

  /// Stores the four bytes of each int to streams `apart` bytes from each other.
  private static void part4(IntVector v, MemorySegment target, long at, long apart) {
    narrow4(v).intoMemorySegment(target, at, LITTLE);
    narrow4(v.lanewise(VectorOperators.LSHR, 8)).intoMemorySegment(target, at + apart, LITTLE);
    narrow4(v.lanewise(VectorOperators.LSHR, 16)).intoMemorySegment(target, at + 2 * apart, LITTLE);
    narrow4(v.lanewise(VectorOperators.LSHR, 24)).intoMemorySegment(target, at + 3 * apart, LITTLE);
  }

  private static ByteVector narrow4(IntVector v) {
    return (ByteVector) v.convertShape(VectorOperators.I2B, QUARTER, 0);
  }

  private static long shuffle8(MemorySegment source, MemorySegment target, long n) {
    int step = QUARTER.length();
    long i = 0;
    for (; i <= n - step; i += step) {
      LongVector first = LongVector.fromMemorySegment(LONGS, source, 8 * i, LITTLE);
      LongVector second = LongVector.fromMemorySegment(LONGS, source, 8 * i + BITS / 8, LITTLE);
      part4(narrow8(first, second, 0), target, i, n);
      part4(narrow8(first, second, 32), target, 4 * n + i, n);
    }
    return i;
  }

  /// The ints that lie `shift` bits up in the longs of both vectors.
  private static IntVector narrow8(LongVector first, LongVector second, int shift) {
    IntVector low =
        (IntVector)
            first.lanewise(VectorOperators.LSHR, shift).convertShape(VectorOperators.L2I, INTS, 0);
    IntVector high =
        (IntVector)
            second
                .lanewise(VectorOperators.LSHR, shift)
                .convertShape(VectorOperators.L2I, INTS, -1);
    return low.or(high);
  }
}
