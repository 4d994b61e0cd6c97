package io.amasia.dataset.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Bounds are the cells of a coordinate: statistics enclose them or leave them, and average none.
class CellBoundsTest {
  private static final String[] MONTHS = {
    "2000-11-01", "2000-12-01", "2001-01-01", "2001-02-01", "2001-03-01"
  };

  private static Variable months(int from, int to) {
    return Variable.times(
        Calendar.STANDARD, "time", java.util.Arrays.copyOfRange(MONTHS, from, to));
  }

  /// `tas[time: 4, lat: 4]` with bounds of both; `lat` falls.
  private static Dataset field() {
    Variable time = months(0, 4).withAttr("bounds", Attribute.of("time_bnds"));
    Variable timeBounds =
        Layout.arrange(
            io.amasia.dataset.Combination.stack(
                    List.of(
                        new Dataset(Map.of("b", months(0, 4)), Coordinates.NONE, Map.of()),
                        new Dataset(Map.of("b", months(1, 5)), Coordinates.NONE, Map.of())),
                    "bnds")
                .variable("b"),
            List.of("time", "bnds"));
    Variable lat =
        Variable.of(List.of("lat"), new double[] {35, 25, 15, 5})
            .withAttr("bounds", Attribute.of("lat_bnds"));
    double[][] edges = {{40, 30}, {30, 20}, {20, 10}, {10, 0}};
    return new Dataset(
        Map.of(
            "tas",
            Variable.of(List.of("time", "lat"), new double[4][4]),
            "time_bnds",
            timeBounds,
            "lat_bnds",
            Variable.of(List.of("lat", "bnds"), edges)),
        Coordinates.NONE.with("time", time).with("lat", lat),
        Map.of());
  }

  private static final double[] CELLS = {40, 30, 30, 20, 20, 10, 10, 0};

  @Test
  void periodsHaveTheBoundsOfAllTheirTimes() {
    Dataset years = field().resample("time", "YE").mean();
    assertThat(years.variable("time_bnds").load().toLongs())
        .isEqualTo(
            Variable.times(
                    Calendar.STANDARD, "e", "2000-11-01", "2001-01-01", "2001-01-01", "2001-03-01")
                .load()
                .toLongs());
    assertThat(years.variable("lat_bnds").dims()).containsExactly("lat", "bnds");
    assertThat(years.get("lat_bnds").toDoubles()).containsExactly(CELLS);
  }

  @Test
  void groupsWithoutTimeHaveNoBoundsOfTime() {
    Dataset months = field().groupBy("time.month").mean();
    assertThat(months.has("time_bnds")).isFalse();
    assertThat(months.variable("lat_bnds").dims()).containsExactly("lat", "bnds");
  }

  @Test
  void blocksHaveTheirOuterBounds() {
    Dataset coarse = field().coarsen("lat", 2).mean();
    assertThat(coarse.get("lat_bnds").toDoubles()).containsExactly(40, 20, 20, 0);
    assertThat(coarse.variable("time_bnds").dims()).containsExactly("time", "bnds");
  }

  private static double[] ofPairs(Coarsening.Boundary boundary, double[]... cells) {
    double[] lon = new double[cells.length];
    Dataset data =
        new Dataset(
            Map.of("lon_bnds", Variable.of(List.of("lon", "bnds"), cells)),
            Coordinates.NONE.with(
                "lon",
                Variable.of(List.of("lon"), lon).withAttr("bounds", Attribute.of("lon_bnds"))),
            Map.of());
    return data.coarsen("lon", 2).boundary(boundary).mean().get("lon_bnds").toDoubles();
  }

  private static double[] cell(double start, double end) {
    return new double[] {start, end};
  }

  @Test
  void blocksOfCellsMayCrossTheSeam() {
    var exact = Coarsening.Boundary.EXACT;
    assertThat(ofPairs(exact, cell(359, 1), cell(1, 3), cell(3, 5), cell(5, 7)))
        .containsExactly(359, 3, 3, 7);
    assertThat(ofPairs(exact, cell(3, 5), cell(1, 3), cell(359, 1), cell(357, 359)))
        .containsExactly(1, 5, 357, 1);
    assertThat(ofPairs(exact, cell(355, 357), cell(357, 359), cell(-1, 1), cell(1, 3)))
        .containsExactly(355, 359, -1, 3);
  }

  @Test
  void blocksOfCellsAgainstTheirOrderStayAgainstIt() {
    var pad = Coarsening.Boundary.PAD;
    assertThat(ofPairs(pad, cell(30, 40), cell(20, 30), cell(10, 20)))
        .containsExactly(20, 40, 10, 20);
    assertThat(ofPairs(pad, cell(40, 30), cell(30, 20), cell(20, 10)))
        .containsExactly(40, 20, 20, 10);
  }

  @Test
  void whatIsReducedLosesItsBoundsAndTheRestKeepTheirs() {
    Dataset field = field();
    DataArray weights = field.get("tas").coord("lat");
    for (Dataset means : List.of(field.mean("time"), field.std("time"), field.count("time"))) {
      assertThat(means.has("time_bnds")).isFalse();
      assertThat(means.get("lat_bnds").toDoubles()).containsExactly(CELLS);
    }
    assertThat(field.weighted(weights).mean("lat").variables())
        .containsOnlyKeys("tas", "time_bnds");
  }

  @Test
  void theMeanOfVerticesIsTheMiddle() {
    Dataset middles = field().select("lat_bnds").mean("bnds");
    assertThat(middles.get("lat_bnds").toDoubles()).containsExactly(35, 25, 15, 5);
    assertThat(field().mean("time", "bnds").variables()).containsOnlyKeys("tas", "lat_bnds");
  }

  @Test
  void movingWindowsLeaveThem() {
    assertThat(field().rolling("lat", 2).mean().get("lat_bnds").toDoubles()).containsExactly(CELLS);
  }
}
