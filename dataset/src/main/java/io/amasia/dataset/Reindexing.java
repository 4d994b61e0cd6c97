package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.ResultType;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Variables brought onto other labels, missing where there was none.
public final class Reindexing {
  private Reindexing() {}

  /// The missing value of `dtype`, of one element in `ndim` dimensions.
  ///
  /// @throws AmasiaException.Unsupported for types that have none
  static Node missing(DType dtype, int ndim) {
    long[] ones = new long[ndim];
    Arrays.fill(ones, 1);
    if (dtype.isFloating()) {
      return Nodes.full(Double.NaN, dtype, Shape.of(ones));
    }
    if (dtype.isTime()) {
      return Nodes.full(DType.NAT, dtype, Shape.of(ones));
    }
    throw new AmasiaException.Unsupported("missing values in an array of dtype " + dtype);
  }

  /// `positions` along `dim`, missing at those below 0; then integers become floats that hold NaN.
  /// Unchanged if the variable lacks the dimension.
  public static Variable reindex(Variable variable, String dim, long[] positions) {
    int axis = variable.dims().indexOf(dim);
    if (axis < 0) {
      return variable;
    }
    if (Arrays.stream(positions).allMatch(p -> p >= 0)) {
      return variable.withData(Layout.take(variable.data(), axis, range(positions)));
    }
    DType dtype = ResultType.missingValued(variable.dtype());
    Node data = Nodes.cast(variable.data(), dtype);
    Node nothing = missing(dtype, variable.ndim());
    Shape shape = variable.shape().with(axis, positions.length);
    if (variable.shape().size(axis) == 0) {
      return variable.withData(Nodes.broadcast(nothing, shape));
    }
    long[] ones = new long[variable.ndim()];
    Arrays.fill(ones, 1);
    NdArray here = NdArray.allocate(DType.BOOL, Shape.of(ones).with(axis, positions.length));
    for (int i = 0; i < positions.length; i++) {
      here.data().set(ValueLayout.JAVA_BYTE, i, (byte) (positions[i] < 0 ? 0 : 1));
    }
    long[] clamped = Arrays.stream(positions).map(p -> Math.max(0, p)).toArray();
    Node taken = Layout.take(data, axis, new Indexer.Points(clamped));
    return variable.withData(
        Nodes.elementwise(new Op.Where(), Nodes.literal(here), taken, nothing));
  }

  /// Positions as a range where they are contiguous, which engines read faster.
  public static Indexer range(long[] positions) {
    for (int i = 1; i < positions.length; i++) {
      if (positions[i] != positions[i - 1] + 1) {
        return new Indexer.Points(positions);
      }
    }
    return positions.length == 0
        ? Indexer.Range.of(0, 0)
        : Indexer.Range.of(positions[0], positions.length);
  }
}
