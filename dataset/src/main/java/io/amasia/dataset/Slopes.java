package io.amasia.dataset;

/// The slopes at labels of curves of cubic pieces that keep the shape of the values.
final class Slopes {
  private Slopes() {}

  static double[] of(Interpolation.Method method, double[] x, double[] y) {
    int n = x.length;
    double[] step = new double[Math.max(0, n - 1)];
    double[] chord = new double[step.length];
    for (int i = 0; i < step.length; i++) {
      step[i] = x[i + 1] - x[i];
      chord[i] = (y[i + 1] - y[i]) / step[i];
    }
    if (n < 3) {
      double only = n == 2 ? chord[0] : 0;
      return n == 2 ? new double[] {only, only} : new double[n];
    }
    return method == Interpolation.Method.PCHIP
        ? monotone(step, chord)
        : akima(chord, method == Interpolation.Method.MAKIMA);
  }

  /// Weighted harmonic means of the chords on both sides, 0 where they change sign (Fritsch and
  /// Butland 1984); three-point formulas at the ends.
  private static double[] monotone(double[] step, double[] chord) {
    int n = step.length + 1;
    double[] slopes = new double[n];
    for (int i = 1; i + 1 < n; i++) {
      double before = chord[i - 1];
      double after = chord[i];
      if (Double.isNaN(before) || Double.isNaN(after)) {
        slopes[i] = Double.NaN;
      } else if (Math.signum(before) * Math.signum(after) > 0) {
        double w1 = 2 * step[i] + step[i - 1];
        double w2 = step[i] + 2 * step[i - 1];
        slopes[i] = (w1 + w2) / (w1 / before + w2 / after);
      }
    }
    slopes[0] = end(step[0], step[1], chord[0], chord[1]);
    slopes[n - 1] = end(step[n - 2], step[n - 3], chord[n - 2], chord[n - 3]);
    return slopes;
  }

  private static double end(double h0, double h1, double m0, double m1) {
    double slope = ((2 * h0 + h1) * m0 - h0 * m1) / (h0 + h1);
    if (Math.signum(slope) != Math.signum(m0)) {
      return 0;
    }
    boolean turns = Math.signum(m0) != Math.signum(m1) && Math.abs(slope) > 3 * Math.abs(m0);
    return turns ? 3 * m0 : slope;
  }

  /// Means of the chords on both sides, each weighted by how little the chords change on the other
  /// (Akima 1970), with two chords more at each end.
  private static double[] akima(double[] chord, boolean modified) {
    int n = chord.length + 1;
    double[] m = new double[n + 3];
    System.arraycopy(chord, 0, m, 2, n - 1);
    m[1] = 2 * m[2] - m[3];
    m[0] = 2 * m[1] - m[2];
    m[n + 1] = 2 * m[n] - m[n - 1];
    m[n + 2] = 2 * m[n + 1] - m[n];
    double[] change = new double[n + 2];
    double largest = 0;
    for (int i = 0; i < change.length; i++) {
      change[i] = Math.abs(m[i + 1] - m[i]);
      if (modified) {
        change[i] += 0.5 * Math.abs(m[i + 1] + m[i]);
      }
    }
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, change[i + 2] + change[i]);
    }
    double[] slopes = new double[n];
    for (int i = 0; i < n; i++) {
      double after = change[i + 2];
      double before = change[i];
      boolean bends = after + before > 1e-9 * largest;
      slopes[i] =
          bends
              ? (after * m[i + 1] + before * m[i + 2]) / (after + before)
              : modified ? 0 : 0.5 * (m[i + 3] + m[i]);
    }
    return slopes;
  }
}
