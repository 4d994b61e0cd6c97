package io.amasia.plan;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import java.util.Arrays;

/// An array of plain Java values, for the evaluator that shares nothing with the engine. Floats are
/// held as doubles, all else as longs.
@SuppressWarnings("ArrayRecordComponent") // the naive evaluator changes them
record Plain(DType dtype, int[] shape, double[] doubles, long[] longs) {
  static Plain of(DType dtype, int[] shape) {
    int n = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    boolean floating = dtype.isFloating();
    return new Plain(dtype, shape, new double[floating ? n : 0], new long[floating ? 0 : n]);
  }

  static Plain of(NdArray values) {
    int[] shape = Arrays.stream(values.shape().toArray()).mapToInt(Math::toIntExact).toArray();
    boolean floating = values.dtype().isFloating();
    return new Plain(
        values.dtype(),
        shape,
        floating ? values.toDoubles() : new double[0],
        floating ? new long[0] : values.toLongs());
  }

  int size() {
    return Math.max(doubles.length, longs.length);
  }

  boolean floating() {
    return dtype.isFloating();
  }

  double asDouble(int i) {
    return floating()
        ? doubles[i]
        : dtype == DType.UINT64
            ? new java.math.BigInteger(Long.toUnsignedString(longs[i])).doubleValue()
            : longs[i];
  }

  /// Copies element `i` of `from` to element `j` of this.
  void put(int j, Plain from, int i) {
    if (floating()) {
      doubles[j] = from.doubles[i];
    } else {
      longs[j] = from.longs[i];
    }
  }

  /// Sets element `j`, rounded or wrapped to the dtype.
  void set(int j, double value) {
    doubles[j] =
        switch (dtype) {
          case FLOAT32 -> (float) value;
          case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
          default -> value;
        };
  }

  void set(int j, long value) {
    longs[j] =
        switch (dtype) {
          case INT8 -> (byte) value;
          case INT16 -> (short) value;
          case INT32 -> (int) value;
          case UINT8 -> value & 0xFF;
          case UINT16 -> value & 0xFFFF;
          case UINT32 -> value & 0xFFFFFFFFL;
          default -> value;
        };
  }

  int[] index(int i) {
    int[] index = new int[shape.length];
    int rest = i;
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    return index;
  }

  int at(int... index) {
    int i = 0;
    for (int d = 0; d < shape.length; d++) {
      i = i * shape[d] + (shape[d] == 1 ? 0 : index[d]);
    }
    return i;
  }
}
