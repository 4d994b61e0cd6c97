package io.amasia.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A map: coloured cells to their true edges, coastlines, graticule, colour bar with unit.
///
/// Missing cells are grey; places the grid does not cover stay white.
public final class MapFigure implements Figure {
  private static final double WIDTH = 520;
  private static final double SIDE = 44;
  private static final double TOP = 46;
  private static final double BELOW = 72;

  private final MapSpec spec;
  private final Projection projection;
  private final Rectangle2D extent;
  private final Levels levels;
  private final ColorMap colors;
  private final Rectangle2D frame;

  /// Lays out the map that `spec` asks for.
  public MapFigure(MapSpec spec) {
    this.spec = spec;
    projection = MapExtent.projection(spec.cells(), spec.look().projection());
    extent = projection.outline().getBounds2D();
    levels = Levels.of(spec.values(), spec.centred(), spec.look().limits(), spec.look().levels());
    colors = ColorMap.of(spec.colors());
    double room = WIDTH - 2 * SIDE;
    double ratio = extent.getHeight() / extent.getWidth();
    double w = ratio * room > 380 ? 380 / ratio : room;
    frame = new Rectangle2D.Double((WIDTH - w) / 2, TOP, w, w * ratio);
  }

  /// Where the map itself stands on the page.
  Rectangle2D frame() {
    return frame;
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public double height() {
    return Math.ceil(frame.getMaxY() + BELOW);
  }

  @Override
  public void draw(Canvas canvas) {
    Surface surface = canvas.surface();
    var toPage = AffineTransform.getTranslateInstance(frame.getX(), frame.getMaxY());
    toPage.scale(frame.getWidth() / extent.getWidth(), -frame.getHeight() / extent.getHeight());
    toPage.translate(-extent.getX(), -extent.getY());
    Shape outline = toPage.createTransformedShape(projection.outline());

    titles(surface);
    surface.clip(outline);
    double scale = surface.rasterScale();
    var raster =
        new MapRaster(
            projection,
            extent,
            (int) Math.ceil(frame.getWidth() * scale),
            (int) Math.ceil(frame.getHeight() * scale));
    BufferedImage image = raster.paint(spec.cells(), spec.values(), this::color);
    surface.image(image, frame);
    graticule(surface, toPage);
    for (double[] coast : spec.coastlines()) {
      surface.stroke(project(coast, toPage), Ink.COAST, 0.55, null);
    }
    surface.unclip();
    surface.stroke(outline, Ink.FRAME, 0.8, null);
    double inset = Math.min(60, frame.getWidth() * 0.12);
    ColorBar.draw(
        surface,
        new Rectangle2D.Double(
            frame.getX() + inset, frame.getMaxY() + 27, frame.getWidth() - 2 * inset, 9),
        levels,
        colors,
        spec.label());
    if (Arrays.stream(spec.values()).anyMatch(Double::isNaN)) {
      missingKey(surface);
    }
  }

  private void missingKey(Surface surface) {
    double x = Math.max(frame.getX(), SIDE + 20);
    double y = frame.getMaxY() + 27;
    var box = new Rectangle2D.Double(x - 28, y, 9, 9);
    surface.fill(box, Ink.MISSING);
    surface.stroke(box, Ink.FRAME, 0.4, null);
    surface.text(
        "missing",
        x - 16,
        y + 4.5,
        TextStyle.of(7, TextStyle.Horizontal.LEFT, TextStyle.Vertical.MIDDLE));
  }

  private Color color(double value) {
    return Double.isNaN(value) ? Ink.MISSING : colors.at(levels.place(levels.interval(value)));
  }

  private void titles(Surface surface) {
    double x = Math.min(frame.getX(), SIDE);
    surface.text(
        spec.title(),
        x,
        20,
        TextStyle.of(12, TextStyle.Horizontal.LEFT, TextStyle.Vertical.BASELINE).inBold());
    surface.text(
        spec.subtitle(),
        x,
        35,
        TextStyle.of(9, TextStyle.Horizontal.LEFT, TextStyle.Vertical.BASELINE).in(Ink.FAINT_TEXT));
  }

  private void graticule(Surface surface, AffineTransform toPage) {
    double step =
        switch (projection) {
          case Projection.Equirectangular(double w, double e, double s, double n) ->
              Ticks.degreeStep(Math.max(e - w, 1.4 * (n - s)), 7);
          case LambertConformal(double w, double e, double s, double n) ->
              Ticks.degreeStep(Math.max(0.8 * (e - w), 1.4 * (n - s)), 7);
          case Projection.EqualEarth _, Projection.PolarStereographic _ -> 30;
        };
    double middle = projection.centralLongitude();
    for (double lon = Math.ceil((middle - 180) / step) * step; lon <= middle + 180; lon += step) {
      surface.stroke(project(meridian(lon), toPage), Ink.GRATICULE, 0.5, null);
    }
    double latStep = projection instanceof Projection.PolarStereographic ? 10 : step;
    for (double lat = Math.ceil(-89.9 / latStep) * latStep; lat < 90; lat += latStep) {
      surface.stroke(project(parallel(lat), toPage), Ink.GRATICULE, 0.5, null);
    }
    surface.unclip();
    switch (projection) {
      case Projection.Equirectangular _ -> flatLabels(surface, toPage, step);
      case LambertConformal cone -> coneLabels(surface, toPage, cone, step);
      case Projection.EqualEarth _ -> globeLabels(surface, toPage);
      case Projection.PolarStereographic _ -> polarLabels(surface, toPage);
    }
    surface.clip(toPage.createTransformedShape(projection.outline()));
  }

  /// Longitudes along the lower edge, latitudes along the western one, each beyond its end of the
  /// line.
  private void coneLabels(
      Surface surface, AffineTransform toPage, LambertConformal cone, double step) {
    for (double lon = Math.ceil(cone.west() / step - 1e-9) * step;
        lon <= cone.east() + 1e-9;
        lon += step) {
      Point2D edge = toPage.transform(cone.forward(lon, cone.south()), null);
      Point2D inner = toPage.transform(cone.forward(lon, cone.south() + 0.5), null);
      Point2D beyond = beyond(edge, inner, 10);
      surface.stroke(tick(edge, beyond(edge, inner, 3)), Ink.FRAME, 0.6, null);
      surface.text(
          Ticks.longitude(lon),
          beyond.getX(),
          beyond.getY(),
          TextStyle.of(8, TextStyle.Horizontal.CENTER, TextStyle.Vertical.MIDDLE));
    }
    double across = (cone.east() - cone.west()) / 500;
    for (double lat = Math.ceil(cone.south() / step - 1e-9) * step;
        lat <= Math.min(cone.north(), 89) + 1e-9;
        lat += step) {
      Point2D edge = toPage.transform(cone.forward(cone.west(), lat), null);
      Point2D inner = toPage.transform(cone.forward(cone.west() + across, lat), null);
      Point2D beyond = beyond(edge, inner, 5);
      surface.stroke(tick(edge, beyond(edge, inner, 3)), Ink.FRAME, 0.6, null);
      surface.text(
          Ticks.latitude(lat),
          beyond.getX(),
          beyond.getY(),
          TextStyle.of(8, TextStyle.Horizontal.RIGHT, TextStyle.Vertical.MIDDLE));
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

  private void flatLabels(Surface surface, AffineTransform toPage, double step) {
    if (!(projection
        instanceof
        Projection.Equirectangular(double west, double east, double south, double north))) {
      return;
    }
    var below = TextStyle.of(8, TextStyle.Horizontal.CENTER, TextStyle.Vertical.TOP);
    for (double lon = Math.ceil(west / step - 1e-9) * step; lon <= east + 1e-9; lon += step) {
      double x = frame.getX() + (lon - west) / (east - west) * frame.getWidth();
      surface.stroke(
          ColorBar.line(x, frame.getMaxY(), x, frame.getMaxY() + 3), Ink.FRAME, 0.6, null);
      surface.text(Ticks.longitude(lon), x, frame.getMaxY() + 5.5, below);
    }
    var left = TextStyle.of(8, TextStyle.Horizontal.RIGHT, TextStyle.Vertical.MIDDLE);
    for (double lat = Math.ceil(south / step - 1e-9) * step; lat <= north + 1e-9; lat += step) {
      double y = toPage.transform(new Point2D.Double(0, lat), null).getY();
      surface.stroke(ColorBar.line(frame.getX() - 3, y, frame.getX(), y), Ink.FRAME, 0.6, null);
      surface.text(Ticks.latitude(lat), frame.getX() - 5, y, left);
    }
  }

  private void globeLabels(Surface surface, AffineTransform toPage) {
    var left = TextStyle.of(7.5, TextStyle.Horizontal.RIGHT, TextStyle.Vertical.MIDDLE);
    double edge = projection.centralLongitude() - 179.999;
    for (int lat = -60; lat <= 60; lat += 30) {
      Point2D p = toPage.transform(projection.forward(edge, lat), null);
      surface.text(Ticks.latitude(lat), p.getX() - 4, p.getY() - 4 * Math.signum(lat), left);
    }
    var below = TextStyle.of(7.5, TextStyle.Horizontal.CENTER, TextStyle.Vertical.TOP);
    double middle = projection.centralLongitude();
    for (int offset = -120; offset <= 120; offset += 60) {
      Point2D p = toPage.transform(projection.forward(middle + offset, -89.99), null);
      surface.text(Ticks.longitude(middle + offset), p.getX(), p.getY() + 5, below);
    }
  }

  private void polarLabels(Surface surface, AffineTransform toPage) {
    if (!(projection instanceof Projection.PolarStereographic(boolean north, double edge))) {
      return;
    }
    double beyond = 0.055 * (90 - Math.abs(edge)) + 0.8;
    double outside = north ? edge - beyond : edge + beyond;
    for (int lon = -150; lon <= 180; lon += 30) {
      Point2D p = toPage.transform(projection.forward(lon, outside), null);
      surface.text(
          Ticks.longitude(lon),
          p.getX(),
          p.getY(),
          TextStyle.of(7.5, TextStyle.Horizontal.CENTER, TextStyle.Vertical.MIDDLE));
    }
  }

  private static double[] meridian(double lon) {
    double[] line = new double[2 * 91];
    for (int i = 0; i <= 90; i++) {
      line[2 * i] = lon;
      line[2 * i + 1] = -90 + 2 * i;
    }
    return line;
  }

  private double[] parallel(double lat) {
    double[] line = new double[2 * 181];
    for (int i = 0; i <= 180; i++) {
      line[2 * i] = projection.centralLongitude() - 179.999 + 2 * i * 0.99999;
      line[2 * i + 1] = lat;
    }
    return line;
  }

  /// The path of a line of lon, lat pairs; the pen is lifted where the map is cut.
  private Shape project(double[] line, AffineTransform toPage) {
    var path = new Path2D.Double();
    List<Point2D> points = new ArrayList<>();
    double jump = extent.getWidth() / 2;
    for (int i = 0; i < line.length; i += 2) {
      points.add(projection.forward(line[i], line[i + 1]));
    }
    for (int i = 0; i < points.size(); i++) {
      Point2D p = points.get(i);
      boolean cut =
          i == 0
              || Math.abs(p.getX() - points.get(i - 1).getX()) > jump
              || (onSeam(line, i) && onSeam(line, i - 1));
      if (cut) {
        path.moveTo(p.getX(), p.getY());
      } else {
        path.lineTo(p.getX(), p.getY());
      }
    }
    return toPage.createTransformedShape(path);
  }

  /// Outlines of countries are cut along ±180°; that edge is no coast.
  private static boolean onSeam(double[] line, int i) {
    return Math.abs(Math.abs(line[2 * i]) - 180) < 1e-6 || line[2 * i + 1] < -89.99;
  }
}
