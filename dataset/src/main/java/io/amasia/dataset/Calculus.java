package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.ResultType;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Scanning;
import io.amasia.plan.Sweeps;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Derivatives and integrals along coordinates.
final class Calculus {
  private Calculus() {}

  static Dataset differentiate(
      Dataset dataset, String coord, @Nullable String unit, int edgeOrder) {
    Variable labels = dataset.labels(coord);
    double[] x = Places.in(unit, labels, coord);
    if (edgeOrder < 1 || edgeOrder > 2) {
      throw new AmasiaException.Usage(
          "a derivative of order %d at the edges; allowed are 1 and 2".formatted(edgeOrder));
    }
    if (x.length <= edgeOrder) {
      throw new AmasiaException.Usage(
          "a derivative along '%s' needs %d labels or more; it has %d"
              .formatted(coord, edgeOrder + 1, x.length));
    }
    String dim = labels.dims().getFirst();
    WeightRows rows = gradient(x, edgeOrder);
    return dataset.mapVariables(v -> {
      if (!v.dims().contains(dim)) {
        return v;
      }
      DType dtype = v.dtype().isFloating() ? v.dtype() : DType.FLOAT64;
      int axis = v.axis(dim);
      return v.computed(Sweeps.regrid(v.data(), axis, rows.weights(), dtype)).withAttrs(Map.of());
    });
  }

  /// NumPy's `gradient`: equal steps leave the value itself out, so that it may be missing.
  private static WeightRows gradient(double[] x, int edgeOrder) {
    int n = x.length;
    boolean even = true;
    for (int i = 2; i < n; i++) {
      even &= x[i] - x[i - 1] == x[1] - x[0];
    }
    var rows = new WeightRows(n);
    for (int i = 0; i < n; i++) {
      if ((i == 0 || i == n - 1) && edgeOrder == 2) {
        parabola(x, i, rows);
        continue;
      }
      if (i == 0 || i == n - 1) {
        int a = i == 0 ? 0 : n - 2;
        double step = x[a + 1] - x[a];
        rows.add(a, -1 / step).add(a + 1, 1 / step).end();
        continue;
      }
      double before = x[i] - x[i - 1];
      double after = x[i + 1] - x[i];
      if (even) {
        rows.add(i - 1, -0.5 / before).add(i + 1, 0.5 / before).end();
      } else {
        rows.add(i - 1, -after / (before * (before + after)))
            .add(i, (after - before) / (before * after))
            .add(i + 1, before / (after * (before + after)))
            .end();
      }
    }
    return rows;
  }

  /// The slope at an end of the parabola through the three places there.
  private static void parabola(double[] x, int end, WeightRows rows) {
    int a = end == 0 ? 0 : x.length - 3;
    double at = x[end];
    for (int k = a; k < a + 3; k++) {
      int other = k == a ? a + 1 : a;
      int third = k == a + 2 ? a + 1 : a + 2;
      double apart = (x[k] - x[other]) * (x[k] - x[third]);
      rows.add(k, ((at - x[other]) + (at - x[third])) / apart);
    }
    rows.end();
  }

  static Dataset integrate(Dataset dataset, String coord, @Nullable String unit) {
    Variable labels = dataset.labels(coord);
    double[] x = Places.in(unit, labels, coord);
    String dim = labels.dims().getFirst();
    double[] share = new double[x.length];
    for (int i = 0; i + 1 < x.length; i++) {
      double half = (x[i + 1] - x[i]) / 2;
      share[i] += half;
      share[i + 1] += half;
    }
    Variable weights = Variable.of(List.of(dim), x.length < 2 ? new double[0] : share);
    Reduction sum = Reduction.of(Reduction.Kind.SUM).withSkipna(false);
    Dataset result =
        dataset.mapVariables(v -> {
          if (!v.dims().contains(dim)) {
            return v;
          }
          // Over a single place there is nothing to sum, not even a gap.
          Variable summed = x.length < 2 ? Layout.take(v, dim, Indexer.Range.of(0, 0)) : v;
          Variable shares = Arithmetic.binary(Op.Binary.MULTIPLY, summed, weights);
          Variable arranged = Layout.arrange(shares, v.dims());
          Variable whole = Reducing.reduce(arranged, sum, List.of(dim), true).withAttrs(Map.of());
          return whole.computed(Nodes.cast(whole.data(), dtype(v, labels)));
        });
    return result.withCoords(result.coords().where((_, c) -> !c.dims().contains(dim)));
  }

  static Dataset cumulativeIntegrate(Dataset dataset, String coord, @Nullable String unit) {
    Variable labels = dataset.labels(coord);
    double[] x = Places.in(unit, labels, coord);
    String dim = labels.dims().getFirst();
    return dataset.mapVariables(v -> {
      if (!v.dims().contains(dim)) {
        return v;
      }
      Node sums = Nodes.cast(sums(v, v.axis(dim), x), dtype(v, labels));
      return v.computed(sums).withAttrs(Map.of());
    });
  }

  private static Node sums(Variable v, int axis, double[] x) {
    int n = x.length;
    Node nothing = Nodes.full(0.0, DType.FLOAT64, v.shape().with(axis, Math.min(1, n)));
    if (n < 2) {
      return nothing;
    }
    double[] half = new double[n - 1];
    for (int i = 0; i + 1 < n; i++) {
      half[i] = (x[i + 1] - x[i]) / 2;
    }
    Node halves = Nodes.literal(NdArray.of(Shape.ones(v.ndim()).with(axis, n - 1), half));
    Node y = Nodes.cast(v.data(), DType.FLOAT64);
    Region all = Region.all(v.shape());
    Node both =
        Nodes.elementwise(
            Op.Binary.ADD,
            Nodes.select(y, all.with(axis, Indexer.Range.of(0, n - 1))),
            Nodes.select(y, all.with(axis, Indexer.Range.of(1, n - 1))));
    Node areas = Nodes.elementwise(Op.Binary.MULTIPLY, both, halves);
    return Nodes.concat(axis, List.of(nothing, Sweeps.scan(areas, Scanning.SUM, axis, false, 0)));
  }

  /// Of products of values and distances: short floats only where both are.
  private static DType dtype(Variable v, Variable labels) {
    DType distance = labels.dtype().isFloating() ? labels.dtype() : DType.FLOAT64;
    DType both = ResultType.promote(v.dtype(), distance);
    return both.isFloating() ? both : DType.FLOAT64;
  }
}
