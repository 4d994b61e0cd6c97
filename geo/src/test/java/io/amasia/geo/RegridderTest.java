package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Slice;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Fields on other grids: against CDO, and by what must hold.
class RegridderTest {
  private final JsonNode reference = read();

  private static JsonNode read() {
    try (InputStream in =
        Objects.requireNonNull(RegridderTest.class.getResourceAsStream("regrid.json"))) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private double[] numbers(String name) {
    JsonNode list = reference.get(name);
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).isNull() ? Double.NaN : list.get(i).asDouble();
    }
    return values;
  }

  private static DataArray field(double[] values, double[] lat, double[] lon) {
    double[][] rows = new double[lat.length][];
    for (int j = 0; j < rows.length; j++) {
      rows[j] = Arrays.copyOfRange(values, j * lon.length, (j + 1) * lon.length);
    }
    DataArray lats = DataArray.of(lat, "lat").withAttr("units", "degrees_north");
    DataArray lons = DataArray.of(lon, "lon").withAttr("units", "degrees_east");
    return DataArray.of(rows, "lat", "lon")
        .named("f")
        .assignCoords("lat", lats)
        .assignCoords("lon", lons);
  }

  private DataArray source(String name) {
    return field(numbers(name), numbers("lat"), numbers("lon"));
  }

  private TargetGrid target() {
    double[] lat = numbers("targetLat");
    double[] lon = numbers("targetLon");
    DataArray grid = field(new double[lat.length * lon.length], lat, lon);
    return TargetGrid.of(grid.toDataset("f"), "f");
  }

  private void agrees(String method, String name, DataArray source, int firstRow, int lastRow) {
    DataArray result = Regridder.of(source, target(), RegridMethod.of(method)).regrid(source);
    double[] wanted = numbers(method + "." + name);
    double[] ours = result.transpose("lat", "lon").toDoubles();
    int columns = numbers("targetLon").length;
    for (int i = firstRow * columns; i < (lastRow + 1) * columns; i++) {
      if (Double.isNaN(wanted[i])) {
        assertThat(ours[i]).as("%s %s [%d]", method, name, i).isNaN();
      } else {
        assertThat(ours[i]).as("%s %s [%d]", method, name, i).isCloseTo(wanted[i], within(1e-9));
      }
    }
  }

  @Test
  void bilinearAgreesWithCdoBetweenTheRows() {
    // Beyond the outer rows CDO looks at other neighbours.
    agrees("bil", "full", source("full"), 1, 7);
    agrees("bil", "gaps", source("gaps"), 1, 7);
  }

  @Test
  void nearestAgreesWithCdo() {
    agrees("nn", "full", source("full"), 0, 8);
    agrees("nn", "gaps", source("gaps"), 0, 8);
  }

  @Test
  void conservativeAgreesWithCdo() {
    agrees("con", "full", source("full"), 0, 8);
    agrees("con", "gaps", source("gaps"), 0, 8);
  }

  @Test
  void theWayRowsAndColumnsRunAndChunksDoNotMatter() {
    Slice back = Slice.slice(null, null, -1);
    for (String method : new String[] {"bil", "con"}) {
      agrees(method, "gaps", source("gaps").isel("lat", back), 1, 7);
      agrees(method, "gaps", source("gaps").isel("lon", back).chunk("lat", 2), 1, 7);
      agrees(method, "gaps", source("gaps").transpose("lon", "lat").chunk("lon", 5), 1, 7);
    }
  }

  @RandomTest(seeds = 40)
  void constantsStayConstantAndIntegralsAreKept(long seed) {
    Random random = new Random(seed);
    int rows = 2 + random.nextInt(20);
    int columns = 3 + random.nextInt(30);
    double[] lat = new double[rows];
    double[] lon = new double[columns];
    double west = random.nextInt(720) - 360;
    for (int j = 0; j < rows; j++) {
      lat[j] = -90 + 180 * (j + 0.5) / rows;
    }
    for (int i = 0; i < columns; i++) {
      lon[i] = west + 360.0 * i / columns;
    }
    double[] ones = new double[rows * columns];
    Arrays.fill(ones, 1.5);
    TargetGrid target =
        TargetGrid.global(360.0 / (1 + random.nextInt(40)), 180.0 / (1 + random.nextInt(40)));
    for (RegridMethod method : RegridMethod.values()) {
      DataArray constant = field(ones, lat, lon);
      double[] same = Regridder.of(constant, target, method).regrid(constant).toDoubles();
      assertThat(Arrays.stream(same).allMatch(v -> Math.abs(v - 1.5) < 1e-12))
          .as("%s", method)
          .isTrue();
    }
    DataArray any = field(random.doubles(ones.length).toArray(), lat, lon);
    DataArray made = Regridder.of(any, target, RegridMethod.CONSERVATIVE).regrid(any);
    assertThat(integral(made)).isCloseTo(integral(any), within(1e-9));
  }

  private static double integral(DataArray field) {
    double[] areas = HorizontalGrid.of(field).areas();
    double[] values = field.toDoubles();
    double sum = 0;
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      sum += areas[i] * values[i];
      all += areas[i];
    }
    return sum / all;
  }

  @Test
  void missingCellsCountByTheirPart() {
    double nan = Double.NaN;
    DataArray field =
        field(
            new double[] {1, nan, 3, 4, 5, 6, 7, 8},
            new double[] {-45, 45},
            new double[] {45, 135, 225, 315});
    TargetGrid halves = TargetGrid.global(180, 90);
    Regridder any = Regridder.of(field, halves, RegridMethod.CONSERVATIVE);
    // The date line halves the source: columns 2, 3 lie west, 0, 1 east.
    assertThat(any.regrid(field).toDoubles()).containsExactly(3.5, 1, 7.5, 5.5);
    assertThat(any.minCoverage(0.6).regrid(field).toDoubles()).containsExactly(3.5, nan, 7.5, 5.5);
  }

  @Test
  void outsideOfARegionIsMissing() {
    DataArray field =
        field(new double[] {1, 2, 3, 4}, new double[] {10, 20}, new double[] {10, 20});
    TargetGrid globe = TargetGrid.global(10, 10);
    double[] linear = Regridder.of(field, globe, RegridMethod.BILINEAR).regrid(field).toDoubles();
    assertThat(Arrays.stream(linear).filter(v -> !Double.isNaN(v)).toArray()).containsExactly(2.5);
    double[] means =
        Regridder.of(field, globe, RegridMethod.CONSERVATIVE).regrid(field).toDoubles();
    assertThat(Arrays.stream(means).filter(v -> !Double.isNaN(v)).count()).isEqualTo(9);
  }

  @Test
  void nearestOfScatteredCellsIsTheNearestOfAll() {
    Random random = new Random(5);
    double[] lat = random.doubles(300, -90, 90).toArray();
    double[] lon = random.doubles(300, -180, 360).toArray();
    lat[7] = Double.NaN;
    var tree = new SphereTree(lat, lon);
    assertThat(tree.size()).isEqualTo(299);
    for (int i = 0; i < 500; i++) {
      double x = random.nextDouble(-180, 360);
      double y = random.nextDouble(-90, 90);
      assertThat(tree.nearest(x, y, 2.1)).isEqualTo(NearestPoint.ofPoints(lat, lon, x, y).row());
    }
    assertThat(new SphereTree(new double[0], new double[0]).nearest(0, 0, 2.1)).isEqualTo(-1);
  }

  @Test
  void gridsWithoutRowsHaveTheNearestCellOnly() {
    DataArray cells =
        DataArray.of(new double[] {1, 2, 3}, "cell")
            .named("f")
            .assignCoords(
                "lat",
                DataArray.of(new double[] {-60, 0, 60}, "cell").withAttr("units", "degrees_north"))
            .assignCoords(
                "lon",
                DataArray.of(new double[] {0, 0, 0}, "cell").withAttr("units", "degrees_east"));
    TargetGrid globe = TargetGrid.global(360, 60);
    assertThat(Regridder.of(cells, globe, RegridMethod.NEAREST).regrid(cells).toDoubles())
        .containsExactly(1, 2, 3);
    assertThatThrownBy(() -> Regridder.of(cells, globe, RegridMethod.BILINEAR))
        .isInstanceOf(AmasiaException.Unsupported.class);
  }

  @Test
  void gridsAreWrittenAsSteps() {
    assertThat(TargetGrid.parse("1x1").orElseThrow().lon().shape().size(0)).isEqualTo(360);
    assertThat(TargetGrid.parse("2.5x1.25").orElseThrow().lat().shape().size(0)).isEqualTo(144);
    assertThat(TargetGrid.parse("grid.nc")).isEmpty();
    assertThatThrownBy(() -> TargetGrid.parse("7x7")).isInstanceOf(AmasiaException.Usage.class);
  }
}
