package io.amasia.plot;

import java.awt.Color;

/// How a line of text is set.
///
/// @param size in points
/// @param horizontal which part of the text stands at x
/// @param vertical which part of the text stands at y
/// @param degrees turned anticlockwise about (x, y)
record TextStyle(
    double size,
    boolean bold,
    Color color,
    Horizontal horizontal,
    Vertical vertical,
    double degrees) {
  enum Horizontal {
    LEFT,
    CENTER,
    RIGHT
  }

  enum Vertical {
    TOP,
    MIDDLE,
    BASELINE
  }

  static TextStyle of(double size, Horizontal horizontal, Vertical vertical) {
    return new TextStyle(size, false, Ink.TEXT, horizontal, vertical, 0);
  }

  TextStyle inBold() {
    return new TextStyle(size, true, color, horizontal, vertical, degrees);
  }

  TextStyle in(Color other) {
    return new TextStyle(size, bold, other, horizontal, vertical, degrees);
  }

  TextStyle turned(double angle) {
    return new TextStyle(size, bold, color, horizontal, vertical, angle);
  }
}
