package io.amasia.plot;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import org.jspecify.annotations.Nullable;

/// Part of the middle or high latitudes on a cone, angles true: `west … east` and `south … north`
/// are shown, parallels are arcs and meridians straight lines. Lengths are true along two parallels
/// a sixth of the way in. Source: Snyder (1987), equations 15-1 to 15-5, for the sphere.
record LambertConformal(double west, double east, double south, double north)
    implements Projection {
  /// How far the latitude of the other pole, which lies infinitely far, is followed.
  private static final double FARTHEST = 89.5;

  private double cone() {
    double a = Math.toRadians(south + (north - south) / 6);
    double b = Math.toRadians(north - (north - south) / 6);
    return Math.log(Math.cos(a) / Math.cos(b)) / Math.log(stretch(b) / stretch(a));
  }

  private static double stretch(double radians) {
    return Math.tan(Math.PI / 4 + radians / 2);
  }

  private double scale(double cone) {
    double a = Math.toRadians(south + (north - south) / 6);
    return Math.cos(a) * Math.pow(stretch(a), cone) / cone;
  }

  /// The distance of a parallel from the apex; negative where the apex is the south pole.
  private static double radius(double cone, double scale, double lat) {
    double followed = cone > 0 ? Math.clamp(lat, -FARTHEST, 90) : Math.clamp(lat, -90, FARTHEST);
    return scale / Math.pow(stretch(Math.toRadians(followed)), cone);
  }

  @Override
  public Point2D forward(double lon, double lat) {
    double cone = cone();
    double scale = scale(cone);
    double radius = radius(cone, scale, lat);
    double offset = lon - centralLongitude();
    double turned = offset - 360 * Math.floor((offset + 180) / 360);
    double angle = cone * Math.toRadians(turned);
    return new Point2D.Double(
        radius * Math.sin(angle), radius(cone, scale, middle()) - radius * Math.cos(angle));
  }

  private double middle() {
    return (south + north) / 2;
  }

  @Override
  public @Nullable Point2D inverse(double x, double y) {
    double cone = cone();
    double scale = scale(cone);
    double sign = Math.signum(cone);
    double down = radius(cone, scale, middle()) - y;
    double radius = sign * Math.hypot(x, down);
    double lon = centralLongitude() + Math.toDegrees(Math.atan2(sign * x, sign * down)) / cone;
    double lat =
        radius == 0
            ? sign * 90
            : Math.toDegrees(2 * Math.atan(Math.pow(scale / radius, 1 / cone)) - Math.PI / 2);
    return lon < west || lon > east || lat < south || lat > north
        ? null
        : new Point2D.Double(lon, lat);
  }

  @Override
  public double centralLongitude() {
    return (west + east) / 2;
  }

  @Override
  public Path2D outline() {
    var path = new Path2D.Double();
    int steps = 120;
    for (int i = 0; i <= steps; i++) {
      Point2D p = forward(west + (east - west) * i / steps, south);
      if (i == 0) {
        path.moveTo(p.getX(), p.getY());
      } else {
        path.lineTo(p.getX(), p.getY());
      }
    }
    for (int i = steps; i >= 0; i--) {
      Point2D p = forward(west + (east - west) * i / steps, north);
      path.lineTo(p.getX(), p.getY());
    }
    path.closePath();
    return path;
  }
}
