package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.testkit.RandomTest;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final double[] LAT = {60, 50, 40, 30};
  private static final double[] LON = {0, 90, 180, 270};

  @Test
  void columnsRunFromWestToEastAcrossTheSeam() {
    BoxSelection cut = BoxSelection.of(LonLatBox.of(-100, 35, 100, 55), LAT, LON);
    assertThat(cut.rows()).containsExactly(1, 2);
    assertThat(cut.columns()).containsExactly(3, 0, 1);
    assertThat(cut.longitudes()).containsExactly(-90, 0, 90);
  }

  @Test
  void theWholeCircleTakesEachColumnOnce() {
    BoxSelection cut = BoxSelection.of(LonLatBox.of(-180, -90, 180, 90), LAT, LON);
    assertThat(cut.columns()).containsExactly(2, 3, 0, 1);
    assertThat(cut.longitudes()).containsExactly(-180, -90, 0, 90);
    double[] repeated = {-180, -90, 0, 90, 180};
    BoxSelection all = BoxSelection.of(LonLatBox.of(-180, -90, 180, 90), LAT, repeated);
    assertThat(all.columns()).containsExactly(0, 1, 2, 3, 4);
    assertThat(all.longitudes()).containsExactly(-180, -90, 0, 90, 180);
  }

  @Test
  void sidesAreInsideUpToRounding() {
    double[] lon = {0.1f, 0.2f, 0.3f, 0.4f};
    assertThat(BoxSelection.of(LonLatBox.of(0.1, 30, 0.3, 60), LAT, lon).columns()).hasSize(3);
    assertThat(BoxSelection.of(LonLatBox.of(360.1, 30, 360.3, 60), LAT, lon).columns()).hasSize(3);
  }

  @Test
  void anEmptyBoxSaysWhatTheGridHas() {
    assertThatThrownBy(() -> BoxSelection.of(LonLatBox.of(0, -20, 90, -10), LAT, LON))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("latitudes from 30.0 to 60.0 (4 values)");
    assertThatThrownBy(() -> BoxSelection.of(LonLatBox.of(10, 30, 20, 60), LAT, LON))
        .hasMessageContaining("longitudes from 0.0 to 270.0");
  }

  @Test
  void curvilinearGridsGiveRowsAndColumnsAroundTheBox() {
    double[] lat = {0, 1, 2, 10, 11, 12, 20, 21, 22};
    double[] lon = {359, 0, 1, 358, 359, 0, 357, 358, 359};
    BoxSelection cut = BoxSelection.ofCurvilinear(LonLatBox.of(-1.5, 5, 0.5, 15), lat, lon, 3, 3);
    assertThat(cut.rows()).containsExactly(1);
    assertThat(cut.columns()).containsExactly(1, 2);
    assertThatThrownBy(
            () -> BoxSelection.ofCurvilinear(LonLatBox.of(50, 5, 60, 15), lat, lon, 3, 3))
        .isInstanceOf(AmasiaException.Label.class);
  }

  @Test
  void theNearestCentreCountsAcrossSeamAndPole() {
    NearestPoint seam = NearestPoint.ofGrid(new double[] {0}, new double[] {5, 350}, -2, 0);
    assertThat(seam.column()).isEqualTo(0);
    assertThat(seam.distanceKm()).isCloseTo(Math.toRadians(7) * 6371, within(1e-9));
    double[] lat = {89, 80, Double.NaN};
    double[] lon = {180, 0, 0};
    assertThat(NearestPoint.ofPoints(lat, lon, 0, 88).row()).isEqualTo(0);
    assertThatThrownBy(() -> NearestPoint.ofPoints(lat, lon, 0, 100))
        .isInstanceOf(AmasiaException.Usage.class);
    assertThatThrownBy(() -> NearestPoint.ofPoints(new double[0], new double[0], 0, 1))
        .isInstanceOf(AmasiaException.Label.class);
  }

  @RandomTest
  void gridsAndPointsFindTheSameNearest(long seed) {
    var random = new Random(seed);
    double[] lat = random.doubles(5, -90, 90).toArray();
    double[] lon = random.doubles(6, -180, 360).toArray();
    double[] lats = new double[30];
    double[] lons = new double[30];
    for (int k = 0; k < 30; k++) {
      lats[k] = lat[k / 6];
      lons[k] = lon[k % 6];
    }
    double x = random.nextDouble(-360, 360);
    double y = random.nextDouble(-90, 90);
    NearestPoint grid = NearestPoint.ofGrid(lat, lon, x, y);
    assertThat(grid.distanceKm())
        .isCloseTo(NearestPoint.ofCurvilinear(lats, lons, 6, x, y).distanceKm(), within(1e-6));
  }

  @Test
  void reportsReadWell() {
    assertThat(kenya(580_120.4))
        .hasToString(
            "Kenya: 57 cells by area fraction, 580 120 km², box 33.9..41.88°E, -4.69..5.49°N");
  }

  @Test
  void reportsSayWhenTheGridCoversAPartOnly() {
    assertThat(kenya(5801.2)).asString().contains("5 801 km² (only 1.0 % of it)");
  }

  private static RegionReport kenya(double areaKm2) {
    return new RegionReport(
        "Kenya",
        57,
        areaKm2,
        580_120.4,
        LonLatBox.of(33.9, -4.69, 41.88, 5.49),
        RegionReport.Meaning.AREA_FRACTIONS);
  }
}
