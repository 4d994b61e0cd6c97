package io.amasia.geo;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Between flat Java arrays and n-d arrays.
final class Flat {
  private Flat() {}

  /// A `double[]` or `boolean[]` in C order as an array of `shape`.
  static NdArray shaped(Object flat, int... shape) {
    Shape sizes = Shape.of(Arrays.stream(shape).asLongStream().toArray());
    if (flat instanceof boolean[] flags) {
      NdArray array = NdArray.allocate(DType.BOOL, sizes);
      for (int i = 0; i < flags.length; i++) {
        array.data().set(ValueLayout.JAVA_BYTE, i, (byte) (flags[i] ? 1 : 0));
      }
      return array;
    }
    return NdArray.of(sizes, (double[]) flat);
  }

  /// The transpose of a matrix of `rows` rows.
  static double[] transposed(double[] matrix, int rows) {
    int columns = rows == 0 ? 0 : matrix.length / rows;
    double[] turned = new double[matrix.length];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        turned[i * rows + j] = matrix[j * columns + i];
      }
    }
    return turned;
  }

  /// The values with 0 for NaN.
  static double[] zeroForNaN(double[] values) {
    return Arrays.stream(values).map(v -> Double.isNaN(v) ? 0 : v).toArray();
  }
}
