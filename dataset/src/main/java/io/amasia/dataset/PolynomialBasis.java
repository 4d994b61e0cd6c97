package io.amasia.dataset;

import java.util.Arrays;

/// Polynomials up to a degree at places `x`: Legendre's of the places moved and scaled to [-1, 1],
/// which are well conditioned wherever the places lie, and how powers of x are made of them.
final class PolynomialBasis {
  private final double[] x;
  private final int n;
  private final double centre;
  private final double scale;

  PolynomialBasis(double[] x, int degree) {
    this.x = x;
    n = degree + 1;
    double low = Arrays.stream(x).min().orElse(0);
    double high = Arrays.stream(x).max().orElse(0);
    centre = low + (high - low) / 2;
    scale = high > low ? (high - low) / 2 : 1;
  }

  /// Legendre polynomials by degree, at each place.
  double[][] values() {
    return legendre(x, centre, scale, n);
  }

  /// Legendre polynomials by degree as coefficients of powers of x, lowest first.
  double[][] powers() {
    return powers(centre, scale, n);
  }

  /// The inverse of the sums of `w² xʲ xᵏ`, highest powers first.
  double[][] inverseOfNormal(double[] w) {
    double[][] p = values();
    double[][] gram = new double[n][2 * n];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < n; k++) {
        for (int i = 0; i < x.length; i++) {
          gram[j][k] += w[i] * w[i] * p[j][i] * p[k][i];
        }
      }
      gram[j][n + j] = 1;
    }
    for (int j = 0; j < n; j++) {
      for (int r = 0; r < n; r++) {
        double factor = r == j ? 0 : gram[r][j] / gram[j][j];
        for (int c = 0; c < 2 * n && r != j; c++) {
          gram[r][c] -= factor * gram[j][c];
        }
      }
    }
    double[][] t = powers();
    double[][] inverse = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        for (int j = 0; j < n; j++) {
          for (int k = 0; k < n; k++) {
            inverse[a][b] += t[j][n - 1 - a] * gram[j][n + k] / gram[j][j] * t[k][n - 1 - b];
          }
        }
      }
    }
    return inverse;
  }

  /// The singular values, largest first, of the matrix of `w xᵏ` with columns of length 1.
  double[] singularValues(double[] w) {
    double[][] columns = new double[n][x.length];
    for (int k = 0; k < n; k++) {
      double norm = norm(w, k);
      for (int i = 0; i < x.length; i++) {
        columns[k][i] = w[i] * Math.pow(x[i], k) / norm;
      }
    }
    orthogonalise(columns, x.length);
    double[] lengths = new double[n];
    for (int k = 0; k < n; k++) {
      lengths[k] = length(columns[k], x.length);
    }
    Arrays.sort(lengths);
    double[] largestFirst = new double[n];
    for (int k = 0; k < n; k++) {
      largestFirst[k] = lengths[n - 1 - k];
    }
    return largestFirst;
  }

  /// The length of the column `w xᵏ`.
  private double norm(double[] w, int k) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double one = w[i] * Math.pow(x[i], k);
      sum += one * one;
    }
    return Math.sqrt(sum);
  }

  /// What makes of coefficients of Legendre polynomials those of the columns `w xᵏ` of length 1.
  double[][] toUnitPowers(double[] w) {
    double[][] t = powers();
    double[][] made = new double[n][n];
    for (int k = 0; k < n; k++) {
      double norm = norm(w, k);
      for (int j = 0; j < n; j++) {
        made[k][j] = t[j][k] * norm;
      }
    }
    return made;
  }

  /// Turns rows pairwise until their first `count` entries are orthogonal (Hestenes 1958).
  static void orthogonalise(double[][] rows, int count) {
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int a = 0; a < rows.length; a++) {
        for (int b = a + 1; b < rows.length; b++) {
          turn(rows[a], rows[b], count);
        }
      }
    }
  }

  private static void turn(double[] a, double[] b, int count) {
    double both = dot(a, b, count);
    if (both == 0) {
      return;
    }
    double zeta = (dot(b, b, count) - dot(a, a, count)) / (2 * both);
    double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
    double c = 1 / Math.hypot(1, t);
    for (int i = 0; i < a.length; i++) {
      double old = a[i];
      a[i] = c * (old - t * b[i]);
      b[i] = c * (t * old + b[i]);
    }
  }

  /// The product of the first `count` entries.
  static double dot(double[] a, double[] b, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double length(double[] a, int count) {
    return Math.sqrt(dot(a, a, count));
  }

  /// Legendre polynomials at `(x - centre) / scale`.
  private static double[][] legendre(double[] x, double centre, double scale, int n) {
    double[][] p = new double[n][x.length];
    for (int i = 0; i < x.length; i++) {
      double t = (x[i] - centre) / scale;
      for (int k = 0; k < n; k++) {
        p[k][i] =
            k == 0 ? 1 : k == 1 ? t : ((2 * k - 1) * t * p[k - 1][i] - (k - 1) * p[k - 2][i]) / k;
      }
    }
    return p;
  }

  /// Legendre polynomials of `(x - centre) / scale` as coefficients of powers of x, lowest first.
  private static double[][] powers(double centre, double scale, int n) {
    double[][] p = new double[n][n];
    for (int k = 0; k < n; k++) {
      if (k == 0) {
        p[0][0] = 1;
        continue;
      }
      double a = k == 1 ? 1 : (2.0 * k - 1) / k;
      double b = k == 1 ? 0 : (k - 1.0) / k;
      for (int power = 0; power <= k; power++) {
        double up = power == 0 ? 0 : p[k - 1][power - 1];
        double before = k < 2 ? 0 : p[k - 2][power];
        p[k][power] = a * (up - centre * p[k - 1][power]) / scale - b * before;
      }
    }
    return p;
  }
}
