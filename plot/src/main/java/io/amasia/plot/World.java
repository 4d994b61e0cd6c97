package io.amasia.plot;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import org.jspecify.annotations.Nullable;

/// The whole Earth (of Mercator's all but the poles) about a middle meridian.
record World(WorldShape shape, double centralLongitude) implements Projection {
  /// Rounding must not put the outline itself beyond it.
  private static final double BARELY = 1e-9;

  @Override
  public Point2D forward(double lon, double lat) {
    double offset = lon - centralLongitude;
    double turned = offset - 360 * Math.floor((offset + 180) / 360);
    // The seam's own meridian belongs to the side it came from.
    return plane(turned == -180 && offset > 0 ? 180 : turned, lat);
  }

  private Point2D plane(double offset, double lat) {
    double within = Math.clamp(lat, -shape.most(), shape.most());
    return new Point2D.Double(Math.toRadians(offset) * shape.width(within), shape.height(within));
  }

  @Override
  public @Nullable Point2D inverse(double x, double y) {
    double lat = shape.latitude(y);
    if (!(Math.abs(lat) <= shape.most() + BARELY)) {
      return null;
    }
    double offset = Math.toDegrees(x / shape.width(lat));
    return Math.abs(offset) <= 180 + BARELY
        ? new Point2D.Double(centralLongitude + offset, lat)
        : null;
  }

  @Override
  public Path2D outline() {
    var path = new Path2D.Double();
    double step = shape.most() / 90;
    for (int i = -90; i <= 90; i++) {
      Point2D p = plane(180, i * step);
      if (i == -90) {
        path.moveTo(p.getX(), p.getY());
      } else {
        path.lineTo(p.getX(), p.getY());
      }
    }
    for (int i = 90; i >= -90; i--) {
      Point2D p = plane(-180, i * step);
      path.lineTo(p.getX(), p.getY());
    }
    path.closePath();
    return path;
  }
}
