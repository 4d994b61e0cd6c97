package io.amasia.plot;

import io.amasia.plan.MarkupText;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Draws to SVG 1.1: paths and text stay editable, map cells are one embedded picture.
final class SvgSurface implements Surface {
  private final StringBuilder body = new StringBuilder();
  private final double width;
  private final double height;
  private int clips;

  SvgSurface(double width, double height) {
    this.width = width;
    this.height = height;
  }

  @Override
  public void fill(Shape path, Color color) {
    add("<path d=\"%s\" fill=\"%s\"%s/>", data(path), hex(color), opacity("fill", color));
  }

  @Override
  public void stroke(Shape path, Color color, double lineWidth, float @Nullable [] dash) {
    var dashes = new StringBuilder();
    if (dash != null) {
      for (float part : dash) {
        dashes.append(dashes.isEmpty() ? "" : ",").append(number(part));
      }
      dashes.insert(0, " stroke-dasharray=\"").append('"');
    }
    add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\"%s stroke-width=\"%s\"%s stroke-linejoin=\"round\""
            + " stroke-linecap=\"round\"/>",
        data(path), hex(color), opacity("stroke", color), number(lineWidth), dashes);
  }

  @Override
  public void text(String text, double x, double y, TextStyle style) {
    String anchor =
        switch (style.horizontal()) {
          case LEFT -> "start";
          case CENTER -> "middle";
          case RIGHT -> "end";
        };
    String turn = style.degrees() == 0 ? "" : " rotate(" + number(-style.degrees()) + ")";
    add(
        "<text transform=\"translate(%s %s)%s\" y=\"%s\" font-size=\"%s\"%s fill=\"%s\" text-anchor=\"%s\">%s</text>",
        number(x),
        number(y),
        turn,
        number(Typeface.drop(style)),
        number(style.size()),
        style.bold() ? " font-weight=\"bold\"" : "",
        hex(style.color()),
        anchor,
        MarkupText.escape(text));
  }

  @Override
  public void image(BufferedImage image, Rectangle2D target) {
    var png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    add(
        "<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\""
            + " image-rendering=\"pixelated\" href=\"data:image/png;base64,%s\"/>",
        number(target.getX()),
        number(target.getY()),
        number(target.getWidth()),
        number(target.getHeight()),
        Base64.getEncoder().encodeToString(png.toByteArray()));
  }

  @Override
  public void clip(Shape region) {
    clips++;
    add(
        "<clipPath id=\"c%d\"><path d=\"%s\"/></clipPath><g clip-path=\"url(#c%d)\">",
        clips, data(region), clips);
  }

  @Override
  public void unclip() {
    add("</g>");
  }

  @Override
  public double rasterScale() {
    return 4;
  }

  /// The whole document.
  String document() {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$spt" height="%2$spt" viewBox="0 0 %1$s %2$s" \
    font-family="'%3$s', Verdana, sans-serif">
    <rect width="100%%" height="100%%" fill="#ffffff"/>
    %4$s</svg>
    """
        .formatted(number(width), number(height), Typeface.FAMILY, body);
  }

  @Override
  public void save(Path file) {
    PictureFile.write(file, out -> out.write(document().getBytes(StandardCharsets.UTF_8)));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would need a dependency
  private void add(String format, Object... values) {
    body.append(format.formatted(values)).append('\n');
  }

  private static String data(Shape shape) {
    var text = new StringBuilder();
    double[] c = new double[6];
    for (PathIterator it = shape.getPathIterator(null); !it.isDone(); it.next()) {
      int type = it.currentSegment(c);
      switch (type) {
        case PathIterator.SEG_MOVETO -> point(text.append('M'), c, 2);
        case PathIterator.SEG_LINETO -> point(text.append('L'), c, 2);
        case PathIterator.SEG_QUADTO -> point(text.append('Q'), c, 4);
        case PathIterator.SEG_CUBICTO -> point(text.append('C'), c, 6);
        default -> text.append('Z');
      }
    }
    return text.toString();
  }

  private static void point(StringBuilder text, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      text.append(i == 0 ? "" : " ").append(number(c[i]));
    }
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    if (text.indexOf('.') >= 0) {
      text = text.replaceAll("\\.?0+$", "");
    }
    return text.equals("-0") ? "0" : text;
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
  }

  private static String opacity(String what, Color color) {
    return color.getAlpha() == 255
        ? ""
        : " " + what + "-opacity=\"" + number(color.getAlpha() / 255.0) + "\"";
  }
}
