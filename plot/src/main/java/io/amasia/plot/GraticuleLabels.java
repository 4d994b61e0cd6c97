package io.amasia.plot;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// The degrees of meridians and parallels, at the sides of a map.
final class GraticuleLabels {
  /// Nearer to each other than this, in points, labels run together.
  private static final double GAP = 34;

  private static final TextStyle BELOW =
      TextStyle.of(8, TextStyle.Horizontal.CENTER, TextStyle.Vertical.TOP);
  private static final TextStyle LEFT =
      TextStyle.of(8, TextStyle.Horizontal.RIGHT, TextStyle.Vertical.MIDDLE);

  private final Surface surface;
  private final MapWindow window;
  private final Projection projection;
  private final AffineTransform toPage;
  private final Rectangle2D frame;
  private final double step;

  /// @param toPage from the projection's plane to the page
  /// @param frame where the window stands on the page
  /// @param step degrees from one line to the next
  GraticuleLabels(
      Surface surface, MapWindow window, AffineTransform toPage, Rectangle2D frame, double step) {
    this.surface = surface;
    this.window = window;
    this.projection = window.projection();
    this.toPage = toPage;
    this.frame = frame;
    this.step = step;
  }

  /// Writes them.
  void write() {
    switch (projection) {
      case Projection.Equirectangular flat when window.isWhole() -> flat(flat);
      case LambertConformal cone when window.isWhole() -> cone(cone);
      case Projection.PolarStereographic cap when window.isWhole() -> cap(cap);
      case World world when window.isWhole() -> world(world);
      case Projection.Equirectangular _,
          LambertConformal _,
          Projection.PolarStereographic _,
          World _,
          Orthographic _ ->
          sides();
    }
  }

  private void flat(Projection.Equirectangular flat) {
    double wide = flat.east() - flat.west();
    for (double lon = Math.ceil(flat.west() / step - 1e-9) * step;
        lon <= flat.east() + 1e-9;
        lon += step) {
      below(frame.getX() + (lon - flat.west()) / wide * frame.getWidth(), lon);
    }
    for (double lat = Math.ceil(flat.south() / step - 1e-9) * step;
        lat <= flat.north() + 1e-9;
        lat += step) {
      left(frame.getX(), toPage.transform(new Point2D.Double(0, lat), null).getY(), lat);
    }
  }

  private void below(double x, double lon) {
    double y = frame.getMaxY();
    surface.stroke(ColorBar.line(x, y, x, y + 3), Ink.FRAME, 0.6, null);
    surface.text(Ticks.longitude(lon), x, y + 5.5, BELOW);
  }

  private void left(double x, double y, double lat) {
    surface.stroke(ColorBar.line(x - 3, y, x, y), Ink.FRAME, 0.6, null);
    surface.text(Ticks.latitude(lat), x - 5, y, LEFT);
  }

  /// Longitudes along the lower edge, latitudes along the western one, each beyond its end of the
  /// line.
  private void cone(LambertConformal cone) {
    var middle = TextStyle.of(8, TextStyle.Horizontal.CENTER, TextStyle.Vertical.MIDDLE);
    for (double lon = Math.ceil(cone.west() / step - 1e-9) * step;
        lon <= cone.east() + 1e-9;
        lon += step) {
      Point2D edge = toPage.transform(cone.forward(lon, cone.south()), null);
      Point2D inner = toPage.transform(cone.forward(lon, cone.south() + 0.5), null);
      Point2D beyond = beyond(edge, inner, 10);
      surface.stroke(tick(edge, beyond(edge, inner, 3)), Ink.FRAME, 0.6, null);
      surface.text(Ticks.longitude(lon), beyond.getX(), beyond.getY(), middle);
    }
    double across = (cone.east() - cone.west()) / 500;
    for (double lat = Math.ceil(cone.south() / step - 1e-9) * step;
        lat <= Math.min(cone.north(), 89) + 1e-9;
        lat += step) {
      Point2D edge = toPage.transform(cone.forward(cone.west(), lat), null);
      Point2D inner = toPage.transform(cone.forward(cone.west() + across, lat), null);
      Point2D beyond = beyond(edge, inner, 5);
      surface.stroke(tick(edge, beyond(edge, inner, 3)), Ink.FRAME, 0.6, null);
      surface.text(Ticks.latitude(lat), beyond.getX(), beyond.getY(), LEFT);
    }
  }

  /// The point `far` points beyond `edge`, seen from `inner`.
  private static Point2D beyond(Point2D edge, Point2D inner, double far) {
    double length = Math.max(1e-9, edge.distance(inner));
    return new Point2D.Double(
        edge.getX() + (edge.getX() - inner.getX()) / length * far,
        edge.getY() + (edge.getY() - inner.getY()) / length * far);
  }

  private static Shape tick(Point2D from, Point2D to) {
    return ColorBar.line(from.getX(), from.getY(), to.getX(), to.getY());
  }

  /// Latitudes along the outline, longitudes below it unless the pole is a point.
  private void world(World world) {
    var left = TextStyle.of(7.5, TextStyle.Horizontal.RIGHT, TextStyle.Vertical.MIDDLE);
    double middle = world.centralLongitude();
    for (int lat = -60; lat <= 60; lat += 30) {
      Point2D p = toPage.transform(world.forward(middle - 179.999, lat), null);
      surface.text(Ticks.latitude(lat), p.getX() - 4, p.getY() - 4 * Math.signum(lat), left);
    }
    var below = TextStyle.of(7.5, TextStyle.Horizontal.CENTER, TextStyle.Vertical.TOP);
    Point2D west = toPage.transform(world.forward(middle - 60, -90), null);
    Point2D east = toPage.transform(world.forward(middle, -90), null);
    for (int offset = -120; offset <= 120 && east.getX() - west.getX() > GAP; offset += 60) {
      Point2D p = toPage.transform(world.forward(middle + offset, -90), null);
      surface.text(Ticks.longitude(middle + offset), p.getX(), p.getY() + 5, below);
    }
  }

  private void cap(Projection.PolarStereographic cap) {
    double beyond = 0.055 * (90 - Math.abs(cap.edge())) + 0.8;
    double outside = cap.north() ? cap.edge() - beyond : cap.edge() + beyond;
    for (int lon = -150; lon <= 180; lon += 30) {
      Point2D p = toPage.transform(cap.forward(lon, outside), null);
      surface.text(
          Ticks.longitude(lon),
          p.getX(),
          p.getY(),
          TextStyle.of(7.5, TextStyle.Horizontal.CENTER, TextStyle.Vertical.MIDDLE));
    }
  }

  /// Where meridians meet the lower side and parallels the left one, or the rim of a round map that
  /// is near it.
  private void sides() {
    int rows = (int) frame.getHeight();
    double[] rim = new double[rows];
    for (int y = 0; y < rows; y++) {
      rim[y] = rim((y + 0.5) / rows);
    }
    marks(
        rows,
        15,
        y -> Double.isNaN(rim[(int) y]) ? null : window.place(rim[(int) y], (y + 0.5) / rows),
        (y, lat) -> left(frame.getX() + rim[(int) y] * frame.getWidth(), frame.getY() + y, lat),
        false);
    int columns = (int) frame.getWidth();
    marks(
        columns,
        GAP,
        x -> window.place((x + 0.5) / columns, 1 - 0.5 / rows),
        (x, lon) -> below(frame.getX() + x, lon),
        true);
  }

  /// The share of the width at which a row begins to show the Earth; NaN if that is far inside.
  private double rim(double down) {
    for (double right = 0.001; right < 0.45; right += 0.004) {
      if (window.place(right, down) != null) {
        return right;
      }
    }
    return Double.NaN;
  }

  private interface Mark {
    void draw(double at, double degrees);
  }

  private void marks(
      int length,
      double gap,
      DoubleFunction<@Nullable Point2D> placeAt,
      Mark mark,
      boolean longitude) {
    double before = Double.NaN;
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      Point2D place = placeAt.apply(i);
      double value = place == null ? Double.NaN : longitude ? place.getX() : place.getY();
      // False across gaps and seams.
      if (Math.abs(value - before) < 90 && value != before && i - last >= gap) {
        double degrees = Math.rint((value + before) / 2 / step) * step;
        if ((before - degrees) * (value - degrees) <= 0) {
          mark.draw(i, degrees);
          last = i;
        }
      }
      before = value;
    }
  }
}
