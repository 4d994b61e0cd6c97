package io.amasia.plan;

import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.plan.Reduction.Kind;
import java.util.ArrayList;
import java.util.List;

/// Windows over several dimensions at once.
final class WindowsOfSeveral {
  private WindowsOfSeveral() {}

  static Node of(Node input, Reduction reduction, List<Span> spans) {
    return switch (reduction.kind()) {
      case SUM, PROD, MIN, MAX, MEAN -> {
        boolean floats = input.dtype().isFloating() || reduction.kind() == Kind.MEAN;
        if (input.dtype().isTime() && reduction.kind() == Kind.MEAN) {
          yield laidOut(input, reduction, spans);
        }
        yield floats ? chained(input, reduction, spans) : whole(input, reduction, spans);
      }
      case COUNT -> count(input, spans);
      case ANY, ALL -> whole(input, reduction, spans);
      case VAR, STD, MEDIAN, QUANTILE, FIRST, LAST, ARGMIN, ARGMAX ->
          laidOut(input, reduction, spans);
    };
  }

  /// Whole numbers and truths have nothing missing.
  private static Node whole(Node input, Reduction reduction, List<Span> spans) {
    Node result = input;
    for (Span span : spans) {
      result = Sweeps.window(result, reduction, span);
    }
    return result;
  }

  /// Sums in double, dimension by dimension, and how many values are in them.
  private static Node chained(Node input, Reduction reduction, List<Span> spans) {
    boolean mean = reduction.kind() == Kind.MEAN;
    Kind kind = mean ? Kind.SUM : reduction.kind();
    Node result = Nodes.cast(input, DType.FLOAT64);
    for (Span span : spans) {
      result = Sweeps.window(result, Reduction.of(kind).withSkipna(reduction.skipna()), span);
    }
    DType dtype = OpTypes.of(reduction, input.dtype());
    long least = Math.max(reduction.minCount(), mean ? 1 : 0);
    if (least == 0) {
      return Nodes.cast(result, dtype);
    }
    Node count = count(input, spans);
    if (mean) {
      result = Nodes.elementwise(Op.Binary.DIVIDE, result, count);
    }
    return Nodes.cast(masked(result, count, least), dtype);
  }

  private static Node masked(Node values, Node count, long least) {
    Node need =
        Nodes.broadcast(
            Nodes.full(least, DType.INT64, Shape.ones(count.shape().ndim())), count.shape());
    Node none =
        Nodes.broadcast(
            Nodes.full(Double.NaN, DType.FLOAT64, Shape.ones(values.shape().ndim())),
            values.shape());
    Node enough = Nodes.elementwise(Op.Binary.GREATER_EQUAL, count, need);
    return Nodes.elementwise(new Op.Where(), enough, values, none);
  }

  private static Node count(Node input, List<Span> spans) {
    Node result = Sweeps.window(input, Reduction.of(Kind.COUNT), spans.getFirst());
    for (Span span : spans.subList(1, spans.size())) {
      result = Sweeps.window(result, Reduction.of(Kind.SUM), span);
    }
    return result;
  }

  /// The windows themselves, reduced; a task lays out no more than it can hold.
  private static Node laidOut(Node input, Reduction reduction, List<Span> spans) {
    boolean missing = input.dtype().isFloating() || input.dtype().isTime();
    Number none = input.dtype().isFloating() ? (Number) Double.NaN : DType.NAT;
    Node view = missing ? input : Nodes.cast(input, DType.FLOAT64);
    Number fill = missing ? none : (Number) Double.NaN;
    var axes = new ArrayList<Integer>();
    for (Span span : spans) {
      axes.add(view.shape().ndim());
      view = Sweeps.slidingView(view, span, fill);
    }
    Node result = Nodes.reduce(view, reduction, axes);
    boolean few = reduction.minCount() > 0 && result.dtype().isFloating();
    if (!few) {
      return result;
    }
    Node wide = Nodes.cast(result, DType.FLOAT64);
    return Nodes.cast(masked(wide, count(input, spans), reduction.minCount()), result.dtype());
  }
}
