package io.amasia.plot;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import org.jspecify.annotations.Nullable;

/// A map projection: degrees to a plane, whose y goes up, and back.
sealed interface Projection
    permits Projection.Equirectangular,
        LambertConformal,
        Projection.EqualEarth,
        Projection.PolarStereographic {

  /// The point of the plane for a longitude and latitude in degrees.
  Point2D forward(double lon, double lat);

  /// Longitude and latitude in degrees, or null where the plane shows no place on Earth.
  @Nullable Point2D inverse(double x, double y);

  /// The longitude in the middle of the map.
  double centralLongitude();

  /// The edge of what is shown, in the plane.
  Path2D outline();

  private static double wrap(double degrees) {
    return degrees - 360 * Math.floor((degrees + 180) / 360);
  }

  /// Straight meridians and parallels; `west … east` and `south … north` are shown, true to scale
  /// at the middle latitude.
  record Equirectangular(double west, double east, double south, double north)
      implements Projection {
    private double scale() {
      return Math.max(0.2, Math.cos(Math.toRadians((south + north) / 2)));
    }

    @Override
    public Point2D forward(double lon, double lat) {
      double middle = centralLongitude();
      double offset = wrap(lon - middle);
      // The seam's own meridian belongs to the side it came from.
      if (offset == -180 && lon > middle) {
        offset = 180;
      }
      return new Point2D.Double((middle + offset) * scale(), lat);
    }

    @Override
    public @Nullable Point2D inverse(double x, double y) {
      double lon = x / scale();
      return lon < west || lon > east || y < south || y > north ? null : new Point2D.Double(lon, y);
    }

    @Override
    public double centralLongitude() {
      return (west + east) / 2;
    }

    @Override
    public Path2D outline() {
      var path = new Path2D.Double();
      path.moveTo(west * scale(), south);
      path.lineTo(east * scale(), south);
      path.lineTo(east * scale(), north);
      path.lineTo(west * scale(), north);
      path.closePath();
      return path;
    }
  }

  /// The whole Earth, areas true. Source: Šavrič, Patterson and Jenny (2019),
  /// doi:10.1080/13658816.2018.1504949, equations 6 to 10.
  record EqualEarth(double centralLongitude) implements Projection {
    private static final double A1 = 1.340264;
    private static final double A2 = -0.081106;
    private static final double A3 = 0.000893;
    private static final double A4 = 0.003796;
    private static final double M = Math.sqrt(3) / 2;

    @Override
    public Point2D forward(double lon, double lat) {
      double offset = wrap(lon - centralLongitude);
      if (offset == -180 && lon > centralLongitude) {
        offset = 180;
      }
      return project(offset, lat);
    }

    private static Point2D project(double offset, double lat) {
      double theta = Math.asin(M * Math.sin(Math.toRadians(lat)));
      double t2 = theta * theta;
      double t6 = t2 * t2 * t2;
      double x = Math.toRadians(offset) * Math.cos(theta) / (M * slope(t2, t6));
      return new Point2D.Double(x, theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)));
    }

    private static double slope(double t2, double t6) {
      return A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2);
    }

    @Override
    public @Nullable Point2D inverse(double x, double y) {
      double theta = y;
      for (int i = 0; i < 12; i++) {
        double t2 = theta * theta;
        double t6 = t2 * t2 * t2;
        double error = theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)) - y;
        theta -= error / slope(t2, t6);
        if (Math.abs(error) < 1e-12) {
          break;
        }
      }
      double sine = Math.sin(theta) / M;
      if (Math.abs(sine) > 1) {
        return null;
      }
      double t2 = theta * theta;
      double lon = Math.toDegrees(x * M * slope(t2, t2 * t2 * t2) / Math.cos(theta));
      return Math.abs(lon) > 180
          ? null
          : new Point2D.Double(centralLongitude + lon, Math.toDegrees(Math.asin(sine)));
    }

    @Override
    public Path2D outline() {
      var path = new Path2D.Double();
      for (int lat = -90; lat <= 90; lat++) {
        Point2D p = project(180, lat);
        if (lat == -90) {
          path.moveTo(p.getX(), p.getY());
        } else {
          path.lineTo(p.getX(), p.getY());
        }
      }
      for (int lat = 90; lat >= -90; lat--) {
        Point2D p = project(-180, lat);
        path.lineTo(p.getX(), p.getY());
      }
      path.closePath();
      return path;
    }
  }

  /// A cap round a pole out to latitude `edge`, angles true (Snyder 1987, equations 21-1 to 21-4).
  record PolarStereographic(boolean north, double edge) implements Projection {
    @Override
    public Point2D forward(double lon, double lat) {
      double away = Math.toRadians(90 - (north ? lat : -lat));
      double radius = 2 * Math.tan(away / 2);
      double angle = Math.toRadians(lon);
      return new Point2D.Double(
          radius * Math.sin(angle), (north ? -1 : 1) * radius * Math.cos(angle));
    }

    @Override
    public @Nullable Point2D inverse(double x, double y) {
      double away = Math.toDegrees(2 * Math.atan(Math.hypot(x, y) / 2));
      if (away > 90 - Math.abs(edge)) {
        return null;
      }
      double lon = Math.toDegrees(Math.atan2(x, north ? -y : y));
      return new Point2D.Double(lon, north ? 90 - away : away - 90);
    }

    @Override
    public double centralLongitude() {
      return 0;
    }

    @Override
    public Path2D outline() {
      var path = new Path2D.Double();
      for (int lon = 0; lon < 360; lon++) {
        Point2D p = forward(lon, edge);
        if (lon == 0) {
          path.moveTo(p.getX(), p.getY());
        } else {
          path.lineTo(p.getX(), p.getY());
        }
      }
      path.closePath();
      return path;
    }
  }
}
