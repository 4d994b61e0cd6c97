package io.amasia.geo;

import io.amasia.array.AmasiaException;
import java.util.Arrays;

/// The lower and upper limits of the cells along one 1-D coordinate, in degrees: `lower[i]` ≤
/// `upper[i]`, in the order of the coordinate.
///
/// Latitudes are within ±90. Longitudes may be in any turn.
public final class CellEdges {
  private final double[] lower;
  private final double[] upper;

  private CellEdges(double[] lower, double[] upper) {
    this.lower = lower;
    this.upper = upper;
    for (int i = 0; i < lower.length; i++) {
      // -0.0 and 0.0 are one limit, and must be one when searched for.
      lower[i] += 0.0;
      upper[i] += 0.0;
    }
  }

  /// Latitude cells from CF bounds, `[n, 2]` flat, either end first; beyond the poles they are cut.
  ///
  /// @throws AmasiaException.Format when a bound is NaN
  public static CellEdges latitudeBounds(double[] bounds) {
    CellEdges edges = fromPairs(bounds, (_, _, _) -> false);
    for (int i = 0; i < edges.size(); i++) {
      edges.lower[i] = Math.clamp(edges.lower[i], -90, 90);
      edges.upper[i] = Math.clamp(edges.upper[i], -90, 90);
    }
    return edges;
  }

  /// Longitude cells from CF bounds, `[n, 2]` flat, either end first. A pair that jumps by more
  /// than half a turn, such as `359.5, 0.5`, crosses the seam; with fewer than three cells a cell
  /// may be as wide as the circle.
  ///
  /// @throws AmasiaException.Format when a bound is NaN or a cell wider than 360 degrees
  public static CellEdges longitudeBounds(double[] bounds) {
    return fromPairs(bounds, (_, _, _) -> bounds.length > 4);
  }

  /// Longitude cells from CF bounds around their `centres`, which tell of one or two cells whether
  /// they cross the seam or are nearly as wide as the circle.
  ///
  /// @throws AmasiaException.Format when a bound is NaN or a cell wider than 360 degrees
  static CellEdges longitudeBounds(double[] bounds, double[] centres) {
    return fromPairs(bounds, (i, a, b) -> bounds.length > 4 || !isInside(centres[i], a, b));
  }

  private static boolean isInside(double centre, double a, double b) {
    double low = Math.min(a, b);
    double turned = low + (centre - low) - 360 * Math.floor((centre - low) / 360);
    return turned > low && turned < Math.max(a, b);
  }

  private interface Seam {
    boolean isBetween(int cell, double a, double b);
  }

  /// Latitude cells between the midpoints of neighbouring centres, ascending or descending. The
  /// outer cells are as far from their centre outward as inward, and reach the pole when no further
  /// row would fit before it, as on Gaussian grids; never beyond it.
  ///
  /// @throws AmasiaException.Unsupported when there is one centre, or they are not monotonic
  public static CellEdges latitudes(double[] centres) {
    double[] edges = midpoints(centres, "latitude");
    int n = centres.length;
    edges[0] = toPole(edges[0], centres[0] - centres[1]);
    edges[n] = toPole(edges[n], centres[n - 1] - centres[n - 2]);
    return between(edges);
  }

  /// Longitude cells between the midpoints of neighbouring centres, ascending or descending. A grid
  /// around the whole circle closes between its last and first centre; a repeated meridian makes
  /// two half cells. Else the outer cells are as far outward as inward.
  ///
  /// @throws AmasiaException.Unsupported when there is one centre, or they are not monotonic
  public static CellEdges longitudes(double[] centres) {
    double[] edges = midpoints(centres, "longitude");
    int n = centres.length;
    double circle = Math.copySign(360, centres[1] - centres[0]);
    double gap = Math.abs(centres[0] + circle - centres[n - 1]);
    double widest = 0;
    for (int i = 1; i < n; i++) {
      widest = Math.max(widest, Math.abs(centres[i] - centres[i - 1]));
    }
    boolean passed = Math.abs(centres[n - 1] - centres[0]) > 360 + 1e-6;
    if (passed) {
      throw new AmasiaException.Unsupported(
          "longitudes %s to %s go more than once around the earth: select part of them first"
              .formatted(centres[0], centres[n - 1]));
    }
    if (gap < 1.5 * widest) {
      edges[n] = (centres[n - 1] + centres[0] + circle) / 2;
      edges[0] = edges[n] - circle;
    }
    return between(edges);
  }

  /// Cells of one degree around each centre: weights of a single row or column, where only their
  /// being equal matters.
  static CellEdges unit(double[] centres) {
    return new CellEdges(
        Arrays.stream(centres).map(c -> c - 0.5).toArray(),
        Arrays.stream(centres).map(c -> c + 0.5).toArray());
  }

  /// The number of cells.
  public int size() {
    return lower.length;
  }

  public double lower(int i) {
    return lower[i];
  }

  public double upper(int i) {
    return upper[i];
  }

  /// All limits once, ascending.
  double[] distinct() {
    double[] all = Arrays.copyOf(lower, 2 * size());
    System.arraycopy(upper, 0, all, size(), size());
    return Arrays.stream(all).sorted().distinct().toArray();
  }

  private static double[] midpoints(double[] centres, String what) {
    int n = centres.length;
    if (n < 2) {
      throw new AmasiaException.Unsupported(
          "a single "
              + what
              + " without bounds has no width: give the data bounds, or take the area before"
              + " selecting one "
              + what);
    }
    double[] edges = new double[n + 1];
    for (int i = 1; i < n; i++) {
      if (!((centres[i] - centres[i - 1]) * (centres[1] - centres[0]) > 0)) {
        throw new AmasiaException.Unsupported(
            "the %ss are not monotonic at index %d (%s then %s), so cells can't be laid between them: sort them or give bounds"
                .formatted(what, i, centres[i - 1], centres[i]));
      }
      edges[i] = (centres[i - 1] + centres[i]) / 2;
    }
    edges[0] = centres[0] - (centres[1] - centres[0]) / 2;
    edges[n] = centres[n - 1] + (centres[n - 1] - centres[n - 2]) / 2;
    return edges;
  }

  /// `edge`, the outer limit of a row that is `step` from its neighbour, or the pole.
  private static double toPole(double edge, double step) {
    double pole = Math.copySign(90, step);
    return (pole - edge) * Math.signum(step) < Math.abs(step) / 2 * (1 - 1e-6) ? pole : edge;
  }

  private static CellEdges between(double[] edges) {
    int n = edges.length - 1;
    double[] lower = new double[n];
    double[] upper = new double[n];
    for (int i = 0; i < n; i++) {
      lower[i] = Math.min(edges[i], edges[i + 1]);
      upper[i] = Math.max(edges[i], edges[i + 1]);
    }
    return new CellEdges(lower, upper);
  }

  private static CellEdges fromPairs(double[] bounds, Seam seam) {
    int n = bounds.length / 2;
    double[] lower = new double[n];
    double[] upper = new double[n];
    for (int i = 0; i < n; i++) {
      double a = bounds[2 * i];
      double b = bounds[2 * i + 1];
      if (seam.isBetween(i, a, b)) {
        b -= 360 * Math.rint((b - a) / 360);
      }
      if (!(Math.abs(b - a) <= 360 + 1e-6)) {
        throw new AmasiaException.Format(
            "bounds of cell %d are %s and %s: no cell of degrees"
                .formatted(i, a, bounds[2 * i + 1]));
      }
      lower[i] = Math.min(a, b);
      upper[i] = Math.max(a, b);
    }
    return new CellEdges(lower, upper);
  }
}
