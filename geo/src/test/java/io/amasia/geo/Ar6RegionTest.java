package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.testkit.RandomTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Ar6RegionTest {
  @Test
  void theyAreFoundByAcronymAndName() {
    assertThat(Ar6Region.all()).hasSize(58);
    for (Ar6Region region : Ar6Region.all()) {
      String name = region.acronym() + " (" + region.name() + ")";
      assertThat(GeoRegion.of("AR6:" + region.acronym())).hasToString(name);
      assertThat(GeoRegion.of("ar6:" + region.name())).hasToString(name);
    }
    for (String name : List.of("MED", "med", "Mediterranean", "AR6:MED")) {
      assertThat(GeoRegion.of(name)).hasToString("MED (Mediterranean)");
    }
    assertThat(GeoRegion.of("N.E. North-America").name()).startsWith("NEN");
  }

  @Test
  void aCountrysCodeGoesBeforeAnEqualAcronym() {
    assertThat(GeoRegion.of("SAU")).hasToString("Saudi Arabia");
    assertThat(GeoRegion.ambiguity("SAU"))
        .contains("'SAU' is the country Saudi Arabia; the reference region S.Australia is AR6:SAU");
    assertThat(GeoRegion.ambiguity("MED")).isEmpty();
    assertThat(GeoRegion.ambiguity("AR6:SAU")).isEmpty();
    assertThatThrownBy(() -> GeoRegion.of("AR6:XYZ")).hasMessageContaining("no region 'AR6:XYZ'");
    assertThatThrownBy(() -> GeoRegion.of("list")).hasMessageContaining("AR6:MED (Mediterranean)");
  }

  @Test
  void placesAreInTheirRegion() {
    assertThat(GeoRegion.of("MED").contains(12.5, 41.9)).as("Rome").isTrue();
    assertThat(GeoRegion.of("MED").contains(13.4, 52.5)).as("Berlin").isFalse();
    assertThat(GeoRegion.of("RAR").contains(-170, 66)).as("Chukotka").isTrue();
    assertThat(GeoRegion.of("RAR").contains(190, 66)).isTrue();
    assertThat(GeoRegion.of("SPO").bounds()).hasToString("155..285.4°E, -56..-10°N");
    assertThat(GeoRegion.of("EAN").contains(0, -90)).isTrue();
    assertThat(GeoRegion.of("ARO").contains(77, 90)).isTrue();
  }

  @RandomTest
  void theyShareOutTheEarth(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      // Half of the places lie on whole degrees, where many edges run.
      double lon = i % 2 == 0 ? random.nextInt(-180, 181) : random.nextDouble(-180, 180);
      double lat = i % 2 == 0 ? random.nextInt(-90, 91) : random.nextDouble(-90, 90);
      long holders =
          Ar6Region.all().stream().filter(r -> GeoRegion.of(r).contains(lon, lat)).count();
      boolean sliver = lon > 140 && lon < 155 && lat < -30 && lat > -38; // the corners leave one
      assertThat(holders).as("%s,%s", lon, lat).isBetween(sliver ? 0L : 1L, 1L);
    }
  }

  @Test
  void theirAreasAreThatOfTheEarth() {
    double sum = Ar6Region.all().stream().mapToDouble(r -> GeoRegion.of(r).areaKm2()).sum();
    // Some edges pass the corners of their neighbours by hundredths of a degree.
    assertThat(sum / (4 * Math.PI * 6371.0 * 6371.0)).isCloseTo(1, within(1e-4));
  }
}
