package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Which labels of an axis, with which weights, give the value at a place between them.
interface AxisWeights {
  /// Takes in a weight of a position.
  interface Taker {
    void take(int position, double weight);
  }

  /// The weights at `place`; none where the value is missing.
  void at(double place, Taker to);

  /// The weights of a method along labels in any order.
  ///
  /// @param beside which neighbour makes a straight line missing at a label itself, when it is
  ///   missing: the one before (-1), the one after (1), none (0)
  /// @throws AmasiaException.Unsupported for methods that have no weights
  /// @throws AmasiaException.Label if a label occurs twice
  static AxisWeights of(Interpolation how, double[] labels, String name, int beside) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> labels[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] x = Arrays.stream(order).mapToDouble(i -> labels[i]).toArray();
    for (int i = 1; i < x.length; i++) {
      if (x[i] == x[i - 1]) {
        throw new AmasiaException.Label(
            "'%s' has the label %s twice; interpolation needs each once".formatted(name, x[i]));
      }
    }
    AxisWeights all =
        switch (how.method()) {
          case LINEAR -> new Linear(x, order, beside);
          case SLINEAR -> new Linear(x, order, 1);
          case NEAREST -> new Nearest(x, order);
          case ZERO -> new Previous(x, order);
          case QUADRATIC -> new Spline(x, order, name, 2);
          case CUBIC -> new Spline(x, order, name, 3);
          case POLYNOMIAL -> new Spline(x, order, name, how.degree());
          case BARYCENTRIC -> Lagrange.through(x, order, false);
          case KROGH -> Lagrange.through(x, order, true);
          case PCHIP, AKIMA, MAKIMA ->
              throw new AmasiaException.Unsupported(
                  "interpolation by %s at points along dimensions that other targets or the array share; use linear, nearest or cubic"
                      .formatted(how));
        };
    boolean everywhere = how.extrapolates() || all instanceof Lagrange;
    return (place, to) -> {
      boolean inside = x.length > 0 && place >= x[0] && place <= x[x.length - 1];
      if (x.length > 0 && (inside || (everywhere && !Double.isNaN(place)))) {
        all.at(place, to);
      }
    };
  }

  /// The position of the last of `x` that is not greater than `place`, or -1.
  static int before(double[] x, double place) {
    int at = Arrays.binarySearch(x, place);
    return at >= 0 ? at : -at - 2;
  }

  /// Straight lines; at a label that label's value. One label alone has no line through it.
  @SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
  record Linear(double[] x, int[] order, int beside) implements AxisWeights {
    @Override
    public void at(double place, Taker to) {
      int i = before(x, place);
      if (i >= 0 && place == x[i]) {
        to.take(order[i], 1);
        // SciPy's formulas take a neighbour in with weight 0, which tells when it is missing.
        int other = beside > 0 && i == x.length - 1 ? i - 1 : i + beside;
        if (beside != 0 && other >= 0 && other < x.length) {
          to.take(order[other], 0);
        }
        return;
      }
      if (x.length < 2) {
        return;
      }
      int from = Math.clamp(i, 0, x.length - 2);
      double part = (place - x[from]) / (x[from + 1] - x[from]);
      to.take(order[from], 1 - part);
      to.take(order[from + 1], part);
    }
  }

  /// The nearest label, the lower of two at equal distance.
  @SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
  record Nearest(double[] x, int[] order) implements AxisWeights {
    @Override
    public void at(double place, Taker to) {
      int i = Math.max(0, before(x, place));
      boolean upper = i + 1 < x.length && place - x[i] > x[i + 1] - place;
      to.take(order[upper ? i + 1 : i], 1);
    }
  }

  /// The last label before.
  @SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
  record Previous(double[] x, int[] order) implements AxisWeights {
    @Override
    public void at(double place, Taker to) {
      to.take(order[Math.max(0, before(x, place))], 1);
    }
  }

  /// One polynomial through all values, by the barycentric formula (Berrut and Trefethen 2004).
  ///
  /// @param whole whether a missing value is felt at the other labels too
  /// @param factors one over the product of a label's distances to all others, for each
  @SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
  record Lagrange(double[] x, int[] order, boolean whole, double[] factors) implements AxisWeights {
    static Lagrange through(double[] x, int[] order, boolean whole) {
      double[] factors = new double[x.length];
      Arrays.setAll(factors, i -> factor(x, i));
      return new Lagrange(x, order, whole, factors);
    }

    @Override
    public void at(double place, Taker to) {
      int at = Arrays.binarySearch(x, place);
      double[] w = new double[x.length];
      double sum = 0;
      for (int i = 0; i < w.length && at < 0; i++) {
        w[i] = factors[i] / (place - x[i]);
        sum += w[i];
      }
      for (int i = 0; i < w.length; i++) {
        if (at < 0) {
          to.take(order[i], w[i] / sum);
        } else if (i == at || whole) {
          to.take(order[i], i == at ? 1 : 0);
        }
      }
    }

    /// Distances are counted in quarters of the span, so that their products stay in range.
    private static double factor(double[] x, int i) {
      double unit = (x[x.length - 1] - x[0]) / 4;
      double product = 1;
      for (int k = 0; k < x.length; k++) {
        product *= k == i ? 1 : (x[i] - x[k]) / unit;
      }
      return 1 / product;
    }
  }
}
