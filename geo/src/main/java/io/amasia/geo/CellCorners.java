package io.amasia.geo;

/// The four corners of each cell of a curvilinear grid, for drawing.
public final class CellCorners {
  private final double[] lon;
  private final double[] lat;

  private CellCorners(double[] lon, double[] lat) {
    this.lon = lon;
    this.lat = lat;
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
          x[4 * (j * columns + i) + k] = Math.toDegrees(Math.atan2(v[1], v[0]));
          y[4 * (j * columns + i) + k] = Math.toDegrees(Math.atan2(v[2], Math.hypot(v[0], v[1])));
        }
      }
    }
    return new CellCorners(x, y);
  }

  /// Longitudes of the corners in degrees, four a cell in order around it.
  public double[] lon() {
    return lon.clone();
  }

  /// Latitudes of the corners in degrees.
  public double[] lat() {
    return lat.clone();
  }
}
