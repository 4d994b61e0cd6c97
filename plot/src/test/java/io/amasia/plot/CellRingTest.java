package io.amasia.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellRingTest {
  private static int points(double cornerLon, double cornerLat) {
    double[] lon = {0, 1, cornerLon, 0};
    double[] lat = {0, 0, cornerLat, 1};
    return CellRing.of(new Cells.Polygons(lon, lat, 4), 0).size();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e20, -1e20, 9.969209968386869e36, Double.NaN, Double.POSITIVE_INFINITY})
  void cellsWithAFillValueAtACornerHaveNone(double fill) {
    assertThat(points(fill, 1)).isZero();
    assertThat(points(1, fill)).isZero();
    assertThat(points(fill, fill)).isZero();
  }

  @Test
  void longitudesMayTurnAndLatitudesBeRounded() {
    assertThat(points(721, 1)).isEqualTo(5);
    assertThat(points(1, (float) 90.00001)).isGreaterThan(4);
  }
}
