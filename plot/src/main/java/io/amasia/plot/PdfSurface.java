package io.amasia.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/// Draws to one page of PDF 1.4. Text is set as outlines, so no viewer needs the font.
///
/// Specification: ISO 32000-1, sections 7.5 (file structure), 8.5 (paths), 8.9.5 (images).
final class PdfSurface implements Surface {
  private final StringBuilder content = new StringBuilder();
  private final List<BufferedImage> images = new ArrayList<>();
  private final TreeSet<Integer> alphas = new TreeSet<>();
  private final double width;
  private final double height;

  PdfSurface(double width, double height) {
    this.width = width;
    this.height = height;
    // PDF's y goes up; turn it once, so that everything else draws as on the other surfaces.
    content.append("1 0 0 -1 0 ").append(number(height)).append(" cm\n");
  }

  @Override
  public void fill(Shape path, Color color) {
    use(color);
    content.append(rgb(color)).append(" rg\n");
    path(path);
    content.append(evenOdd(path) ? "f*\n" : "f\n");
  }

  @Override
  public void stroke(Shape path, Color color, double lineWidth, float @Nullable [] dash) {
    use(color);
    content.append(rgb(color)).append(" RG ").append(number(lineWidth)).append(" w 1 J 1 j [");
    if (dash != null) {
      for (float part : dash) {
        content.append(number(part)).append(' ');
      }
    }
    content.append("] 0 d\n");
    path(path);
    content.append("S\n");
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
    images.add(image);
    content.append(
        "q %s 0 0 %s %s %s cm /I%d Do Q\n"
            .formatted(
                number(target.getWidth()),
                number(-target.getHeight()),
                number(target.getX()),
                number(target.getMaxY()),
                images.size() - 1));
  }

  @Override
  public void clip(Shape region) {
    content.append("q\n");
    path(region);
    content.append(evenOdd(region) ? "W* n\n" : "W n\n");
  }

  @Override
  public void unclip() {
    content.append("Q\n");
  }

  @Override
  public double rasterScale() {
    return 4;
  }

  @Override
  public void save(Path file) {
    PictureFile.write(file, out -> out.write(document()));
  }

  private void use(Color color) {
    alphas.add(color.getAlpha());
    content.append("/A").append(color.getAlpha()).append(" gs ");
  }

  private static boolean evenOdd(Shape path) {
    return path.getPathIterator(null).getWindingRule() == PathIterator.WIND_EVEN_ODD;
  }

  private void path(Shape shape) {
    double[] c = new double[6];
    double x = 0;
    double y = 0;
    for (PathIterator it = shape.getPathIterator(new AffineTransform()); !it.isDone(); it.next()) {
      switch (it.currentSegment(c)) {
        case PathIterator.SEG_MOVETO -> operator("m", c[0], c[1]);
        case PathIterator.SEG_LINETO -> operator("l", c[0], c[1]);
        case PathIterator.SEG_QUADTO -> {
          // PDF has cubic curves only: raise the degree.
          operator(
              "c",
              x + 2 * (c[0] - x) / 3,
              y + 2 * (c[1] - y) / 3,
              c[2] + 2 * (c[0] - c[2]) / 3,
              c[3] + 2 * (c[1] - c[3]) / 3,
              c[2],
              c[3]);
          c[0] = c[2];
          c[1] = c[3];
        }
        case PathIterator.SEG_CUBICTO -> {
          operator("c", c);
          c[0] = c[4];
          c[1] = c[5];
        }
        default -> content.append("h\n");
      }
      x = c[0];
      y = c[1];
    }
  }

  private void operator(String name, double... values) {
    for (double value : values) {
      content.append(number(value)).append(' ');
    }
    content.append(name).append('\n');
  }

  private byte[] document() throws IOException {
    var objects = new ArrayList<byte[]>();
    var states = new StringBuilder();
    alphas.forEach(a ->
        states.append(
            "/A%d << /ca %s /CA %s >> ".formatted(a, number(a / 255.0), number(a / 255.0))));
    var pictures = new StringBuilder();
    for (int i = 0; i < images.size(); i++) {
      pictures.append("/I%d %d 0 R ".formatted(i, 5 + 2 * i));
    }
    objects.add(ascii("<< /Type /Catalog /Pages 2 0 R >>"));
    objects.add(ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"));
    objects.add(
        ascii(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s %s] /Contents 4 0 R /Resources << /ExtGState << %s>> /XObject << %s>> >> >>"
                .formatted(number(width), number(height), states, pictures)));
    objects.add(stream("", ascii(content.toString())));
    for (int i = 0; i < images.size(); i++) {
      BufferedImage image = images.get(i);
      String head =
          "/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 "
              .formatted(image.getWidth(), image.getHeight());
      objects.add(
          stream(
              head + "/ColorSpace /DeviceRGB /SMask %d 0 R ".formatted(6 + 2 * i),
              samples(image, false)));
      objects.add(stream(head + "/ColorSpace /DeviceGray ", samples(image, true)));
    }
    return assemble(objects);
  }

  private static byte[] assemble(List<byte[]> objects) throws IOException {
    var file = new ByteArrayOutputStream();
    file.write(ascii("%PDF-1.4\n"));
    var table = new StringBuilder();
    for (int i = 0; i < objects.size(); i++) {
      table.append("%010d 00000 n \n".formatted(file.size()));
      file.write(ascii((i + 1) + " 0 obj\n"));
      file.write(objects.get(i));
      file.write(ascii("\nendobj\n"));
    }
    int start = file.size();
    file.write(
        ascii(
            "xref\n0 %1$d\n0000000000 65535 f \n%2$strailer\n<< /Size %1$d /Root 1 0 R >>\nstartxref\n%3$d\n%%%%EOF\n"
                .formatted(objects.size() + 1, table, start)));
    return file.toByteArray();
  }

  private static byte[] stream(String entries, byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(packed)) {
      deflater.write(plain);
    }
    var out = new ByteArrayOutputStream();
    out.write(
        ascii(
            "<< %s/Filter /FlateDecode /Length %d >>\nstream\n".formatted(entries, packed.size())));
    packed.writeTo(out);
    out.write(ascii("\nendstream"));
    return out.toByteArray();
  }

  private static byte[] samples(BufferedImage image, boolean alpha) {
    int w = image.getWidth();
    int h = image.getHeight();
    byte[] out = new byte[w * h * (alpha ? 1 : 3)];
    int[] row = new int[w];
    int at = 0;
    for (int y = 0; y < h; y++) {
      image.getRGB(0, y, w, 1, row, 0, w);
      for (int argb : row) {
        if (alpha) {
          out[at++] = (byte) (argb >>> 24);
        } else {
          out[at++] = (byte) (argb >> 16);
          out[at++] = (byte) (argb >> 8);
          out[at++] = (byte) argb;
        }
      }
    }
    return out;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String rgb(Color color) {
    return "%s %s %s"
        .formatted(
            number(color.getRed() / 255.0),
            number(color.getGreen() / 255.0),
            number(color.getBlue() / 255.0));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
