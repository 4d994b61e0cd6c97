package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is present times weights is one loop, with the values of three.
class WeighingTest {
  private static final double[] WEIGHTS = {2, 3, Double.POSITIVE_INFINITY, -1, Double.NaN, -0.0, 5};
  private static final float[] X = {1, Float.NaN, Float.NaN, Float.NaN, 1, 1, Float.NaN};

  @Test
  void missingValuesWeighNothing() {
    Node x = Nodes.literal(NdArray.of(Shape.of(X.length), X));
    Node w = Nodes.literal(NdArray.of(Shape.of(X.length), WEIGHTS));
    Node present = Nodes.cast(Nodes.elementwise(Op.Unary.NOTNULL, x), DType.FLOAT64);
    Node product = Nodes.elementwise(Op.Binary.MULTIPLY, present, w);
    try (NdArray found = Session.builder().build().compute(List.of(product)).getFirst()) {
      for (int i = 0; i < X.length; i++) {
        // As objects: NaN is NaN, and -0 is not 0.
        Double expected = (Float.isNaN(X[i]) ? 0.0 : 1.0) * WEIGHTS[i];
        assertThat(found.getDouble(i)).isEqualTo(expected);
      }
    }
  }
}
