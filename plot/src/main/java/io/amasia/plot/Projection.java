package io.amasia.plot;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import org.jspecify.annotations.Nullable;

/// A map projection: degrees to a plane, whose y goes up, and back.
sealed interface Projection
    permits Projection.Equirectangular,
        LambertConformal,
        World,
        Orthographic,
        Projection.PolarStereographic {

  /// The point of the plane for a longitude and latitude in degrees; NaN where the map can't show
  /// the place.
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
