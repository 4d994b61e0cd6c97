package io.amasia.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a picture is drawn on: a handful of primitives, so that PNG, SVG and PDF look the same.
///
/// Lengths are points (1/72 inch), `x` to the right, `y` down.
interface Surface {
  /// Fills the inside of `path`.
  void fill(Shape path, Color color);

  /// Draws the outline of `path`; `dash` as in [java.awt.BasicStroke], null for a solid line.
  void stroke(Shape path, Color color, double width, float @Nullable [] dash);

  /// Writes a line of text.
  void text(String text, double x, double y, TextStyle style);

  /// Draws `image` to fill `target`, pixels kept sharp.
  void image(BufferedImage image, Rectangle2D target);

  /// Limits what follows to `region`, until [#unclip].
  void clip(Shape region);

  void unclip();

  /// Pixels a point that raster parts should be made with.
  double rasterScale();

  /// Writes the picture; the file appears whole or not at all.
  void save(Path file);
}
