package io.amasia.plot;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A line of a chart: y over x, NaN where missing, with an optional shaded spread about it.
public final class Series {
  private final String label;
  private final double[] x;
  private final double[] y;
  private final double @Nullable [] low;
  private final double @Nullable [] high;

  private Series(
      String label, double[] x, double[] y, double @Nullable [] low, double @Nullable [] high) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " x for " + y.length + " y");
    }
    this.label = label;
    this.x = x.clone();
    this.y = y.clone();
    this.low = low == null ? null : low.clone();
    this.high = high == null ? null : high.clone();
  }

  /// A plain line; an empty label keeps it out of the legend.
  public static Series line(String label, double[] x, double[] y) {
    return new Series(label, x, y, null, null);
  }

  /// A line with a shaded spread from `low` to `high`.
  public static Series spread(String label, double[] x, double[] y, double[] low, double[] high) {
    return new Series(label, x, y, low, high);
  }

  public String label() {
    return label;
  }

  int size() {
    return x.length;
  }

  double x(int i) {
    return x[i];
  }

  public double y(int i) {
    return y[i];
  }

  public boolean hasSpread() {
    return low != null;
  }

  public double low(int i) {
    return low == null ? Double.NaN : low[i];
  }

  public double high(int i) {
    return high == null ? Double.NaN : high[i];
  }

  /// Least and most of all that is drawn, or empty when all is missing.
  Optional<double[]> range() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < y.length; i++) {
      for (double value : new double[] {y[i], low(i), high(i)}) {
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    return least > most ? Optional.empty() : Optional.of(new double[] {least, most});
  }
}
