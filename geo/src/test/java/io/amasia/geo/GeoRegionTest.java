package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class GeoRegionTest {
  @Test
  void theMainlandLeavesIslandsAndOverseasOut() {
    GeoRegion france = GeoRegion.of("FRA:mainland");
    assertThat(france.contains(2.3, 48.8)).isTrue();
    assertThat(france.contains(9.1, 42.2)).isFalse(); // Corsica
    assertThat(GeoRegion.of("France").contains(9.1, 42.2)).isTrue();
    assertThat(france.bounds().west()).isGreaterThan(-6);
    GeoRegion states = GeoRegion.of("United States of America:mainland");
    assertThat(states.contains(-98, 39)).isTrue();
    assertThat(states.contains(-150, 65)).isFalse();
  }

  @Test
  void aCountryIsFoundByNameAliasAndCode() {
    for (String name :
        List.of("USA", "us", "840", "united states", "United States of America", "U.S.A.")) {
      assertThat(GeoRegion.of(name).name()).as(name).isEqualTo("United States of America");
    }
    assertThat(GeoRegion.of("UK").name()).isEqualTo("United Kingdom");
    assertThat(GeoRegion.of("Ivory Coast").name()).isEqualTo("Côte d'Ivoire");
    assertThat(GeoRegion.of("cote d’ivoire").name()).isEqualTo("Côte d'Ivoire");
    assertThat(GeoRegion.of("Holland").name()).isEqualTo("Netherlands");
    assertThat(GeoRegion.of("Russian Federation").name()).isEqualTo("Russia");
    assertThat(GeoRegion.of("Kosovo").name()).isEqualTo("Kosovo");
    assertThat(GeoRegion.of("Northern Cyprus").name()).isEqualTo("N. Cyprus");
    assertThat(GeoRegion.of("Somaliland").name()).isEqualTo("Somaliland");
  }

  @Test
  void codesAndNamesMeanOneCountryEach() {
    List<String> keys =
        Countries.all().stream()
            .flatMap(c -> List.of(c.numeric(), c.alpha2(), c.alpha3()).stream())
            .flatMap(code -> code.stream())
            .toList();
    assertThat(keys).doesNotHaveDuplicates();
    for (Country country : Countries.all()) {
      assertThat(Countries.find(country.name())).contains(country);
      assertThat(country.aliases())
          .allSatisfy(a -> assertThat(Countries.find(a)).contains(country));
    }
  }

  @Test
  void anUnknownNameGivesTheNearest() {
    assertThatThrownBy(() -> GeoRegion.of("Frnace"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageStartingWith("no region 'Frnace'; nearest: France, ")
        .hasMessageContaining("'list'");
    assertThatThrownBy(() -> GeoRegion.of("united")).hasMessageContaining("United Kingdom");
    assertThatThrownBy(() -> GeoRegion.of("list")).hasMessageContaining("Zimbabwe (ZWE)");
    assertThatThrownBy(() -> GeoRegion.of("")).isInstanceOf(AmasiaException.Label.class);
  }

  @Test
  void placesAreInTheirCountry() {
    assertThat(Countries.all().get(Countries.idAt(36.8, -1.3)).name()).isEqualTo("Kenya");
    GeoRegion america = GeoRegion.of("USA");
    assertThat(america.contains(-98, 39)).isTrue();
    assertThat(america.contains(262, 39)).isTrue();
    assertThat(america.contains(-98 - 720, 39)).isTrue();
    assertThat(america.contains(-150, 65)).as("Alaska").isTrue();
    assertThat(america.contains(-155.5, 19.6)).as("Hawaii").isTrue();
    assertThat(america.contains(-100, 55)).as("Canada").isFalse();
    assertThat(america.contains(Double.NaN, 40)).isFalse();
    assertThat(GeoRegion.of("South Africa").contains(28.2, -29.5)).as("Lesotho").isFalse();
  }

  @Test
  void theDateLineIsNoEdge() {
    GeoRegion russia = GeoRegion.of("Russia");
    for (double lon : new double[] {179.5, 180, -180, -179.5, 180.5, -175, 185, -540}) {
      assertThat(russia.contains(lon, 67)).as("%s", lon).isTrue();
    }
    GeoRegion fiji = GeoRegion.of("Fiji");
    assertThat(fiji.contains(180, -16.515)).isTrue();
    assertThat(fiji.contains(-180, -16.515)).isTrue();
    assertThat(fiji.contains(-540, -16.515)).isTrue();
    assertThat(fiji.bounds().west()).isBetween(174.0, 178.0);
    assertThat(fiji.bounds().east()).isBetween(180.0, 182.0);
    assertThat(russia.bounds().west()).isBetween(19.0, 28.0);
    assertThat(russia.bounds().east()).isBetween(189.0, 192.0);
  }

  @Test
  void antarcticaHoldsThePole() {
    GeoRegion antarctica = GeoRegion.of("Antarctica");
    for (double lon : new double[] {-180, -90, 0, 1e-9, 123.4, 180, 359}) {
      assertThat(antarctica.contains(lon, -90)).as("%s", lon).isTrue();
      assertThat(antarctica.contains(lon, -89.9995)).as("%s", lon).isTrue();
      assertThat(GeoRegion.ocean().contains(lon, 90)).as("%s", lon).isTrue();
      assertThat(GeoRegion.ocean().contains(lon, -90)).as("%s", lon).isFalse();
    }
    assertThat(antarctica.bounds().south()).isEqualTo(-90);
    assertThat(antarctica.areaKm2()).isCloseTo(12.3e6, within(0.4e6));
  }

  @Test
  void areasAreThoseOfTheWorld() {
    assertThat(GeoRegion.of("Switzerland").areaKm2()).isCloseTo(41_285, within(500.0));
    assertThat(GeoRegion.of("Brazil").areaKm2()).isCloseTo(8_515_767, within(60_000.0));
    assertThat(GeoRegion.of("Russia").areaKm2()).isCloseTo(17_098_246, within(300_000.0));
    assertThat(GeoRegion.of("Africa").areaKm2()).isCloseTo(30.3e6, within(0.5e6));
    assertThat(GeoRegion.land().areaKm2() + GeoRegion.ocean().areaKm2())
        .isCloseTo(4 * Math.PI * 6371 * 6371, within(1.0));
  }

  @Test
  void continentsShareOutTheLand() {
    double sum = 0;
    for (Continent continent : Continent.values()) {
      GeoRegion region = GeoRegion.of(continent.title().toUpperCase(Locale.ROOT));
      assertThat(region.name()).isEqualTo(continent.title());
      sum += region.areaKm2();
    }
    assertThat(sum).isCloseTo(GeoRegion.land().areaKm2(), within(1e-3));
    assertThat(GeoRegion.of("South America").contains(-53, 4)).as("French Guiana").isTrue();
    assertThat(GeoRegion.of("Europe").contains(-53, 4)).isFalse();
    assertThat(GeoRegion.of("Europe").bounds().west()).isGreaterThan(-32);
  }

  @Test
  void boxesCountLongitudesModulo360() {
    GeoRegion dateLine = GeoRegion.box(170, -10, -170, 10);
    assertThat(dateLine.contains(180, 0)).isTrue();
    assertThat(dateLine.contains(-170, 10)).isTrue();
    assertThat(dateLine.contains(190, 0)).isTrue();
    assertThat(dateLine.contains(-169.9, 0)).isFalse();
    assertThat(dateLine.contains(0, 0)).isFalse();
    GeoRegion greenwich = GeoRegion.box(350, 0, 10, 5);
    assertThat(greenwich.contains(-5, 1)).isTrue();
    assertThat(greenwich.contains(365, 1)).isTrue();
    assertThat(greenwich.contains(180, 1)).isFalse();
    assertThat(GeoRegion.box(0, -90, 360, 90).areaKm2())
        .isCloseTo(4 * Math.PI * 6371 * 6371, within(1.0));
    assertThat(GeoRegion.box(-180, -90, 180, 90).contains(77, -90)).isTrue();
  }

  @Test
  void wrongBoxesAreExplained() {
    assertThatThrownBy(() -> GeoRegion.box(0, 10, 5, -10))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("south above its north");
    assertThatThrownBy(() -> GeoRegion.box(-10, 0, 10, 100)).hasMessageContaining("-90..90");
    assertThatThrownBy(() -> GeoRegion.box(10, 0, 10, 5)).hasMessageContaining("no width");
    assertThatThrownBy(() -> GeoRegion.box(Double.NaN, 0, 10, 5)).hasMessageContaining("longitude");
  }

  @Test
  void coastlinesAndBordersAreLinesWithoutJumps() {
    for (NaturalEarth.Scale scale : NaturalEarth.Scale.values()) {
      NaturalEarth outlines = NaturalEarth.at(scale);
      assertThat(outlines.coastlines().size()).isGreaterThan(100);
      assertThat(outlines.borders().size()).isGreaterThan(100);
      for (double[][] line : outlines.coastlines()) {
        for (int i = 1; i < line[0].length; i++) {
          assertThat(Math.abs(line[0][i] - line[0][i - 1])).isLessThan(15);
        }
      }
    }
  }
}
