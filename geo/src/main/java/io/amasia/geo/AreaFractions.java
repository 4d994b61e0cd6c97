package io.amasia.geo;

import java.util.Arrays;

/// The part of each cell of a rectilinear grid that lies in a region, by area on the sphere.
///
/// Exact up to rounding for edges straight in lon/lat. Each edge adds, where it passes through a
/// cell, the area between it and the cell's eastern side; what lies further east in the row gets
/// the edge's whole height. Counter-clockwise rings then leave exactly the area inside. So neither
/// polygons nor cells are clipped, holes and neighbours need no care, and the cost is the edges
/// plus the cells. The idea is that of font rasterizers (R. Levien, font-rs: signed-area
/// accumulation), here with the measure d sin φ dλ.
public final class AreaFractions {
  /// Less than this part of a cell is rounding.
  private static final double NOISE = 1e-12;

  private final Polygons polygons;
  private final double[] lat;
  private final double[] lon;
  private final int width;

  /// Signed area in each cell by the edges in it, `[lat, lon]`, in steradians.
  private final double[] area;

  /// Signed height that enters at each column's western side, in units of sin φ.
  private final double[] cover;

  private final boolean[] touched;

  private AreaFractions(Polygons polygons, double[] lat, double[] lon) {
    this.polygons = polygons;
    this.lat = lat;
    this.lon = lon;
    width = lon.length - 1;
    int cells = Math.multiplyExact(lat.length - 1, width);
    area = new double[cells];
    cover = new double[cells];
    touched = new boolean[cells];
  }

  /// Fractions from 0 to 1, `[lat, lon]` flat, in the order of the cells given. A cell without area
  /// has fraction 0. Holds three numbers a cell.
  public static double[] of(GeoRegion region, CellEdges lat, CellEdges lon) {
    double[] fractions = new double[Math.multiplyExact(lat.size(), lon.size())];
    if (fractions.length == 0) {
      return fractions;
    }
    double[] parallels = lat.distinct();
    double[] meridians = lon.distinct();
    if (parallels.length < 2 || meridians.length < 2) {
      return fractions;
    }
    var sum = new AreaFractions(region.polygons(), parallels, meridians);
    sum.addPolygons();
    sum.finish();
    for (int j = 0; j < lat.size(); j++) {
      int south = Arrays.binarySearch(parallels, lat.lower(j));
      int north = Arrays.binarySearch(parallels, lat.upper(j));
      for (int i = 0; i < lon.size(); i++) {
        int west = Arrays.binarySearch(meridians, lon.lower(i));
        int east = Arrays.binarySearch(meridians, lon.upper(i));
        double inside = sum.fraction(south, north, west, east);
        fractions[j * lon.size() + i] = region.isComplement() ? 1 - inside : inside;
      }
    }
    return fractions;
  }

  private void addPolygons() {
    for (int p = 0; p < polygons.size(); p++) {
      if (polygons.north(p) <= lat[0] || polygons.south(p) >= lat[lat.length - 1]) {
        continue;
      }
      double last = Math.floor((lon[width] - polygons.west(p)) / 360);
      for (double turn = Math.ceil((lon[0] - polygons.east(p)) / 360); turn <= last; turn++) {
        double shift = 360 * turn;
        polygons.edges(
            p,
            v ->
                addEdge(
                    polygons.lon(v) + shift,
                    polygons.lat(v),
                    polygons.lon(v + 1) + shift,
                    polygons.lat(v + 1)));
      }
    }
  }

  /// Cuts an edge at the parallels.
  private void addEdge(double lon0, double lat0, double lon1, double lat1) {
    if (lat0 == lat1) {
      // Without height it adds no area, but its cells are not whole.
      int level = cell(lat, lat0);
      if (level >= 0 && level < lat.length - 1) {
        addInRow(level, lon0, lat0, lon1, lat1);
      }
      return;
    }
    boolean up = lat1 > lat0;
    double low = up ? lat0 : lat1;
    double high = up ? lat1 : lat0;
    int row = Math.max(cell(lat, low), 0);
    double y = Math.max(low, lat[0]);
    double x = Edges.lonAt(lon0, lat0, lon1, lat1, y);
    for (; row < lat.length - 1 && y < high; row++) {
      double nextY = Math.min(high, lat[row + 1]);
      double nextX = Edges.lonAt(lon0, lat0, lon1, lat1, nextY);
      if (up) {
        addInRow(row, x, y, nextX, nextY);
      } else {
        addInRow(row, nextX, nextY, x, y);
      }
      x = nextX;
      y = nextY;
    }
  }

  /// Cuts the part of an edge in one row at the meridians.
  private void addInRow(int row, double lon0, double lat0, double lon1, double lat1) {
    boolean east = lon1 >= lon0;
    double west = east ? lon0 : lon1;
    double end = east ? lon1 : lon0;
    double x = west;
    double y = east ? lat0 : lat1;
    double endY = east ? lat1 : lat0;
    int column = cell(lon, x);
    do {
      double nextX = column < width ? Math.min(end, lon[column + 1]) : end;
      double nextY = nextX == end ? endY : lat0 + (lat1 - lat0) * ((nextX - lon0) / (lon1 - lon0));
      if (east) {
        addInCell(row, column, x, y, nextX, nextY);
      } else {
        addInCell(row, column, nextX, nextY, x, y);
      }
      x = nextX;
      y = nextY;
      column++;
    } while (x < end);
  }

  private void addInCell(int row, int column, double lon0, double lat0, double lon1, double lat1) {
    if (column >= width) {
      return;
    }
    double height = Sphere.sineStep(lat0, lat1);
    if (column < 0) {
      cover[row * width] += height;
      return;
    }
    int at = row * width + column;
    touched[at] = true;
    area[at] += Sphere.areaUpTo(lon[column + 1], lon0, lat0, lon1, lat1);
    if (column + 1 < width) {
      cover[at + 1] += height;
    }
  }

  /// Turns what edges left into fractions, in `area`.
  private void finish() {
    for (int row = 0; row + 1 < lat.length; row++) {
      double height = Sphere.sineStep(lat[row], lat[row + 1]);
      double entered = 0;
      for (int column = 0; column < width; column++) {
        int at = row * width + column;
        entered += cover[at];
        double wide = Math.toRadians(lon[column + 1] - lon[column]);
        double inside = height * wide <= 0 ? 0 : -(area[at] + entered * wide) / (height * wide);
        boolean whole = !touched[at] || Math.abs(inside - Math.rint(inside)) < NOISE;
        area[at] = Math.clamp(whole ? Math.rint(inside) : inside, 0, 1);
      }
    }
  }

  /// The fraction of a cell made of several elementary ones.
  private double fraction(int south, int north, int west, int east) {
    if (north - south == 1 && east - west == 1) {
      return area[south * width + west];
    }
    double inside = 0;
    double whole = 0;
    for (int row = south; row < north; row++) {
      double height = Sphere.sineStep(lat[row], lat[row + 1]);
      for (int column = west; column < east; column++) {
        double size = height * (lon[column + 1] - lon[column]);
        inside += size * area[row * width + column];
        whole += size;
      }
    }
    return whole > 0 ? inside / whole : 0;
  }

  /// The place of `x` among `limits`: -1 before the first, the last place from the last on.
  private static int cell(double[] limits, double x) {
    int found = Arrays.binarySearch(limits, x);
    return found >= 0 ? found : -found - 2;
  }
}
