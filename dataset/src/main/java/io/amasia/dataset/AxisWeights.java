package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Which labels of an axis, with which weights, give the value at a place between them.
sealed interface AxisWeights {
  /// Takes in a weight of a position.
  interface Taker {
    void take(int position, double weight);
  }

  /// The weights at `place`; none outside the labels.
  void at(double place, Taker to);

  /// The weights of a method along labels in any order.
  ///
  /// @param beside which neighbour makes a straight line missing at a label itself, when it is
  ///   missing: the one before (-1), the one after (1), none (0)
  /// @throws AmasiaException.Unsupported for other methods
  /// @throws AmasiaException.Label if a label occurs twice
  static AxisWeights of(String method, double[] labels, String name, int beside) {
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
    return switch (method) {
      case "linear", "slinear" -> new Linear(x, order, beside);
      case "nearest" -> new Nearest(x, order);
      case "cubic" -> new CubicSpline(x, order, name);
      default ->
          throw new AmasiaException.Unsupported(
              "interpolation by '%s'; there are linear, nearest and cubic".formatted(method));
    };
  }

  /// The position of the last of `x` that is not greater than `place`, or -1.
  static int before(double[] x, double place) {
    int at = Arrays.binarySearch(x, place);
    return at >= 0 ? at : -at - 2;
  }

  /// Straight lines; at a label that label's value.
  @SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
  record Linear(double[] x, int[] order, int beside) implements AxisWeights {
    @Override
    public void at(double place, Taker to) {
      int i = before(x, place);
      if (i < 0 || Double.isNaN(place) || (i == x.length - 1 && place > x[i])) {
        return;
      }
      if (place == x[i]) {
        to.take(order[i], 1);
        // SciPy's formulas take a neighbour in with weight 0, which tells when it is missing.
        int other = beside > 0 && i == x.length - 1 ? i - 1 : i + beside;
        if (beside != 0 && other >= 0 && other < x.length) {
          to.take(order[other], 0);
        }
        return;
      }
      double part = (place - x[i]) / (x[i + 1] - x[i]);
      to.take(order[i], 1 - part);
      to.take(order[i + 1], part);
    }
  }

  /// The nearest label, the lower of two at equal distance.
  @SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
  record Nearest(double[] x, int[] order) implements AxisWeights {
    @Override
    public void at(double place, Taker to) {
      int i = before(x, place);
      if (i < 0 || Double.isNaN(place) || (i == x.length - 1 && place > x[i])) {
        return;
      }
      boolean upper = i + 1 < x.length && place - x[i] > x[i + 1] - place;
      to.take(order[upper ? i + 1 : i], 1);
    }
  }

  /// A not-a-knot spline, for which see [CubicSpline].
  non-sealed interface Smooth extends AxisWeights {}
}
