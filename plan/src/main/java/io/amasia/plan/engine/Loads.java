package io.amasia.plan.engine;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Conversions;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Moves elements between arrays and registers.
final class Loads {
  private Loads() {}

  /// Loads `n` elements that lie one after the other from `first`.
  static void contiguous(
      NdArray array, long first, Domain domain, Registers r, int register, int at, int n) {
    MemorySegment data = array.data();
    switch (domain) {
      case FLOAT -> Conversions.toFloats(array.dtype(), data, first, r.floats(register), at, n);
      case DOUBLE -> Conversions.toDoubles(array.dtype(), data, first, r.doubles(register), at, n);
      case LONG -> Conversions.toLongs(array.dtype(), data, first, r.longs(register), at, n);
    }
  }

  /// Loads `n` elements `stride` apart from `first`.
  static void strided(
      NdArray array,
      long first,
      long stride,
      Domain domain,
      Registers r,
      int register,
      int at,
      int n) {
    if (stride == 1) {
      contiguous(array, first, domain, r, register, at, n);
      return;
    }
    switch (domain) {
      case FLOAT -> {
        float[] out = r.floats(register);
        if (stride == 0) {
          Arrays.fill(out, at, at + n, (float) array.getDouble(first));
        } else if (array.dtype() == DType.FLOAT32) {
          for (int i = 0; i < n; i++) {
            out[at + i] =
                array.data().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, first + i * stride);
          }
        } else {
          for (int i = 0; i < n; i++) {
            out[at + i] = (float) array.getDouble(first + i * stride);
          }
        }
      }
      case DOUBLE -> {
        double[] out = r.doubles(register);
        if (stride == 0) {
          Arrays.fill(out, at, at + n, array.getDouble(first));
        } else {
          for (int i = 0; i < n; i++) {
            out[at + i] = array.getDouble(first + i * stride);
          }
        }
      }
      case LONG -> {
        long[] out = r.longs(register);
        if (stride == 0) {
          Arrays.fill(out, at, at + n, array.getLong(first));
        } else {
          for (int i = 0; i < n; i++) {
            out[at + i] = array.getLong(first + i * stride);
          }
        }
      }
    }
  }

  /// Stores `n` elements of a register, from its element `at` on, as elements from `first` on.
  static void store(Registers r, int register, int at, NdArray target, long first, int n) {
    DType dtype = target.dtype();
    switch (Domain.of(dtype)) {
      case FLOAT -> Conversions.fromFloats(r.floats(register), at, dtype, target.data(), first, n);
      case DOUBLE ->
          Conversions.fromDoubles(r.doubles(register), at, dtype, target.data(), first, n);
      case LONG -> Conversions.fromLongs(r.longs(register), at, dtype, target.data(), first, n);
    }
  }
}
