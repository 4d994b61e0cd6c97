package io.amasia.plot.interactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.plot.Look;
import io.amasia.plot.PlotOptions;
import io.amasia.plot.Series;
import io.amasia.storage.format.Attribute;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is left out when there is more than a page may hold.
class PageLimitsTest {
  private final List<String> said = new ArrayList<>();

  private PlotOptions options() {
    return new PlotOptions(Optional.empty(), "", false, Optional.empty(), Look.BY_DATA, said::add);
  }

  private static Variable degrees(String dim, int n, double span, String units) {
    double[] values =
        IntStream.range(0, n).mapToDouble(i -> (i + 0.5) * span / n - span / 2).toArray();
    return Variable.of(List.of(dim), values).withAttr("units", Attribute.of(units));
  }

  private static Dataset global(Variable variable, int rows, int columns) {
    return new DataArray(
            "z",
            variable,
            new Coordinates(
                Map.of(
                    "lat", degrees("lat", rows, 180, "degrees_north"),
                    "lon", degrees("lon", columns, 360, "degrees_east"))))
        .toDataset();
  }

  private static float[] floats(String page, String key) {
    Matcher found = Pattern.compile("\"" + key + "\":\"([^\"]*)\"").matcher(page);
    assertThat(found.find()).isTrue();
    var bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(found.group(1))).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  @Test
  void cellsArePutTogetherAsTheirMeanAndThatIsSaid() {
    int rows = 401;
    int columns = 800;
    double[] values = IntStream.range(0, rows * columns).mapToDouble(i -> i).toArray();
    var data =
        global(
            Variable.of(List.of("lat", "lon"), NdArray.of(Shape.of(rows, columns), values)),
            rows,
            columns);
    String page = InteractivePlot.of(data, "z", options()).mostMegabytes(2).document();
    assertThat(said)
        .containsExactly(
            "each cell shown is the mean of 2 × 2 cells of the data, so that the page stays below 2.0 MB");
    float[] shown = floats(page, "values");
    assertThat(shown).hasSize(201 * 400);
    assertThat(shown[0]).isEqualTo((0 + 1 + 800 + 801) / 4f);
    assertThat(shown[200 * 400]).isEqualTo((400 * 800 + 400 * 800 + 1) / 2f);
    assertThat(page).contains("\"together\":2").hasSizeLessThan(2_000_000);
  }

  @Test
  void whatIsFarTooMuchIsRefusedBeforeItIsComputed() {
    var endless = Nodes.random(1, Chunks.regular(Shape.of(100_000, 180, 360), 1, 180, 360));
    var data = global(Variable.of(List.of("time", "lat", "lon"), endless), 180, 360);
    assertThatThrownBy(() -> InteractivePlot.of(data, "z", options()).document())
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("amasia explore")
        .hasMessageContaining("time=100000")
        .hasMessageContaining("at most 20 MB");
    assertThatThrownBy(() -> InteractivePlot.of(data, "z", options()).lines("time").document())
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("amasia explore");
  }

  @Test
  void thinnedLinesKeepTheLeastAndTheMostOfEachStretch() {
    int n = 1003;
    double[] y = IntStream.range(0, n).mapToDouble(i -> Math.sin(i * i)).toArray();
    y[500] = Double.NaN;
    var line = Series.line("", y, y);
    int[] places = Thinning.places(line, n, 100);
    assertThat(places).hasSize(100).isSorted();
    assertThat(Arrays.stream(places).distinct().count()).isEqualTo(100);
    for (int s = 0; s < 50; s++) {
      double[] stretch =
          Arrays.stream(y, s * n / 50, (s + 1) * n / 50)
              .filter(v -> !Double.isNaN(v))
              .sorted()
              .toArray();
      double[] kept = {y[places[2 * s]], y[places[2 * s + 1]]};
      Arrays.sort(kept);
      assertThat(kept).containsExactly(stretch[0], stretch[stretch.length - 1]);
    }
    assertThat(Thinning.places(line, n, n)).isEqualTo(IntStream.range(0, n).toArray());
  }

  @Test
  void stretchesWithoutValuesStayGaps() {
    double[] y = new double[40];
    Arrays.fill(y, Double.NaN);
    y[3] = 7;
    int[] places = Thinning.places(Series.line("", y, y), 40, 8);
    assertThat(places).hasSize(8).isSorted().contains(3);
    assertThat(Arrays.stream(places).mapToDouble(i -> y[i]).filter(v -> v == 7)).hasSize(1);
  }

  @Test
  void longLinesAreThinnedAndThatIsSaid() {
    int n = 250_000;
    double[] y = IntStream.range(0, n).mapToDouble(i -> i == 123_457 ? 99 : i % 7).toArray();
    var data = new DataArray("q", Variable.of(List.of("step"), y), Coordinates.NONE).toDataset();
    String page = InteractivePlot.of(data, "q", options()).document();
    assertThat(said)
        .containsExactly(
            "of the 250000 points of a line 100000 are kept: least and most of each stretch");
    assertThat(floats(page, "values")).hasSize(100_000).contains(99f);
    assertThat(page.length()).isLessThan(5_000_000);
  }

  @Test
  void filesOfOtherKindsAreRefused() {
    var data =
        new DataArray("q", Variable.of(List.of("step"), new double[] {1, 2}), Coordinates.NONE)
            .toDataset();
    var plot = InteractivePlot.of(data, "q", options());
    assertThatThrownBy(() -> plot.save("page.pdf")).hasMessageContaining("must end in .html");
    assertThatThrownBy(() -> plot.histogram(0)).hasMessageContaining("1 to 10000");
    assertThatThrownBy(() -> plot.mostMegabytes(1)).hasMessageContaining("2 to 500");
  }

  @Test
  void valuesBeyondFloatsAreRefused() {
    var data =
        new DataArray("q", Variable.of(List.of("step"), new double[] {1, 1e300}), Coordinates.NONE)
            .toDataset();
    assertThatThrownBy(() -> InteractivePlot.of(data, "q", options()).document())
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("float32");
  }

  @Test
  void manyCellsOfOtherGridsAreRefusedBeforeTheirCornersAreRead() {
    var places = Nodes.random(1, Chunks.regular(Shape.of(3000, 3000), 100, 3000));
    var grid = List.of("y", "x");
    var coords =
        new Coordinates(
            Map.of(
                "lat", Variable.of(grid, places).withAttr("units", Attribute.of("degrees_north")),
                "lon", Variable.of(grid, places).withAttr("units", Attribute.of("degrees_east"))));
    var data = new DataArray("z", Variable.of(grid, places), coords).toDataset();
    assertThatThrownBy(() -> InteractivePlot.of(data, "z", options()).document())
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("y=3000");
  }

  @Test
  void cornersThatAreMadeUpGiveWayToDotsWhereAPageHasNoRoom() {
    int cells = 4_000;
    double[] lon = new double[cells];
    double[] lat = new double[cells];
    for (int i = 0; i < cells; i++) {
      lon[i] = i % 80 + 0.3 * (i / 80 % 2);
      lat[i] = Math.floorDiv(i, 80);
    }
    var places = List.of("cell");
    var coords =
        new Coordinates(
            Map.of(
                "lat", Variable.of(places, lat).withAttr("units", Attribute.of("degrees_north")),
                "lon", Variable.of(places, lon).withAttr("units", Attribute.of("degrees_east"))));
    var values = Variable.of(List.of("time", "cell"), new double[50][cells]);
    var data = new DataArray("z", values, coords).toDataset();
    assertThat(InteractivePlot.of(data, "z", options()).document()).contains("polygons");
    assertThat(InteractivePlot.of(data, "z", options()).mostMegabytes(2).document())
        .contains("\"kind\":\"points\"");
    assertThat(said).last().asString().contains("dots at their centres");
  }

  @Test
  void nothingIsNoPlot() {
    var data =
        new DataArray("q", Variable.of(List.of("step"), new double[0]), Coordinates.NONE)
            .toDataset();
    assertThatThrownBy(() -> InteractivePlot.of(data, "q", options()).document())
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("no values");
    var one = new DataArray("q", Variable.of(List.of(), 5.0), Coordinates.NONE).toDataset();
    assertThatThrownBy(() -> InteractivePlot.of(one, "q", options()).document())
        .hasMessageContaining("print it instead");
  }
}
