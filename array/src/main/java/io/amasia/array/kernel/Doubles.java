package io.amasia.array.kernel;

import static io.amasia.array.kernel.Layouts.DOUBLE;
import static io.amasia.array.kernel.Layouts.FLOAT;
import static io.amasia.array.kernel.Layouts.INT;
import static io.amasia.array.kernel.Layouts.LONG;
import static io.amasia.array.kernel.Layouts.SHORT;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;

/// Elements of one number type as strips of doubles on the heap: what [Kernels] work on. For one
/// thread; a strip is good until the next one is loaded.
///
/// What is missing is found among the bits of the values, without a branch: the compiler makes no
/// vectors of a test for NaN, and where gaps are many no processor foresees it.
final class Doubles {
  private static final int STRIP = Accumulator.STRIP;
  private static final int FLOAT_INFINITY = 0x7F80_0000;
  private static final long INFINITY = 0x7FF0_0000_0000_0000L;

  private final DType dtype;
  private final double[] strip = new double[STRIP];
  private final float[] floats;
  private final short[] shorts;

  // Made when something is missing.
  private double[] present = {};
  private int[] bits = {};
  private long[] wideBits = {};

  /// Whether what was last summed misses something.
  private boolean gaps;

  Doubles(DType dtype) {
    this.dtype = dtype;
    floats = new float[dtype == DType.FLOAT32 ? STRIP : 0];
    shorts = new short[dtype == DType.INT16 ? STRIP : 0];
  }

  /// At most [Accumulator#STRIP] elements, from element `first` of `x` on; NaT gives NaN.
  double[] load(MemorySegment x, long first, long n) {
    int m = (int) n;
    switch (dtype) {
      case FLOAT32 -> {
        MemorySegment.copy(x, FLOAT, first * 4, floats, 0, m);
        widen(m);
      }
      case INT16 -> {
        MemorySegment.copy(x, SHORT, first * 2, shorts, 0, m);
        for (int i = 0; i < m; i++) {
          strip[i] = shorts[i];
        }
      }
      default -> Strips.toDoubles(dtype, x, first, strip, 0, m);
    }
    return strip;
  }

  private void widen(int n) {
    for (int i = 0; i < n; i++) {
      strip[i] = floats[i];
    }
  }

  /// The same with `instead`, which is zero or infinite, for what is missing; [#present] says what
  /// is not.
  double[] loadPresent(MemorySegment x, long first, int n, double instead) {
    if (present.length == 0) {
      present = new double[STRIP];
      bits = new int[floats.length];
      wideBits = new long[STRIP - floats.length];
    }
    if (dtype == DType.FLOAT32) {
      MemorySegment.copy(x, INT, first * 4, bits, 0, n);
      replace(n, Float.floatToRawIntBits((float) instead));
      MemorySegment.copy(MemorySegment.ofArray(bits), FLOAT, 0, floats, 0, n);
      widen(n);
    } else {
      load(x, first, n);
      MemorySegment.copy(MemorySegment.ofArray(strip), LONG, 0, wideBits, 0, n);
      replace(n, Double.doubleToRawLongBits(instead));
      MemorySegment.copy(MemorySegment.ofArray(wideBits), DOUBLE, 0, strip, 0, n);
    }
    return strip;
  }

  private void replace(int n, int instead) {
    for (int i = 0; i < n; i++) {
      int missing = (FLOAT_INFINITY - (bits[i] & Integer.MAX_VALUE)) >> 31;
      present[i] = 1 + missing;
      bits[i] = (bits[i] & ~missing) | (instead & missing);
    }
  }

  private void replace(int n, long instead) {
    for (int i = 0; i < n; i++) {
      long missing = (INFINITY - (wideBits[i] & Long.MAX_VALUE)) >> 63;
      present[i] = 1 + missing;
      wideBits[i] = (wideBits[i] & ~missing) | (instead & missing);
    }
  }

  /// For each element of [#loadPresent], 1, or 0 where it was missing.
  double[] present() {
    return present;
  }

  /// Adds a row of at most [Accumulator#STRIP] elements to columns.
  void addRow(MemorySegment x, long first, int n, double[] columns) {
    if (dtype != DType.FLOAT32) {
      Kernels.add(load(x, first, n), columns, n);
      return;
    }
    MemorySegment.copy(x, FLOAT, first * 4, floats, 0, n);
    for (int i = 0; i < n; i++) {
      columns[i] += floats[i];
    }
  }

  // --- of a strip as a whole ---

  /// Adds elements to the lanes and gives how many.
  int sum(MemorySegment x, long first, int n, boolean skipna, double[] lanes) {
    gaps = !Kernels.sum(load(x, first, n), n, !skipna, lanes);
    if (!gaps) {
      return n;
    }
    Kernels.sum(loadPresent(x, first, n, 0), n, true, lanes);
    return Kernels.total(present, n);
  }

  /// Adds the squared distances from `mean` of what was just summed to the lanes.
  void addSquares(int n, double mean, double[] lanes) {
    Kernels.subtract(strip, n, mean);
    if (gaps) {
      Kernels.multiply(strip, present, n);
    }
    Kernels.multiply(strip, strip, n);
    Kernels.sum(strip, n, true, lanes);
  }

  /// The smallest, or largest, of some elements; NaN if there is none, and without `skipna` if one
  /// is NaN.
  double extreme(MemorySegment x, long first, int n, boolean greatest, boolean skipna) {
    load(x, first, n);
    double found = greatest ? Kernels.maximum(strip, n) : Kernels.minimum(strip, n);
    if (!skipna || !Double.isNaN(found)) {
      return found;
    }
    loadPresent(x, first, n, greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    if (Kernels.total(present, n) == 0) {
      return Double.NaN;
    }
    return greatest ? Kernels.maximum(strip, n) : Kernels.minimum(strip, n);
  }

  /// How many elements are not missing.
  int count(MemorySegment x, long first, int n) {
    loadPresent(x, first, n, 0);
    return Kernels.total(present, n);
  }
}
