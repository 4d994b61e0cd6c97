package io.amasia.plot;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The side of the globe that faces the reader, seen from afar over a place. What lies on the other
/// side has no point (NaN). Source: Snyder (1987), equations 20-3 to 20-15.
record Orthographic(double centralLongitude, double centralLatitude) implements Projection {
  private static final double BARELY = 1e-9;

  /// No side along the rim is longer, as an angle.
  private static final double RIM_STEP = Math.toRadians(1);

  @Override
  public Point2D forward(double lon, double lat) {
    double[] seen = seen(lon, lat);
    return seen[2] < -BARELY
        ? new Point2D.Double(Double.NaN, Double.NaN)
        : new Point2D.Double(seen[0], seen[1]);
  }

  /// The points of the part of a ring that lies on this side, along the rim where the ring is on
  /// the other; none if all of it is.
  List<Point2D> near(CellRing ring) {
    List<Point2D> points = new ArrayList<>();
    double entered = Double.NaN;
    double left = Double.NaN;
    for (int k = 0; k < ring.size(); k++) {
      int next = (k + 1) % ring.size();
      double[] here = seen(ring.lon(k), ring.lat(k));
      double[] there = seen(ring.lon(next), ring.lat(next));
      if (here[2] >= 0) {
        points.add(new Point2D.Double(here[0], here[1]));
      }
      if (here[2] < 0 != there[2] < 0) {
        double part = here[2] / (here[2] - there[2]);
        double angle =
            Math.atan2(
                here[1] + part * (there[1] - here[1]), here[0] + part * (there[0] - here[0]));
        if (here[2] >= 0) {
          left = angle;
          points.add(onRim(angle));
        } else if (Double.isNaN(left)) {
          entered = angle;
        } else {
          addRim(points, left, angle);
        }
      }
    }
    if (!Double.isNaN(entered)) {
      addRim(points, left, entered);
    }
    return points;
  }

  /// Goes along the rim the shorter way.
  private static void addRim(List<Point2D> points, double from, double to) {
    double turn = Math.IEEEremainder(to - from, 2 * Math.PI);
    int steps = 1 + (int) Math.ceil(Math.abs(turn) / RIM_STEP);
    for (int i = 1; i <= steps; i++) {
      points.add(onRim(from + turn * i / steps));
    }
  }

  private static Point2D onRim(double angle) {
    return new Point2D.Double(Math.cos(angle), Math.sin(angle));
  }

  /// To the right, up, and towards the reader.
  private double[] seen(double lon, double lat) {
    double offset = Math.toRadians(lon - centralLongitude);
    double sine = Math.sin(Math.toRadians(centralLatitude));
    double cosine = Math.cos(Math.toRadians(centralLatitude));
    double s = Math.sin(Math.toRadians(lat));
    double c = Math.cos(Math.toRadians(lat));
    return new double[] {
      c * Math.sin(offset),
      cosine * s - sine * c * Math.cos(offset),
      sine * s + cosine * c * Math.cos(offset)
    };
  }

  @Override
  public @Nullable Point2D inverse(double x, double y) {
    double r2 = x * x + y * y;
    if (r2 > 1) {
      return null;
    }
    double sine = Math.sin(Math.toRadians(centralLatitude));
    double cosine = Math.cos(Math.toRadians(centralLatitude));
    double depth = Math.sqrt(1 - r2);
    return new Point2D.Double(
        centralLongitude + Math.toDegrees(Math.atan2(x, depth * cosine - y * sine)),
        Math.toDegrees(Math.asin(Math.clamp(depth * sine + y * cosine, -1, 1))));
  }

  @Override
  public Path2D outline() {
    return new Path2D.Double(new Ellipse2D.Double(-1, -1, 2, 2));
  }
}
