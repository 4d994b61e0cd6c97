package io.amasia.dataset;

import java.util.Arrays;

/// Least squares by Householder's reflections of small dense matrices.
final class Householder {
  private Householder() {}

  /// Makes the first `n` columns of `a` upper triangular; what stands beside them goes along.
  private static void triangular(double[][] a, int n) {
    for (int k = 0; k < Math.min(n, a.length); k++) {
      double length = 0;
      for (int i = k; i < a.length; i++) {
        length = Math.hypot(length, a[i][k]);
      }
      if (length == 0) {
        continue;
      }
      double[] v = new double[a.length];
      double pivot = a[k][k] > 0 ? -length : length;
      double squares = 0;
      for (int i = k; i < a.length; i++) {
        v[i] = a[i][k] - (i == k ? pivot : 0);
        squares += v[i] * v[i];
      }
      for (int c = k; c < a[k].length; c++) {
        double dot = 0;
        for (int i = k; i < a.length; i++) {
          dot += v[i] * a[i][c];
        }
        for (int i = k; i < a.length; i++) {
          a[i][c] -= 2 * dot / squares * v[i];
        }
      }
    }
  }

  /// The `x` that makes `|A x - b|` least, where `a` holds `A` of `n` columns and then `b`, and is
  /// used up. Of full rank.
  static double[] solve(double[][] a, int n) {
    triangular(a, n);
    double[] x = new double[n];
    for (int k = n - 1; k >= 0; k--) {
      double rest = a[k][n];
      for (int c = k + 1; c < n; c++) {
        rest -= a[k][c] * x[c];
      }
      x[k] = rest / a[k][k];
    }
    return x;
  }

  /// `(AᵀA)⁻¹` of `a` with `n` columns, which is used up; infinite throughout if `A` has not full
  /// rank.
  static double[][] inverseOfNormal(double[][] a, int n) {
    double[][] inverse = new double[n][n];
    double[] scale = new double[n];
    for (int k = 0; k < n; k++) {
      for (double[] row : a) {
        scale[k] = Math.hypot(scale[k], row[k]);
      }
    }
    triangular(a, n);
    double[][] r = new double[n][n];
    for (int k = 0; k < n; k++) {
      boolean known = a.length >= n && Math.abs(a[k][k]) > 1e-14 * scale[k];
      if (!known) {
        for (double[] row : inverse) {
          Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        return inverse;
      }
    }
    for (int c = 0; c < n; c++) { // R⁻¹, column by column
      for (int k = c; k >= 0; k--) {
        double rest = k == c ? 1 : 0;
        for (int i = k + 1; i <= c; i++) {
          rest -= a[k][i] * r[i][c];
        }
        r[k][c] = rest / a[k][k];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int c = Math.max(i, k); c < n; c++) {
          inverse[i][k] += r[i][c] * r[k][c];
        }
      }
    }
    return inverse;
  }
}
