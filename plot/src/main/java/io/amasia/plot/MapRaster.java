package io.amasia.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Paints the cells of a map into pixels, each cell to its true edges.
///
/// Rectilinear cells are looked up pixel by pixel through the inverse projection, so seams and
/// poles need no care; other cells are filled as polygons, those that cross the seam on both of its
/// sides.
final class MapRaster {
  private final Projection projection;
  private final Rectangle2D extent;
  private final BufferedImage image;

  /// @param extent the part of the plane that the picture shows
  MapRaster(Projection projection, Rectangle2D extent, int width, int height) {
    this.projection = projection;
    this.extent = extent;
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
  }

  /// Paints `values` of `cells` in `colors`; NaN is painted as missing, places without a cell stay
  /// clear.
  BufferedImage paint(Cells cells, double[] values, ValueColors colors) {
    switch (cells) {
      case Cells.Rectilinear grid -> lookUp(grid, values, colors);
      case Cells.Polygons polygons -> fill(polygons, values, colors);
    }
    return image;
  }

  /// The colour of a value.
  interface ValueColors {
    Color of(double value);
  }

  private void lookUp(Cells.Rectilinear grid, double[] values, ValueColors colors) {
    var columns = new Axis(grid.lonEdges, true);
    var rows = new Axis(grid.latEdges, false);
    int columnCount = grid.lonEdges.length - 1;
    for (int py = 0; py < image.getHeight(); py++) {
      for (int px = 0; px < image.getWidth(); px++) {
        Point2D place = placeOf(px + 0.5, py + 0.5);
        if (place == null) {
          continue;
        }
        int row = rows.cell(place.getY());
        int column = columns.cell(place.getX());
        if (row >= 0 && column >= 0) {
          image.setRGB(px, py, colors.of(values[row * columnCount + column]).getRGB());
        }
      }
    }
  }

  private @Nullable Point2D placeOf(double px, double py) {
    double x = extent.getX() + px / image.getWidth() * extent.getWidth();
    double y = extent.getMaxY() - py / image.getHeight() * extent.getHeight();
    return projection.inverse(x, y);
  }

  /// Finds the cell of a coordinate among monotonic edges.
  private static final class Axis {
    private final double[] edges;
    private final boolean descending;
    private final boolean circular;

    Axis(double[] edges, boolean circular) {
      this.descending = edges[0] > edges[edges.length - 1];
      this.circular = circular;
      this.edges = edges.clone();
      if (descending) {
        for (int i = 0; i < edges.length; i++) {
          this.edges[i] = edges[edges.length - 1 - i];
        }
      }
    }

    int cell(double value) {
      double low = edges[0];
      double v = circular ? value - 360 * Math.floor((value - low) / 360) : value;
      int n = edges.length - 1;
      if (v < low || v > edges[n]) {
        return -1;
      }
      int at = java.util.Arrays.binarySearch(edges, v);
      int cell = Math.min(at >= 0 ? at : -at - 2, n - 1);
      return descending ? n - 1 - cell : cell;
    }
  }

  private void fill(Cells.Polygons cells, double[] values, ValueColors colors) {
    Graphics2D graphics = image.createGraphics();
    double middle = projection.centralLongitude();
    DoubleUnaryOperator near = lon -> lon - 360 * Math.floor((lon - middle + 180) / 360);
    double[] lon = new double[cells.corners];
    for (int c = 0; c < cells.count(); c++) {
      int at = c * cells.corners;
      double first = near.applyAsDouble(cells.lon[at]);
      double west = first;
      double east = first;
      boolean whole = true;
      for (int k = 0; k < cells.corners; k++) {
        // Each corner is taken on the turn of the globe that is nearest to the first one.
        double l = cells.lon[at + k];
        lon[k] = l - 360 * Math.rint((l - first) / 360);
        west = Math.min(west, lon[k]);
        east = Math.max(east, lon[k]);
        whole &= Double.isFinite(lon[k]) && Double.isFinite(cells.lat[at + k]);
      }
      if (!whole || (east - west > 180 && !(projection instanceof Projection.PolarStereographic))) {
        continue;
      }
      graphics.setColor(colors.of(values[c]));
      double shift = 0;
      if (projection instanceof Projection.PolarStereographic) {
        draw(graphics, cells, at, lon, shift, false);
        continue;
      }
      draw(graphics, cells, at, lon, shift, true);
      if (east > middle + 180) {
        draw(graphics, cells, at, lon, -360, true);
      }
      if (west < middle - 180) {
        draw(graphics, cells, at, lon, 360, true);
      }
    }
    graphics.dispose();
  }

  private void draw(
      Graphics2D graphics,
      Cells.Polygons cells,
      int at,
      double[] lon,
      double shift,
      boolean clamp) {
    double middle = projection.centralLongitude();
    var path = new Path2D.Double();
    for (int k = 0; k < cells.corners; k++) {
      double l = lon[k] + shift;
      if (clamp) {
        l = Math.clamp(l, middle - 179.9999, middle + 179.9999);
      }
      Point2D p = projection.forward(l, Math.clamp(cells.lat[at + k], -90, 90));
      double px = (p.getX() - extent.getX()) / extent.getWidth() * image.getWidth();
      double py = (extent.getMaxY() - p.getY()) / extent.getHeight() * image.getHeight();
      if (k == 0) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    path.closePath();
    graphics.fill(path);
    // Neighbours share edges exactly, but pixel centres on them may be left out by both.
    graphics.draw(path);
  }
}
