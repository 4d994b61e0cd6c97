package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// Selections as written, on grids of 0 to 360 and of ±180, north first and south first.
class SelectionsTest {
  private final Commands commands = new Commands();

  private static Dataset grid(double firstLon, double[] lat) {
    double[] lon = DoubleStream.iterate(firstLon, v -> v + 30).limit(12).toArray();
    float[] values = new float[lat.length * lon.length];
    for (int i = 0; i < values.length; i++) {
      // The value is the longitude from -180 to 180.
      values[i] = (float) ((lon[i % 12] + 540) % 360 - 180);
    }
    return Fields.maps(Calendar.D360, Fields.months(Calendar.D360, 2000, 1, 1), lat, lon, values);
  }

  private static final double[] NORTH_FIRST = {60, 30, 0, -30, -60};

  private static double[] axis(Dataset data, String name) {
    return data.coords().get(name).load().toDoubles();
  }

  @Test
  void longitudesAreModulo360AndContiguous() {
    for (double first : new double[] {0, -180}) {
      Dataset cut =
          commands.on(grid(first, NORTH_FIRST), "--sel", "lon=-60..60", "--isel", "lat=0");
      assertThat(Fields.values(cut, "tas")).containsExactly(-60, -30, 0, 30, 60);
      assertThat(axis(cut, "lon")).isSorted();
    }
  }

  @Test
  void oneLongitudeIsModulo360() {
    Dataset cut = commands.on(grid(0, NORTH_FIRST), "--sel", "X=-90");
    assertThat(Fields.values(cut, "tas")).containsOnly(-90);
    assertThatThrownBy(() -> commands.on(grid(0, NORTH_FIRST), "--sel", "X=-95"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("--nearest");
    assertThat(Fields.values(commands.on(grid(0, NORTH_FIRST), "--nearest", "X=-95"), "tas"))
        .containsOnly(-90);
  }

  @Test
  void rangesOfLatitudeInBothOrdersKeepTheFilesOrder() {
    double[] south = {-60, -30, 0, 30, 60};
    for (String range : new String[] {"Y=-30..30", "Y=30..-30"}) {
      assertThat(axis(commands.on(grid(0, NORTH_FIRST), "--sel", range), "lat"))
          .containsExactly(30, 0, -30);
      assertThat(axis(commands.on(grid(0, south), "--sel", range), "lat"))
          .containsExactly(-30, 0, 30);
    }
    assertThat(axis(commands.on(grid(0, south), "--sel", "lat=..-30"), "lat"))
        .containsExactly(-60, -30);
    assertThat(axis(commands.on(grid(0, NORTH_FIRST), "--sel", "lat=0.."), "lat"))
        .containsExactly(60, 30, 0);
    assertThat(axis(commands.on(grid(0, south), "--sel", "lat=-60..60..2"), "lat"))
        .containsExactly(-60, 0, 60);
  }

  @Test
  void positionsInEitherOrderAndFromTheEnd() {
    Dataset data = grid(0, NORTH_FIRST);
    assertThat(axis(commands.on(data, "--isel", "lat=1..2"), "lat")).containsExactly(30, 0);
    assertThat(axis(commands.on(data, "--isel", "lat=2..1"), "lat")).containsExactly(30, 0);
    assertThat(axis(commands.on(data, "--isel", "lat=-2..-1"), "lat")).containsExactly(-30, -60);
    assertThat(axis(commands.on(data, "--isel", "lat=-1"), "lat")).containsExactly(-60);
    assertThat(axis(commands.on(data, "--isel", "lat=0..4..2"), "lat")).containsExactly(60, 0, -60);
    assertThat(axis(commands.on(data, "--isel", "lat=4,0"), "lat")).containsExactly(-60, 60);
  }

  @Test
  void boxesAcrossTheSeamOfEitherGrid() {
    for (double first : new double[] {0, -180}) {
      Dataset atlantic = commands.on(grid(first, NORTH_FIRST), "--bbox", "-60,-5,60,5");
      assertThat(Fields.values(atlantic, "tas")).containsExactly(-60, -30, 0, 30, 60);
      Dataset pacific =
          commands.on(grid(first, NORTH_FIRST), "--bbox", "150,-5,-120,5", "--area-mean");
      assertThat(Fields.values(pacific, "tas")[0]).isEqualTo((150 - 180 - 150 - 120) / 4.0);
    }
  }

  @Test
  void aSelectionAfterARegionStaysInsideIt() {
    Dataset data = grid(0, NORTH_FIRST);
    Dataset part =
        commands.on(
            data,
            "--bbox",
            "-60,-35,60,35",
            "--sel",
            "lat=0..60",
            "--sel",
            "lon=0..60",
            "--area-mean");
    assertThat(Fields.values(part, "tas")[0])
        .isCloseTo(30, org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void levelsTakeUnits() {
    double[] values = {1, 2, 3};
    Variable level = Fields.axis("plev", new double[] {85000, 50000, 25000}, "Pa", "air_pressure");
    Dataset data =
        new Dataset(
            java.util.Map.of("ta", Variable.of(java.util.List.of("plev"), values)),
            new io.amasia.dataset.Coordinates(java.util.Map.of("plev", level)),
            java.util.Map.of());
    assertThat(Fields.values(commands.on(data, "--sel", "plev=500hPa"), "ta")).containsExactly(2);
    assertThat(Fields.values(commands.on(data, "--sel", "plev=200..600 hPa"), "ta"))
        .hasSizeLessThan(3);
    assertThat(Fields.values(commands.on(data, "--sel", "plev=200hPa..600hPa"), "ta"))
        .containsExactly(2, 3);
    assertThatThrownBy(() -> commands.on(data, "--sel", "plev=500degC"))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void areaMeansWeighBySphere() {
    double[] lat = {75, 45, 15, -15, -45, -75};
    double[] lon = {0, 90, 180, 270};
    float[] values = new float[24];
    double sum = 0;
    double area = 0;
    for (int i = 0; i < 24; i++) {
      values[i] = i == 5 ? Float.NaN : i * i;
      double top = Math.sin(Math.toRadians(lat[i / 4] + 15));
      double weight = top - Math.sin(Math.toRadians(lat[i / 4] - 15));
      sum += i == 5 ? 0 : weight * values[i];
      area += i == 5 ? 0 : weight;
    }
    Dataset data =
        Fields.maps(Calendar.D360, Fields.months(Calendar.D360, 2000, 1, 1), lat, lon, values);
    Dataset mean = commands.on(data, "--area-mean");
    assertThat(Fields.values(mean, "tas")[0])
        .isCloseTo(sum / area, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(mean.coords().has("lat")).isFalse();
    assertThat(mean.variable("tas").attr("cell_methods")).contains("area: mean");
  }

  @Test
  void severalStatisticsGetSuffixes() {
    Dataset several = commands.on(grid(0, NORTH_FIRST), "--reduce", "mean,max,q50:lon");
    assertThat(several.variables().keySet())
        .contains("tas_mean", "tas_max", "tas_q50")
        .doesNotContain("tas");
    assertThat(Fields.values(several, "tas_max")).containsOnly(150);
  }

  @Test
  void meansOverTimeKeepTheOuterBounds() {
    Calendar calendar = Calendar.NOLEAP;
    Dataset data =
        Fields.series(
            calendar, Fields.months(calendar, 2001, 1, 12), PeriodStatisticsTest.noise(12));
    Dataset mean = commands.on(data, "--mean", "T");
    assertThat(mean.coords().get("time").ndim()).isZero();
    assertThat(mean.variable("time_bnds").load().toLongs())
        .containsExactly(
            calendar.micros(2001, 1, 1, 0, 0, 0, 0), calendar.micros(2002, 1, 1, 0, 0, 0, 0));
    Dataset instant = commands.on(commands.on(data, "--isel", "time=0..0"), "--mean", "time");
    assertThat(instant.has("time_bnds")).isFalse();
  }
}
