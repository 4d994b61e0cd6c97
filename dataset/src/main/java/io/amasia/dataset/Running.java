package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Scanning;
import io.amasia.plan.Sweeps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Running sums, fills and differences along dimensions.
final class Running {
  private Running() {}

  static long positive(String what, long n) {
    if (n < 1) {
      throw new AmasiaException.Usage("%s %d; allowed is 1 or more".formatted(what, n));
    }
    return n;
  }

  /// `work` on the variables that have `dim`.
  private static Dataset along(Dataset dataset, String dim, UnaryOperator<Variable> work) {
    dataset.size(dim);
    return dataset.mapVariables(v -> v.dims().contains(dim) ? work.apply(v) : v);
  }

  static Dataset scan(Dataset dataset, Scanning kind, Over over) {
    boolean skipna = over.skipsMissing();
    Dataset result = dataset;
    for (String dim : Reducing.dims(dataset, over)) {
      result =
          along(result, dim, v -> v.computed(Sweeps.scan(v.data(), kind, v.axis(dim), skipna, 0)));
    }
    return over.keepAttrs() ? result : result.mapVariables(v -> v.withAttrs(Map.of()));
  }

  static Dataset fill(Dataset dataset, String dim, long limit, boolean backward) {
    return along(dataset, dim, v -> v.withData(fill(v.data(), v.axis(dim), limit, backward)));
  }

  private static Node fill(Node data, int axis, long limit, boolean backward) {
    if (data.dtype() == DType.STRING) {
      return data;
    }
    Node forward = backward ? reversed(data, axis) : data;
    Node filled = Sweeps.scan(forward, Scanning.FILL, axis, true, limit);
    return backward ? reversed(filled, axis) : filled;
  }

  private static Node reversed(Node data, int axis) {
    long n = data.shape().size(axis);
    if (n == 0) {
      return data;
    }
    Indexer back = new Indexer.Range(n - 1, n, -1);
    return Nodes.select(data, Region.all(data.shape()).with(axis, back));
  }

  static Dataset rank(Dataset dataset, String dim, boolean pct) {
    return along(
        dataset, dim, v -> v.computed(Sweeps.rank(v.data(), v.axis(dim), pct)).withAttrs(Map.of()));
  }

  static Dataset diff(Dataset dataset, String dim, int n, boolean upper) {
    if (n < 0) {
      throw new AmasiaException.Usage("differences of order %d; allowed is 0 or more".formatted(n));
    }
    Dataset result = dataset;
    for (int i = 0; i < n; i++) {
      Dataset later = result.isel(dim, Slice.slice(1, null));
      Dataset earlier = result.isel(dim, Slice.slice(null, -1));
      Dataset ends = upper ? later : earlier;
      Map<String, Variable> variables = new LinkedHashMap<>();
      result
          .variables()
          .forEach((name, v) -> {
            boolean along = v.dims().contains(dim);
            variables.put(name, along ? difference(later, earlier, name) : v);
          });
      result = new Dataset(variables, ends.coords(), ends.attrs());
    }
    return result;
  }

  private static Variable difference(Dataset later, Dataset earlier, String name) {
    return Arithmetic.binary(Op.Binary.SUBTRACT, later.variable(name), earlier.variable(name));
  }

  /// For each gap, the line between what lies before and after it.
  static Dataset interpolateNa(Dataset dataset, String dim, Gaps gaps) {
    boolean labelled = gaps.useCoordinate() && dataset.coords().hasIndex(dim);
    double[] x =
        labelled
            ? Places.ascending(dataset.coords().get(dim), dim)
            : Places.positions(dataset.size(dim));
    return along(
        dataset, dim, v -> v.dtype().isFloating() ? v.computed(filled(v, dim, x, gaps)) : v);
  }

  private static Node filled(Variable v, String dim, double[] x, Gaps gaps) {
    int axis = v.axis(dim);
    Node y = Nodes.cast(v.data(), DType.FLOAT64);
    Shape line = Arithmetic.ones(v.ndim()).with(axis, x.length);
    Node at = Nodes.broadcast(Nodes.literal(NdArray.of(line, x)), v.shape());
    Node none =
        Nodes.broadcast(
            Nodes.full(Double.NaN, DType.FLOAT64, Arithmetic.ones(v.ndim())), v.shape());
    Node there = Nodes.elementwise(Op.Unary.NOTNULL, y);
    Node place = Nodes.elementwise(new Op.Where(), there, at, none);
    Node y0 = fill(y, axis, 0, false);
    Node y1 = fill(y, axis, 0, true);
    Node x0 = fill(place, axis, 0, false);
    Node x1 = fill(place, axis, 0, true);
    Node gap = minus(x1, x0);
    Node along = minus(at, x0);
    Node value;
    if (gaps.nearest()) {
      Node early = Nodes.elementwise(Op.Binary.LESS_EQUAL, along, minus(x1, at));
      Node inside = Nodes.elementwise(Op.Unary.NOTNULL, gap);
      Node near = Nodes.elementwise(new Op.Where(), early, y0, y1);
      value = Nodes.elementwise(new Op.Where(), inside, near, none);
    } else {
      Node slope = Nodes.elementwise(Op.Binary.DIVIDE, minus(y1, y0), gap);
      Node rise = Nodes.elementwise(Op.Binary.MULTIPLY, slope, along);
      value = Nodes.elementwise(Op.Binary.ADD, rise, y0);
    }
    if (!Double.isInfinite(gaps.maxGap())) {
      value = where(Op.Binary.LESS_EQUAL, gap, gaps.maxGap(), value, none);
    }
    if (gaps.limit() > 0) {
      double[] p = Places.positions(x.length);
      Node count = Nodes.broadcast(Nodes.literal(NdArray.of(line, p)), v.shape());
      Node last = fill(Nodes.elementwise(new Op.Where(), there, count, none), axis, 0, false);
      value = where(Op.Binary.LESS_EQUAL, minus(count, last), (double) gaps.limit(), value, none);
    }
    return Nodes.cast(Nodes.elementwise(new Op.Where(), there, y, value), v.dtype());
  }

  private static Node where(Op.Binary op, Node test, double limit, Node value, Node none) {
    Node bound = Nodes.full(limit, DType.FLOAT64, Arithmetic.ones(test.shape().ndim()));
    return Nodes.elementwise(new Op.Where(), Nodes.elementwise(op, test, bound), value, none);
  }

  private static Node minus(Node a, Node b) {
    return Nodes.elementwise(Op.Binary.SUBTRACT, a, b);
  }
}
