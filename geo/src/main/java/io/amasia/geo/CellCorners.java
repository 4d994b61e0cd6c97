package io.amasia.geo;

/// The corners of cells of which only the centres are known, for drawing.
public final class CellCorners {
  private final double[] lon;
  private final double[] lat;
  private final int corners;

  CellCorners(double[] lon, double[] lat, int corners) {
    this.lon = lon;
    this.lat = lat;
    this.corners = corners;
  }

  /// Corners midway between the centres of a grid of `rows` × `columns`, both at least 2.
  public static CellCorners midway(double[] lat, double[] lon, int rows, int columns) {
    double[][] corners = MidwayCorners.of(lat, lon, rows, columns);
    double[] x = new double[4 * rows * columns];
    double[] y = new double[4 * rows * columns];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        int at = j * (columns + 1) + i;
        int[] around = {at, at + 1, at + columns + 2, at + columns + 1};
        for (int k = 0; k < 4; k++) {
          double[] v = corners[around[k]];
          x[4 * (j * columns + i) + k] = UnitVector.lon(v);
          y[4 * (j * columns + i) + k] = UnitVector.lat(v);
        }
      }
    }
    return new CellCorners(x, y, 4);
  }

  /// Corners of the places that are nearest to each of the centres, a Voronoi diagram: see
  /// [VoronoiCells]. Cells without a centre have NaN.
  public static CellCorners around(double[] lat, double[] lon) {
    return new VoronoiCells(lat, lon).corners();
  }

  /// How many corners each cell has; of cells with fewer the last is repeated.
  public int corners() {
    return corners;
  }

  /// Longitudes of the corners in degrees, [#corners] a cell in order around it.
  public double[] lon() {
    return lon.clone();
  }

  /// Latitudes of the corners in degrees.
  public double[] lat() {
    return lat.clone();
  }
}
