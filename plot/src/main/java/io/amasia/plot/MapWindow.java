package io.amasia.plot;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The part of a projection's plane that a map shows: that of all its cells, or closer to a place.
///
/// @param home the part that all cells take, or the whole outline where they go round the Earth
/// @param shown the part that is shown, of the form of `home`
record MapWindow(Projection projection, Rectangle2D home, Rectangle2D shown) {
  private static final int SAMPLES = 40;

  /// What a map of `cells` shows that is to look so.
  static MapWindow of(Cells cells, Look look) {
    Projection projection = MapExtent.projection(cells, look.projection());
    Optional<MapLook.Place> middle = look.map().middle();
    // A globe is turned to the place in its middle.
    Projection turned =
        projection instanceof Orthographic && middle.isPresent()
            ? new Orthographic(middle.get().lon(), middle.get().lat())
            : projection;
    return of(turned, MapExtent.degrees(cells), look.map());
  }

  private static MapWindow of(Projection projection, MapExtent.Degrees cells, MapLook look) {
    Rectangle2D home = home(projection, cells);
    Point2D middle =
        look.middle()
            .filter(_ -> !(projection instanceof Orthographic))
            .map(place -> within(home, projection.forward(place.lon(), place.lat())))
            .orElseGet(() -> new Point2D.Double(home.getCenterX(), home.getCenterY()));
    double width = home.getWidth() / look.zoom();
    double height = home.getHeight() / look.zoom();
    var shown =
        new Rectangle2D.Double(
            middle.getX() - width / 2, middle.getY() - height / 2, width, height);
    return new MapWindow(
        projection, home, look.zoom() == 1 && !isMoved(home, shown) ? home : shown);
  }

  private static boolean isMoved(Rectangle2D home, Rectangle2D shown) {
    return Math.hypot(home.getX() - shown.getX(), home.getY() - shown.getY())
        > 1e-6 * home.getWidth();
  }

  private static Point2D within(Rectangle2D home, Point2D p) {
    return Double.isNaN(p.getX())
        ? new Point2D.Double(home.getCenterX(), home.getCenterY())
        : new Point2D.Double(
            Math.clamp(p.getX(), home.getMinX(), home.getMaxX()),
            Math.clamp(p.getY(), home.getMinY(), home.getMaxY()));
  }

  private static Rectangle2D home(Projection projection, MapExtent.Degrees cells) {
    Rectangle2D outline = projection.outline().getBounds2D();
    if (!(projection instanceof World) || cells.isWorld()) {
      return outline;
    }
    double width = cells.east() - cells.west();
    var path = new Path2D.Double();
    for (int i = 0; i <= SAMPLES; i++) {
      // The two sides of a seam are one meridian: keep to the inner ones.
      double share = Math.clamp((double) i / SAMPLES, 1e-6, 1 - 1e-6);
      for (int j = 0; j <= SAMPLES; j++) {
        double lat = cells.south() + (cells.north() - cells.south()) * j / SAMPLES;
        Point2D p = projection.forward(cells.west() + share * width, lat);
        if (i + j == 0) {
          path.moveTo(p.getX(), p.getY());
        } else {
          path.lineTo(p.getX(), p.getY());
        }
      }
    }
    Rectangle2D home = path.getBounds2D();
    return home.getWidth() > 0 && home.getHeight() > 0 ? home : outline;
  }

  /// Whether all is shown that the projection has.
  boolean isWhole() {
    Rectangle2D outline = projection.outline().getBounds2D();
    return shown.equals(outline);
  }

  /// The edge of what is shown.
  Shape outline() {
    Path2D whole = projection.outline();
    if (isWhole()) {
      return whole;
    }
    var part = new Area(whole);
    part.intersect(new Area(shown));
    return part;
  }

  /// Whether a place in degrees is in it.
  boolean shows(double lon, double lat) {
    Point2D p = projection.forward(lon, lat);
    Point2D back = shown.contains(p) ? projection.inverse(p.getX(), p.getY()) : null;
    return back != null;
  }

  /// Longitude and latitude at shares of the width from the left and of the height from the top;
  /// null where there is no place.
  @Nullable Point2D place(double right, double down) {
    return projection.inverse(
        shown.getX() + right * shown.getWidth(), shown.getMaxY() - down * shown.getHeight());
  }
}
