package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.Stage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Stores whole numbers that come as float64 as integers, and refuses what they can't hold.
final class Packing {
  private Packing() {}

  /// `values` as `packed` says; the caller closes it.
  ///
  /// @param name the variable they belong to
  /// @param box where they lie in it, for messages
  /// @throws AmasiaException.Conflict if one is missing, out of range or no whole number; says
  ///   which
  static NdArray pack(NdArray values, Stage.Packed how, String name, Box box) {
    DType target = how.dtype();
    if (values.dtype() != DType.FLOAT64 || !target.isInteger()) {
      throw new IllegalArgumentException(values + " as " + target);
    }
    int bits = target.itemSize() * 8;
    double least = target.isUnsigned() ? 0 : -Math.scalb(1.0, bits - 1);
    // exclusive: 2^63 is a double, 2^63 - 1 is not
    double end = Math.scalb(1.0, target.isUnsigned() ? bits : bits - 1);
    MemorySegment from = values.data();
    NdArray packed = NdArray.allocate(target, values.shape());
    try {
      MemorySegment to = packed.data();
      for (long i = 0; i < values.size(); i++) {
        double value = from.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
        if (how.fill() != null && Double.isNaN(value)) {
          putWhole(to, target, i, how.fill());
          continue;
        }
        if (Double.isFinite(value) && value != Math.rint(value)) {
          throw refusedFraction(value, target, name, box.index(i));
        }
        if (!(value >= least && value < end)) {
          throw refused(value, target, name, box.index(i));
        }
        long whole = whole(target, value);
        if (how.fill() != null && whole == how.fill()) {
          throw refusedFill(value, name, box.index(i));
        }
        putWhole(to, target, i, whole);
      }
      return packed;
    } catch (Throwable e) {
      packed.close();
      throw e;
    }
  }

  private static long whole(DType target, double value) {
    boolean high = target.isUnsigned() && value >= Math.scalb(1.0, 63);
    return high ? (long) (value - Math.scalb(1.0, 63)) ^ Long.MIN_VALUE : (long) value;
  }

  private static void putWhole(MemorySegment to, DType target, long i, long value) {
    switch (target.itemSize()) {
      case 1 -> to.set(ValueLayout.JAVA_BYTE, i, (byte) value);
      case 2 -> to.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) value);
      case 4 -> to.setAtIndex(ValueLayout.JAVA_INT, i, (int) value);
      default -> to.setAtIndex(ValueLayout.JAVA_LONG, i, value);
    }
  }

  private static AmasiaException refusedFraction(
      double value, DType target, String name, long[] at) {
    return new AmasiaException.Conflict(
        "'%s' at index %s is %s, which %s would round; round it first, or write a new target with a dtype that holds it"
            .formatted(name, Arrays.toString(at), value, target.label()));
  }

  private static AmasiaException refusedFill(double value, String name, long[] at) {
    return new AmasiaException.Conflict(
        "'%s' at index %s would be packed as %.0f, its _FillValue, and so be missing; give its encoding another _FillValue, scale_factor or add_offset"
            .formatted(name, Arrays.toString(at), value));
  }

  private static AmasiaException refused(double value, DType target, String name, long[] at) {
    String where = "'%s' at index %s".formatted(name, Arrays.toString(at));
    return Double.isNaN(value)
        ? new AmasiaException.Conflict(
            "%s is missing, which %s can't say without a fill value; give its encoding a _FillValue"
                .formatted(where, target.label()))
        : new AmasiaException.Conflict(
            "%s would be stored as %.0f, which %s can't hold; give its encoding another scale_factor, add_offset or dtype, or write it unpacked"
                .formatted(where, value, target.label()));
  }
}
