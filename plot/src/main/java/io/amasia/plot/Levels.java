package io.amasia.plot;

import java.util.Arrays;

/// Discrete, round colour levels: the bounds between which one colour stands.
///
/// Values below the first or above the last bound have a colour of their own when the bar is
/// extended there, as an arrow says.
public final class Levels {
  private static final int MOST = 14;

  private final double[] bounds;
  private final double step;
  private final boolean extendLow;
  private final boolean extendHigh;

  private Levels(double[] bounds, double step, boolean extendLow, boolean extendHigh) {
    this.bounds = bounds;
    this.step = step;
    this.extendLow = extendLow;
    this.extendHigh = extendHigh;
  }

  /// Round levels that cover the 1st to 99th percentile of the finite `values`; with `centred` they
  /// are symmetric about zero. Equal values give one level round them.
  public static Levels of(double[] values, boolean centred) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (finite.length == 0) {
      return new Levels(new double[] {0, 1}, 1, false, false);
    }
    double least = finite[0];
    double most = finite[finite.length - 1];
    double low = finite[(int) Math.floor(0.01 * (finite.length - 1))];
    double high = finite[(int) Math.ceil(0.99 * (finite.length - 1))];
    // A few outliers must not squeeze the rest into two colours; a mild tail is shown whole.
    if (most - least <= 1.35 * (high - low)) {
      low = least;
      high = most;
    }
    if (centred) {
      high = Math.max(Math.abs(low), Math.abs(high));
      low = -high;
    }
    if (!(high > low)) {
      double around = high == 0 ? 1 : Math.abs(high) * 0.01;
      low -= around;
      high += around;
    }
    double step = Ticks.step(high - low, MOST);
    long first = (long) Math.floor(low / step + 1e-6);
    long last = (long) Math.ceil(high / step - 1e-6);
    if (centred) {
      first = -last;
    }
    double[] bounds = new double[(int) (last - first) + 1];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = (first + i) * step;
    }
    double slack = step * 1e-6;
    return new Levels(
        bounds, step, least < bounds[0] - slack, most > bounds[bounds.length - 1] + slack);
  }

  /// The number of bounds; there is one colour less between them.
  public int count() {
    return bounds.length;
  }

  public double bound(int i) {
    return bounds[i];
  }

  public boolean extendLow() {
    return extendLow;
  }

  public boolean extendHigh() {
    return extendHigh;
  }

  /// The label of bound `i`.
  String label(int i) {
    return Ticks.label(bounds[i], step);
  }

  /// The interval that holds `value`: 0 … count-2, -1 below, count-1 above. The last bound is
  /// inside.
  public int interval(double value) {
    if (value < bounds[0]) {
      return -1;
    }
    int last = bounds.length - 1;
    if (value >= bounds[last]) {
      return value == bounds[last] ? last - 1 : last;
    }
    int at = Arrays.binarySearch(bounds, value);
    return at >= 0 ? at : -at - 2;
  }

  /// Where interval `i` (as [#interval] gives it) stands on a colour scale from 0 to 1.
  public double place(int i) {
    int low = extendLow ? -1 : 0;
    int high = bounds.length - 2 + (extendHigh ? 1 : 0);
    return high == low ? 0.5 : (double) (Math.clamp(i, low, high) - low) / (high - low);
  }
}
