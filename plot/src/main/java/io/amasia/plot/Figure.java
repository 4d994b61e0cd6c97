package io.amasia.plot;

import io.amasia.array.AmasiaException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;

/// A picture that can be saved as PNG, SVG or PDF, by the name's ending.
public sealed interface Figure permits LineChart, MapFigure, PlaneFigure {
  /// Width in points (1/72 inch).
  double width();

  /// Height in points.
  double height();

  /// Draws it on `surface`, whose size is [#width] × [#height]. For this package only.
  void draw(Canvas canvas);

  /// Saves it; `.png` has 200 pixels an inch.
  ///
  /// @throws AmasiaException.Usage if the ending is not png, svg or pdf
  /// @throws AmasiaException.Format if the file can't be written
  default void save(String file) {
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    Surface surface =
        switch (ending) {
          case "png" -> new PngSurface(width(), height(), 200 / 72.0);
          case "svg" -> new SvgSurface(width(), height());
          case "pdf" -> new PdfSurface(width(), height());
          default ->
              throw new AmasiaException.Usage(
                  "can't save a picture as '"
                      + file
                      + "'; the name must end in .png, .svg or .pdf");
        };
    draw(new Canvas(surface));
    surface.save(Path.of(file));
  }

  /// The picture as pixels, `scale` of them a point.
  default BufferedImage toImage(double scale) {
    var surface = new PngSurface(width(), height(), scale);
    draw(new Canvas(surface));
    return surface.pixels();
  }

  /// The picture as an SVG document.
  default String toSvg() {
    var surface = new SvgSurface(width(), height());
    draw(new Canvas(surface));
    return surface.document();
  }
}
