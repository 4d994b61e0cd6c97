package io.amasia.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
  @TempDir Path folder;

  @Test
  void mapPaintsEachCellToItsEdgesAndMissingInGrey() {
    double[] values = {1, 2, 3, Double.NaN};
    var cells = new Cells.Rectilinear(new double[] {0, 10, 20}, new double[] {0, 10, 20});
    var map = map(cells, values);

    // South is below: the first row of values lies in the lower half of the frame.
    assertThat(colorAt(map, 0.3, 0.7)).isEqualTo(colors(0));
    assertThat(colorAt(map, 0.7, 0.7)).isNotEqualTo(colors(0));
    assertThat(colorAt(map, 0.7, 0.3)).isEqualTo(Ink.MISSING.getRGB());
  }

  @Test
  void descendingLatitudesAndLongitudesFrom0To360GiveTheSamePicture() {
    double[] up = new double[36 * 18];
    double[] down = new double[36 * 18];
    for (int j = 0; j < 18; j++) {
      for (int i = 0; i < 36; i++) {
        up[j * 36 + i] = j + 0.01 * i;
        down[(17 - j) * 36 + (i + 18) % 36] = j + 0.01 * i;
      }
    }
    BufferedImage a =
        map(new Cells.Rectilinear(edges(-180, 10, 36), edges(-90, 10, 18)), up).toImage(1);
    BufferedImage b =
        map(new Cells.Rectilinear(edges(0, 10, 36), edges(90, -10, 18)), down).toImage(1);
    assertThat(pixels(a)).isEqualTo(pixels(b));
  }

  @Test
  void polygonsCoverWhatTheSameRectilinearCellsCover() {
    double[] values = {5, 1, 3, 2};
    double[] lon = {0, 10, 10, 0, 10, 20, 20, 10, 0, 10, 10, 0, 10, 20, 20, 10};
    double[] lat = {0, 0, 10, 10, 0, 0, 10, 10, 10, 10, 20, 20, 10, 10, 20, 20};
    var a = map(new Cells.Polygons(lon, lat, 4), values);
    var b = map(new Cells.Rectilinear(new double[] {0, 10, 20}, new double[] {0, 10, 20}), values);
    for (double[] at : new double[][] {{.2, .2}, {.8, .2}, {.2, .8}, {.8, .8}}) {
      assertThat(colorAt(a, at[0], at[1])).isEqualTo(colorAt(b, at[0], at[1]));
    }
  }

  /// A cell over each pole, and a ring of cells between, one of them across the seam.
  @Test
  void cellsOverPolesAndAcrossTheSeamFillTheMapInEveryProjection() {
    double[] lon = new double[12 * 6];
    double[] lat = new double[12 * 6];
    for (int k = 0; k < 12; k++) {
      lon[k] = 30 * k + 10;
      lat[k] = 50;
      lon[12 + k] = -30 * k - 10;
      lat[12 + k] = -50;
      for (int c = 0; c < 4; c++) {
        // Two sides of three points each, the corners in between them.
        lon[24 + 12 * c + k] = 90 * c + 10 + (k < 6 ? 18 * Math.min(k, 5) : 90 - 18 * (k - 6));
        lat[24 + 12 * c + k] = k < 6 ? -50 : 50;
      }
    }
    var cells = new Cells.Polygons(lon, lat, 12);
    for (String name : MapExtent.NAMES) {
      BufferedImage image = painted(cells, name, new double[] {0, 1, 2, 3, 4, 5});
      Projection projection = MapExtent.projection(cells, Optional.of(name));
      var bounds = projection.outline().getBounds2D();
      int clear = 0;
      int within = 0;
      for (int y = 1; y < image.getHeight() - 1; y++) {
        for (int x = 1; x < image.getWidth() - 1; x++) {
          var place =
              projection.inverse(
                  bounds.getX() + (x + .5) / image.getWidth() * bounds.getWidth(),
                  bounds.getMaxY() - (y + .5) / image.getHeight() * bounds.getHeight());
          if (place != null) {
            int color = image.getRGB(x, y);
            within++;
            clear += color == 0 ? 1 : 0;
            if (Math.abs(place.getY()) > 75) {
              assertThat(color & 0xff)
                  .as("%s at %s", name, place)
                  .isEqualTo(place.getY() > 0 ? 0 : 1);
            }
          }
        }
      }
      assertThat(within).isGreaterThan(5_000);
      assertThat(clear).as(name).isLessThan(within / 500);
    }
  }

  @Test
  void placesWithoutCornersHaveCellsAroundThemWhileTheyAreFew() {
    assertThat(MapCells.cells(points(1_000), "v")).isInstanceOf(Cells.Polygons.class);
    assertThat(MapCells.cells(points(150_001), "v")).isInstanceOf(Cells.Points.class);
  }

  private static Dataset points(int count) {
    double[] values = java.util.stream.IntStream.range(0, count).mapToDouble(i -> i % 90).toArray();
    Variable places = Variable.of(List.of("cell"), values);
    var coords =
        new Coordinates(
            Map.of(
                "lon", places.withAttr("units", Attribute.of("degrees_east")),
                "lat", places.withAttr("units", Attribute.of("degrees_north"))));
    return new Dataset(Map.of("v", places), coords, Map.of());
  }

  private static BufferedImage painted(Cells.Polygons cells, String name, double[] values) {
    Projection projection = MapExtent.projection(cells, Optional.of(name));
    return new MapRaster(projection, projection.outline().getBounds2D(), 200, 120, false)
        .paint(cells, values, value -> new java.awt.Color((int) value));
  }

  @Test
  void picturesAreSavedAsPngSvgAndPdf() throws Exception {
    var chart = chart();
    for (String ending : List.of("png", "svg", "pdf")) {
      Path file = folder.resolve("chart." + ending);
      chart.save(file.toString());
      byte[] bytes = Files.readAllBytes(file);
      switch (ending) {
        case "png" -> assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(1000);
        case "svg" ->
            assertThat(
                    DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(bytes))
                        .getElementsByTagName("path")
                        .getLength())
                .isGreaterThan(10);
        default -> {
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          assertThat(text).startsWith("%PDF-1.4").endsWith("%%EOF\n");
          int table =
              Integer.parseInt(
                  text.substring(text.lastIndexOf("startxref") + 10).strip().split("\n", 0)[0]);
          assertThat(text.substring(table)).startsWith("xref");
        }
      }
    }
    try (var left = Files.list(folder)) {
      assertThat(left.filter(f -> f.toString().contains("partial"))).isEmpty();
    }
  }

  @Test
  void anUnknownEndingIsRefusedWithTheChoices() {
    assertThatThrownBy(() -> chart().save(folder.resolve("x.gif").toString()))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining(".png, .svg or .pdf");
  }

  @Test
  void aMissingFolderIsOneClearError() {
    assertThatThrownBy(() -> chart().save(folder.resolve("no/x.png").toString()))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("is the folder there");
  }

  @Test
  void chartsOfNothingOrOneValueStillDraw() {
    for (double[] y : new double[][] {{}, {Double.NaN}, {3}}) {
      double[] x = new double[y.length];
      Arrays.fill(x, 2000);
      var spec =
          new LineChartSpec(
              List.of(Series.line("a", x, y)),
              "t",
              "",
              "y",
              new LineChartSpec.X.Time(),
              Optional.empty(),
              false,
              "");
      assertThat(new LineChart(spec).toImage(1).getWidth()).isEqualTo(520);
    }
  }

  private static LineChart chart() {
    double[] x = {1990.5, 1991.5, 1992.5, 1993.5};
    double[] y = {1, 2, Double.NaN, 4};
    var series = Series.spread("a & b", x, y, new double[] {0, 1, 1, 3}, new double[] {2, 3, 3, 5});
    return new LineChart(
        new LineChartSpec(
            List.of(series),
            "Title",
            "Subtitle",
            "y [K]",
            new LineChartSpec.X.Time(),
            Optional.of(new LineChartSpec.Period(1991, 1993, "base")),
            true,
            "note"));
  }

  private static MapFigure map(Cells cells, double[] values) {
    return new MapFigure(new MapSpec(cells, values, "t", "s", "l", false, "viridis", List.of()));
  }

  private static int colors(int place) {
    return ColorMap.of("viridis").at(place).getRGB();
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /// The colour at a share of the frame's width and height, from its upper left corner.
  private static int colorAt(MapFigure map, double across, double down) {
    var frame = map.frame();
    return map.toImage(1)
        .getRGB(
            (int) (frame.getX() + across * frame.getWidth()),
            (int) (frame.getY() + down * frame.getHeight()));
  }

  private static double[] edges(double from, double step, int n) {
    double[] edges = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      edges[i] = from + i * step;
    }
    return edges;
  }
}
