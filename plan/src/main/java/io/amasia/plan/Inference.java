package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.Chunks.Cut;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import java.util.ArrayList;
import java.util.List;

/// Checks an operation against its inputs and finds dtype and chunks of the result.
final class Inference {
  private Inference() {}

  static Node infer(Operation operation, List<Node> in) {
    return switch (operation) {
      case Operation.Read(var array) -> node(operation, in, array.dtype(), array.chunks());
      case Operation.Literal(var values) ->
          node(operation, in, values.dtype(), Grids.inMemory(values.dtype(), values.shape()));
      case Operation.Full(var _, var dtype, var shape) ->
          node(operation, in, dtype, Grids.inMemory(dtype, shape));
      case Operation.Random(var _, var chunks) -> node(operation, in, DType.FLOAT64, chunks);
      case Operation.Elementwise(var op) -> elementwise(operation, op, in);
      case Operation.Cast(var to) -> cast(operation, to, in);
      case Operation.Select(var region) -> select(operation, region, in);
      case Operation.Gather(var axes, var positions) -> gather(operation, axes, positions, in);
      case Operation.Transpose(var order) -> transpose(operation, order, in);
      case Operation.Reshape reshape -> Refolding.infer(reshape, one(operation, in));
      case Operation.Broadcast(var shape) -> broadcast(operation, shape, in);
      case Operation.Concat(var axis) -> concat(operation, axis, in);
      case Operation.Reduce(var reduction, var axes) -> reduce(operation, reduction, axes, in);
      case Operation.GroupReduce(var reduction, var axis, var groups) ->
          groupReduce(operation, reduction, axis, groups, in);
      case Operation.Rechunk(var chunks) -> {
        Node input = one(operation, in);
        check(
            chunks.shape().equals(input.shape()),
            () -> "chunks of " + chunks.shape() + " for an array of " + input.shape());
        yield node(operation, in, input.dtype(), chunks);
      }
      case Operation.Sweep sweep -> SweepInference.infer(sweep, in);
      case Operation.ArgSort(var axis) -> {
        Node input = one(operation, in);
        checkAxis(axis, input.shape());
        yield node(
            operation,
            in,
            DType.INT64,
            input.chunks().with(axis, Grids.whole(input.shape().size(axis))));
      }
    };
  }

  private static Node node(Operation operation, List<Node> in, DType dtype, Chunks chunks) {
    return new Node(operation, in, dtype, chunks);
  }

  private static Node elementwise(Operation operation, Op op, List<Node> in) {
    int wanted =
        switch (op) {
          case Op.Binary _ -> 2;
          case Op.Where() -> 3;
          case Op.Unary _,
              Op.IsIn _,
              Op.TextAt _,
              Op.MaskFill _,
              Op.Scale _,
              Op.DecodeTime _,
              Op.TimeField _ ->
              1;
        };
    check(in.size() == wanted, () -> op + " takes " + wanted + " inputs, not " + in.size());
    int ndim = in.getFirst().shape().ndim();
    long[] sizes = new long[ndim];
    for (int d = 0; d < ndim; d++) {
      sizes[d] = 1;
      for (Node input : in) {
        check(
            input.shape().ndim() == ndim, () -> op + " on arrays of different ndim: " + shapes(in));
        long size = input.shape().size(d);
        if (size != 1) {
          long before = sizes[d];
          check(
              before == 1 || before == size,
              () -> op + " on shapes that do not fit: " + shapes(in));
          sizes[d] = size;
        }
      }
    }
    DType dtype = OpTypes.of(op, in.stream().map(Node::dtype).toList());
    return node(
        operation,
        in,
        dtype,
        Grids.broadcast(Shape.of(sizes), in.stream().map(Node::chunks).toList()));
  }

  private static Node cast(Operation operation, DType to, List<Node> in) {
    DType from = one(operation, in).dtype();
    if ((from == DType.STRING) != (to == DType.STRING)) {
      throw new AmasiaException.Unsupported(from + " can't be cast to " + to);
    }
    return node(operation, in, to, in.getFirst().chunks());
  }

  private static Node select(Operation operation, Region region, List<Node> in) {
    Node input = one(operation, in);
    check(
        region.indexers().size() == input.shape().ndim(),
        () -> region + " of an array of shape " + input.shape());
    List<Cut> cuts = new ArrayList<>();
    for (int d = 0; d < input.shape().ndim(); d++) {
      Indexer indexer = region.indexers().get(d);
      checkInside(indexer, input.shape().size(d));
      cuts.add(Grids.select(input.chunks().cut(d), indexer));
    }
    return node(operation, in, input.dtype(), new Chunks(cuts));
  }

  private static void checkInside(Indexer indexer, long size) {
    long n = indexer.count();
    boolean range = indexer instanceof Indexer.Range;
    for (long i = 0; i < n; i += range ? Math.max(1, n - 1) : 1) {
      long at = indexer.at(i);
      check(
          at >= 0 && at < size,
          () -> "position " + at + " is outside a dimension of length " + size);
    }
  }

  private static Node gather(
      Operation operation, List<Integer> axes, List<long[]> positions, List<Node> in) {
    Node input = one(operation, in);
    check(
        !axes.isEmpty() && axes.size() == positions.size(),
        () -> "gather along " + axes + " by " + positions.size() + " lists");
    int n = positions.getFirst().length;
    for (int k = 0; k < axes.size(); k++) {
      checkAxis(axes.get(k), input.shape());
      check(positions.get(k).length == n, () -> "gather by lists of different length");
      checkInside(new Indexer.Points(positions.get(k)), input.shape().size(axes.get(k)));
    }
    List<Cut> cuts = new ArrayList<>();
    cuts.add(new Chunks.Regular(n, Math.max(1, Math.min(n, 1 << 16))));
    for (int d = 0; d < input.shape().ndim(); d++) {
      if (!axes.contains(d)) {
        cuts.add(input.chunks().cut(d));
      }
    }
    return node(operation, in, input.dtype(), new Chunks(cuts));
  }

  private static Node transpose(Operation operation, List<Integer> order, List<Node> in) {
    Node input = one(operation, in);
    List<Cut> cuts = new ArrayList<>();
    boolean[] seen = new boolean[input.shape().ndim()];
    for (int d : order) {
      check(
          d >= -1 && d < seen.length && (d < 0 || !seen[d]),
          () -> "order " + order + " for an array of shape " + input.shape());
      if (d >= 0) {
        seen[d] = true;
      }
      cuts.add(d < 0 ? Grids.whole(1) : input.chunks().cut(d));
    }
    for (int d = 0; d < seen.length; d++) {
      int dropped = d;
      check(
          seen[d] || input.shape().size(d) == 1,
          () ->
              "dimension %d of %s can't be dropped: its length is not 1"
                  .formatted(dropped, input.shape()));
    }
    return node(operation, in, input.dtype(), new Chunks(cuts));
  }

  private static Node broadcast(Operation operation, Shape shape, List<Node> in) {
    Node input = one(operation, in);
    check(input.shape().ndim() == shape.ndim(), () -> input.shape() + " broadcast to " + shape);
    for (int d = 0; d < shape.ndim(); d++) {
      long size = input.shape().size(d);
      check(size == 1 || size == shape.size(d), () -> input.shape() + " broadcast to " + shape);
    }
    Chunks own = Grids.inMemory(input.dtype(), shape);
    List<Cut> cuts = new ArrayList<>();
    for (int d = 0; d < shape.ndim(); d++) {
      cuts.add(input.shape().size(d) == shape.size(d) ? input.chunks().cut(d) : own.cut(d));
    }
    return node(operation, in, input.dtype(), new Chunks(cuts));
  }

  private static Node concat(Operation operation, int axis, List<Node> in) {
    check(!in.isEmpty(), () -> "concat of nothing");
    Node first = in.getFirst();
    checkAxis(axis, first.shape());
    for (Node other : in) {
      check(
          other.dtype() == first.dtype()
              && other.shape().ndim() == first.shape().ndim()
              && other.shape().with(axis, 0).equals(first.shape().with(axis, 0)),
          () ->
              "concat along dimension %d of %s%s and %s%s"
                  .formatted(axis, first.dtype(), first.shape(), other.dtype(), other.shape()));
    }
    List<Cut> along = in.stream().map(n -> n.chunks().cut(axis)).toList();
    Chunks chunks = first.chunks().with(axis, Grids.concat(along));
    return node(operation, in, first.dtype(), chunks);
  }

  private static Node reduce(
      Operation operation, Reduction reduction, List<Integer> axes, List<Node> in) {
    Node input = one(operation, in);
    long extent = 1;
    for (int k = 0; k < axes.size(); k++) {
      int axis = axes.get(k);
      checkAxis(axis, input.shape());
      check(k == 0 || axes.get(k - 1) < axis, () -> "axes are sorted and distinct, not " + axes);
      extent *= input.shape().size(axis);
    }
    DType dtype = OpTypes.of(reduction, input.dtype());
    long kept = 1;
    List<Cut> cuts = new ArrayList<>();
    for (int d = 0; d < input.shape().ndim(); d++) {
      if (!axes.contains(d)) {
        cuts.add(input.chunks().cut(d));
        kept *= input.shape().size(d);
      }
    }
    if (extent == 0 && kept > 0) {
      checkIdentity(reduction, dtype, "an empty dimension");
    }
    return node(operation, countable(in), dtype, new Chunks(cuts));
  }

  /// Text has no missing values, so counting it is counting anything of its shape.
  private static List<Node> countable(List<Node> in) {
    Node input = in.getFirst();
    return input.dtype() == DType.STRING
        ? List.of(Nodes.make(new Operation.Full(1L, DType.INT8, input.shape()), List.of()))
        : in;
  }

  private static Node groupReduce(
      Operation operation, Reduction reduction, int axis, Groups groups, List<Node> in) {
    Node input = one(operation, in);
    checkAxis(axis, input.shape());
    check(
        groups.positions() == input.shape().size(axis),
        () -> groups + " for a dimension of length " + input.shape().size(axis));
    if (groups.hasEmpty()
        && reduction.kind() != Reduction.Kind.ARGMIN
        && reduction.kind() != Reduction.Kind.ARGMAX
        && !input.dtype().isFloating()
        && !input.dtype().isTime()) {
      checkIdentity(reduction, OpTypes.of(reduction, input.dtype()), "an empty group");
    }
    return node(
        operation,
        countable(in),
        OpTypes.of(reduction, input.dtype()),
        input.chunks().with(axis, Grids.whole(groups.count())));
  }

  /// Refuses a statistic of nothing that has no value: the least of no integers.
  private static void checkIdentity(Reduction reduction, DType dtype, String what) {
    boolean none =
        switch (reduction.kind()) {
          case ARGMIN, ARGMAX -> true;
          case MIN, MAX -> true;
          case FIRST, LAST -> !dtype.isFloating() && !dtype.isTime();
          case SUM, PROD, MEAN, VAR, STD, COUNT, ANY, ALL, MEDIAN, QUANTILE -> false;
        };
    if (none) {
      throw new AmasiaException.Unsupported(
          "%s of %s has no value; select something first, or cast to float"
              .formatted(reduction.kind(), what));
    }
  }

  private static Node one(Operation operation, List<Node> in) {
    check(in.size() == 1, () -> operation + " takes 1 input, not " + in.size());
    return in.getFirst();
  }

  static void checkAxis(int axis, Shape shape) {
    check(
        axis >= 0 && axis < shape.ndim(),
        () -> "dimension " + axis + " of an array of shape " + shape);
  }

  private static List<Shape> shapes(List<Node> in) {
    return in.stream().map(Node::shape).toList();
  }

  static void check(boolean holds, java.util.function.Supplier<String> message) {
    if (!holds) {
      throw new AmasiaException.Alignment(message.get());
    }
  }
}
