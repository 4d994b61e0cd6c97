package io.amasia.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Draws to pixels.
final class PngSurface implements Surface {
  private final BufferedImage pixels;
  private final Graphics2D graphics;
  private final double scale;

  /// A white page of `width` × `height` points with `scale` pixels a point.
  PngSurface(double width, double height, double scale) {
    this.scale = scale;
    pixels =
        new BufferedImage(
            (int) Math.round(width * scale),
            (int) Math.round(height * scale),
            BufferedImage.TYPE_INT_RGB);
    graphics = pixels.createGraphics();
    graphics.setColor(Ink.PAPER);
    graphics.fillRect(0, 0, pixels.getWidth(), pixels.getHeight());
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(scale, scale);
  }

  @Override
  public void fill(Shape path, Color color) {
    graphics.setColor(color);
    graphics.fill(path);
  }

  @Override
  public void stroke(Shape path, Color color, double width, float @Nullable [] dash) {
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, dash, 0));
    graphics.draw(path);
  }

  @Override
  public void text(String text, double x, double y, TextStyle style) {
    Shape outline = Typeface.outline(text, x, y, style);
    fill(outline, style.color());
    if (style.bold()) {
      stroke(outline, style.color(), style.size() * 0.035, null);
    }
  }

  @Override
  public void image(BufferedImage image, Rectangle2D target) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    var place = AffineTransform.getTranslateInstance(target.getX(), target.getY());
    place.scale(target.getWidth() / image.getWidth(), target.getHeight() / image.getHeight());
    graphics.drawImage(image, place, null);
  }

  @Override
  public void clip(Shape region) {
    graphics.setClip(region);
  }

  @Override
  public void unclip() {
    graphics.setClip(null);
  }

  @Override
  public double rasterScale() {
    return scale;
  }

  /// The pixels drawn so far.
  BufferedImage pixels() {
    return pixels;
  }

  @Override
  public void save(Path file) {
    PictureFile.write(
        file,
        out -> {
          if (!ImageIO.write(pixels, "png", out)) {
            throw new IOException("this JDK has no PNG writer");
          }
        });
  }
}
