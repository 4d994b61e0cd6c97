package io.amasia.geo;

/// Corners of a curvilinear grid, guessed from its centres.
final class MidwayCorners {
  private MidwayCorners() {}

  /// Unit vectors `[rows + 1, columns + 1]` flat. The centres are first continued by one row and
  /// column on each side, then each corner is midway between four.
  static double[][] of(double[] lat, double[] lon, int rows, int columns) {
    int wide = columns + 2;
    double[][] centre = new double[(rows + 2) * wide][];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        centre[(j + 1) * wide + i + 1] = UnitVector.of(lon[j * columns + i], lat[j * columns + i]);
      }
    }
    for (int j = 1; j <= rows; j++) {
      int row = j * wide;
      centre[row] = beyond(centre[row + 1], centre[row + 2]);
      centre[row + columns + 1] = beyond(centre[row + columns], centre[row + columns - 1]);
    }
    for (int i = 0; i < wide; i++) {
      centre[i] = beyond(centre[wide + i], centre[2 * wide + i]);
      centre[(rows + 1) * wide + i] =
          beyond(centre[rows * wide + i], centre[(rows - 1) * wide + i]);
    }
    double[][] corners = new double[(rows + 1) * (columns + 1)][];
    for (int j = 0; j <= rows; j++) {
      for (int i = 0; i <= columns; i++) {
        int at = j * wide + i;
        corners[j * (columns + 1) + i] =
            midway(centre[at], centre[at + 1], centre[at + wide], centre[at + wide + 1]);
      }
    }
    return corners;
  }

  /// The mirror image of `inner` about `outer`, along their great circle.
  private static double[] beyond(double[] outer, double[] inner) {
    double twice = 2 * UnitVector.dot(outer, inner);
    return new double[] {
      twice * outer[0] - inner[0], twice * outer[1] - inner[1], twice * outer[2] - inner[2]
    };
  }

  private static double[] midway(double[] a, double[] b, double[] c, double[] d) {
    return UnitVector.normalized(
        new double[] {
          a[0] + b[0] + c[0] + d[0], a[1] + b[1] + c[1] + d[1], a[2] + b[2] + c[2] + d[2]
        });
  }
}
