package io.amasia.plot;

import io.amasia.geo.LonLatBox;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/// A map: coloured cells to their true edges, coastlines, graticule, colour bar with unit.
///
/// Missing cells are grey; places the grid does not cover stay white.
public final class MapFigure implements Figure {
  private static final double WIDTH = 520;
  private static final double SIDE = 44;
  private static final double TOP = 46;
  private static final double BELOW = 72;

  private final MapSpec spec;
  private final MapWindow window;
  private final Levels levels;
  private final ColorMap colors;
  private final Rectangle2D frame;

  /// Lays out the map that `spec` asks for.
  public MapFigure(MapSpec spec) {
    this.spec = spec;
    window = MapWindow.of(spec.cells(), spec.look());
    levels = Levels.of(spec.values(), spec.centred(), spec.look().limits(), spec.look().levels());
    colors = ColorMap.of(spec.colors());
    double room = WIDTH - 2 * SIDE;
    double ratio = window.shown().getHeight() / window.shown().getWidth();
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
    MapLook look = spec.look().map();
    Rectangle2D shown = window.shown();
    var toPage = AffineTransform.getTranslateInstance(frame.getX(), frame.getMaxY());
    toPage.scale(frame.getWidth() / shown.getWidth(), -frame.getHeight() / shown.getHeight());
    toPage.translate(-shown.getX(), -shown.getY());
    Shape outline = toPage.createTransformedShape(window.outline());
    var graticule = new Graticule(surface, window, toPage, frame);

    titles(surface);
    if (look.graticule()) {
      graticule.labels();
    }
    surface.clip(outline);
    surface.image(raster(surface.rasterScale(), look.edges()), frame);
    if (look.graticule()) {
      graticule.lines();
    }
    if (look.coasts()) {
      for (double[] coast : spec.coastlines()) {
        surface.stroke(graticule.path(coast), Ink.COAST, 0.55, null);
      }
    }
    look.marked().ifPresent(box -> mark(surface, graticule.path(sides(box))));
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

  private BufferedImage raster(double scale, boolean edges) {
    var raster =
        new MapRaster(
            window.projection(),
            window.shown(),
            (int) Math.ceil(frame.getWidth() * scale),
            (int) Math.ceil(frame.getHeight() * scale),
            edges);
    return raster.paint(spec.cells(), spec.values(), this::color);
  }

  /// A dark line on a light one, seen on every colour.
  private static void mark(Surface surface, Shape line) {
    surface.stroke(line, Ink.PAPER, 2.4, null);
    surface.stroke(line, Ink.MARK, 1.1, null);
  }

  private static double[] sides(LonLatBox box) {
    int steps = 60;
    double[] line = new double[8 * steps + 2];
    double[][] corners = {
      {box.west(), box.south()},
      {box.east(), box.south()},
      {box.east(), box.north()},
      {box.west(), box.north()},
      {box.west(), box.south()}
    };
    for (int i = 0; i <= 4 * steps; i++) {
      int side = Math.min(3, i / steps);
      double share = (double) (i - side * steps) / steps;
      for (int d = 0; d < 2; d++) {
        double from = corners[side][d];
        line[2 * i + d] = from + share * (corners[side + 1][d] - from);
      }
    }
    return line;
  }
}
