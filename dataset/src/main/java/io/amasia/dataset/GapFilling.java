package io.amasia.dataset;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.ResultType;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import java.util.List;

/// Missing values replaced by curves through those around them.
///
/// Straight lines and nearest values between others need only these, and run chunk by chunk; every
/// other curve is fitted to whole lines.
final class GapFilling {
  private final Variable v;
  private final int axis;
  private final double[] x;
  private final Gaps gaps;
  private final Node none;
  private final Node there;
  private final Node at;

  private GapFilling(Variable v, String dim, double[] x, Gaps gaps) {
    this.v = v.computed(Nodes.cast(v.data(), DType.FLOAT64));
    this.axis = v.axis(dim);
    this.x = x;
    this.gaps = gaps;
    none = spread(Nodes.full(Double.NaN, DType.FLOAT64, Shape.ones(v.ndim())));
    there = Nodes.elementwise(Op.Unary.NOTNULL, this.v.data());
    at = along(x);
  }

  static Dataset fill(Dataset dataset, String dim, Gaps gaps) {
    dataset.size(dim);
    double[] x = places(dataset, dim, gaps);
    boolean some = gaps.limit() > 0 || !Double.isInfinite(gaps.maxGap());
    return dataset.mapVariables(v -> {
      if (v.dims().contains(dim) && v.dtype().isFloating()) {
        return v.computed(Nodes.cast(new GapFilling(v, dim, x, gaps).filled(dim), v.dtype()));
      }
      // What can't miss values stays; xarray makes room for them where some gaps are left.
      boolean numbers = v.dims().contains(dim) && some && v.dtype().isNumeric();
      return numbers ? v.sameValues(Nodes.cast(v.data(), ResultType.missingValued(v.dtype()))) : v;
    });
  }

  private static double[] places(Dataset dataset, String dim, Gaps gaps) {
    if (!gaps.coordinate().isEmpty()) {
      Variable labels = dataset.variable(gaps.coordinate());
      if (!labels.dims().equals(List.of(dim))) {
        throw new io.amasia.array.AmasiaException.Label(
            "'%s' lies along %s; a coordinate along '%s' is needed to interpolate by"
                .formatted(gaps.coordinate(), labels.dims(), dim));
      }
      return Places.ascending(labels, gaps.coordinate());
    }
    return gaps.useCoordinate() && dataset.coords().hasLabels(dim)
        ? Places.ascending(dataset.coords().get(dim), dim)
        : Places.positions(dataset.size(dim));
  }

  private Node filled(String dim) {
    Interpolation how = gaps.how();
    boolean local =
        !how.extrapolates()
            && (how.method() == Interpolation.Method.LINEAR
                || how.method() == Interpolation.Method.NEAREST);
    Node value = local ? between() : LineCurves.filled(v, dim, x, how);
    if (!Double.isInfinite(gaps.maxGap())) {
      value = where(gap(), gaps.maxGap(), value);
    }
    if (gaps.limit() > 0) {
      Node count = along(Places.positions(x.length));
      Node begin = ends(placed(count), false, -1);
      value = where(minus(count, begin), (double) gaps.limit(), value);
    }
    return Nodes.elementwise(new Op.Where(), there, v.data(), value);
  }

  /// The line between what lies before and after, or the nearer of the two.
  private Node between() {
    Node y0 = Running.fill(v.data(), axis, 0, false);
    Node y1 = Running.fill(v.data(), axis, 0, true);
    Node x0 = Running.fill(placed(at), axis, 0, false);
    Node x1 = Running.fill(placed(at), axis, 0, true);
    Node along = minus(at, x0);
    if (gaps.how().method() == Interpolation.Method.NEAREST) {
      Node early = Nodes.elementwise(Op.Binary.LESS_EQUAL, along, minus(x1, at));
      Node inside = Nodes.elementwise(Op.Unary.NOTNULL, minus(x1, x0));
      Node near = Nodes.elementwise(new Op.Where(), early, y0, y1);
      return Nodes.elementwise(new Op.Where(), inside, near, none);
    }
    Node slope = Nodes.elementwise(Op.Binary.DIVIDE, minus(y1, y0), minus(x1, x0));
    Node rise = Nodes.elementwise(Op.Binary.MULTIPLY, slope, along);
    return Nodes.elementwise(Op.Binary.ADD, rise, y0);
  }

  /// The distance between the values around a gap, or from the end to the one value beside it.
  private Node gap() {
    double first = x.length == 0 ? 0 : x[0];
    double last = x.length == 0 ? 0 : x[x.length - 1];
    return minus(ends(placed(at), true, last), ends(placed(at), false, first));
  }

  /// Each missing place's value before or after it, `end` where there is none.
  private Node ends(Node placed, boolean after, double end) {
    Node filled = Running.fill(placed, axis, 0, after);
    Node bound = Nodes.full(end, DType.FLOAT64, Shape.ones(v.ndim()));
    return Nodes.elementwise(Op.Binary.FILLNA, filled, bound);
  }

  private Node placed(Node places) {
    return Nodes.elementwise(new Op.Where(), there, places, none);
  }

  private Node along(double[] values) {
    Shape line = Shape.ones(v.ndim()).with(axis, values.length);
    return spread(Nodes.literal(NdArray.of(line, values)));
  }

  private Node spread(Node node) {
    return Nodes.broadcast(node, v.shape());
  }

  private Node where(Node test, double most, Node value) {
    Node bound = Nodes.full(most, DType.FLOAT64, Shape.ones(v.ndim()));
    Node enough = Nodes.elementwise(Op.Binary.LESS_EQUAL, test, bound);
    return Nodes.elementwise(new Op.Where(), enough, value, none);
  }

  private static Node minus(Node a, Node b) {
    return Nodes.elementwise(Op.Binary.SUBTRACT, a, b);
  }
}
