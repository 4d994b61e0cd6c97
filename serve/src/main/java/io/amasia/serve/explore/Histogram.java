package io.amasia.serve.explore;

/// Counts of values between equal steps.
final class Histogram {
  private Histogram() {}

  /// `bars` + 1 edges from `low` to `high`, each a number that `float32` has, so that comparing
  /// with values of either precision means the same.
  static double[] edges(double low, double high, int bars) {
    double[] edges = new double[bars + 1];
    for (int i = 0; i <= bars; i++) {
      edges[i] = (float) (low + (high - low) * i / bars);
    }
    return edges;
  }

  /// How many of `values` lie between the edges, each bar with its lower edge, the last with both;
  /// NaN in none.
  static double[] counts(double[] values, double[] edges) {
    int bars = edges.length - 1;
    double low = edges[0];
    double high = edges[bars];
    double[] counts = new double[bars];
    for (double value : values) {
      if (!(value >= low && value <= high)) {
        continue;
      }
      int bar = Math.clamp((int) ((value - low) / (high - low) * bars), 0, bars - 1);
      while (bar > 0 && value < edges[bar]) {
        bar--;
      }
      while (bar < bars - 1 && value >= edges[bar + 1]) {
        bar++;
      }
      counts[bar]++;
    }
    return counts;
  }
}
