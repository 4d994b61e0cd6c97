package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.storage.format.StoredArray;
import java.util.ArrayList;
import java.util.List;

/// Makes nodes: checks the operation against its inputs and gives the one node that stands for it.
public final class Nodes {
  private Nodes() {}

  public static Node read(StoredArray array) {
    return make(new Operation.Read(array), List.of());
  }

  public static Node literal(NdArray values) {
    return make(new Operation.Literal(values), List.of());
  }

  public static Node full(Number value, DType dtype, Shape shape) {
    return make(new Operation.Full(value, dtype, shape), List.of());
  }

  /// Random numbers in [0, 1), float64, of the shape and in the chunks of `chunks`.
  public static Node random(long seed, Chunks chunks) {
    return make(new Operation.Random(seed, chunks), List.of());
  }

  public static Node elementwise(Op op, Node... inputs) {
    return make(new Operation.Elementwise(op), List.of(inputs));
  }

  public static Node cast(Node input, DType to) {
    return input.dtype() == to ? input : make(new Operation.Cast(to), List.of(input));
  }

  public static Node select(Node input, Region region) {
    return region.equals(Region.all(input.shape()))
        ? input
        : make(new Operation.Select(region), List.of(input));
  }

  public static Node gather(Node input, List<Integer> axes, List<long[]> positions) {
    return make(new Operation.Gather(axes, positions), List.of(input));
  }

  public static Node transpose(Node input, List<Integer> order) {
    return make(new Operation.Transpose(order), List.of(input));
  }

  /// `count` dimensions from `axis` on seen as dimensions of `sizes`, in C order.
  public static Node reshape(Node input, int axis, int count, List<Long> sizes) {
    return make(new Operation.Reshape(axis, count, sizes), List.of(input));
  }

  public static Node broadcast(Node input, Shape shape) {
    return input.shape().equals(shape)
        ? input
        : make(new Operation.Broadcast(shape), List.of(input));
  }

  public static Node concat(int axis, List<Node> inputs) {
    return inputs.size() == 1 ? inputs.getFirst() : make(new Operation.Concat(axis), inputs);
  }

  /// The reduction along `axes`. Medians and quantiles of time differences are taken of their
  /// microseconds as `float64`, whole ones exactly up to 285 years.
  public static Node reduce(Node input, Reduction reduction, List<Integer> axes) {
    if (isSpanInOrder(input, reduction)) {
      return span(reduce(cast(input, DType.FLOAT64), reduction, axes));
    }
    return orMissing(make(new Operation.Reduce(reduction, axes), List.of(input)), reduction);
  }

  private static boolean isSpanInOrder(Node input, Reduction reduction) {
    return input.dtype() == DType.TIMEDELTA && reduction.kind().isOrderStatistic();
  }

  /// A time difference of microseconds, fractions rounded half to even.
  private static Node span(Node micros) {
    return cast(elementwise(Op.Unary.ROUND, micros), DType.TIMEDELTA);
  }

  /// `reduced`, or NaN in place of medians and quantiles of nothing, for which no task runs.
  ///
  /// @throws AmasiaException.Unsupported for quantiles of nothing that would be integers
  private static Node orMissing(Node reduced, Reduction reduction) {
    boolean ofNothing =
        reduction.kind().isOrderStatistic()
            && reduced.inputs().getFirst().shape().size() == 0
            && reduced.shape().size() > 0;
    if (ofNothing && !reduced.dtype().isFloating()) {
      throw new AmasiaException.Unsupported(
          "a quantile of no values by the method %s, as %s has no missing value; cast to a float first"
              .formatted(reduction.method(), reduced.dtype()));
    }
    return ofNothing ? full(Double.NaN, reduced.dtype(), reduced.shape()) : reduced;
  }

  /// The reduction of each group along `axis`. One group of all positions is a reduction of the
  /// axis, so that both share their work.
  public static Node groupReduce(Node input, Reduction reduction, int axis, Groups groups) {
    if (groups.isAll() && groups.positions() == input.shape().size(axis)) {
      List<Integer> order = new ArrayList<>();
      for (int d = 0; d < input.shape().ndim(); d++) {
        order.add(d == axis ? -1 : d < axis ? d : d - 1);
      }
      return transpose(reduce(input, reduction, List.of(axis)), order);
    }
    if (isSpanInOrder(input, reduction)) {
      return span(groupReduce(cast(input, DType.FLOAT64), reduction, axis, groups));
    }
    return orMissing(
        make(new Operation.GroupReduce(reduction, axis, groups), List.of(input)), reduction);
  }

  public static Node rechunk(Node input, Chunks chunks) {
    return input.chunks().equals(chunks)
        ? input
        : make(new Operation.Rechunk(chunks), List.of(input));
  }

  public static Node argSort(Node input, int axis) {
    return make(new Operation.ArgSort(axis), List.of(input));
  }

  /// The one node that stands for `operation` on `inputs`.
  ///
  /// @throws io.amasia.array.AmasiaException.Alignment if shapes do not fit
  /// @throws io.amasia.array.AmasiaException.Unsupported if the dtypes are not taken
  public static Node make(Operation operation, List<Node> inputs) {
    return NodeTable.intern(Inference.infer(operation, inputs));
  }
}
