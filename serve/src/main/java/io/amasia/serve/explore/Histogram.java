package io.amasia.serve.explore;

import io.amasia.plot.Levels;

/// Counts of values between equal steps.
final class Histogram {
  private final double[] edges;
  private final double[] counts;
  private final long each;

  private Histogram(double[] edges, double[] counts, long each) {
    this.edges = edges;
    this.counts = counts;
    this.each = each;
  }

  /// The histogram of what `view` shows, between its limits.
  static Histogram of(View view, ShownField shown) {
    double[] values = shown.toDoubles();
    Levels levels = view.levels(values);
    double[] edges = edges(levels.bound(0), levels.bound(levels.count() - 1), View.BARS);
    return new Histogram(edges, counts(values, edges), shown.overview().each());
  }

  /// Between which the bars stand: one more than these.
  double[] edges() {
    return edges.clone();
  }

  /// How many values each bar counts.
  double[] counts() {
    return counts.clone();
  }

  /// What is counted, if that is not every value; else empty.
  String sample() {
    return each == 1 ? "" : "one of %d values counted".formatted(each);
  }

  /// `bars` + 1 edges from `low` to `high`, each a number that `float32` has, so that comparing
  /// with values of either precision means the same.
  private static double[] edges(double low, double high, int bars) {
    double[] edges = new double[bars + 1];
    for (int i = 0; i <= bars; i++) {
      edges[i] = (float) (low + (high - low) * i / bars);
    }
    return edges;
  }

  /// How many of `values` lie between the edges, each bar with its lower edge, the last with both;
  /// NaN in none.
  private static double[] counts(double[] values, double[] edges) {
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
