package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoJsonTest {
  private static final String SQUARE =
      "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[10,0],[10,10],[0,10],[0,0]],"
          + "[[4,4],[6,4],[6,6],[4,6],[4,4]]]}";
  static final String TWO =
      """
      {"type":"FeatureCollection","features":[
       {"type":"Feature","properties":{"NAME":"West"},"geometry":%s},
       {"type":"Feature","id":7,"properties":{"name":"East"},"geometry":
        {"type":"MultiPolygon","coordinates":[[[[20,0],[30,0],[30,10],[20,10],[20,0]]],
          [[[25,5],[35,5],[35,15],[25,15],[25,5]]]]}},
       {"type":"Feature","properties":null,"geometry":null}]}\
      """
          .formatted(SQUARE);

  @Test
  void polygonsHaveHoles() {
    GeoRegion square = GeoJson.parse("a.geojson", SQUARE, null);
    assertThat(square.contains(1, 1)).isTrue();
    assertThat(square.contains(361, 1)).isTrue();
    assertThat(square.contains(5, 5)).isFalse();
    assertThat(square.contains(0, 0)).as("a corner").isTrue();
  }

  @Test
  void featuresAreChosenByName() {
    assertThat(GeoJson.parse("f", TWO, null).contains(1, 1)).isTrue();
    assertThat(GeoJson.parse("f", TWO, null).contains(33, 12)).isTrue();
    assertThat(GeoJson.parse("f", TWO, "west").contains(1, 1)).isTrue();
    assertThat(GeoJson.parse("f", TWO, "East").contains(1, 1)).isFalse();
    assertThat(GeoJson.parse("f", TWO, "7").contains(25, 5)).isTrue();
    assertThatThrownBy(() -> GeoJson.parse("f", TWO, "Weste"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessage("f: no feature 'Weste'; nearest of 3: West, East, 7");
  }

  @Test
  void overlapsAndSelfCrossingsCountOnce() {
    double both = GeoJson.parse("f", TWO, "East").areaKm2();
    double parts =
        GeoRegion.box(20, 0, 30, 10).areaKm2()
            + GeoRegion.box(25, 5, 35, 15).areaKm2()
            - GeoRegion.box(25, 5, 30, 10).areaKm2();
    assertThat(both).isCloseTo(parts, within(1e-6 * parts));
    GeoRegion bow =
        GeoJson.parse(
            "f",
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[10,10],[10,0],[0,10],[0,0]]]}",
            null);
    assertThat(bow.contains(1, 5)).isTrue();
    assertThat(bow.contains(9, 5)).isTrue();
    assertThat(bow.contains(5, 1)).isFalse();
    assertThat(bow.areaKm2()).isPositive();
  }

  @Test
  void longitudesBeyond180ComeBack() {
    String text =
        "{\"type\":\"Polygon\",\"coordinates\":[[[170,0],[200,0],[200,10],[170,10],[170,0]]]}";
    GeoRegion region = GeoJson.parse("f", text, null);
    for (double lon : new double[] {175, 180, -180, -170, 190, 195}) {
      assertThat(region.contains(lon, 5)).as("%s", lon).isTrue();
    }
    assertThat(region.contains(-155, 5)).isFalse();
    assertThat(region.areaKm2()).isCloseTo(GeoRegion.box(170, 0, 200, 10).areaKm2(), within(1e-3));
    assertThat(region.bounds()).isEqualTo(LonLatBox.of(170, 0, 200, 10));
  }

  @Test
  void mistakesAreNamedWithTheirPlace() {
    refused("{", "no valid JSON at line 1");
    assertThatThrownBy(() -> GeoJson.parse("f.geojson", "{\"type\":[", null))
        .hasMessageEndingWith("close marker for Array");
    refused("[]", "$ is no GeoJSON object");
    refused("{\"type\":\"Polygon\"}", "$.coordinates is missing");
    refused(
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}",
        "$.coordinates[0] is no ring");
    refused(
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}",
        "$.coordinates[0] is not closed");
    refused(
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,\"a\"],[1,1],[0,0]]]}",
        "$.coordinates[0][1] is no position");
    refused(
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,999],[1,1],[0,0]]]}",
        "latitude 999.0 is outside of ±90");
    refused("{\"type\":\"Point\",\"coordinates\":[0,0]}", "$ is a Point, which has no area");
    refused("{\"type\":\"Banana\"}", "$.type 'Banana' is no GeoJSON type");
    refused(
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\"}]}",
        "$.features[0] has no member 'geometry'");
    refused("{\"type\":\"FeatureCollection\",\"features\":[]}", "$ holds no polygon");
    refused(
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[2,2],[0,0]]]}",
        "$ holds only polygons without area");
    refused("[".repeat(100_000), "no valid JSON");
    refused(SQUARE + "x", "no valid JSON");
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> GeoJson.parse("my.geojson", text, null))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageStartingWith("my.geojson: ")
        .hasMessageContaining(message);
  }

  @Test
  void otherProjectionsAreRefused() {
    String text =
        "{\"crs\":{\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3857\"}},"
            + SQUARE.substring(1);
    assertThatThrownBy(() -> GeoJson.parse("f", text, null))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("ogr2ogr");
  }

  @Test
  void filesAreReadByName(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("my areas.geojson"), TWO);
    assertThat(GeoRegion.of(file + "#West").contains(1, 1)).isTrue();
    assertThat(GeoRegion.of(file + "#West").name()).isEqualTo("West");
    assertThatThrownBy(() -> GeoRegion.of("/no/such.geojson"))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("no such file");
  }

  @RandomTest
  void damagedTextGivesOnlyDeclaredErrors(long seed) {
    var random = new Random(seed);
    var damaged = new StringBuilder(TWO);
    for (int i = 0; i < 1 + seed % 5; i++) {
      if (damaged.isEmpty()) {
        break;
      }
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.deleteCharAt(at);
        case 1 -> damaged.setCharAt(at, "[]{},:\"019-e.".charAt(random.nextInt(13)));
        default -> damaged.setLength(at + 1);
      }
    }
    for (String name : List.of("", "East")) {
      try {
        GeoJson.parse("f", damaged.toString(), name.isEmpty() ? null : name);
      } catch (AmasiaException expected) {
        assertThat(expected).hasMessageStartingWith("f: ");
      }
    }
  }
}
