package io.amasia.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Paints the cells of a map into pixels, each cell to its true edges.
///
/// Rectilinear cells are looked up pixel by pixel through the inverse projection, so seams and
/// poles need no care; other cells are filled as polygons, those that cross the seam on both of its
/// sides and those with a pole inside up to it ([CellRing]); places without a size are dots.
final class MapRaster {
  /// How far cells are followed beyond the edge of the picture, degrees.
  private static final double RIM = 5;

  /// The seam as seen from the middle of the map: its two sides are one meridian.
  private static final double SEAM = 179.99999;

  private final Projection projection;
  private final Rectangle2D extent;
  private final BufferedImage image;
  private final boolean edges;

  /// @param extent the part of the plane that the picture shows
  /// @param edges whether the edges of cells are drawn
  MapRaster(Projection projection, Rectangle2D extent, int width, int height, boolean edges) {
    this.projection = projection;
    this.extent = extent;
    this.edges = edges;
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
  }

  /// Paints `values` of `cells` in `colors`; NaN is painted as missing, places without a cell stay
  /// clear.
  BufferedImage paint(Cells cells, double[] values, ValueColors colors) {
    switch (cells) {
      case Cells.Rectilinear grid -> lookUp(grid, values, colors);
      case Cells.Polygons polygons -> fill(polygons, values, colors);
      case Cells.Points points -> dots(points, values, colors);
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
    int[] above = new int[image.getWidth()];
    for (int py = 0; py < image.getHeight(); py++) {
      int left = -1;
      for (int px = 0; px < image.getWidth(); px++) {
        Point2D place = placeOf(px + 0.5, py + 0.5);
        int row = place == null ? -1 : rows.cell(place.getY());
        int column = place == null ? -1 : columns.cell(place.getX());
        int cell = row < 0 || column < 0 ? -1 : row * columnCount + column;
        if (cell >= 0) {
          Color color = colors.of(values[cell]);
          boolean edge = edges && ((px > 0 && cell != left) || (py > 0 && cell != above[px]));
          image.setRGB(px, py, (edge ? Ink.darker(color) : color).getRGB());
        }
        left = cell;
        above[px] = cell;
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
    for (int c = 0; c < cells.count(); c++) {
      CellRing ring = CellRing.of(cells, c);
      graphics.setColor(colors.of(values[c]));
      switch (projection) {
        case Projection.PolarStereographic(boolean north, double edge) ->
            fill(graphics, north ? ring.within(edge - RIM, 90) : ring.within(-90, edge + RIM));
        case LambertConformal cone ->
            fillOnBothSides(graphics, ring.within(cone.south() - RIM, cone.north() + RIM));
        case Orthographic globe -> fill(graphics, globe.near(ring));
        case Projection.Equirectangular _, World _ -> fillOnBothSides(graphics, ring);
      }
    }
    graphics.dispose();
  }

  /// Fills what lies on either side of the map's seam.
  private void fillOnBothSides(Graphics2D graphics, CellRing ring) {
    double west = projection.centralLongitude() - SEAM;
    double east = projection.centralLongitude() + SEAM;
    double last = Math.floor((east - ring.west()) / 360);
    for (double turn = Math.ceil((west - ring.east()) / 360); turn <= last; turn++) {
      fill(graphics, ring.between(west, east, 360 * turn));
    }
  }

  private void fill(Graphics2D graphics, CellRing ring) {
    List<Point2D> points = new ArrayList<>();
    for (int k = 0; k < ring.size(); k++) {
      points.add(projection.forward(ring.lon(k), Math.clamp(ring.lat(k), -90, 90)));
    }
    fill(graphics, points);
  }

  private void fill(Graphics2D graphics, List<Point2D> points) {
    if (points.size() < 3) {
      return;
    }
    var path = new Path2D.Double();
    for (int k = 0; k < points.size(); k++) {
      Point2D pixel = pixelOf(points.get(k));
      if (k == 0) {
        path.moveTo(pixel.getX(), pixel.getY());
      } else {
        path.lineTo(pixel.getX(), pixel.getY());
      }
    }
    path.closePath();
    graphics.fill(path);
    // Neighbours share edges exactly, but pixel centres on them may be left out by both.
    graphics.draw(path);
    if (edges) {
      graphics.setColor(Ink.EDGE);
      graphics.draw(path);
    }
  }

  /// Discs as large as their number allows, as on pages.
  private void dots(Cells.Points points, double[] values, ValueColors colors) {
    Graphics2D graphics = image.createGraphics();
    double room = (double) image.getWidth() * image.getHeight() / Math.max(1, points.count());
    double radius = Math.clamp(0.4 * Math.sqrt(room), 2, 7);
    for (int c = 0; c < points.count(); c++) {
      Point2D p = projection.forward(points.lon[c], points.lat[c]);
      if (Double.isFinite(p.getX() + p.getY())) {
        Point2D pixel = pixelOf(p);
        graphics.setColor(colors.of(values[c]));
        graphics.fill(
            new Ellipse2D.Double(
                pixel.getX() - radius, pixel.getY() - radius, 2 * radius, 2 * radius));
      }
    }
    graphics.dispose();
  }

  private Point2D pixelOf(Point2D p) {
    return new Point2D.Double(
        (p.getX() - extent.getX()) / extent.getWidth() * image.getWidth(),
        (extent.getMaxY() - p.getY()) / extent.getHeight() * image.getHeight());
  }
}
