package io.amasia.dataset;

import io.amasia.array.AmasiaException;

/// The cubic spline through values at labels whose third derivative does not jump at the second and
/// the last but one ("not a knot", de Boor, A Practical Guide to Splines, chapter IV), as weights
/// of the values.
///
/// Every label has a weight everywhere, which falls by about a factor of four from label to label;
/// those below 1e-17 are left out.
final class CubicSpline implements AxisWeights.Smooth {
  private static final double SMALLEST = 1e-17;

  private final double[] x;
  private final int[] order;
  private final double[] step;
  // The slopes s solve A s = B d, with d the slopes of the chords. A is tridiagonal and factored
  // here into a unit lower and an upper triangle.
  private final double[] lower;
  private final double[] diagonal;
  private final double[] upper;
  private int rowOf = -1;
  private double[] row = new double[0];
  private double[] next = new double[0];

  CubicSpline(double[] x, int[] order, String name) {
    int n = x.length;
    if (n < 4) {
      throw new AmasiaException.Usage(
          "cubic interpolation along '%s' needs 4 labels or more; it has %d".formatted(name, n));
    }
    this.x = x;
    this.order = order;
    step = new double[n - 1];
    for (int i = 0; i + 1 < n; i++) {
      step[i] = x[i + 1] - x[i];
    }
    lower = new double[n];
    diagonal = new double[n];
    upper = new double[n];
    for (int i = 1; i + 1 < n; i++) {
      lower[i] = step[i];
      diagonal[i] = 2 * (step[i - 1] + step[i]);
      upper[i] = step[i - 1];
    }
    diagonal[0] = step[1];
    upper[0] = x[2] - x[0];
    diagonal[n - 1] = step[n - 3];
    lower[n - 1] = x[n - 1] - x[n - 3];
    for (int i = 1; i < n; i++) {
      lower[i] /= diagonal[i - 1];
      diagonal[i] -= lower[i] * upper[i - 1];
    }
  }

  @Override
  public void at(double place, Taker to) {
    int n = x.length;
    int i = Math.min(AxisWeights.before(x, place), n - 2);
    if (i < 0 || Double.isNaN(place) || place > x[n - 1]) {
      return;
    }
    if (i != rowOf) {
      row = slope(i);
      next = slope(i + 1);
      rowOf = i;
    }
    double h = step[i];
    double t = (place - x[i]) / h;
    double a = h * t * (1 - t) * (1 - t);
    double b = h * t * t * (t - 1);
    for (int k = 0; k < n; k++) {
      double weight = a * row[k] + b * next[k];
      if (k == i) {
        weight += (1 + 2 * t) * (1 - t) * (1 - t);
      } else if (k == i + 1) {
        weight += t * t * (3 - 2 * t);
      }
      if (Math.abs(weight) > SMALLEST) {
        to.take(order[k], weight);
      }
    }
  }

  /// The slope at label `i` as weights of the values: a row of the inverse of A, times B.
  private double[] slope(int i) {
    int n = x.length;
    double[] z = new double[n];
    z[i] = 1 / diagonal[i];
    for (int k = i + 1; k < n; k++) {
      z[k] = -upper[k - 1] * z[k - 1] / diagonal[k];
    }
    for (int k = n - 2; k >= 0; k--) {
      z[k] -= lower[k + 1] * z[k + 1];
    }
    double[] chord = new double[n - 1];
    for (int k = 1; k + 1 < n; k++) {
      chord[k - 1] += 3 * step[k] * z[k];
      chord[k] += 3 * step[k - 1] * z[k];
    }
    double first = x[2] - x[0];
    chord[0] += z[0] * (step[0] + 2 * first) * step[1] / first;
    chord[1] += z[0] * step[0] * step[0] / first;
    double last = x[n - 1] - x[n - 3];
    chord[n - 3] += z[n - 1] * step[n - 2] * step[n - 2] / last;
    chord[n - 2] += z[n - 1] * (2 * last + step[n - 2]) * step[n - 3] / last;
    double[] weights = new double[n];
    for (int k = 0; k + 1 < n; k++) {
      weights[k] -= chord[k] / step[k];
      weights[k + 1] += chord[k] / step[k];
    }
    return weights;
  }
}
