package io.amasia.plot;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// Lines on a map by longitude and latitude: meridians and parallels, with their degrees at its
/// sides, coasts and boxes.
final class Graticule {
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
  private final MapExtent.Degrees seen;
  private final double step;

  /// @param toPage from the projection's plane to the page
  /// @param frame where the window stands on the page
  Graticule(Surface surface, MapWindow window, AffineTransform toPage, Rectangle2D frame) {
    this.surface = surface;
    this.window = window;
    this.projection = window.projection();
    this.toPage = toPage;
    this.frame = frame;
    seen = seen();
    step = step();
  }

  private double step() {
    if (!window.isWhole()) {
      double across = seen.east() - seen.west();
      return across > 200
          ? 30
          : Ticks.degreeStep(Math.max(across, 1.4 * (seen.north() - seen.south())), 7);
    }
    return switch (projection) {
      case Projection.Equirectangular(double w, double e, double s, double n) ->
          Ticks.degreeStep(Math.max(e - w, 1.4 * (n - s)), 7);
      case LambertConformal(double w, double e, double s, double n) ->
          Ticks.degreeStep(Math.max(0.8 * (e - w), 1.4 * (n - s)), 7);
      case World _, Orthographic _, Projection.PolarStereographic _ -> 30;
    };
  }

  /// The degrees that the window shows, all of them where it shows a pole.
  private MapExtent.Degrees seen() {
    double middle = projection.centralLongitude();
    double south = 90;
    double north = -90;
    double west = 180;
    double east = -180;
    Point2D centre = window.place(0.5, 0.5);
    double from = centre == null ? middle : centre.getX();
    for (int i = 0; i <= 24 && !window.isWhole(); i++) {
      for (int j = 0; j <= 24; j++) {
        Point2D place = window.place((i + 0.01) / 24.02, (j + 0.01) / 24.02);
        if (place != null) {
          double offset = Math.IEEEremainder(place.getX() - from, 360);
          south = Math.min(south, place.getY());
          north = Math.max(north, place.getY());
          west = Math.min(west, offset);
          east = Math.max(east, offset);
        }
      }
    }
    boolean wide = south > north || east - west > 300 || north > 88 || south < -88;
    return wide
        ? new MapExtent.Degrees(
            middle - 180, south > north ? -90 : south, middle + 180, south > north ? 90 : north)
        : new MapExtent.Degrees(from + west, south, from + east, north);
  }

  /// Draws meridians and parallels.
  void lines() {
    double low = Math.max(-90, seen.south() - step);
    double high = Math.min(90, seen.north() + step);
    boolean round = seen.east() - seen.west() >= 360;
    double west = round ? seen.west() : seen.west() - step;
    double east = round ? seen.east() : seen.east() + step;
    for (double lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
      surface.stroke(path(meridian(lon, low, high)), Ink.GRATICULE, 0.5, null);
    }
    double latStep =
        projection instanceof Projection.PolarStereographic && window.isWhole() ? 10 : step;
    for (double lat = Math.ceil(Math.max(-89.9, low) / latStep) * latStep;
        lat < 90 && lat <= high;
        lat += latStep) {
      surface.stroke(path(parallel(lat, west, east)), Ink.GRATICULE, 0.5, null);
    }
  }

  private static double[] meridian(double lon, double low, double high) {
    double[] line = new double[2 * 91];
    for (int i = 0; i <= 90; i++) {
      line[2 * i] = lon;
      line[2 * i + 1] = low + (high - low) * i / 90;
    }
    return line;
  }

  private static double[] parallel(double lat, double west, double east) {
    double[] line = new double[2 * 181];
    for (int i = 0; i <= 180; i++) {
      line[2 * i] = west + 0.001 + (east - west - 0.002) * i / 180;
      line[2 * i + 1] = lat;
    }
    return line;
  }

  /// The path of a line of lon, lat pairs on the page; the pen is lifted where the map is cut, and
  /// over places that it does not show.
  Shape path(double[] line) {
    var path = new Path2D.Double();
    Point2D last = null;
    double before = 0;
    for (int i = 0; i < line.length / 2; i++) {
      Point2D p = projection.forward(line[2 * i], line[2 * i + 1]);
      double offset = Math.IEEEremainder(line[2 * i] - projection.centralLongitude(), 360);
      boolean cut =
          last == null
              || (hasSeam() && Math.abs(offset - before) > 180)
              || (onSeam(line, i) && onSeam(line, i - 1));
      before = offset;
      last = Double.isNaN(p.getX()) ? null : p;
      if (last == null) {
        continue;
      }
      if (cut) {
        path.moveTo(p.getX(), p.getY());
      } else {
        path.lineTo(p.getX(), p.getY());
      }
    }
    return toPage.createTransformedShape(path);
  }

  /// Whether the map ends at the meridian opposite to its middle.
  private boolean hasSeam() {
    return switch (projection) {
      case Projection.Equirectangular _, LambertConformal _, World _ -> true;
      case Projection.PolarStereographic _, Orthographic _ -> false;
    };
  }

  /// Outlines of countries are cut along ±180°; that edge is no coast.
  private static boolean onSeam(double[] line, int i) {
    return Math.abs(Math.abs(line[2 * i]) - 180) < 1e-6 || line[2 * i + 1] < -89.99;
  }

  /// Writes degrees along the sides.
  void labels() {
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
