package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.Arrays;

/// The spline of a degree through values at labels, as weights of the values: pieces of polynomials
/// whose knots are the labels ("not a knot": but those next to the ends), or for even degrees the
/// middles between them, as in SciPy's `make_interp_spline`.
///
/// The values of B-splines at the labels make a banded matrix, which is totally positive and so
/// needs no pivoting (de Boor, A Practical Guide to Splines, chapter XIII). Every label has a
/// weight everywhere, which falls from label to label; those below 1e-17 are left out.
final class Spline implements AxisWeights {
  private static final double SMALLEST = 1e-17;

  // Within so many labels a missing value makes those missing that stand at a label.
  private static final int FELT = 40;

  private final int degree;
  private final double[] x;
  private final int[] order;
  private final double[] knots;

  /// Row i holds columns `i - degree` to `i + degree`: a unit lower and an upper triangle.
  private final double[][] factors;

  Spline(double[] x, int[] order, String name, int degree) {
    int n = x.length;
    if (n <= degree) {
      throw new AmasiaException.Usage(
          "a spline of degree %d along '%s' needs %d labels or more; it has %d"
              .formatted(degree, name, degree + 1, n));
    }
    this.degree = degree;
    this.x = x;
    this.order = order;
    knots = knots(x, degree);
    factors = new double[n][2 * degree + 1];
    double[] b = new double[degree + 1];
    for (int i = 0; i < n; i++) {
      int first = interval(x[i]) - degree;
      basis(x[i], first + degree, b);
      for (int k = 0; k <= degree; k++) {
        int band = first + k - i + degree;
        if (band >= 0 && band <= 2 * degree) {
          factors[i][band] = b[k];
        }
      }
    }
    factorize();
  }

  private static double[] knots(double[] x, int k) {
    int n = x.length;
    double[] t = new double[n + k + 1];
    int ends = k + 1;
    for (int i = 0; i < ends; i++) {
      t[i] = x[0];
      t[n + k - i] = x[n - 1];
    }
    for (int i = ends; i < n; i++) {
      int inner = i - ends;
      t[i] = k % 2 == 1 ? x[inner + (k + 1) / 2] : (x[inner + k / 2] + x[inner + k / 2 + 1]) / 2;
    }
    return t;
  }

  private void factorize() {
    int n = x.length;
    for (int i = 0; i < n; i++) {
      for (int r = i + 1; r < Math.min(n, i + degree + 1); r++) {
        double factor = factors[r][i - r + degree] / factors[i][degree];
        factors[r][i - r + degree] = factor;
        for (int c = i + 1; c < Math.min(n, i + degree + 1); c++) {
          factors[r][c - r + degree] -= factor * factors[i][c - i + degree];
        }
      }
    }
  }

  /// The last knot that is not after `place`, of those that begin an interval.
  private int interval(double place) {
    int low = degree;
    int high = x.length - 1;
    while (low < high) {
      int mid = (low + high + 1) >>> 1;
      if (knots[mid] <= place) {
        low = mid;
      } else {
        high = mid - 1;
      }
    }
    return low;
  }

  /// The B-splines that are not 0 at `place` in an interval, by the recurrence of Cox and de Boor.
  private void basis(double place, int interval, double[] b) {
    b[0] = 1;
    for (int d = 1; d <= degree; d++) {
      b[d] = 0;
      double saved = 0;
      for (int r = 0; r < d; r++) {
        double right = knots[interval + r + 1];
        double left = knots[interval + r + 1 - d];
        double part = b[r] / (right - left);
        b[r] = saved + (right - place) * part;
        saved = (place - left) * part;
      }
      b[d] = saved;
    }
  }

  /// Solves around `place` alone, as far as weights count; to the ends where they never fall.
  @Override
  public void at(double place, Taker to) {
    int n = x.length;
    int at = interval(place);
    double[] b = new double[degree + 1];
    basis(place, at, b);
    for (long reach = 32L * (degree + 1); ; reach *= 2) {
      int from = (int) Math.max(0, at - degree - reach);
      int end = (int) Math.min(n, at + 1 + reach);
      double[] w = new double[end - from];
      System.arraycopy(b, 0, w, at - degree - from, degree + 1);
      down(w, from);
      boolean fallen = end == n || isNothing(w, w.length - degree);
      up(w, from);
      if (fallen && (from == 0 || isNothing(w, 0))) {
        boolean label = Arrays.binarySearch(x, place) >= 0;
        for (int i = 0; i < w.length; i++) {
          boolean felt = Math.abs(w[i]) > SMALLEST;
          // A missing value is felt at the labels around it as it is between them.
          if (felt || (label && Math.abs(from + i - at) <= FELT)) {
            to.take(order[from + i], felt ? w[i] : 0);
          }
        }
        return;
      }
    }
  }

  /// By the upper triangle, for the labels from `from` on.
  private void down(double[] w, int from) {
    for (int i = 0; i < w.length; i++) {
      for (int k = Math.max(0, i - degree); k < i; k++) {
        w[i] -= factors[from + k][i - k + degree] * w[k];
      }
      w[i] /= factors[from + i][degree];
    }
  }

  /// By the lower triangle.
  private void up(double[] w, int from) {
    for (int i = w.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < Math.min(w.length, i + degree + 1); k++) {
        w[i] -= factors[from + k][i - k + degree] * w[k];
      }
    }
  }

  /// Whether the weights of `degree` labels, on which all beyond depend, are too small to count.
  private boolean isNothing(double[] w, int first) {
    for (int i = first; i < first + degree; i++) {
      if (!(Math.abs(w[i]) < SMALLEST / 1000)) {
        return false;
      }
    }
    return true;
  }
}
