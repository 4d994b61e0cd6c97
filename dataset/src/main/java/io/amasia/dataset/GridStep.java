package io.amasia.dataset;

/// How far values of a coordinate may lie apart to be taken for the same place: a small part of the
/// least step between neighbours, as levels and stretched grids lie close together at one end.
public final class GridStep {
  /// The share of the least step that is taken for a rounding.
  public static final double ROUNDING = 1e-4;

  /// The share of a lone value, which has no step: what is lost in a `float32`, and a bit more.
  private static final double LONE = 1e-6;

  private GridStep() {}

  /// The least distance between neighbours that differ; infinite if there are none. NaN is left
  /// out.
  public static double least(double... values) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < values.length; i++) {
      double step = Math.abs(values[i] - values[i - 1]);
      least = step > 0 ? Math.min(least, step) : least;
    }
    return least;
  }

  /// The distance within which a place is nearly one of `values`, in their units; 0 of no values.
  public static double rounding(double... values) {
    double least = least(values);
    double lone = values.length == 0 ? 0 : LONE * Math.abs(values[0]);
    return Double.isFinite(least) ? ROUNDING * least : lone;
  }
}
