package io.amasia.plot;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// A horizontal bar of discrete colours with labelled bounds, arrows where values go beyond, and a
/// unit.
final class ColorBar {
  private ColorBar() {}

  static void draw(Surface surface, Rectangle2D box, Levels levels, ColorMap map, String label) {
    int n = levels.count() - 1;
    double arrow = box.getHeight() * 0.9;
    double left = box.getX() + (levels.extendLow() ? arrow : 0);
    double right = box.getMaxX() - (levels.extendHigh() ? arrow : 0);
    double top = box.getY();
    double bottom = box.getMaxY();
    double middle = box.getCenterY();
    double step = (right - left) / n;
    for (int i = 0; i < n; i++) {
      // A hair of overlap keeps viewers from showing gaps between neighbours.
      double overlap = i < n - 1 ? 0.3 : 0;
      surface.fill(
          new Rectangle2D.Double(left + i * step, top, step + overlap, bottom - top),
          map.at(levels.place(i)));
    }
    if (levels.extendLow()) {
      surface.fill(
          polygon(left + 0.3, top, left - arrow, middle, left + 0.3, bottom),
          map.at(levels.place(-1)));
    }
    if (levels.extendHigh()) {
      surface.fill(
          polygon(right - 0.3, top, right + arrow, middle, right - 0.3, bottom),
          map.at(levels.place(n)));
    }
    var outline = new Path2D.Double();
    outline.moveTo(left, top);
    outline.lineTo(right, top);
    if (levels.extendHigh()) {
      outline.lineTo(right + arrow, middle);
    }
    outline.lineTo(right, bottom);
    outline.lineTo(left, bottom);
    if (levels.extendLow()) {
      outline.lineTo(left - arrow, middle);
    }
    outline.closePath();
    surface.stroke(outline, Ink.FRAME, 0.6, null);
    labels(surface, levels, left, step, bottom);
    surface.text(
        label,
        box.getCenterX(),
        bottom + 23,
        TextStyle.of(9, TextStyle.Horizontal.CENTER, TextStyle.Vertical.BASELINE));
  }

  private static void labels(
      Surface surface, Levels levels, double left, double step, double bottom) {
    var style = TextStyle.of(8, TextStyle.Horizontal.CENTER, TextStyle.Vertical.TOP);
    double widest = 0;
    for (int i = 0; i < levels.count(); i++) {
      widest = Math.max(widest, Typeface.width(levels.label(i), style.size()));
    }
    int every = Math.max(1, (int) Math.ceil((widest + 6) / step));
    // Labels start so that zero, or else the first bound, has one.
    int zero = levels.interval(0);
    int phase = zero >= 0 && zero < levels.count() && levels.bound(zero) == 0 ? zero % every : 0;
    for (int i = phase; i < levels.count(); i += every) {
      double x = left + i * step;
      surface.stroke(line(x, bottom, x, bottom + 2.5), Ink.FRAME, 0.6, null);
      surface.text(levels.label(i), x, bottom + 4.5, style);
    }
  }

  static Path2D line(double x1, double y1, double x2, double y2) {
    var path = new Path2D.Double();
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
    return path;
  }

  static Path2D polygon(double... xy) {
    var path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
