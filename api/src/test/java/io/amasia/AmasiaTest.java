package io.amasia;

import static io.amasia.Amasia.areaWeights;
import static io.amasia.Amasia.between;
import static io.amasia.Amasia.concat;
import static io.amasia.Amasia.open;
import static io.amasia.Amasia.options;
import static io.amasia.Amasia.over;
import static io.amasia.Amasia.plot;
import static io.amasia.Amasia.slice;
import static io.amasia.Amasia.timeWeights;
import static io.amasia.Amasia.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import io.amasia.testkit.Shared;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmasiaTest {
  @TempDir Path folder;

  /// Two years of months, each the number of its month (of 24), in a leap year and a common one.
  private static DataArray months() {
    long[] times = new long[24];
    double[] values = new double[24];
    for (int i = 0; i < 24; i++) {
      times[i] = Calendar.STANDARD.micros(2000 + i / 12, i % 12 + 1, 15, 0, 0, 0, 0);
      values[i] = i + 1;
    }
    Variable time = Variable.times(Calendar.STANDARD, "time", times);
    return new DataArray(
        "tas", Variable.of(List.of("time"), values), Coordinates.NONE.with("time", time));
  }

  /// 10° cells from pole to pole; the value is the latitude.
  private static DataArray field() {
    double[] lat = new double[18];
    double[] lon = new double[36];
    double[][] values = new double[18][36];
    for (int j = 0; j < 18; j++) {
      lat[j] = -85 + 10 * j;
      for (int i = 0; i < 36; i++) {
        lon[i] = 5 + 10 * i;
        values[j][i] = lat[j];
      }
    }
    Variable y = Variable.of(List.of("lat"), lat).withAttr("units", Attribute.of("degrees_north"));
    Variable x = Variable.of(List.of("lon"), lon).withAttr("units", Attribute.of("degrees_east"));
    Variable data = Variable.of(List.of("lat", "lon"), values).withAttr("units", Attribute.of("K"));
    return new DataArray("tas", data, Coordinates.NONE.with("lat", y).with("lon", x));
  }

  @Test
  void monthsCountByTheirDaysInsideGroupsToo() {
    double expected = 0;
    int[] days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int m = 0; m < 12; m++) {
      expected += days[m] * (m + 1) / 366.0;
    }
    DataArray yearly = months().groupBy("time.year").weighted(timeWeights()).mean();
    assertThat(yearly.toDoubles()[0]).isCloseTo(expected, within(1e-12));
    DataArray resampled = months().resample("time", "YS").weighted(timeWeights()).mean();
    assertThat(resampled.toDoubles()).containsExactly(yearly.toDoubles());
    assertThat(months().weighted(timeWeights()).mean().item()).isNotEqualTo(12.5);
  }

  @Test
  void boundsOfADatasetTellTheLengths() {
    DataArray two = months().isel("time", slice(0, 2));
    long day = Calendar.DAY_MICROS;
    long start = Calendar.STANDARD.micros(2000, 1, 1, 0, 0, 0, 0);
    NdArray edges =
        NdArray.of(
            DType.DATETIME, Shape.of(2, 2), start, start + day, start + day, start + 4 * day);
    Variable bounds =
        Variable.of(List.of("time", "bnds"), Nodes.literal(edges)).withCalendar(Calendar.STANDARD);
    Dataset dataset =
        two.toDataset("tas")
            .withCoord(
                "time", two.coords().get("time").withAttr("bounds", Attribute.of("time_bnds")))
            .with("time_bnds", bounds);
    assertThat(dataset.weighted(timeWeights()).mean().get("tas").item())
        .isEqualTo((1 + 3 * 2) / 4.0);
    DataArray lone = dataset.get("tas");
    assertThat(lone.weighted(timeWeights()).mean().item()).isEqualTo((1 + 3 * 2) / 4.0);
    assertThat(lone.isel("time", slice(1, 2)).compute().weighted(timeWeights()).sum().item())
        .isEqualTo(3 * 2.0);
    assertThat(lone.plus(1).groupBy("time.year").weighted(timeWeights()).mean().item())
        .isEqualTo((2 + 3 * 3) / 4.0);
  }

  @Test
  void cellsCountByTheirArea() {
    DataArray north = field().sel("lat", between(90, 0));
    double weighted = north.weighted(areaWeights()).mean().item();
    double sum = 0;
    double total = 0;
    for (int j = 0; j < 9; j++) {
      double w = Math.sin(Math.toRadians(10 * j + 10)) - Math.sin(Math.toRadians(10 * j));
      sum += w * (5 + 10 * j);
      total += w;
    }
    assertThat(weighted).isCloseTo(sum / total, within(1e-9));
    assertThat(north.toDataset("tas").weighted(areaWeights()).mean().get("tas").item())
        .isEqualTo(weighted);
    assertThatThrownBy(() -> months().weighted(areaWeights()))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("latitudes");
    assertThatThrownBy(() -> field().weighted(timeWeights()))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("times");
  }

  @Test
  void aRegionKeepsTheCellsWhoseCentreIsInside() {
    DataArray australia = field().region("Australia");
    assertThat(australia.dims()).containsExactly("lat", "lon");
    assertThat(australia.name()).contains("tas");
    assertThat(australia.sizes().get("lon")).isLessThan(36);
    assertThat(australia.sel("lat", -25).sel("lon", 135).item()).isEqualTo(-25);
    assertThat(australia.count().item()).isBetween(5.0, 12.0);
    assertThatThrownBy(() -> field().region("Atlantis"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("Atlantis");
  }

  @Test
  void unitsAreConvertedAndPlansExplained() {
    DataArray celsius = field().toUnits("degC");
    assertThat(celsius.sel("lat", 5).isel("lon", 0).item()).isCloseTo(5 - 273.15, within(1e-9));
    assertThat(celsius.variable().attr("units")).contains("degC");
    assertThat(celsius.mean("lon").explain().sentence()).contains("1 task");
    assertThat(celsius.toDataset("tas").explain().stages()).isEqualTo(1);
    assertThat(field().std(over("lon").ddof(1)).toDoubles()).containsOnly(0);
  }

  @Test
  void whatIsWrittenIsOpenedAgain() {
    String file = folder.resolve("field.nc").toString();
    write(field().toDataset("tas"), file);
    try (Dataset again = open(file)) {
      assertThat(again.get("tas").equals(field())).isTrue();
    }
    try (Dataset raw = open(file, options().undecoded())) {
      assertThat(raw.get("tas").dtype()).isEqualTo(DType.FLOAT64);
    }
    assertThatThrownBy(() -> write(field().toDataset("tas"), file))
        .isInstanceOf(AmasiaException.Conflict.class);
  }

  @Test
  void filesLieAlongADimensionOfTheirOwn() {
    for (int member = 1; member <= 2; member++) {
      Map<String, Attribute> attrs = new LinkedHashMap<>();
      attrs.put("member_id", Attribute.of("r" + member));
      write(
          field().plus(member).named("tas").toDataset("tas").withAttrs(attrs),
          folder.resolve("m" + member + ".nc").toString());
    }
    try (Dataset both = open(folder + "/m*.nc", concat("member").labelledBy("@member_id"))) {
      DataArray difference =
          both.get("tas").sel("member", "r2").minus(both.get("tas").sel("member", "r1"));
      assertThat(difference.toDoubles()).containsOnly(1);
    }
  }

  @Test
  void picturesAreSavedByTheirEnding() {
    Path map = folder.resolve("map.png");
    plot(field()).title("Latitude").subtitle("made up").difference().save(map.toString());
    assertThat(map).isNotEmptyFile();
    Path chart = folder.resolve("chart.svg");
    plot(months().toDataset("tas"), "tas").save(chart.toString());
    assertThat(chart).content().contains("<svg");
  }

  @Test
  void theMainJobAgreesWithALoopOfItsOwn() {
    Path file = Shared.file("data/scenario/E1_north_america.nc");
    try (Dataset ds = open(file.toString())) {
      DataArray tas = ds.get("air_temperature").sel("time", slice("1961", "1963"));
      double[] got =
          tas.weighted(areaWeights())
              .mean("latitude", "longitude")
              .groupBy("time.year")
              .mean()
              .toDoubles();
      double[] values = tas.toDoubles();
      double[] lat = tas.coord("latitude").toDoubles();
      int columns = (int) tas.shape().size(2);
      for (int t = 0; t < 3; t++) {
        double sum = 0;
        double weights = 0;
        for (int j = 0; j < lat.length; j++) {
          double half = Math.abs(lat[1] - lat[0]) / 2;
          double w =
              Math.sin(Math.toRadians(lat[j] + half)) - Math.sin(Math.toRadians(lat[j] - half));
          for (int i = 0; i < columns; i++) {
            sum += w * values[(t * lat.length + j) * columns + i];
            weights += w;
          }
        }
        assertThat(got[t]).isCloseTo(sum / weights, within(1e-3));
      }
    }
  }

  @Test
  void decodingAfterwardsIsDecodingAtOnce() {
    for (String name : List.of("nemo/nemo_1m_20150101-20150201_grid-T.nc", "classic/hgt.nc")) {
      String file = Shared.file("data/" + name).toString();
      try (Dataset decoded = open(List.of(file), options());
          Dataset stored = open(List.of(file), options().undecoded())) {
        assertThat(stored.identical(decoded)).isFalse();
        Dataset later = Amasia.decodeCf(stored);
        assertThat(later.identical(decoded)).as(name).isTrue();
        decoded
            .coords()
            .asMap()
            .forEach(
                (key, v) -> assertThat(later.coords().get(key).encoding()).isEqualTo(v.encoding()));
      }
    }
  }

  @Test
  void filesAreMadeReadyBeforeTheyAreJoined() {
    List<String> urls = List.of(folder + "/a.nc", folder + "/b.nc");
    write(months().isel("time", slice(0, 12)).named("t2m").toDataset(), urls.getFirst());
    write(months().isel("time", slice(12, null)).toDataset(), urls.getLast());
    try (Dataset both =
        open(
            urls,
            options()
                .preprocess(one -> one.has("t2m") ? one.rename("t2m", "tas") : one)
                .hearing(_ -> {}))) {
      assertThat(both.get("tas").toDoubles()).isEqualTo(months().toDoubles());
    }
  }
}
