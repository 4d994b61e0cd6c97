package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.testkit.RandomTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AreaFractionsTest {
  private static CellEdges lat(double from, double to, int n) {
    return CellEdges.latitudeBounds(bounds(from, to, n));
  }

  private static CellEdges lon(double from, double to, int n) {
    return CellEdges.longitudeBounds(bounds(from, to, n));
  }

  private static double[] bounds(double from, double to, int n) {
    double[] bounds = new double[2 * n];
    for (int i = 0; i < n; i++) {
      bounds[2 * i] = from + (to - from) * i / n;
      bounds[2 * i + 1] = from + (to - from) * (i + 1) / n;
    }
    return bounds;
  }

  private static double sum(double[] fractions, double[] areas) {
    double sum = 0;
    for (int i = 0; i < areas.length; i++) {
      sum += fractions[i] * areas[i];
    }
    return sum;
  }

  private static void everyCountryKeepsItsArea(CellEdges lat, CellEdges lon) {
    double[] areas = CellAreas.rectilinear(lat, lon, 6371);
    for (Country country : Countries.all()) {
      double[] fractions = AreaFractions.of(GeoRegion.of(country), lat, lon);
      double expected = country.polygons().area(6371);
      assertThat(sum(fractions, areas))
          .as(country.name())
          .isCloseTo(expected, within(1e-9 * expected));
      assertThat(java.util.Arrays.stream(fractions)).allMatch(f -> f >= 0 && f <= 1);
    }
  }

  @Test
  void everyCountryKeepsItsAreaOnOneDegree() {
    everyCountryKeepsItsArea(lat(-90, 90, 180), lon(0, 360, 360));
  }

  @Test
  void everyCountryKeepsItsAreaOnOddGrids() {
    everyCountryKeepsItsArea(lat(90, -90, 37), lon(-180, 180, 53));
    everyCountryKeepsItsArea(lat(-90, 90, 1), lon(-33, 327, 1));
    everyCountryKeepsItsArea(
        CellEdges.latitudes(gaussianLike()), CellEdges.longitudes(new double[] {0, 90, 180, 270}));
  }

  private static double[] gaussianLike() {
    return new double[] {88.1, 84, 70, 40, 12, -5, -33, -60, -80.5, -88.4};
  }

  @Test
  void landAndOceanFillEveryCell() {
    CellEdges lat = lat(-90, 90, 90);
    CellEdges lon = lon(0, 360, 180);
    double[] land = AreaFractions.of(GeoRegion.land(), lat, lon);
    double[] ocean = AreaFractions.of(GeoRegion.ocean(), lat, lon);
    double[] sum = new double[land.length];
    for (Country country : Countries.all()) {
      double[] part = AreaFractions.of(GeoRegion.of(country), lat, lon);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      assertThat(land[i] + ocean[i]).isEqualTo(1);
      assertThat(sum[i]).isCloseTo(land[i], within(1e-9));
    }
    assertThat(land[0]).as("the south pole").isEqualTo(1);
    assertThat(land[land.length - 1]).as("the north pole").isEqualTo(0);
  }

  @Test
  void aBoxCutsCellsAtItsSides() {
    GeoRegion box = GeoRegion.box(350, -10, 15, 30);
    double[] fractions =
        AreaFractions.of(box, lat(-30, 60, 3), CellEdges.longitudes(new double[] {-20, 0, 20}));
    double low = Math.sin(Math.toRadians(10)) / Math.sin(Math.toRadians(30));
    assertThat(fractions[0]).isEqualTo(0);
    assertThat(fractions[1]).isCloseTo(low, within(1e-14));
    assertThat(fractions[2]).isCloseTo(low / 4, within(1e-14));
    assertThat(fractions[3]).isEqualTo(0);
    assertThat(fractions[4]).isEqualTo(1);
    assertThat(fractions[5]).isCloseTo(0.25, within(1e-14));
    assertThat(fractions[6] + fractions[7] + fractions[8]).isEqualTo(0);
  }

  @Test
  void cellsMayBeApartAndOutOfOrder() {
    CellEdges lat = CellEdges.latitudeBounds(new double[] {40, 30, 0, 10, 50, 40});
    CellEdges lon = CellEdges.longitudeBounds(new double[] {0, 10, 350, 360, 20, 30});
    double[] fractions = AreaFractions.of(GeoRegion.box(355, 0, 5, 60), lat, lon);
    for (int j = 0; j < 3; j++) {
      assertThat(fractions[3 * j]).isCloseTo(0.5, within(1e-14));
      assertThat(fractions[3 * j + 1]).isCloseTo(0.5, within(1e-14));
      assertThat(fractions[3 * j + 2]).isEqualTo(0);
    }
  }

  @Test
  void overlappingCellsAreCountedEach() {
    CellEdges lon = CellEdges.longitudeBounds(new double[] {0, 20, 10, 30, 5, 15});
    double[] fractions = AreaFractions.of(GeoRegion.box(10, 0, 20, 10), lat(0, 10, 1), lon);
    assertThat(fractions[0]).isCloseTo(0.5, within(1e-14));
    assertThat(fractions[1]).isCloseTo(0.5, within(1e-14));
    assertThat(fractions[2]).isCloseTo(0.5, within(1e-14));
  }

  @RandomTest
  void fractionsAgreeWithManySmallPoints(long seed) {
    var random = new Random(seed);
    double[] x = new double[7];
    double[] y = new double[7];
    double centre = random.nextDouble(-200, 200);
    for (int i = 0; i < x.length; i++) {
      // A star, so that no edges cross.
      double angle = 2 * Math.PI * i / x.length;
      double reach = random.nextDouble(5, 35);
      x[i] = centre + reach * Math.cos(angle);
      y[i] = 50 + reach * Math.sin(angle);
    }
    GeoRegion star = GeoRegion.of("star", Polygons.of(List.of(List.of(new Polygons.Ring(x, y)))));
    CellEdges lat = lat(0, 90, 3);
    CellEdges lon = lon(-180, 180, 6);
    double[] fractions = AreaFractions.of(star, lat, lon);
    int n = 60;
    for (int j = 0; j < 3; j++) {
      for (int i = 0; i < 6; i++) {
        double inside = 0;
        for (int a = 0; a < n; a++) {
          double low = Math.sin(Math.toRadians(lat.lower(j)));
          double high = Math.sin(Math.toRadians(lat.upper(j)));
          double phi = Math.toDegrees(Math.asin(low + (high - low) * (a + 0.5) / n));
          for (int b = 0; b < n; b++) {
            double lambda = lon.lower(i) + (lon.upper(i) - lon.lower(i)) * (b + 0.5) / n;
            inside += star.contains(lambda, phi) ? 1 : 0;
          }
        }
        assertThat(fractions[j * 6 + i]).isCloseTo(inside / (n * n), within(0.02));
      }
    }
    double[] areas = CellAreas.rectilinear(lat, lon, 1);
    double expected = star.polygons().area(1);
    assertThat(sum(fractions, areas)).isCloseTo(expected, within(1e-11));
  }

  @Test
  void areasAreExactForEdgesStraightInLonLat() {
    // sin φ = half way up a triangle: ∫ λ(φ) cos φ dφ by hand, λ from 90° at the equator to 0 at
    // the pole.
    Polygons triangle =
        Polygons.of(
            List.of(List.of(new Polygons.Ring(new double[] {0, 90, 0}, new double[] {0, 0, 90}))));
    // ∫₀^{π/2} (π/2 − φ) cos φ dφ = 1.
    assertThat(triangle.area(1)).isCloseTo(1, within(1e-15));
  }
}
