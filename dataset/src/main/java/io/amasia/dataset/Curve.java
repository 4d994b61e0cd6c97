package io.amasia.dataset;

/// A curve through values at ascending labels.
interface Curve {
  /// The value at `place`; NaN outside of the labels, unless the curve goes on there.
  double at(double place);

  /// The curve of a method through `y` at `x`, which ascends.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if there are too few values
  static Curve through(double[] x, double[] y, Interpolation how, String name) {
    if (!how.method().isLinearInValues()) {
      return new Hermite(x, y, how);
    }
    AxisWeights weights = AxisWeights.of(how, x, name, 0);
    return place -> {
      var sum = new double[] {0};
      var some = new boolean[1];
      weights.at(
          place,
          (position, weight) -> {
            some[0] = true;
            sum[0] += weight * y[position];
          });
      return some[0] ? sum[0] : Double.NaN;
    };
  }

  /// Cubic pieces with given slopes at the labels.
  final class Hermite implements Curve {
    private final double[] x;
    private final double[] y;
    private final double[] slopes;
    private final boolean extrapolates;

    Hermite(double[] x, double[] y, Interpolation how) {
      this.x = x;
      this.y = y;
      this.slopes = Slopes.of(how.method(), x, y);
      this.extrapolates = how.extrapolates();
    }

    @Override
    public double at(double place) {
      int n = x.length;
      boolean inside = n > 0 && place >= x[0] && place <= x[n - 1];
      if (n < 2 || !(inside || extrapolates) || Double.isNaN(place)) {
        return inside ? y[0] : Double.NaN;
      }
      int i = Math.clamp(AxisWeights.before(x, place), 0, n - 2);
      double h = x[i + 1] - x[i];
      double t = (place - x[i]) / h;
      if (t == 0 || t == 1) {
        return y[t == 0 ? i : i + 1];
      }
      double value = (1 + 2 * t) * (1 - t) * (1 - t) * y[i] + t * t * (3 - 2 * t) * y[i + 1];
      return value + h * t * (1 - t) * ((1 - t) * slopes[i] - t * slopes[i + 1]);
    }
  }
}
