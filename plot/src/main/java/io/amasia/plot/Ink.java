package io.amasia.plot;

import java.awt.Color;
import java.util.List;

/// The colours of lines, text and grounds.
final class Ink {
  static final Color TEXT = new Color(0x22, 0x22, 0x22);
  static final Color FAINT_TEXT = new Color(0x66, 0x66, 0x66);
  static final Color FRAME = new Color(0x33, 0x33, 0x33);
  static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
  static final Color GRATICULE = new Color(0x00, 0x00, 0x00, 0x30);
  static final Color COAST = new Color(0x20, 0x20, 0x20);
  static final Color EDGE = new Color(0x00, 0x00, 0x00, 0x60);
  static final Color MARK = new Color(0x11, 0x11, 0x11);
  static final Color MISSING = new Color(0xD4, 0xD4, 0xD4);
  static final Color PAPER = Color.WHITE;

  /// Colours of lines in order, told apart also by colour-blind eyes (Okabe and Ito 2008).
  static final List<Color> LINES =
      List.of(
          new Color(0x00, 0x72, 0xB2),
          new Color(0xD5, 0x5E, 0x00),
          new Color(0x00, 0x9E, 0x73),
          new Color(0xCC, 0x79, 0xA7),
          new Color(0xE6, 0x9F, 0x00),
          new Color(0x56, 0xB4, 0xE9),
          new Color(0x00, 0x00, 0x00),
          new Color(0x99, 0x99, 0x99));

  private Ink() {}

  /// A colour below an edge.
  static Color darker(Color color) {
    double left = 1 - EDGE.getAlpha() / 255.0;
    return new Color(
        (int) (left * color.getRed()),
        (int) (left * color.getGreen()),
        (int) (left * color.getBlue()));
  }

  static Color translucent(Color color, double alpha) {
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * alpha));
  }
}
