package io.amasia.plot;

import java.util.Arrays;
import java.util.OptionalInt;

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
    return of(values, centred, new Limits.Auto(), OptionalInt.empty());
  }

  /// Levels between `limits`: round ones where these are found from the finite `values`, equal
  /// parts of what was given by hand.
  ///
  /// @param centred whether limits that are found are symmetric about zero
  /// @param count how many colours at most; about 14 unless given
  public static Levels of(double[] values, boolean centred, Limits limits, OptionalInt count) {
    int most = count.orElse(MOST);
    if (limits instanceof Limits.Between(double low, double high)) {
      return equalParts(values, low, high, most, count.isPresent());
    }
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return new Levels(new double[] {0, 1}, 1, false, false);
    }
    return round(finite, centred || limits instanceof Limits.Symmetric, limits, most);
  }

  private static Levels round(double[] finite, boolean centred, Limits limits, int most) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double value : finite) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    double outside = limits instanceof Limits.Robust ? 0.02 : 0.01;
    double low = Ranks.select(finite, (int) Math.floor(outside * (finite.length - 1)));
    double high = Ranks.select(finite, (int) Math.ceil((1 - outside) * (finite.length - 1)));
    // A few outliers must not squeeze the rest into two colours; a mild tail is shown whole.
    if (!(limits instanceof Limits.Robust) && greatest - least <= 1.35 * (high - low)) {
      low = least;
      high = greatest;
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
    double step = Ticks.step(high - low, most);
    long first = (long) Math.floor(low / step + 1e-6);
    long last = (long) Math.ceil(high / step - 1e-6);
    if (centred) {
      first = -last;
    }
    double[] bounds = new double[(int) (last - first) + 1];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = (first + i) * step;
    }
    return between(bounds, step, least, greatest);
  }

  private static Levels equalParts(
      double[] values, double low, double high, int most, boolean exactly) {
    double step = exactly ? (high - low) / most : Ticks.step(high - low, most);
    int n = Math.max(1, (int) Math.round((high - low) / step));
    double[] bounds = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      bounds[i] = low + (high - low) * i / n;
    }
    double least = high;
    double greatest = low;
    for (double value : values) {
      if (Double.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    return between(bounds, (high - low) / n, least, greatest);
  }

  private static Levels between(double[] bounds, double step, double least, double greatest) {
    double slack = step * 1e-6;
    return new Levels(
        bounds, step, least < bounds[0] - slack, greatest > bounds[bounds.length - 1] + slack);
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
