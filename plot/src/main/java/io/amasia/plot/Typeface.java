package io.amasia.plot;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The bundled font, so that a picture is the same on every machine.
final class Typeface {
  /// The family that SVG files name.
  static final String FAMILY = "DejaVu Sans";

  private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);
  private static final Font BASE = load();

  private Typeface() {}

  private static Font load() {
    try (var in = Typeface.class.getResourceAsStream("DejaVuSans.ttf")) {
      if (in == null) {
        throw new IllegalStateException("DejaVuSans.ttf is not in the jar");
      }
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The width of `text` in points.
  static double width(String text, double size) {
    return BASE.deriveFont((float) size).getStringBounds(text, METRICS).getWidth();
  }

  /// The outlines of `text`, placed by `style` at (x, y).
  static Shape outline(String text, double x, double y, TextStyle style) {
    Font font = BASE.deriveFont((float) style.size());
    GlyphVector glyphs = font.createGlyphVector(METRICS, text);
    double dx = anchor(style.horizontal()) * width(text, style.size());
    double dy = drop(style);
    var place = AffineTransform.getTranslateInstance(x, y);
    place.rotate(-Math.toRadians(style.degrees()));
    place.translate(-dx, dy);
    return place.createTransformedShape(glyphs.getOutline());
  }

  /// The part of the text's width that lies left of its anchor.
  static double anchor(TextStyle.Horizontal horizontal) {
    return switch (horizontal) {
      case LEFT -> 0;
      case CENTER -> 0.5;
      case RIGHT -> 1;
    };
  }

  /// How far the baseline lies below the anchor, in points.
  static double drop(TextStyle style) {
    double capHeight = 0.73 * style.size();
    return switch (style.vertical()) {
      case BASELINE -> 0;
      case MIDDLE -> capHeight / 2;
      case TOP -> capHeight;
    };
  }

  /// The box that `text` covers when set at the origin.
  static Rectangle2D bounds(String text, TextStyle style) {
    return outline(text, 0, 0, style).getBounds2D();
  }
}
