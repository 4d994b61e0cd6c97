package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.testkit.RandomTest;
import io.amasia.testkit.Shared;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VoronoiCellsTest {
  @Test
  void pointsOfACubedSphereFillTheEarth() {
    String file = Shared.file("data/classic/camse_unstructured_grid.nc").toString();
    try (Dataset data = Opening.open(List.of(file), OpenOptions.standard())) {
      CellCorners cells =
          CellCorners.around(
              data.variable("lat").load().toDoubles(), data.variable("lon").load().toDoubles());
      double[] areas = CellAreas.polygons(cells.lat(), cells.lon(), cells.corners(), 1);
      assertThat(Arrays.stream(areas).sum()).isCloseTo(4 * Math.PI, within(1e-6));
      assertThat(cells.corners()).isLessThan(12);
    }
  }

  // Unused cells of model grids often all lie at 0, 0.
  @Test
  @Timeout(20)
  void pointsAtTheSamePlaceShareItsCell() {
    int grid = 30 * 30;
    int all = grid + 2_000;
    double[] lon = new double[all];
    double[] lat = new double[all];
    for (int i = 0; i < grid; i++) {
      lon[i] = i % 30;
      lat[i] = Math.floorDiv(i, 30);
    }
    lat[all - 1] = 90;
    lon[all - 1] = Double.NaN;
    lat[all - 2] = 90;
    lon[all - 3] = 360;
    CellCorners cells = CellCorners.around(lat, lon);
    int most = cells.corners();
    double[] corners = cells.lat();
    double[] alone = Arrays.copyOf(corners, grid * most);
    assertThat(Arrays.copyOfRange(corners, (all - 1) * most, all * most)).containsOnly(Double.NaN);
    assertThat(alone).doesNotContain(Double.NaN);
    double[] first = Arrays.copyOf(corners, most);
    for (int i = grid; i < all - 2; i++) {
      assertThat(Arrays.mismatch(corners, i * most, (i + 1) * most, first, 0, most)).isEqualTo(-1);
    }
    for (int i = 0; i < grid; i += 97) {
      assertThat(depth(cells, i, lon[i], lat[i])).isPositive();
    }
  }

  @RandomTest
  void whereAPlaceIsInACellItsPointIsTheNearest(long seed) {
    var random = new Random(seed);
    int n = 1 + (int) Math.min(seed, 60);
    double[] lon = new double[n];
    double[] lat = new double[n];
    for (int i = 0; i < n; i++) {
      lon[i] = random.nextDouble(-180, 180);
      lat[i] = Math.toDegrees(Math.asin(random.nextDouble(-1, 1)));
    }
    if (n > 3) {
      lon[2] = lon[3];
      lat[2] = lat[3];
      lat[1] = 90;
      lat[0] = Double.NaN;
    }
    CellCorners cells = CellCorners.around(lat, lon);
    var tree = new SphereTree(lat, lon);
    for (int k = 0; k < 50; k++) {
      double x = random.nextDouble(-180, 180);
      double y = random.nextDouble(-90, 90);
      int nearest = tree.nearest(x, y, 2);
      for (int c = 0; c < n && nearest >= 0; c++) {
        boolean twin = lon[c] == lon[nearest] && lat[c] == lat[nearest];
        if (c != nearest && !twin && !Double.isNaN(lat[c])) {
          assertThat(depth(cells, c, x, y)).as("in %d, nearest is %d", c, nearest).isLessThan(1e-9);
        }
      }
    }
    for (int c = 0; c < n; c++) {
      double inside = depth(cells, c, lon[c], lat[c]);
      assertThat(Double.isNaN(lat[c]) ? Double.isNaN(inside) : inside > 0)
          .as("cell %d", c)
          .isTrue();
    }
  }

  /// How far within a cell a place lies: the least of what the sides leave, NaN without corners.
  private static double depth(CellCorners cells, int cell, double lon, double lat) {
    double[] place = UnitVector.of(lon, lat);
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < cells.corners(); k++) {
      int a = cell * cells.corners() + k;
      int b = cell * cells.corners() + (k + 1) % cells.corners();
      double[] u = UnitVector.of(cells.lon()[a], cells.lat()[a]);
      double[] v = UnitVector.of(cells.lon()[b], cells.lat()[b]);
      double[] side = {
        u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]
      };
      double length = Math.sqrt(UnitVector.dot(side, side));
      if (!(length < 1e-12)) {
        least = Math.min(least, UnitVector.dot(side, place) / length);
      }
    }
    return least;
  }
}
