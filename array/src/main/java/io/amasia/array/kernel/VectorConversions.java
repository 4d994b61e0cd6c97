package io.amasia.array.kernel;

import static io.amasia.array.kernel.VectorKernels.NATIVE;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// SIMD for the conversions that reading climate files spends its time on. Each converts as many
/// elements as fill whole vectors and says how many; the scalar loops do the rest.
final class VectorConversions {
  private static final VectorSpecies<Double> DOUBLES = VectorKernels.DOUBLES;
  private static final VectorSpecies<Float> FLOATS = VectorKernels.FLOATS;
  private static final VectorSpecies<Float> HALF_FLOATS = VectorKernels.HALF_FLOATS;
  private static final VectorSpecies<Integer> HALF_INTS =
      VectorSpecies.of(int.class, HALF_FLOATS.vectorShape());
  private static final VectorSpecies<Short> HALF_SHORTS =
      VectorSpecies.of(short.class, HALF_FLOATS.vectorShape());
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorKernels.DOUBLES.vectorShape());
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorKernels.DOUBLES.vectorShape());
  private static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, VectorKernels.DOUBLES.vectorShape());

  private VectorConversions() {}

  /// Converts the first elements, and says how many; 0 where there is no SIMD for the pair.
  static long convert(
      DType from, MemorySegment x, long first, DType to, MemorySegment out, long outFirst, long n) {
    if (from == DType.INT16 && to == DType.FLOAT32) {
      return shortsToFloats(x, first * 2, out, outFirst * 4, n);
    }
    if (from == DType.INT16 && to == DType.FLOAT64) {
      return shortsToDoubles(x, first * 2, out, outFirst * 8, n);
    }
    if (from == DType.INT32 && to == DType.FLOAT64) {
      return intsToDoubles(x, first * 4, out, outFirst * 8, n);
    }
    if (from == DType.FLOAT32 && to == DType.FLOAT64) {
      return floatsToDoubles(x, first * 4, out, outFirst * 8, n);
    }
    if (from == DType.FLOAT64 && to == DType.FLOAT32) {
      return doublesToFloats(x, first * 8, out, outFirst * 4, n);
    }
    return 0;
  }

  private static long shortsToFloats(MemorySegment x, long a, MemorySegment out, long b, long n) {
    int width = HALF_SHORTS.length();
    long end = n - n % width;
    for (long i = 0; i < end; i += width) {
      Vector<Short> v = ShortVector.fromMemorySegment(HALF_SHORTS, x, a + i * 2, NATIVE);
      v.convertShape(VectorOperators.S2F, FLOATS, 0).intoMemorySegment(out, b + i * 4, NATIVE);
    }
    return end;
  }

  private static long shortsToDoubles(MemorySegment x, long a, MemorySegment out, long b, long n) {
    int width = HALF_SHORTS.length();
    int half = DOUBLES.length();
    long end = n - n % width;
    for (long i = 0; i < end; i += width) {
      Vector<Short> v = ShortVector.fromMemorySegment(HALF_SHORTS, x, a + i * 2, NATIVE);
      v.convertShape(VectorOperators.S2D, DOUBLES, 0).intoMemorySegment(out, b + i * 8, NATIVE);
      v.convertShape(VectorOperators.S2D, DOUBLES, 1)
          .intoMemorySegment(out, b + (i + half) * 8, NATIVE);
    }
    return end;
  }

  private static long intsToDoubles(MemorySegment x, long a, MemorySegment out, long b, long n) {
    int width = DOUBLES.length();
    long end = n - n % width;
    for (long i = 0; i < end; i += width) {
      Vector<Integer> v = IntVector.fromMemorySegment(HALF_INTS, x, a + i * 4, NATIVE);
      v.convertShape(VectorOperators.I2D, DOUBLES, 0).intoMemorySegment(out, b + i * 8, NATIVE);
    }
    return end;
  }

  private static long floatsToDoubles(MemorySegment x, long a, MemorySegment out, long b, long n) {
    int width = DOUBLES.length();
    long end = n - n % width;
    for (long i = 0; i < end; i += width) {
      Vector<Float> v = FloatVector.fromMemorySegment(HALF_FLOATS, x, a + i * 4, NATIVE);
      v.convertShape(VectorOperators.F2D, DOUBLES, 0).intoMemorySegment(out, b + i * 8, NATIVE);
    }
    return end;
  }

  private static long doublesToFloats(MemorySegment x, long a, MemorySegment out, long b, long n) {
    int width = DOUBLES.length();
    long end = n - n % width;
    for (long i = 0; i < end; i += width) {
      Vector<Double> v = DoubleVector.fromMemorySegment(DOUBLES, x, a + i * 8, NATIVE);
      v.convertShape(VectorOperators.D2F, HALF_FLOATS, 0).intoMemorySegment(out, b + i * 4, NATIVE);
    }
    return end;
  }

  /// Reverses the bytes of the first items, and says of how many.
  static long swap(int itemSize, MemorySegment x, long a, MemorySegment out, long b, long n) {
    return switch (itemSize) {
      case 2 -> swapShorts(x, a, out, b, n);
      case 4 -> swapInts(x, a, out, b, n);
      case 8 -> swapLongs(x, a, out, b, n);
      default -> 0;
    };
  }

  private static long swapShorts(MemorySegment x, long a, MemorySegment out, long b, long n) {
    int width = SHORTS.length();
    long end = n - n % width;
    for (long i = 0; i < end; i += width) {
      ShortVector.fromMemorySegment(SHORTS, x, a + i * 2, NATIVE)
          .lanewise(VectorOperators.REVERSE_BYTES)
          .intoMemorySegment(out, b + i * 2, NATIVE);
    }
    return end;
  }

  private static long swapInts(MemorySegment x, long a, MemorySegment out, long b, long n) {
    int width = INTS.length();
    long end = n - n % width;
    for (long i = 0; i < end; i += width) {
      IntVector.fromMemorySegment(INTS, x, a + i * 4, NATIVE)
          .lanewise(VectorOperators.REVERSE_BYTES)
          .intoMemorySegment(out, b + i * 4, NATIVE);
    }
    return end;
  }

  private static long swapLongs(MemorySegment x, long a, MemorySegment out, long b, long n) {
    int width = LONGS.length();
    long end = n - n % width;
    for (long i = 0; i < end; i += width) {
      LongVector.fromMemorySegment(LONGS, x, a + i * 8, NATIVE)
          .lanewise(VectorOperators.REVERSE_BYTES)
          .intoMemorySegment(out, b + i * 8, NATIVE);
    }
    return end;
  }
}
