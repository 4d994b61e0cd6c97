package io.amasia.serve.explore;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/// Pictures one after the other as an animated GIF that never ends.
///
/// Specification: GIF89a, with the application extension `NETSCAPE2.0` for the endless loop.
/// Colours are the 256 most frequent of each picture, others the nearest of these: maps in discrete
/// colours lose nothing but smooth edges of letters.
final class Animation implements AutoCloseable {
  private static final int COLORS = 256;
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ImageOutputStream out;
  private final ImageWriter writer;
  private final int millis;
  private int count;

  /// An animation that shows each picture for so long.
  Animation(int millis) {
    this.millis = millis;
    writer = ImageIO.getImageWritersByFormatName("gif").next();
    try {
      out = ImageIO.createImageOutputStream(bytes);
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(BufferedImage picture) {
    BufferedImage indexed = indexed(picture);
    try {
      IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(indexed), null);
      var root = new IIOMetadataNode(FORMAT);
      root.appendChild(
          node(
              "GraphicControlExtension",
              Map.of(
                  "disposalMethod", "none",
                  "userInputFlag", "FALSE",
                  "transparentColorFlag", "FALSE",
                  "delayTime", Integer.toString(Math.max(2, millis / 10)),
                  "transparentColorIndex", "0")));
      if (count++ == 0) {
        var extension =
            node(
                "ApplicationExtension",
                Map.of("applicationID", "NETSCAPE", "authenticationCode", "2.0"));
        extension.setUserObject(new byte[] {1, 0, 0});
        var extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(extension);
        root.appendChild(extensions);
      }
      metadata.mergeTree(FORMAT, root);
      writer.writeToSequence(new IIOImage(indexed, null, metadata), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IIOMetadataNode node(String name, Map<String, String> attributes) {
    var node = new IIOMetadataNode(name);
    attributes.forEach(node::setAttribute);
    return node;
  }

  /// The animation, complete.
  byte[] finish() {
    try {
      writer.endWriteSequence();
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage indexed(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    Map<Integer, Integer> frequency = new HashMap<>();
    for (int pixel : pixels) {
      frequency.merge(onWhite(pixel), 1, Integer::sum);
    }
    List<Integer> palette =
        frequency.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(COLORS)
            .map(Map.Entry::getKey)
            .toList();
    Map<Integer, Integer> indices = new LinkedHashMap<>();
    palette.forEach(color -> indices.put(color, indices.size()));
    var indexed = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model(palette));
    var raster = indexed.getRaster();
    for (int i = 0; i < pixels.length; i++) {
      int index = indices.computeIfAbsent(onWhite(pixels[i]), color -> nearest(color, palette));
      raster.setSample(i % width, i / width, 0, index);
    }
    return indexed;
  }

  private static IndexColorModel model(List<Integer> palette) {
    byte[][] rgb = new byte[3][COLORS];
    for (int i = 0; i < palette.size(); i++) {
      for (int k = 0; k < 3; k++) {
        rgb[k][i] = (byte) (palette.get(i) >> (16 - 8 * k));
      }
    }
    return new IndexColorModel(8, COLORS, rgb[0], rgb[1], rgb[2]);
  }

  private static int onWhite(int argb) {
    int alpha = argb >>> 24;
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int part = (argb >> shift) & 0xFF;
      color |= ((part * alpha + 255 * (255 - alpha)) / 255) << shift;
    }
    return color;
  }

  private static int nearest(int color, List<Integer> palette) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < palette.size(); i++) {
      int away = 0;
      for (int shift = 16; shift >= 0; shift -= 8) {
        int by = ((color >> shift) & 0xFF) - ((palette.get(i) >> shift) & 0xFF);
        away += by * by;
      }
      if (away < least) {
        least = away;
        best = i;
      }
    }
    return best;
  }

  @Override
  public void close() {
    writer.dispose();
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
