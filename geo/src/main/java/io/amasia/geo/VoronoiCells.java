package io.amasia.geo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// The places that are nearer to a point of the sphere than to any other, but no farther from it
/// than 0.85 of the way to its fourth neighbour, or to that of the middle one of all points where
/// this is more: points of a grid fill it, and don't reach far beyond its rim.
///
/// In the gnomonic projection about a point great circles are straight lines, so its cell is a
/// regular polygon cut by the line midway to each neighbour: at angle `a` to a neighbour the line
/// lies at `tan(a / 2)`. Points at the same place share its cell. Costs O(n log n) for places
/// spread over an area.
final class VoronoiCells {
  /// More than half the diagonal of a square, whose corner four points share, as meshes are skew.
  private static final double REACH = 0.85;

  private static final int NEIGHBOUR = 4;

  /// Corners of a cell that nothing cuts.
  private static final int ROUND = 12;

  /// How far a lone point reaches, and the farthest that any does, as angles.
  private static final double ALONE = Math.toRadians(0.5);

  private static final double FARTHEST = Math.toRadians(75);

  /// Points closer than this are one.
  private static final double SAME = 1e-9;

  /// A point to within rounding; the centre of the Earth for what is missing.
  private record Place(long x, long y, long z) {
    static Place of(double[] v) {
      return Double.isNaN(v[0] + v[2])
          ? new Place(0, 0, 0)
          : new Place(Math.round(v[0] / SAME), Math.round(v[1] / SAME), Math.round(v[2] / SAME));
    }
  }

  /// Which of the places each given point is at.
  private final int[] placeOf;

  /// One point of each place.
  private final double[][] points;

  private final SphereTree tree;

  VoronoiCells(double[] lat, double[] lon) {
    placeOf = new int[lat.length];
    int[] first = new int[lat.length];
    Map<Place, Integer> places = new HashMap<>();
    for (int i = 0; i < lat.length; i++) {
      int next = places.size();
      Integer known = places.putIfAbsent(Place.of(UnitVector.of(lon[i], lat[i])), next);
      placeOf[i] = known == null ? next : known;
      first[next] = known == null ? i : first[next];
    }
    int[] firsts = Arrays.copyOf(first, places.size());
    points =
        Arrays.stream(firsts).mapToObj(i -> UnitVector.of(lon[i], lat[i])).toArray(double[][]::new);
    tree =
        new SphereTree(
            Arrays.stream(firsts).mapToDouble(i -> lat[i]).toArray(),
            Arrays.stream(firsts).mapToDouble(i -> lon[i]).toArray());
  }

  CellCorners corners() {
    double[] spacing = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      spacing[i] = isMissing(i) ? Double.NaN : spacing(i);
    }
    double[] known = Arrays.stream(spacing).filter(s -> s > 0).sorted().toArray();
    double usual = known.length == 0 ? ALONE / REACH : known[known.length / 2];
    double[][] cells = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      double reach = Math.min(FARTHEST, REACH * Math.max(usual, spacing[i]));
      cells[i] = isMissing(i) ? new double[0] : cell(i, Math.tan(reach));
    }
    return placed(cells);
  }

  private boolean isMissing(int point) {
    return Double.isNaN(points[point][0] + points[point][2]);
  }

  /// The angle to the fourth neighbour, or the last of fewer; 0 for a point alone.
  private double spacing(int point) {
    int[] near = tree.nearest(point, 2 * NEIGHBOUR);
    double spacing = 0;
    for (int k = 0, others = 0; k < near.length && others < NEIGHBOUR; k++) {
      double angle = UnitVector.angle(points[point], points[near[k]]);
      if (angle > SAME) {
        spacing = angle;
        others++;
      }
    }
    return spacing;
  }

  /// The cell's corners in the plane that touches the sphere at the point, `x, y` one after
  /// another.
  private double[] cell(int point, double reach) {
    double[] a = points[point];
    double[][] axes = axes(a);
    for (int k = 16; ; k *= 2) {
      double[] cell = round(reach);
      int[] near = tree.nearest(point, k);
      double angle = 0;
      for (int other : near) {
        double[] b = points[other];
        angle = UnitVector.angle(a, b);
        if (angle > SAME && angle < Math.PI - SAME) {
          double x = UnitVector.dot(b, axes[0]);
          double y = UnitVector.dot(b, axes[1]);
          double length = Math.hypot(x, y);
          cell = cut(cell, x / length, y / length, Math.tan(angle / 2));
        }
      }
      // What lies more than twice as far as a corner can't cut it off.
      if (near.length < k || Math.tan(Math.min(angle, 3) / 2) > farthest(cell)) {
        return cell;
      }
    }
  }

  private static double[] round(double reach) {
    double[] cell = new double[2 * ROUND];
    for (int k = 0; k < ROUND; k++) {
      cell[2 * k] = reach * Math.cos(2 * Math.PI * k / ROUND);
      cell[2 * k + 1] = reach * Math.sin(2 * Math.PI * k / ROUND);
    }
    return cell;
  }

  /// The part of a convex polygon on this side of the line at `distance` along the direction `x,
  /// y`.
  private static double[] cut(double[] cell, double x, double y, double distance) {
    int n = cell.length / 2;
    double[] kept = new double[2 * cell.length + 4];
    int count = 0;
    for (int k = 0; k < n; k++) {
      int next = (k + 1) % n;
      double here = cell[2 * k] * x + cell[2 * k + 1] * y - distance;
      double there = cell[2 * next] * x + cell[2 * next + 1] * y - distance;
      if (here <= 0) {
        kept[count++] = cell[2 * k];
        kept[count++] = cell[2 * k + 1];
      }
      if (here * there < 0) {
        double part = here / (here - there);
        kept[count++] = cell[2 * k] + part * (cell[2 * next] - cell[2 * k]);
        kept[count++] = cell[2 * k + 1] + part * (cell[2 * next + 1] - cell[2 * k + 1]);
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static double farthest(double[] cell) {
    return IntStream.range(0, cell.length / 2)
        .mapToDouble(k -> Math.hypot(cell[2 * k], cell[2 * k + 1]))
        .max()
        .orElse(0);
  }

  /// Two directions at right angles to `a` and each other.
  private static double[][] axes(double[] a) {
    double flat = Math.hypot(a[0], a[1]);
    double[] east =
        flat < SAME ? new double[] {1, 0, 0} : new double[] {-a[1] / flat, a[0] / flat, 0};
    double[] north = {
      a[1] * east[2] - a[2] * east[1],
      a[2] * east[0] - a[0] * east[2],
      a[0] * east[1] - a[1] * east[0]
    };
    return new double[][] {east, north};
  }

  private CellCorners placed(double[][] cells) {
    int most = Math.max(3, Arrays.stream(cells).mapToInt(cell -> cell.length / 2).max().orElse(0));
    double[] lon = new double[most * placeOf.length];
    double[] lat = new double[lon.length];
    for (int i = 0; i < placeOf.length; i++) {
      double[] cell = cells[placeOf[i]];
      double[] point = points[placeOf[i]];
      int n = cell.length / 2;
      double[][] axes = axes(point);
      for (int k = 0; k < most; k++) {
        double[] place = {Double.NaN, Double.NaN, Double.NaN};
        for (int d = 0; d < 3 && n > 0; d++) {
          int corner = Math.min(k, n - 1);
          place[d] = point[d] + cell[2 * corner] * axes[0][d] + cell[2 * corner + 1] * axes[1][d];
        }
        lon[i * most + k] = UnitVector.lon(place);
        lat[i * most + k] = UnitVector.lat(place);
      }
    }
    return new CellCorners(lon, lat, most);
  }
}
