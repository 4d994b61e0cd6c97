package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.testkit.RandomTest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellAreasTest {
  private static final double SPHERE = 4 * Math.PI * 6_371_000.0 * 6_371_000.0;

  private static double[] axis(double from, double step, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = from + i * step;
    }
    return values;
  }

  private static double total(CellEdges lat, CellEdges lon) {
    return Arrays.stream(CellAreas.rectilinear(lat, lon, CellAreas.EARTH_RADIUS)).sum();
  }

  @Test
  void aSingleColumnAtTheSeamIsAsWideAsOthers() {
    CellEdges one = CellEdges.longitudeBounds(new double[] {359.5, 0.5}, new double[] {0});
    assertThat(one.upper(0) - one.lower(0)).isEqualTo(1);
    CellEdges circle = CellEdges.longitudeBounds(new double[] {0, 360}, new double[] {180});
    assertThat(circle.upper(0) - circle.lower(0)).isEqualTo(360);
  }

  @Test
  void globalGridsFillTheSphere() {
    double[][] latitudes = {
      axis(-89.5, 1, 180),
      axis(90, -2.5, 73),
      axis(-87.5, 5, 36),
      CdoAreas.numbers("lat", "n48"),
      CdoAreas.numbers("lat", "n16"),
      {60, -10, -80}
    };
    double[][] longitudes = {
      axis(0, 1, 360), axis(-180, 2.5, 145), axis(357.5, -2.5, 144), {0, 110, 220}, {10, 190}
    };
    for (double[] lat : latitudes) {
      for (double[] lon : longitudes) {
        assertThat(total(CellEdges.latitudes(lat), CellEdges.longitudes(lon)) / SPHERE)
            .as("%d × %d", lat.length, lon.length)
            .isCloseTo(1, within(1e-12));
      }
    }
  }

  @Test
  void regionalGridsEndHalfACellBeyondTheirCentres() {
    CellEdges lat = CellEdges.latitudes(new double[] {40, 42, 44});
    CellEdges lon = CellEdges.longitudes(new double[] {350, 355, 360, 365});
    assertThat(lat.lower(0)).isEqualTo(39);
    assertThat(lat.upper(2)).isEqualTo(45);
    assertThat(lon.lower(0)).isEqualTo(347.5);
    assertThat(lon.upper(3)).isEqualTo(367.5);
    // 88 is followed by a pole point that the grid leaves out.
    assertThat(CellEdges.latitudes(new double[] {84, 86, 88}).upper(2)).isEqualTo(89);
    assertThat(CellEdges.latitudes(new double[] {84, 86.5, 89}).upper(2)).isEqualTo(90);
    assertThat(CellEdges.latitudes(new double[] {89, 86.5, 84}).upper(0)).isEqualTo(90);
  }

  @Test
  void aRepeatedMeridianMakesTwoHalfCells() {
    CellEdges lon = CellEdges.longitudes(axis(0, 90, 5));
    assertThat(lon.upper(0) - lon.lower(0)).isEqualTo(45);
    assertThat(lon.upper(4) - lon.lower(4)).isEqualTo(45);
    assertThat(lon.upper(2) - lon.lower(2)).isEqualTo(90);
  }

  @Test
  void boundsMayCrossTheSeamAndThePole() {
    CellEdges lon = CellEdges.longitudeBounds(new double[] {359, 1, 1, 3, 3, 359, 10, 9});
    assertThat(lon.upper(0) - lon.lower(0)).isEqualTo(2);
    assertThat(lon.upper(2) - lon.lower(2)).isEqualTo(4);
    assertThat(lon.lower(3)).isEqualTo(9);
    CellEdges lat = CellEdges.latitudeBounds(new double[] {-90.125, -89.875, 91, 89});
    assertThat(lat.lower(0)).isEqualTo(-90);
    assertThat(lat.upper(1)).isEqualTo(90);
    assertThatThrownBy(() -> CellEdges.longitudeBounds(new double[] {0, Double.NaN}))
        .isInstanceOf(AmasiaException.Format.class);
  }

  @Test
  void whatHasNoCellsIsRefused() {
    assertThatThrownBy(() -> CellEdges.latitudes(new double[] {45}))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("bounds");
    assertThatThrownBy(() -> CellEdges.longitudes(new double[] {0, 10, 5}))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("index 2");
    assertThatThrownBy(() -> CellEdges.longitudes(axis(0, 10, 50)))
        .hasMessageContaining("more than once");
    assertThatThrownBy(() -> CellAreas.fromCentres(new double[3], new double[3], 1, 3, 1))
        .isInstanceOf(AmasiaException.Unsupported.class);
  }

  @Test
  void cellsBetweenGridPointsAreThoseOfCdo() {
    for (String grid : CdoAreas.names("rows")) {
      double[] lat = CdoAreas.numbers("lat", grid);
      double[] shape = CdoAreas.numbers("lon", grid);
      double[] lon = axis(shape[1], shape[2], (int) shape[0]);
      double[] expected = CdoAreas.numbers("rows", grid);
      double[] areas =
          CellAreas.rectilinear(
              CellEdges.latitudes(lat), CellEdges.longitudes(lon), CellAreas.EARTH_RADIUS);
      // CDO joins corners by great circles, ours are along parallels.
      double wide = Math.toRadians(shape[2]);
      for (int j = 0; j < lat.length; j++) {
        assertThat(areas[j * lon.length])
            .as("%s at %s", grid, lat[j])
            .isCloseTo(expected[j], within(0.2 * wide * wide * expected[j]));
      }
    }
  }

  @Test
  void cellsWithCornersAreThoseOfCdo() {
    int tried = 0;
    for (String[] cell : CdoAreas.lines("cell")) {
      int corners = Integer.parseInt(cell[4]);
      double[] lat = CdoAreas.parse(cell, 5, 5 + corners);
      double[] lon = CdoAreas.parse(cell, 5 + corners, 5 + 2 * corners);
      double expected = Double.parseDouble(cell[3]);
      assertThat(CellAreas.polygons(lat, lon, corners, CellAreas.EARTH_RADIUS)[0])
          .as("%s %s", cell[1], cell[2])
          .isCloseTo(expected, within(1e-7 * expected));
      tried++;
    }
    assertThat(tried).isEqualTo(36);
  }

  @Test
  void aFieldMeanIsThatOfCdo() {
    double[] lat = CdoAreas.parse(CdoAreas.lines("latitude").getFirst(), 1, 38);
    double[] lon = CdoAreas.parse(CdoAreas.lines("longitude").getFirst(), 1, 50);
    double[] field = CdoAreas.parse(CdoAreas.lines("field").getFirst(), 1, 1 + 37 * 49);
    double[] areas = CellAreas.rectilinear(CellEdges.latitudes(lat), CellEdges.longitudes(lon), 1);
    assertThat(mean(field, areas)).isCloseTo(CdoAreas.numbers("mean", null)[0], within(1e-3));
    for (String[] line : CdoAreas.lines("box")) {
      double[] box = CdoAreas.parse(line, 1, line.length);
      BoxSelection cut = BoxSelection.of(LonLatBox.of(box[0], box[1], box[2], box[3]), lat, lon);
      assertThat(cut.rows().length * cut.columns().length).isEqualTo((int) box[4]);
      double shift = box[5] - lon[cut.columns()[0]];
      assertThat(shift % 360).isEqualTo(0);
      double[] part = new double[(int) box[4]];
      double[] weights = new double[part.length];
      int k = 0;
      for (int j : cut.rows()) {
        for (int i : cut.columns()) {
          part[k] = field[j * lon.length + i];
          weights[k++] = areas[j * lon.length + i];
        }
      }
      assertThat(mean(part, weights)).isCloseTo(box[7], within(1e-3));
    }
  }

  private static double mean(double[] values, double[] weights) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * weights[i];
    }
    return sum / Arrays.stream(weights).sum();
  }

  @Test
  void anOctantIsAnEighthOfTheSphere() {
    double[] area =
        CellAreas.polygons(new double[] {0, 0, 90}, new double[] {0, 90, 0}, 3, 6_371_000);
    assertThat(area[0] / SPHERE).isCloseTo(0.125, within(1e-15));
    assertThat(
            CellAreas.polygons(
                new double[] {90, 0, 0, 0}, new double[] {77, 90, 0, 0}, 4, 6_371_000)[0])
        .isCloseTo(area[0], within(1e-2));
    assertThat(CellAreas.polygons(new double[] {0, Double.NaN, 1}, new double[3], 3, 1)[0]).isNaN();
  }

  @RandomTest
  void smallCellsKeepTheirDigits(long seed) {
    var random = new Random(seed);
    double lat = random.nextDouble(-85, 85);
    double lon = random.nextDouble(-180, 540);
    double size = Math.pow(10, random.nextDouble(-4, -1));
    double[] lats = {lat, lat, lat + size, lat + size};
    double[] lons = {lon, lon + size, lon + size, lon};
    double parallels =
        CellAreas.rectilinear(
            CellEdges.latitudeBounds(new double[] {lat, lat + size}),
            CellEdges.longitudeBounds(new double[] {lon, lon + size}),
            1)[0];
    // A great circle bulges by about size² / 12 of the cell's height, less digits of the corners.
    double bulge = Math.toRadians(size) * Math.tan(Math.toRadians(Math.abs(lat) + size));
    assertThat(CellAreas.polygons(lats, lons, 4, 1)[0])
        .isCloseTo(
            parallels,
            within((1e-9 / size * 1e-3 + bulge * bulge + bulge * 1e-3 + 1e-9) * parallels));
  }

  @Test
  void cellsGuessedFromCentresAreNearTheTrueOnes() {
    double[] lat = axis(-60, 2, 61);
    double[] lon = axis(-30, 2, 41);
    double[] lats = new double[lat.length * lon.length];
    double[] lons = new double[lats.length];
    for (int j = 0; j < lat.length; j++) {
      for (int i = 0; i < lon.length; i++) {
        lats[j * lon.length + i] = lat[j];
        lons[j * lon.length + i] = lon[i];
      }
    }
    double[] guessed = CellAreas.fromCentres(lats, lons, lat.length, lon.length, 1);
    double[] known = CellAreas.rectilinear(CellEdges.latitudes(lat), CellEdges.longitudes(lon), 1);
    for (int k = 0; k < known.length; k++) {
      assertThat(guessed[k]).isCloseTo(known[k], within(5e-3 * known[k]));
    }
  }
}
