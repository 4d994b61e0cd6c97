package io.amasia.dataset;

import java.util.Arrays;
import java.util.Optional;

/// The parameters at which a sum of squares is least, between bounds: Levenberg's and Marquardt's
/// way between steepest descent and Gauss and Newton's steps.
///
/// Steps solve the damped least-squares problem by Householder's reflections, not by normal
/// equations, and the damping is scaled by the lengths of the columns ([Moré
/// 1978](https://doi.org/10.1007/BFb0067700)). Derivatives are central differences. Parameters at a
/// bound that they press against stay there for the step, others stop at it. It ends where a step
/// changes the sum, or the parameters, by less than 1e-12 of themselves, or where no step helps.
///
/// @param residuals the differences whose squares are summed
/// @param lower the least value of each parameter
/// @param upper the greatest
@SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
record LevenbergMarquardt(Residuals residuals, double[] lower, double[] upper) {
  private static final double SMALL = 1e-12;
  private static final double MOST_DAMPING = 1e16;

  /// Differences between a curve and values, one for each value.
  interface Residuals {
    double[] at(double[] parameters);
  }

  /// Where the sum of squares is least.
  ///
  /// @param jacobian the derivatives of the residuals there, a row for each residual
  /// @param sum of squares
  record Least(double[] parameters, double[][] jacobian, double sum) {}

  /// The least sum near `start`; empty if it is not found in `steps` steps, or is no number.
  Optional<Least> from(double[] start, int steps) {
    double[] p = start.clone();
    clamp(p);
    double[] r = residuals.at(p);
    double sum = sum(r);
    if (!Double.isFinite(sum)) {
      return Optional.empty();
    }
    double damping = 1e-3;
    double[] scale = new double[p.length];
    for (int step = 0; step < steps; step++) {
      double[][] j = jacobian(p, r.length);
      if (!Arrays.stream(j).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
        return Optional.empty();
      }
      grow(scale, j);
      boolean[] free = free(p, j, r);
      boolean better = false;
      while (!better) {
        double[] next = moved(p, step(j, r, free, scale, damping));
        double[] there = residuals.at(next);
        double sumThere = sum(there);
        better = sumThere < sum;
        boolean ended = near(p, next) || (better && sum - sumThere <= SMALL * sum);
        if (better) {
          p = next;
          r = there;
          sum = sumThere;
          damping = Math.max(damping / 10, 1e-18);
        } else {
          damping *= 10;
        }
        if (ended || sum == 0 || damping > MOST_DAMPING) {
          return Optional.of(new Least(p, jacobian(p, r.length), sum));
        }
      }
    }
    return Optional.empty();
  }

  private void clamp(double[] p) {
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.max(lower[k], Math.min(upper[k], p[k]));
    }
  }

  private double[] moved(double[] p, double[] by) {
    double[] next = p.clone();
    for (int k = 0; k < p.length; k++) {
      next[k] += by[k];
    }
    clamp(next);
    return next;
  }

  private static boolean near(double[] p, double[] next) {
    for (int k = 0; k < p.length; k++) {
      if (!(Math.abs(next[k] - p[k]) <= SMALL * (SMALL + Math.abs(p[k])))) {
        return false;
      }
    }
    return true;
  }

  private static double sum(double[] r) {
    double sum = 0;
    for (double one : r) {
      sum += one * one;
    }
    return sum;
  }

  /// Central differences; one-sided where a bound is near.
  private double[][] jacobian(double[] p, int rows) {
    double[][] j = new double[rows][p.length];
    for (int k = 0; k < p.length; k++) {
      double h = Math.cbrt(Math.ulp(1.0)) * Math.max(Math.abs(p[k]), 1e-3);
      double[] up = p.clone();
      double[] down = p.clone();
      up[k] = Math.min(p[k] + h, upper[k]);
      down[k] = Math.max(p[k] - h, lower[k]);
      double width = up[k] - down[k];
      double[] above = residuals.at(up);
      double[] below = residuals.at(down);
      for (int i = 0; i < rows; i++) {
        j[i][k] = width == 0 ? 0 : (above[i] - below[i]) / width;
      }
    }
    return j;
  }

  /// The greatest length that each column had so far.
  private static void grow(double[] scale, double[][] j) {
    for (int k = 0; k < scale.length; k++) {
      double squares = 0;
      for (double[] row : j) {
        squares += row[k] * row[k];
      }
      scale[k] = Math.max(scale[k], Math.sqrt(squares));
    }
  }

  /// The parameters that do not press against a bound.
  private boolean[] free(double[] p, double[][] j, double[] r) {
    boolean[] free = new boolean[p.length];
    for (int k = 0; k < p.length; k++) {
      double slope = 0;
      for (int i = 0; i < r.length; i++) {
        slope += j[i][k] * r[i];
      }
      free[k] = !(p[k] <= lower[k] && slope > 0) && !(p[k] >= upper[k] && slope < 0);
    }
    return free;
  }

  /// The step that makes `|J s + r|² + damping |D s|²` least, 0 for parameters that are not free.
  private static double[] step(
      double[][] j, double[] r, boolean[] free, double[] scale, double damping) {
    int n = scale.length;
    int m = r.length;
    double[][] a = new double[m + n][n + 1];
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < n; k++) {
        a[i][k] = free[k] ? j[i][k] : 0;
      }
      a[i][n] = -r[i];
    }
    for (int k = 0; k < n; k++) {
      double weight = scale[k] > 0 && free[k] ? scale[k] : 1;
      a[m + k][k] = Math.sqrt(damping) * weight;
    }
    return Householder.solve(a, n);
  }

  /// The covariance `(JᵀJ)⁻¹` of parameters whose residuals are one apart; infinite where the
  /// residuals do not tell them.
  static double[][] covariance(double[][] jacobian, int n) {
    double[][] a = new double[jacobian.length][];
    for (int i = 0; i < a.length; i++) {
      a[i] = Arrays.copyOf(jacobian[i], n);
    }
    return Householder.inverseOfNormal(a, n);
  }
}
