package io.amasia.array.kernel;

import static io.amasia.array.kernel.VectorKernels.DOUBLES;
import static io.amasia.array.kernel.VectorKernels.FLOATS;
import static io.amasia.array.kernel.VectorKernels.HALF_FLOATS;
import static io.amasia.array.kernel.VectorKernels.NATIVE;
import static io.amasia.array.kernel.VectorKernels.PARTS;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The SIMD loops for `float32`, equal in bits to [ScalarFloatKernels]: 16 lanes held in two, four
/// or eight vectors of doubles.
final class VectorFloatKernels implements Kernels {
  private static final ScalarFloatKernels SCALAR = new ScalarFloatKernels();
  private static final int SIZE = 4;
  private static final int WIDTH = DOUBLES.length();
  private static final long STEP = (long) WIDTH * SIZE;

  /// Elements from a byte offset on, as doubles.
  private static DoubleVector load(MemorySegment x, long offset) {
    FloatVector narrow = FloatVector.fromMemorySegment(HALF_FLOATS, x, offset, NATIVE);
    return (DoubleVector) narrow.convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  private static DoubleVector state(MemorySegment x, long offset) {
    return DoubleVector.fromMemorySegment(DOUBLES, x, offset, NATIVE);
  }

  private static FloatVector loadNarrow(MemorySegment x, long offset) {
    return FloatVector.fromMemorySegment(FLOATS, x, offset, NATIVE);
  }

  private static VectorMask<Double> valid(DoubleVector v) {
    return v.compare(VectorOperators.EQ, v);
  }

  private static DoubleVector lane(double[] lanes, int part) {
    return DoubleVector.fromArray(DOUBLES, lanes, part < PARTS ? part * WIDTH : 0);
  }

  @Override
  public long sum(MemorySegment x, long first, long n, boolean skipna, double[] lanes) {
    long end = n - n % Lanes.COUNT;
    long count = skipna ? sumValid(x, first, end, lanes) : sumAll(x, first, end, lanes);
    return count + SCALAR.sum(x, first + end, n - end, skipna, lanes);
  }

  private static long sumAll(MemorySegment x, long first, long end, double[] lanes) {
    DoubleVector a0 = lane(lanes, 0);
    DoubleVector a1 = lane(lanes, 1);
    DoubleVector a2 = lane(lanes, 2);
    DoubleVector a3 = lane(lanes, 3);
    DoubleVector a4 = lane(lanes, 4);
    DoubleVector a5 = lane(lanes, 5);
    DoubleVector a6 = lane(lanes, 6);
    DoubleVector a7 = lane(lanes, 7);
    for (long i = 0; i < end; i += Lanes.COUNT) {
      long o = (first + i) * SIZE;
      a0 = a0.add(load(x, o));
      a1 = a1.add(load(x, o + STEP));
      if (PARTS > 2) {
        a2 = a2.add(load(x, o + 2 * STEP));
        a3 = a3.add(load(x, o + 3 * STEP));
      }
      if (PARTS > 4) {
        a4 = a4.add(load(x, o + 4 * STEP));
        a5 = a5.add(load(x, o + 5 * STEP));
        a6 = a6.add(load(x, o + 6 * STEP));
        a7 = a7.add(load(x, o + 7 * STEP));
      }
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, WIDTH);
    if (PARTS > 2) {
      a2.intoArray(lanes, 2 * WIDTH);
      a3.intoArray(lanes, 3 * WIDTH);
    }
    if (PARTS > 4) {
      a4.intoArray(lanes, 4 * WIDTH);
      a5.intoArray(lanes, 5 * WIDTH);
      a6.intoArray(lanes, 6 * WIDTH);
      a7.intoArray(lanes, 7 * WIDTH);
    }
    return end;
  }

  private static long sumValid(MemorySegment x, long first, long end, double[] lanes) {
    long count = 0;
    DoubleVector a0 = lane(lanes, 0);
    DoubleVector a1 = lane(lanes, 1);
    DoubleVector a2 = lane(lanes, 2);
    DoubleVector a3 = lane(lanes, 3);
    DoubleVector a4 = lane(lanes, 4);
    DoubleVector a5 = lane(lanes, 5);
    DoubleVector a6 = lane(lanes, 6);
    DoubleVector a7 = lane(lanes, 7);
    for (long i = 0; i < end; i += Lanes.COUNT) {
      long o = (first + i) * SIZE;
      DoubleVector v0 = load(x, o);
      VectorMask<Double> m0 = valid(v0);
      a0 = a0.lanewise(VectorOperators.ADD, v0, m0);
      count += m0.trueCount();
      DoubleVector v1 = load(x, o + STEP);
      VectorMask<Double> m1 = valid(v1);
      a1 = a1.lanewise(VectorOperators.ADD, v1, m1);
      count += m1.trueCount();
      if (PARTS > 2) {
        DoubleVector v2 = load(x, o + 2 * STEP);
        VectorMask<Double> m2 = valid(v2);
        a2 = a2.lanewise(VectorOperators.ADD, v2, m2);
        count += m2.trueCount();
        DoubleVector v3 = load(x, o + 3 * STEP);
        VectorMask<Double> m3 = valid(v3);
        a3 = a3.lanewise(VectorOperators.ADD, v3, m3);
        count += m3.trueCount();
      }
      if (PARTS > 4) {
        DoubleVector v4 = load(x, o + 4 * STEP);
        VectorMask<Double> m4 = valid(v4);
        a4 = a4.lanewise(VectorOperators.ADD, v4, m4);
        count += m4.trueCount();
        DoubleVector v5 = load(x, o + 5 * STEP);
        VectorMask<Double> m5 = valid(v5);
        a5 = a5.lanewise(VectorOperators.ADD, v5, m5);
        count += m5.trueCount();
        DoubleVector v6 = load(x, o + 6 * STEP);
        VectorMask<Double> m6 = valid(v6);
        a6 = a6.lanewise(VectorOperators.ADD, v6, m6);
        count += m6.trueCount();
        DoubleVector v7 = load(x, o + 7 * STEP);
        VectorMask<Double> m7 = valid(v7);
        a7 = a7.lanewise(VectorOperators.ADD, v7, m7);
        count += m7.trueCount();
      }
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, WIDTH);
    if (PARTS > 2) {
      a2.intoArray(lanes, 2 * WIDTH);
      a3.intoArray(lanes, 3 * WIDTH);
    }
    if (PARTS > 4) {
      a4.intoArray(lanes, 4 * WIDTH);
      a5.intoArray(lanes, 5 * WIDTH);
      a6.intoArray(lanes, 6 * WIDTH);
      a7.intoArray(lanes, 7 * WIDTH);
    }
    return count;
  }

  @Override
  public long product(MemorySegment x, long first, long n, boolean skipna, double[] lanes) {
    long end = n - n % Lanes.COUNT;
    long count = skipna ? productValid(x, first, end, lanes) : productAll(x, first, end, lanes);
    return count + SCALAR.product(x, first + end, n - end, skipna, lanes);
  }

  private static long productAll(MemorySegment x, long first, long end, double[] lanes) {
    DoubleVector a0 = lane(lanes, 0);
    DoubleVector a1 = lane(lanes, 1);
    DoubleVector a2 = lane(lanes, 2);
    DoubleVector a3 = lane(lanes, 3);
    DoubleVector a4 = lane(lanes, 4);
    DoubleVector a5 = lane(lanes, 5);
    DoubleVector a6 = lane(lanes, 6);
    DoubleVector a7 = lane(lanes, 7);
    for (long i = 0; i < end; i += Lanes.COUNT) {
      long o = (first + i) * SIZE;
      a0 = a0.mul(load(x, o));
      a1 = a1.mul(load(x, o + STEP));
      if (PARTS > 2) {
        a2 = a2.mul(load(x, o + 2 * STEP));
        a3 = a3.mul(load(x, o + 3 * STEP));
      }
      if (PARTS > 4) {
        a4 = a4.mul(load(x, o + 4 * STEP));
        a5 = a5.mul(load(x, o + 5 * STEP));
        a6 = a6.mul(load(x, o + 6 * STEP));
        a7 = a7.mul(load(x, o + 7 * STEP));
      }
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, WIDTH);
    if (PARTS > 2) {
      a2.intoArray(lanes, 2 * WIDTH);
      a3.intoArray(lanes, 3 * WIDTH);
    }
    if (PARTS > 4) {
      a4.intoArray(lanes, 4 * WIDTH);
      a5.intoArray(lanes, 5 * WIDTH);
      a6.intoArray(lanes, 6 * WIDTH);
      a7.intoArray(lanes, 7 * WIDTH);
    }
    return end;
  }

  private static long productValid(MemorySegment x, long first, long end, double[] lanes) {
    long count = 0;
    DoubleVector a0 = lane(lanes, 0);
    DoubleVector a1 = lane(lanes, 1);
    DoubleVector a2 = lane(lanes, 2);
    DoubleVector a3 = lane(lanes, 3);
    DoubleVector a4 = lane(lanes, 4);
    DoubleVector a5 = lane(lanes, 5);
    DoubleVector a6 = lane(lanes, 6);
    DoubleVector a7 = lane(lanes, 7);
    for (long i = 0; i < end; i += Lanes.COUNT) {
      long o = (first + i) * SIZE;
      DoubleVector v0 = load(x, o);
      VectorMask<Double> m0 = valid(v0);
      a0 = a0.lanewise(VectorOperators.MUL, v0, m0);
      count += m0.trueCount();
      DoubleVector v1 = load(x, o + STEP);
      VectorMask<Double> m1 = valid(v1);
      a1 = a1.lanewise(VectorOperators.MUL, v1, m1);
      count += m1.trueCount();
      if (PARTS > 2) {
        DoubleVector v2 = load(x, o + 2 * STEP);
        VectorMask<Double> m2 = valid(v2);
        a2 = a2.lanewise(VectorOperators.MUL, v2, m2);
        count += m2.trueCount();
        DoubleVector v3 = load(x, o + 3 * STEP);
        VectorMask<Double> m3 = valid(v3);
        a3 = a3.lanewise(VectorOperators.MUL, v3, m3);
        count += m3.trueCount();
      }
      if (PARTS > 4) {
        DoubleVector v4 = load(x, o + 4 * STEP);
        VectorMask<Double> m4 = valid(v4);
        a4 = a4.lanewise(VectorOperators.MUL, v4, m4);
        count += m4.trueCount();
        DoubleVector v5 = load(x, o + 5 * STEP);
        VectorMask<Double> m5 = valid(v5);
        a5 = a5.lanewise(VectorOperators.MUL, v5, m5);
        count += m5.trueCount();
        DoubleVector v6 = load(x, o + 6 * STEP);
        VectorMask<Double> m6 = valid(v6);
        a6 = a6.lanewise(VectorOperators.MUL, v6, m6);
        count += m6.trueCount();
        DoubleVector v7 = load(x, o + 7 * STEP);
        VectorMask<Double> m7 = valid(v7);
        a7 = a7.lanewise(VectorOperators.MUL, v7, m7);
        count += m7.trueCount();
      }
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, WIDTH);
    if (PARTS > 2) {
      a2.intoArray(lanes, 2 * WIDTH);
      a3.intoArray(lanes, 3 * WIDTH);
    }
    if (PARTS > 4) {
      a4.intoArray(lanes, 4 * WIDTH);
      a5.intoArray(lanes, 5 * WIDTH);
      a6.intoArray(lanes, 6 * WIDTH);
      a7.intoArray(lanes, 7 * WIDTH);
    }
    return count;
  }

  @Override
  public void squares(
      MemorySegment x, long first, long n, boolean skipna, double mean, double[] lanes) {
    long end = n - n % Lanes.COUNT;
    if (skipna) {
      squaresValid(x, first, end, mean, lanes);
    } else {
      squaresAll(x, first, end, mean, lanes);
    }
    SCALAR.squares(x, first + end, n - end, skipna, mean, lanes);
  }

  private static void squaresAll(
      MemorySegment x, long first, long end, double mean, double[] lanes) {
    DoubleVector a0 = lane(lanes, 0);
    DoubleVector a1 = lane(lanes, 1);
    DoubleVector a2 = lane(lanes, 2);
    DoubleVector a3 = lane(lanes, 3);
    DoubleVector a4 = lane(lanes, 4);
    DoubleVector a5 = lane(lanes, 5);
    DoubleVector a6 = lane(lanes, 6);
    DoubleVector a7 = lane(lanes, 7);
    for (long i = 0; i < end; i += Lanes.COUNT) {
      long o = (first + i) * SIZE;
      DoubleVector d0 = load(x, o).sub(mean);
      a0 = a0.add(d0.mul(d0));
      DoubleVector d1 = load(x, o + STEP).sub(mean);
      a1 = a1.add(d1.mul(d1));
      if (PARTS > 2) {
        DoubleVector d2 = load(x, o + 2 * STEP).sub(mean);
        a2 = a2.add(d2.mul(d2));
        DoubleVector d3 = load(x, o + 3 * STEP).sub(mean);
        a3 = a3.add(d3.mul(d3));
      }
      if (PARTS > 4) {
        DoubleVector d4 = load(x, o + 4 * STEP).sub(mean);
        a4 = a4.add(d4.mul(d4));
        DoubleVector d5 = load(x, o + 5 * STEP).sub(mean);
        a5 = a5.add(d5.mul(d5));
        DoubleVector d6 = load(x, o + 6 * STEP).sub(mean);
        a6 = a6.add(d6.mul(d6));
        DoubleVector d7 = load(x, o + 7 * STEP).sub(mean);
        a7 = a7.add(d7.mul(d7));
      }
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, WIDTH);
    if (PARTS > 2) {
      a2.intoArray(lanes, 2 * WIDTH);
      a3.intoArray(lanes, 3 * WIDTH);
    }
    if (PARTS > 4) {
      a4.intoArray(lanes, 4 * WIDTH);
      a5.intoArray(lanes, 5 * WIDTH);
      a6.intoArray(lanes, 6 * WIDTH);
      a7.intoArray(lanes, 7 * WIDTH);
    }
  }

  private static void squaresValid(
      MemorySegment x, long first, long end, double mean, double[] lanes) {
    DoubleVector a0 = lane(lanes, 0);
    DoubleVector a1 = lane(lanes, 1);
    DoubleVector a2 = lane(lanes, 2);
    DoubleVector a3 = lane(lanes, 3);
    DoubleVector a4 = lane(lanes, 4);
    DoubleVector a5 = lane(lanes, 5);
    DoubleVector a6 = lane(lanes, 6);
    DoubleVector a7 = lane(lanes, 7);
    for (long i = 0; i < end; i += Lanes.COUNT) {
      long o = (first + i) * SIZE;
      DoubleVector v0 = load(x, o);
      DoubleVector d0 = v0.sub(mean);
      a0 = a0.add(d0.mul(d0), valid(v0));
      DoubleVector v1 = load(x, o + STEP);
      DoubleVector d1 = v1.sub(mean);
      a1 = a1.add(d1.mul(d1), valid(v1));
      if (PARTS > 2) {
        DoubleVector v2 = load(x, o + 2 * STEP);
        DoubleVector d2 = v2.sub(mean);
        a2 = a2.add(d2.mul(d2), valid(v2));
        DoubleVector v3 = load(x, o + 3 * STEP);
        DoubleVector d3 = v3.sub(mean);
        a3 = a3.add(d3.mul(d3), valid(v3));
      }
      if (PARTS > 4) {
        DoubleVector v4 = load(x, o + 4 * STEP);
        DoubleVector d4 = v4.sub(mean);
        a4 = a4.add(d4.mul(d4), valid(v4));
        DoubleVector v5 = load(x, o + 5 * STEP);
        DoubleVector d5 = v5.sub(mean);
        a5 = a5.add(d5.mul(d5), valid(v5));
        DoubleVector v6 = load(x, o + 6 * STEP);
        DoubleVector d6 = v6.sub(mean);
        a6 = a6.add(d6.mul(d6), valid(v6));
        DoubleVector v7 = load(x, o + 7 * STEP);
        DoubleVector d7 = v7.sub(mean);
        a7 = a7.add(d7.mul(d7), valid(v7));
      }
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, WIDTH);
    if (PARTS > 2) {
      a2.intoArray(lanes, 2 * WIDTH);
      a3.intoArray(lanes, 3 * WIDTH);
    }
    if (PARTS > 4) {
      a4.intoArray(lanes, 4 * WIDTH);
      a5.intoArray(lanes, 5 * WIDTH);
      a6.intoArray(lanes, 6 * WIDTH);
      a7.intoArray(lanes, 7 * WIDTH);
    }
  }

  @Override
  public double minimum(MemorySegment x, long first, long n, boolean skipna) {
    return extreme(x, first, n, skipna, false);
  }

  @Override
  public double maximum(MemorySegment x, long first, long n, boolean skipna) {
    return extreme(x, first, n, skipna, true);
  }

  private double extreme(MemorySegment x, long first, long n, boolean skipna, boolean greatest) {
    if (n == 0) {
      return Double.NaN;
    }
    float none = greatest ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    int width = FLOATS.length();
    long end = n - n % (2L * width);
    double found = greatest ? greatest(x, first, end, skipna) : least(x, first, end, skipna);
    for (long i = end; i < n; i++) {
      float value = x.get(Layouts.FLOAT, (first + i) * SIZE);
      if (!skipna || !Float.isNaN(value)) {
        found = greatest ? Math.max(found, value) : Math.min(found, value);
      }
    }
    // The infinity that stands for nothing may be a value too.
    return skipna && found == none && count(x, first, n) == 0 ? Double.NaN : found;
  }

  private static float least(MemorySegment x, long first, long end, boolean skipna) {
    int width = FLOATS.length();
    FloatVector none = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    FloatVector a = none;
    FloatVector b = none;
    for (long i = 0; i < end; i += 2L * width) {
      long o = (first + i) * SIZE;
      FloatVector v = loadNarrow(x, o);
      FloatVector w = loadNarrow(x, o + (long) width * SIZE);
      a = a.min(skipna ? none.blend(v, v.compare(VectorOperators.EQ, v)) : v);
      b = b.min(skipna ? none.blend(w, w.compare(VectorOperators.EQ, w)) : w);
    }
    return a.min(b).reduceLanes(VectorOperators.MIN);
  }

  private static float greatest(MemorySegment x, long first, long end, boolean skipna) {
    int width = FLOATS.length();
    FloatVector none = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector a = none;
    FloatVector b = none;
    for (long i = 0; i < end; i += 2L * width) {
      long o = (first + i) * SIZE;
      FloatVector v = loadNarrow(x, o);
      FloatVector w = loadNarrow(x, o + (long) width * SIZE);
      a = a.max(skipna ? none.blend(v, v.compare(VectorOperators.EQ, v)) : v);
      b = b.max(skipna ? none.blend(w, w.compare(VectorOperators.EQ, w)) : w);
    }
    return a.max(b).reduceLanes(VectorOperators.MAX);
  }

  @Override
  public long count(MemorySegment x, long first, long n) {
    int width = FLOATS.length();
    long end = n - n % width;
    long count = 0;
    for (long i = 0; i < end; i += width) {
      FloatVector v = loadNarrow(x, (first + i) * SIZE);
      count += v.compare(VectorOperators.EQ, v).trueCount();
    }
    return count + SCALAR.count(x, first + end, n - end);
  }

  @Override
  public long indexOf(MemorySegment x, long first, long n, double sought) {
    float narrow = (float) sought;
    int width = FLOATS.length();
    long end = narrow == sought || Double.isNaN(sought) ? n - n % width : 0;
    for (long i = 0; i < end; i += width) {
      FloatVector v = loadNarrow(x, (first + i) * SIZE);
      VectorMask<Float> found =
          !Double.isNaN(sought)
              ? v.compare(VectorOperators.EQ, narrow)
              : v.compare(VectorOperators.NE, v);
      if (found.anyTrue()) {
        return i + found.firstTrue();
      }
    }
    long rest = SCALAR.indexOf(x, first + end, n - end, sought);
    return rest < 0 ? -1 : end + rest;
  }

  @Override
  public void sumRows(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      int n,
      boolean skipna,
      MemorySegment state,
      long sums,
      long counts,
      ColumnStrip strip) {
    int end = n - n % WIDTH;
    for (long r = 0; r < rows; r++) {
      long row = first + r * rowStride;
      for (long i = 0; i < end; i += WIDTH) {
        DoubleVector v = load(x, (row + i) * SIZE);
        DoubleVector held = state(state, sums + i * 8);
        DoubleVector count = state(state, counts + i * 8);
        if (skipna) {
          VectorMask<Double> valid = valid(v);
          held = held.lanewise(VectorOperators.ADD, v, valid);
          count = count.add(1, valid);
        } else {
          held = held.add(v);
          count = count.add(1);
        }
        held.intoMemorySegment(state, sums + i * 8, NATIVE);
        count.intoMemorySegment(state, counts + i * 8, NATIVE);
      }
    }
    long at = end * 8L;
    SCALAR.sumRows(
        x, first + end, rowStride, rows, n - end, skipna, state, sums + at, counts + at, strip);
  }

  @Override
  public void productRow(
      MemorySegment x,
      long first,
      long n,
      boolean skipna,
      MemorySegment state,
      long products,
      long counts) {
    long end = n - n % WIDTH;
    for (long i = 0; i < end; i += WIDTH) {
      DoubleVector v = load(x, (first + i) * SIZE);
      DoubleVector held = state(state, products + i * 8);
      DoubleVector count = state(state, counts + i * 8);
      if (skipna) {
        VectorMask<Double> valid = valid(v);
        held = held.lanewise(VectorOperators.MUL, v, valid);
        count = count.add(1, valid);
      } else {
        held = held.mul(v);
        count = count.add(1);
      }
      held.intoMemorySegment(state, products + i * 8, NATIVE);
      count.intoMemorySegment(state, counts + i * 8, NATIVE);
    }
    SCALAR.productRow(x, first + end, n - end, skipna, state, products + end * 8, counts + end * 8);
  }

  @Override
  public void squaresRows(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      int n,
      boolean skipna,
      MemorySegment state,
      long means,
      long squares,
      ColumnStrip strip) {
    int end = n - n % WIDTH;
    for (long r = 0; r < rows; r++) {
      long row = first + r * rowStride;
      for (long i = 0; i < end; i += WIDTH) {
        DoubleVector v = load(x, (row + i) * SIZE);
        DoubleVector distance = v.sub(state(state, means + i * 8));
        DoubleVector held = state(state, squares + i * 8);
        DoubleVector square = distance.mul(distance);
        held = skipna ? held.add(square, valid(v)) : held.add(square);
        held.intoMemorySegment(state, squares + i * 8, NATIVE);
      }
    }
    long at = end * 8L;
    SCALAR.squaresRows(
        x, first + end, rowStride, rows, n - end, skipna, state, means + at, squares + at, strip);
  }

  @Override
  public void minimumRow(
      MemorySegment x, long first, long n, boolean skipna, MemorySegment state, long minima) {
    long end = n - n % WIDTH;
    for (long i = 0; i < end; i += WIDTH) {
      DoubleVector v = load(x, (first + i) * SIZE);
      DoubleVector held = state(state, minima + i * 8);
      DoubleVector best = held.min(v);
      if (skipna) {
        best = v.blend(best, valid(held));
        best = held.blend(best, valid(v));
      }
      best.intoMemorySegment(state, minima + i * 8, NATIVE);
    }
    SCALAR.minimumRow(x, first + end, n - end, skipna, state, minima + end * 8);
  }

  @Override
  public void maximumRow(
      MemorySegment x, long first, long n, boolean skipna, MemorySegment state, long maxima) {
    long end = n - n % WIDTH;
    for (long i = 0; i < end; i += WIDTH) {
      DoubleVector v = load(x, (first + i) * SIZE);
      DoubleVector held = state(state, maxima + i * 8);
      DoubleVector best = held.max(v);
      if (skipna) {
        best = v.blend(best, valid(held));
        best = held.blend(best, valid(v));
      }
      best.intoMemorySegment(state, maxima + i * 8, NATIVE);
    }
    SCALAR.maximumRow(x, first + end, n - end, skipna, state, maxima + end * 8);
  }

  @Override
  public void countRows(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      int n,
      MemorySegment state,
      long counts,
      ColumnStrip strip) {
    int end = n - n % WIDTH;
    for (long r = 0; r < rows; r++) {
      long row = first + r * rowStride;
      for (long i = 0; i < end; i += WIDTH) {
        state(state, counts + i * 8)
            .add(1, valid(load(x, (row + i) * SIZE)))
            .intoMemorySegment(state, counts + i * 8, NATIVE);
      }
    }
    SCALAR.countRows(x, first + end, rowStride, rows, n - end, state, counts + end * 8L, strip);
  }
}
