package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.RandomTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegionMaskTest {
  /// The textbook even-odd test, edge by edge, on unwrapped copies of the point.
  private static boolean naive(Polygons polygons, double lon, double lat) {
    for (int p = 0; p < polygons.size(); p++) {
      for (int turn = -3; turn <= 3; turn++) {
        boolean inside = false;
        int[] rings = polygons.ringsOf(p);
        for (int r = rings[0]; r < rings[1]; r++) {
          double[] x = polygons.ringLongitudes(r);
          double[] y = polygons.ringLatitudes(r);
          for (int i = 0; i + 1 < x.length; i++) {
            if (y[i] > lat != y[i + 1] > lat
                && lon + 360 * turn < x[i] + (lat - y[i]) / (y[i + 1] - y[i]) * (x[i + 1] - x[i])) {
              inside = !inside;
            }
          }
        }
        if (inside) {
          return true;
        }
      }
    }
    return false;
  }

  private static double[] axis(double from, double step, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = from + i * step;
    }
    return values;
  }

  @RandomTest
  void pointsAreWhereTheNaiveTestSays(long seed) {
    var random = new Random(seed);
    Country country = Countries.all().get(random.nextInt(Countries.all().size()));
    GeoRegion region = GeoRegion.of(country);
    LonLatBox box = region.bounds();
    for (int i = 0; i < 40; i++) {
      double lon = box.west() + random.nextDouble(-0.1, 1.1) * (box.east() - box.west());
      double lat =
          Math.clamp(
              box.south() + random.nextDouble(-0.1, 1.1) * (box.north() - box.south()), -90, 90);
      lon += 360 * random.nextInt(-1, 2);
      assertThat(region.contains(lon, lat))
          .as("%s at %s,%s", country.name(), lon, lat)
          .isEqualTo(naive(region.polygons(), lon, lat));
    }
  }

  @RandomTest
  void gridsAndPointsAgree(long seed) {
    var random = new Random(seed);
    List<GeoRegion> regions =
        List.of(
            GeoRegion.land(),
            GeoRegion.ocean(),
            GeoRegion.of("Russia"),
            GeoRegion.of("Antarctica"),
            GeoRegion.box(150, -20, -150, 30));
    GeoRegion region = regions.get(random.nextInt(regions.size()));
    // Whole degrees meet the edges of boxes, the poles and the date line.
    double step = random.nextBoolean() ? 5 : 3.7;
    double[] lat = axis(-90, step, (int) (180 / step) + 1);
    double[] lon = axis(random.nextBoolean() ? -180 : 0, step, (int) (360 / step) + 1);
    if (random.nextBoolean()) {
      shuffle(lat, random);
      shuffle(lon, random);
    }
    boolean[] grid = RegionMask.ofGrid(region, lat, lon);
    for (int j = 0; j < lat.length; j++) {
      for (int i = 0; i < lon.length; i++) {
        assertThat(grid[j * lon.length + i])
            .as("%s at %s,%s", region, lon[i], lat[j])
            .isEqualTo(region.contains(lon[i], lat[j]));
      }
    }
  }

  private static void shuffle(double[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      double kept = values[i];
      values[i] = values[k];
      values[k] = kept;
    }
  }

  @Test
  void countriesAndOceanShareOutEveryPointOnce() {
    double[] lat = axis(-90, 1, 181);
    double[] lon = axis(-180, 1, 360);
    int[] owners = new int[lat.length * lon.length];
    List<GeoRegion> all = new ArrayList<>(Countries.all().stream().map(GeoRegion::of).toList());
    all.add(GeoRegion.ocean());
    for (GeoRegion region : all) {
      boolean[] mask = RegionMask.ofGrid(region, lat, lon);
      for (int i = 0; i < mask.length; i++) {
        owners[i] += mask[i] ? 1 : 0;
      }
    }
    assertThat(owners).containsOnly(1);
  }

  @Test
  void verticesOfBordersBelongToOneCountry() {
    int tried = 0;
    for (Country country : Countries.all()) {
      Polygons polygons = country.polygons();
      double[] lon = polygons.ringLongitudes(0);
      double[] lat = polygons.ringLatitudes(0);
      for (int i = 0; i < lon.length; i += 7) {
        double x = lon[i];
        double y = lat[i];
        long owners = Countries.all().stream().filter(c -> GeoRegion.of(c).contains(x, y)).count();
        assertThat(owners).as("%s %s,%s", country.name(), x, y).isEqualTo(1);
        assertThat(GeoRegion.land().contains(x, y)).isTrue();
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(3000);
  }

  @Test
  void aSharedBorderBelongsToTheLowerId() {
    Country austria = Countries.find("AUT").orElseThrow();
    Country germany = Countries.find("DEU").orElseThrow();
    Polygons border = austria.polygons();
    double[] lon = border.ringLongitudes(0);
    double[] lat = border.ringLatitudes(0);
    int shared = 0;
    for (int i = 0; i < lon.length; i++) {
      if (germany.polygons().locate(lon[i], lat[i]) == Position.EDGE) {
        assertThat(GeoRegion.of(austria).contains(lon[i], lat[i])).isTrue();
        assertThat(GeoRegion.of(germany).contains(lon[i], lat[i])).isFalse();
        shared++;
      }
    }
    assertThat(shared).isGreaterThan(10);
  }

  @Test
  void turnsOfTheCircleMakeNoDifference() {
    double[] lat = axis(-89.5, 1, 180);
    boolean[] east = RegionMask.ofGrid(GeoRegion.land(), lat, axis(0.5, 1, 360));
    boolean[] west = RegionMask.ofGrid(GeoRegion.land(), lat, axis(-179.5, 1, 360));
    for (int j = 0; j < 180; j++) {
      for (int i = 0; i < 360; i++) {
        assertThat(east[j * 360 + i]).isEqualTo(west[j * 360 + (i + 180) % 360]);
      }
    }
  }

  @Test
  void missingCentresAndNoCentresAreInNoRegion() {
    double[] lat = {Double.NaN, 39, 95};
    double[] lon = {-98, Double.NaN};
    assertThat(RegionMask.ofGrid(GeoRegion.of("USA"), lat, lon))
        .containsExactly(false, false, true, false, false, false);
    assertThat(RegionMask.ofGrid(GeoRegion.ocean(), lat, lon)).containsOnly(false);
    assertThat(RegionMask.ofGrid(GeoRegion.land(), new double[0], lon)).isEmpty();
    assertThat(RegionMask.ofGrid(GeoRegion.land(), lat, new double[0])).isEmpty();
  }

  @Test
  void aFineGlobalGridTakesLessThanASecond() {
    double[] lat = axis(-89.875, 0.25, 720);
    double[] lon = axis(0.125, 0.25, 1440);
    assertThat(RegionMask.ofGrid(GeoRegion.land(), lat, lon)).hasSize(720 * 1440);
  }
}
