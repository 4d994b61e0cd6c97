package io.amasia.plot;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/// Coloured cells over two coordinates, with axes and a colour bar: sections, and diagrams of time
/// and place. Missing cells are grey.
public final class PlaneFigure implements Figure {
  private static final double WIDTH = 520;
  private static final double HEIGHT = 372;
  private static final double TOP = 50;
  private static final double BELOW = 92;

  private final PlaneSpec spec;
  private final Levels levels;
  private final ColorMap colors;
  private final List<Ticks.Tick> yTicks;
  private final Rectangle2D frame;

  PlaneFigure(PlaneSpec spec) {
    this.spec = spec;
    levels = Levels.of(spec.values(), spec.centred(), spec.look().limits(), spec.look().levels());
    colors = ColorMap.of(spec.look().colors().orElse(spec.colors()));
    yTicks = spec.y().ticks(7);
    double widest = 0;
    for (Ticks.Tick tick : yTicks) {
      widest = Math.max(widest, Typeface.width(tick.label(), 8));
    }
    double left = 34 + widest;
    frame = new Rectangle2D.Double(left, TOP, WIDTH - left - 20, HEIGHT - TOP - BELOW);
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public double height() {
    return HEIGHT;
  }

  @Override
  public void draw(Canvas canvas) {
    Surface surface = canvas.surface();
    var left = TextStyle.of(12, TextStyle.Horizontal.LEFT, TextStyle.Vertical.BASELINE);
    surface.text(spec.text().title(), 16, 20, left.inBold());
    surface.text(
        spec.text().subtitle(),
        16,
        35,
        TextStyle.of(9, TextStyle.Horizontal.LEFT, TextStyle.Vertical.BASELINE).in(Ink.FAINT_TEXT));
    double scale = surface.rasterScale();
    surface.image(
        raster(
            (int) Math.ceil(frame.getWidth() * scale), (int) Math.ceil(frame.getHeight() * scale)),
        frame);
    surface.stroke(frame, Ink.FRAME, 0.8, null);
    axes(surface);
    var bar =
        new Rectangle2D.Double(frame.getX() + 40, frame.getMaxY() + 44, frame.getWidth() - 80, 9);
    ColorBar.draw(surface, bar, levels, colors, spec.text().label());
  }

  private BufferedImage raster(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    int[] columns = cells(spec.x(), width);
    int[] rows = cells(spec.y(), height);
    int count = spec.x().edges().length - 1;
    for (int py = 0; py < height; py++) {
      int row = rows[height - 1 - py];
      for (int px = 0; px < width; px++) {
        image.setRGB(px, py, color(spec.values()[row * count + columns[px]]).getRGB());
      }
    }
    return image;
  }

  /// The cell that each of `pixels` shows, from the start of the axis on.
  private static int[] cells(PlaneSpec.Axis axis, int pixels) {
    double[] edges = axis.edges();
    boolean descending = edges[edges.length - 1] < edges[0];
    double[] ascending = edges.clone();
    Arrays.sort(ascending);
    int[] cells = new int[pixels];
    for (int p = 0; p < pixels; p++) {
      double part = (p + 0.5) / pixels;
      double value =
          axis.least() + (axis.downward() ? 1 - part : part) * (axis.most() - axis.least());
      int at = Arrays.binarySearch(ascending, value);
      int cell = Math.clamp(at >= 0 ? at : -at - 2, 0, edges.length - 2);
      cells[p] = descending ? edges.length - 2 - cell : cell;
    }
    return cells;
  }

  private Color color(double value) {
    return Double.isNaN(value) ? Ink.MISSING : colors.at(levels.place(levels.interval(value)));
  }

  private void axes(Surface surface) {
    var below = TextStyle.of(8, TextStyle.Horizontal.CENTER, TextStyle.Vertical.TOP);
    double bottom = frame.getMaxY();
    for (Ticks.Tick tick : spec.x().ticks(9)) {
      double x = frame.getX() + spec.x().place(tick.value()) * frame.getWidth();
      surface.stroke(ColorBar.line(x, bottom, x, bottom + 3), Ink.FRAME, 0.6, null);
      surface.text(tick.label(), x, bottom + 5.5, below);
    }
    var beside = TextStyle.of(8, TextStyle.Horizontal.RIGHT, TextStyle.Vertical.MIDDLE);
    for (Ticks.Tick tick : yTicks) {
      double y = bottom - spec.y().place(tick.value()) * frame.getHeight();
      surface.stroke(ColorBar.line(frame.getX() - 3, y, frame.getX(), y), Ink.FRAME, 0.6, null);
      surface.text(tick.label(), frame.getX() - 5, y, beside);
    }
    var name = TextStyle.of(9, TextStyle.Horizontal.CENTER, TextStyle.Vertical.BASELINE);
    surface.text(spec.x().label(), frame.getCenterX(), bottom + 30, name);
    surface.text(spec.y().label(), 15, frame.getCenterY(), name.turned(90));
  }
}
