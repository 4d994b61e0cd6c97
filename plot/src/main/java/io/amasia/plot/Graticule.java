package io.amasia.plot;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/// Lines on a map by longitude and latitude: meridians and parallels, coasts and boxes.
final class Graticule {
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
    new GraticuleLabels(surface, window, toPage, frame, step).write();
  }
}
