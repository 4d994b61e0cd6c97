package io.amasia.geo;

/// Points of the sphere as vectors of length 1.
final class UnitVector {
  private UnitVector() {}

  static double[] of(double lon, double lat) {
    double x = Math.toRadians(lon);
    double y = Math.toRadians(lat);
    return new double[] {Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)};
  }

  /// The longitude of a direction in degrees, -180 to 180.
  static double lon(double[] a) {
    return Math.toDegrees(Math.atan2(a[1], a[0]));
  }

  /// The latitude of a direction in degrees.
  static double lat(double[] a) {
    return Math.toDegrees(Math.atan2(a[2], Math.hypot(a[0], a[1])));
  }

  static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  /// The vector's direction, or NaN for a vector of length 0.
  static double[] normalized(double[] a) {
    double length = Math.sqrt(dot(a, a));
    return new double[] {a[0] / length, a[1] / length, a[2] / length};
  }

  /// The angle between two points in radians, exact for near and opposite points too.
  static double angle(double[] a, double[] b) {
    double[] d = {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    double[] s = {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
    return 2 * Math.atan2(Math.sqrt(dot(d, d)), Math.sqrt(dot(s, s)));
  }

  /// The area of a polygon with sides of great circles, in steradians, for less than half a sphere.
  ///
  /// A fan of triangles by A. van Oosterom and J. Strackee, "The solid angle of a plane triangle",
  /// IEEE Trans. Biomed. Eng. 30 (1983), eq. 8; the determinant is taken of differences, so that
  /// small cells lose no digits.
  static double polygonArea(double[][] corners) {
    double sum = 0;
    double[] a = corners[0];
    for (int k = 1; k + 1 < corners.length; k++) {
      double[] b = corners[k];
      double[] c = corners[k + 1];
      double volume =
          a[0] * ((b[1] - a[1]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[1] - a[1]))
              + a[1] * ((b[2] - a[2]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[2] - a[2]))
              + a[2] * ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
      sum += 2 * Math.atan2(volume, 1 + dot(a, b) + dot(b, c) + dot(c, a));
    }
    return Math.abs(sum);
  }
}
