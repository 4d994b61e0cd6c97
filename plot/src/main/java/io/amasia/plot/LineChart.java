package io.amasia.plot;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// A line chart: series over time or another coordinate, with shaded spreads, legend and base
/// period.
public final class LineChart implements Figure {
  private static final double WIDTH = 520;
  private static final double HEIGHT = 320;

  private final LineChartSpec spec;
  private final Rectangle2D frame;
  private final double west;
  private final double east;
  private final double south;
  private final double north;
  private final List<Ticks.Tick> yTicks;

  /// Lays out the chart that `spec` asks for.
  public LineChart(LineChartSpec spec) {
    this.spec = spec;
    double[] x = range(true);
    double[] y = range(false);
    if (spec.zeroLine()) {
      y[0] = Math.min(y[0], 0);
      y[1] = Math.max(y[1], 0);
    }
    double pad = (y[1] - y[0]) * 0.06;
    south = y[0] - pad;
    north = y[1] + pad;
    west = x[0];
    east = x[1];
    yTicks = Ticks.linear(south, north, 7);
    double widest = 0;
    for (Ticks.Tick tick : yTicks) {
      widest = Math.max(widest, Typeface.width(tick.label(), 8));
    }
    double left = 30 + widest;
    frame = new Rectangle2D.Double(left, 50, WIDTH - left - 18, HEIGHT - 50 - below());
  }

  /// Room for tick labels, the axis label and the note.
  private double below() {
    double axis = spec.x() instanceof LineChartSpec.X.Time ? 26 : 44;
    return axis + (hasFoot() ? 18 : 0);
  }

  private boolean hasFoot() {
    return !spec.note().isEmpty();
  }

  private double[] range(boolean horizontal) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Series series : spec.series()) {
      if (horizontal) {
        for (int i = 0; i < series.size(); i++) {
          least = Math.min(least, series.x(i));
          most = Math.max(most, series.x(i));
        }
      } else if (series.range().isPresent()) {
        double[] range = series.range().get();
        least = Math.min(least, range[0]);
        most = Math.max(most, range[1]);
      }
    }
    if (least > most) {
      return new double[] {0, 1};
    }
    if (least == most) {
      double around = least == 0 || horizontal ? 0.5 : Math.abs(least) * 0.05;
      return new double[] {least - around, most + around};
    }
    return new double[] {least, most};
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
    titles(surface);
    base(surface);
    yAxis(surface);
    xAxis(surface);
    surface.clip(frame);
    if (spec.zeroLine()) {
      surface.stroke(
          ColorBar.line(frame.getX(), py(0), frame.getMaxX(), py(0)), Ink.FAINT_TEXT, 0.8, null);
    }
    for (int i = 0; i < spec.series().size(); i++) {
      shade(surface, spec.series().get(i), color(i));
    }
    for (int i = 0; i < spec.series().size(); i++) {
      surface.stroke(path(spec.series().get(i)), color(i), 1.4, null);
      lonePoints(surface, spec.series().get(i), color(i));
    }
    surface.unclip();
    surface.stroke(
        ColorBar.line(frame.getX(), frame.getY(), frame.getX(), frame.getMaxY()),
        Ink.FRAME,
        0.8,
        null);
    surface.stroke(
        ColorBar.line(frame.getX(), frame.getMaxY(), frame.getMaxX(), frame.getMaxY()),
        Ink.FRAME,
        0.8,
        null);
    legend(surface);
    if (hasFoot()) {
      surface.text(
          spec.note(),
          frame.getX(),
          HEIGHT - 9,
          TextStyle.of(7.5, TextStyle.Horizontal.LEFT, TextStyle.Vertical.BASELINE)
              .in(Ink.FAINT_TEXT));
    }
  }

  private void titles(Surface surface) {
    var title = TextStyle.of(12, TextStyle.Horizontal.LEFT, TextStyle.Vertical.BASELINE).inBold();
    surface.text(spec.title(), 16, 20, title);
    surface.text(
        spec.subtitle(),
        16,
        35,
        TextStyle.of(9, TextStyle.Horizontal.LEFT, TextStyle.Vertical.BASELINE).in(Ink.FAINT_TEXT));
  }

  private void base(Surface surface) {
    spec.base()
        .ifPresent(period -> {
          double from = Math.max(px(period.start()), frame.getX());
          double to = Math.min(px(period.end()), frame.getMaxX());
          if (to <= from) {
            return;
          }
          surface.fill(
              new Rectangle2D.Double(from, frame.getY(), to - from, frame.getHeight()),
              new Color(0xF0, 0xF0, 0xEC));
          surface.text(
              period.label(),
              (from + to) / 2,
              frame.getMaxY() - 5,
              TextStyle.of(7.5, TextStyle.Horizontal.CENTER, TextStyle.Vertical.BASELINE)
                  .in(Ink.FAINT_TEXT));
        });
  }

  private void yAxis(Surface surface) {
    var style = TextStyle.of(8, TextStyle.Horizontal.RIGHT, TextStyle.Vertical.MIDDLE);
    for (Ticks.Tick tick : yTicks) {
      double y = py(tick.value());
      surface.stroke(ColorBar.line(frame.getX(), y, frame.getMaxX(), y), Ink.GRID, 0.5, null);
      surface.text(tick.label(), frame.getX() - 5, y, style);
    }
    surface.text(
        spec.yLabel(),
        15,
        frame.getCenterY(),
        TextStyle.of(9, TextStyle.Horizontal.CENTER, TextStyle.Vertical.MIDDLE).turned(90));
  }

  private void xAxis(Surface surface) {
    List<Ticks.Tick> ticks =
        switch (spec.x()) {
          case LineChartSpec.X.Time _ -> TimeTicks.of(west, east);
          case LineChartSpec.X.Quantity _ -> Ticks.linear(west, east, 9);
        };
    var style = TextStyle.of(8, TextStyle.Horizontal.CENTER, TextStyle.Vertical.TOP);
    for (Ticks.Tick tick : ticks) {
      double x = px(tick.value());
      surface.stroke(
          ColorBar.line(x, frame.getMaxY(), x, frame.getMaxY() + 3.5), Ink.FRAME, 0.6, null);
      surface.text(tick.label(), x, frame.getMaxY() + 6.5, style);
    }
    if (spec.x() instanceof LineChartSpec.X.Quantity(String label)) {
      surface.text(
          label,
          frame.getCenterX(),
          frame.getMaxY() + 30,
          TextStyle.of(9, TextStyle.Horizontal.CENTER, TextStyle.Vertical.BASELINE));
    }
  }

  private void shade(Surface surface, Series series, Color color) {
    if (!series.hasSpread()) {
      return;
    }
    // Each run without gaps is an area of its own.
    int start = -1;
    for (int i = 0; i <= series.size(); i++) {
      boolean there =
          i < series.size() && Double.isFinite(series.low(i)) && Double.isFinite(series.high(i));
      if (there && start < 0) {
        start = i;
      } else if (!there && start >= 0) {
        surface.fill(area(series, start, i), Ink.translucent(color, 0.22));
        start = -1;
      }
    }
  }

  private Path2D area(Series series, int from, int to) {
    var path = new Path2D.Double();
    path.moveTo(px(series.x(from)), py(series.high(from)));
    for (int i = from + 1; i < to; i++) {
      path.lineTo(px(series.x(i)), py(series.high(i)));
    }
    for (int i = to - 1; i >= from; i--) {
      path.lineTo(px(series.x(i)), py(series.low(i)));
    }
    path.closePath();
    return path;
  }

  private Path2D path(Series series) {
    var path = new Path2D.Double();
    boolean down = false;
    for (int i = 0; i < series.size(); i++) {
      if (!Double.isFinite(series.y(i))) {
        down = false;
      } else if (down) {
        path.lineTo(px(series.x(i)), py(series.y(i)));
      } else {
        path.moveTo(px(series.x(i)), py(series.y(i)));
        down = true;
      }
    }
    return path;
  }

  /// A value without neighbours has no line, so it gets a dot.
  private void lonePoints(Surface surface, Series series, Color color) {
    for (int i = 0; i < series.size(); i++) {
      boolean before = i > 0 && Double.isFinite(series.y(i - 1));
      boolean after = i + 1 < series.size() && Double.isFinite(series.y(i + 1));
      if (Double.isFinite(series.y(i)) && !before && !after) {
        var dot =
            new java.awt.geom.Ellipse2D.Double(px(series.x(i)) - 2, py(series.y(i)) - 2, 4, 4);
        surface.fill(dot, color);
      }
    }
  }

  private void legend(Surface surface) {
    List<Integer> named = new ArrayList<>();
    for (int i = 0; i < spec.series().size(); i++) {
      if (!spec.series().get(i).label().isEmpty()) {
        named.add(i);
      }
    }
    if (named.isEmpty() || (spec.series().size() == 1 && !spec.series().getFirst().hasSpread())) {
      return;
    }
    double widest = 0;
    for (int i : named) {
      widest = Math.max(widest, Typeface.width(spec.series().get(i).label(), 8.5));
    }
    double w = widest + 38;
    double h = 14.0 * named.size() + 6;
    double[] corner = freeCorner(w, h);
    surface.fill(new Rectangle2D.Double(corner[0], corner[1], w, h), new Color(255, 255, 255, 205));
    double y = corner[1] + 10;
    for (int i : named) {
      double x = corner[0] + 6;
      if (spec.series().get(i).hasSpread()) {
        surface.fill(new Rectangle2D.Double(x, y - 4.5, 20, 9), Ink.translucent(color(i), 0.22));
      }
      surface.stroke(ColorBar.line(x, y, x + 20, y), color(i), 1.6, null);
      surface.text(
          spec.series().get(i).label(),
          x + 26,
          y,
          TextStyle.of(8.5, TextStyle.Horizontal.LEFT, TextStyle.Vertical.MIDDLE));
      y += 14;
    }
  }

  /// The corner of the frame that the fewest points lie in.
  private double[] freeCorner(double w, double h) {
    double[][] corners = {
      {frame.getX() + 8, frame.getY() + 4},
      {frame.getMaxX() - w - 4, frame.getY() + 4},
      {frame.getMaxX() - w - 4, frame.getMaxY() - h - 14},
      {frame.getX() + 8, frame.getMaxY() - h - 14}
    };
    double[] best = corners[0];
    int fewest = Integer.MAX_VALUE;
    for (double[] corner : corners) {
      var box = new Rectangle2D.Double(corner[0], corner[1], w, h);
      int inside = 0;
      for (Series series : spec.series()) {
        for (int i = 0; i < series.size(); i++) {
          double x = px(series.x(i));
          inside += box.contains(x, py(series.y(i))) ? 1 : 0;
          inside += series.hasSpread() && box.contains(x, py(series.low(i))) ? 1 : 0;
          inside += series.hasSpread() && box.contains(x, py(series.high(i))) ? 1 : 0;
        }
      }
      if (inside < fewest) {
        fewest = inside;
        best = corner;
      }
    }
    return best;
  }

  private static Color color(int i) {
    return Ink.LINES.get(i % Ink.LINES.size());
  }

  private double px(double x) {
    return frame.getX() + (x - west) / (east - west) * frame.getWidth();
  }

  private double py(double y) {
    return frame.getMaxY() - (y - south) / (north - south) * frame.getHeight();
  }
}
