package io.amasia.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.plan.Session;
import io.amasia.plot.MapExtent;
import io.amasia.serve.DataServer;
import io.amasia.storage.format.Attribute;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What each kind of view is answered, against values worked out by loops.
class ExplorerValuesTest {
  private static final double K = -273.15;
  private final Asking asking =
      new Asking(DataServer.builder().hearing(_ -> {}).add("made", MadeField.dataset()));

  @AfterEach
  void close() {
    asking.close();
  }

  private Asking.Answer frame(String query) {
    Asking.Answer answer = asking.get("/explore/frame?var=t&" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private static void same(float[] values, double... expected) {
    assertThat(values).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      if (Double.isNaN(expected[i])) {
        assertThat(values[i]).isNaN();
      } else {
        assertThat((double) values[i]).as("value %d", i).isCloseTo(expected[i], within(1e-4));
      }
    }
  }

  @Test
  void aMapIsTheFieldAtAMomentInUnitsThatPeoplePublish() {
    Asking.Answer map = frame("kind=map&at.time=2&on.plev=50000");
    double[] expected = new double[30];
    for (int c = 0; c < 30; c++) {
      expected[c] = MadeField.value(2, 1, c / 6, c % 6) + K;
    }
    same(map.values(), expected);
    JsonNode header = map.header();
    assertThat(header.get("label").asText()).isEqualTo("°C");
    assertThat(header.get("subtitle").asText()).isEqualTo("2000-03-30, 50000 Pa");
    assertThat(header.get("at").get("time").get("label").asText()).isEqualTo("2000-03-30");
    JsonNode cells = asking.get("/explore/cells?var=t&kind=map").header();
    assertThat(cells.get("kind").asText()).isEqualTo("grid");
    assertThat(cells.get("latEdges")).hasSize(6);
    assertThat(cells.get("lonEdges").get(0).asDouble()).isEqualTo(-30);
    assertThat(frame("units=K&at.time=2&on.plev=50000").values()[7] + K)
        .isCloseTo(expected[7], within(1e-3));
  }

  @Test
  void aMissingValueStaysMissing() {
    assertThat(frame("kind=map").values()[0]).isNaN();
    assertThat(frame("kind=map").header().get("statistics").get("missing").asInt()).isEqualTo(1);
  }

  @Test
  void aSeriesIsOfTheNearestCell() {
    double[] expected =
        IntStream.range(0, 4).mapToDouble(t -> MadeField.value(t, 2, 3, 1) + K).toArray();
    Asking.Answer series = frame("kind=series&at.plev=2&point=70,20");
    same(series.values(), expected);
    JsonNode axis = series.header().get("axes").get(0);
    assertThat(axis.get("calendar").asText()).isEqualTo("360_day");
    assertThat(axis.get("texts").get(1).asText()).isEqualTo("2000-02-30");
    assertThat(axis.get("values").get(1).asDouble()).isEqualTo(2000 + 59 / 360.0);
    assertThat(series.header().get("subtitle").asText()).contains("20°N 70°E", "km away");
  }

  @Test
  void aProfileIsOfTheNearestCellAndGrowsDownwards() {
    Asking.Answer profile = frame("kind=profile&at.time=1&point=181,-25");
    same(
        profile.values(),
        IntStream.range(0, 3).mapToDouble(k -> MadeField.value(1, k, 1, 3) + K).toArray());
    assertThat(profile.header().get("axes").get(0).get("downward").asBoolean()).isTrue();
  }

  @Test
  void anAreaMeanCountsCellsByTheirSize() {
    double[] box = new double[4];
    double[] all = new double[4];
    for (int t = 0; t < 4; t++) {
      double sum = 0;
      double weight = 0;
      double total = 0;
      double whole = 0;
      for (int j = 0; j < 5; j++) {
        for (int i = 0; i < 6; i++) {
          double value = MadeField.value(t, 1, j, i) + K;
          total += value * MadeField.area(j);
          whole += MadeField.area(j);
          if (j >= 1 && j <= 3 && (i == 5 || i <= 1)) {
            sum += value * MadeField.area(j);
            weight += MadeField.area(j);
          }
        }
      }
      box[t] = sum / weight;
      all[t] = total / whole;
    }
    same(frame("kind=series&at.plev=1&box=-70,-30,70,40").values(), box);
    same(frame("kind=series&at.plev=1").values(), all);
  }

  @Test
  void zonalMeansHovmollersAndSectionsAreMeansOfRows() {
    double[] zonal = new double[5];
    double[] hovmoller = new double[20];
    double[] section = new double[15];
    for (int j = 0; j < 5; j++) {
      zonal[j] = row(3, 1, j);
      for (int t = 0; t < 4; t++) {
        hovmoller[j * 4 + t] = row(t, 1, j);
      }
      for (int k = 0; k < 3; k++) {
        section[k * 5 + j] = row(2, k, j);
      }
    }
    same(frame("kind=zonal&at.time=3&at.plev=1").values(), zonal);
    same(frame("kind=hovmoller&at.plev=1").values(), hovmoller);
    same(frame("kind=section&at.time=2").values(), section);
    double[] meridian = new double[15];
    for (int n = 0; n < 15; n++) {
      meridian[n] = MadeField.value(2, n / 5, n % 5, 4) + K;
    }
    same(frame("kind=section&at.time=2&point=-115,10").values(), meridian);
  }

  private static double row(int t, int k, int j) {
    return IntStream.range(0, 6)
        .mapToDouble(i -> MadeField.value(t, k, j, i) + K)
        .average()
        .orElseThrow();
  }

  @Test
  void aHistogramCountsEveryValueOnce() {
    Asking.Answer histogram = frame("kind=histogram&limits=-40,0");
    double counted = 0;
    for (float count : histogram.values()) {
      counted += count;
    }
    assertThat(counted).isEqualTo(29);
    assertThat(histogram.header().get("edges")).hasSize(histogram.values().length + 1);
  }

  @Test
  void aDifferenceIsOfTwoMomentsOrTwoVariables() {
    double[] expected = new double[30];
    for (int c = 0; c < 30; c++) {
      expected[c] = MadeField.value(3, 1, c / 6, c % 6) - MadeField.value(1, 1, c / 6, c % 6);
    }
    Asking.Answer difference = frame("at.time=3&at.plev=1&minus=t&minus.at.time=1");
    same(difference.values(), expected);
    assertThat(difference.header().get("subtitle").asText())
        .isEqualTo("2000-04-30, 50000 Pa minus 2000-02-30, 50000 Pa");
    assertThat(difference.header().get("levels").get("colors").asText()).isEqualTo("RdBu_r");
    for (float value : frame("at.time=3&at.plev=1&minus=other").values()) {
      assertThat(value).isZero();
    }
  }

  @Test
  void anOverviewIsTheMeanOfBlocksOrTheirMiddle() {
    float[] nearest = frame("at.time=1&w=3&h=2&detail=nearest").values();
    double[] middles = new double[6];
    double[] means = new double[6];
    int[] rows = {1, 4};
    for (int j = 0; j < 2; j++) {
      for (int i = 0; i < 3; i++) {
        middles[j * 3 + i] = MadeField.value(1, 0, rows[j], 2 * i + 1) + K;
        double sum = 0;
        int count = 0;
        for (int jj = 3 * j; jj < Math.min(5, 3 * j + 3); jj++) {
          for (int ii = 2 * i; ii < 2 * i + 2; ii++) {
            sum += MadeField.value(1, 0, jj, ii) + K;
            count++;
          }
        }
        means[j * 3 + i] = sum / count;
      }
    }
    same(nearest, middles);
    Asking.Answer mean = frame("at.time=1&w=3&h=2");
    same(mean.values(), means);
    assertThat(mean.header().get("overview").get("whole").asBoolean()).isFalse();
    JsonNode cells = asking.get("/explore/cells?var=t&w=3&h=2").header();
    assertThat(cells.get("lonEdges")).hasSize(4);
    assertThat(cells.get("latEdges").get(1).asDouble()).isEqualTo(15);
  }

  @Test
  void viewsAreExportedAsPicturesValuesAndAnimations() throws Exception {
    byte[] png = asking.get("/explore/export?var=t&format=png").bytes();
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(1000);
    assertThat(asking.get("/explore/export?var=t&format=svg&kind=section").text())
        .startsWith("<?xml")
        .contains("Temperature &lt;of&gt;");
    String csv = asking.get("/explore/export?var=t&format=csv&kind=series&point=0,0").text();
    assertThat(csv.lines().toList())
        .startsWith("time,t [degC]")
        .hasSize(5)
        .element(1)
        .asString()
        .startsWith("2000-01-30T00:00:00,");
    assertThat(asking.get("/explore/export?var=t&format=csv").text())
        .startsWith("lat,lon,t [degC]\n-60.0,0.0,\n-60.0,60.0,");
    byte[] gif =
        asking.get("/explore/export?var=t&format=gif&dim=time&from=1&to=3&millis=100").bytes();
    var reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
    assertThat(reader.getNumImages(true)).isEqualTo(3);
    assertThat(asking.get("/explore/export?var=t&format=png&kind=histogram").status())
        .isEqualTo(200);
  }

  @Test
  void filesAreOfThePartOfAMapThatIsSeen() {
    String file = "/explore/export?var=t&format=";
    List<String> all = asking.get(file + "csv").text().lines().toList();
    List<String> marked = asking.get(file + "csv&map.area=50,-40,130,40").text().lines().toList();
    assertThat(marked).hasSizeBetween(3, all.size() / 2).allMatch(all::contains);
    List<String> zoomed = asking.get(file + "csv&map.at=60,-30&map.zoom=4").text().lines().toList();
    assertThat(zoomed).hasSizeBetween(2, all.size() / 2).allMatch(all::contains);
    assertThat(asking.get(file + "svg").text()).contains("60°N");
    assertThat(asking.get(file + "svg&map.graticule=0").text()).doesNotContain("60°N");
    for (String projection : MapExtent.NAMES) {
      assertThat(
              asking
                  .get(file + "svg&map.at=60,-30&map.zoom=4&map.edges=1&projection=" + projection)
                  .text())
          .as(projection)
          .contains("Temperature");
    }
    assertThat(asking.get(file + "png&map.zoom=4").text()).contains("map.at=LON,LAT");
  }

  @Test
  void twentyGigabytesAreBrowsedInAFractionOfThat() throws Exception {
    double[] lat = IntStream.range(0, 2000).mapToDouble(j -> -89.955 + 0.09 * j).toArray();
    double[] lon = IntStream.range(0, 2500).mapToDouble(i -> 0.144 * i).toArray();
    var random = Nodes.random(1, Chunks.regular(Shape.of(500, 2000, 2500), 1, 500, 500));
    Dataset large =
        new Dataset(
            Map.of("x", Variable.of(List.of("time", "lat", "lon"), random)),
            new Coordinates(
                Map.of(
                    "lat",
                    Variable.of(List.of("lat"), lat)
                        .withAttr("units", Attribute.of("degrees_north")),
                    "lon",
                    Variable.of(List.of("lon"), lon)
                        .withAttr("units", Attribute.of("degrees_east")))),
            Map.of());
    Session session = Session.builder().memoryBytes(200_000_000).threads(2).build();
    try (var browsed =
        session.call(() -> new Asking(DataServer.builder().hearing(_ -> {}).add("x", large)))) {
      for (int t = 0; t < 3; t++) {
        Asking.Answer frame = browsed.get("/explore/frame?var=x&w=1000&h=600&at.time=" + 90 * t);
        assertThat(frame.status()).as(frame.text()).isEqualTo(200);
        assertThat(frame.values()).hasSize(500 * 834);
      }
      Asking.Answer point = browsed.get("/explore/frame?var=x&at.time=3&kind=zonal&point=10,10");
      assertThat(point.values()).hasSize(2000);
    }
  }
}
