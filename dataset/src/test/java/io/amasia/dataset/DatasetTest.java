package io.amasia.dataset;

import static io.amasia.dataset.Over.over;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.storage.format.Attribute;
import io.amasia.testkit.Shared;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final DataArray TAS =
      DataArray.of(new double[][] {{1, 2}, {3, 4}}, "time", "x")
          .assignCoords("time", Variable.times(Calendar.NOLEAP, "time", "2000-01-16", "2000-02-15"))
          .assignCoords("x", new long[] {10, 20})
          .named("tas")
          .withAttr("units", "K")
          .withAttr("standard_name", "air_temperature");

  @Test
  void lengthsMustAgree() {
    Variable two = Variable.of(List.of("x"), new double[] {1, 2});
    Variable three = Variable.of(List.of("x"), new double[] {1, 2, 3});
    assertThatThrownBy(
            () -> new Dataset(Map.of("a", two), new Coordinates(Map.of("x", three)), Map.of()))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessage("dimension 'x' has length 2 in 'a' but 3 in 'x'");
  }

  @Test
  void closesItsFilesOnce() {
    var closed = new AtomicInteger();
    Dataset ds = TAS.toDataset("tas").closing("a.nc", closed::incrementAndGet);
    ds.close();
    ds.close();
    assertThat(closed).hasValue(1);
    assertThat(ds.get("tas").toDoubles()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void closedFilesAreNamedAndComputedValuesStay() {
    String file = Shared.file("data/classic/hgt.nc").toString();
    Dataset ds = Opening.open(List.of(file), OpenOptions.standard());
    DataArray lazy = ds.get("HGT").mean();
    DataArray computed = lazy.compute();
    ds.close();
    assertThat(computed.item()).isFinite();
    assertThatThrownBy(lazy::compute)
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("hgt.nc is closed");
  }

  @Test
  void unitsFollowTheStatistic() {
    assertThat(TAS.var("x").variable().attr("units")).contains("K2");
    assertThat(TAS.count("x").variable().attr("units")).contains("1");
    assertThat(TAS.mean("x").variable().attr("units")).contains("K");
    assertThat(TAS.gt(1).attrs()).doesNotContainKey("units");
    assertThat(TAS.times(TAS).attrs()).doesNotContainKey("units");
    assertThat(TAS.dividedBy(TAS).variable().attr("units")).contains("1");
    assertThat(TAS.mean(over("x").keepAttrs(false)).attrs()).isEmpty();
  }

  @Test
  void cellMethodsTellWhatWasDone() {
    DataArray twice = TAS.mean("time").max("x");
    assertThat(twice.variable().attr("cell_methods")).contains("time: mean x: maximum");
  }

  @Test
  void differentCalendarsDontMix() {
    DataArray other =
        DataArray.of(new double[] {1, 2}, "time")
            .assignCoords(
                "time", Variable.times(Calendar.D360, "time", "2000-01-16", "2000-02-15"));
    assertThatThrownBy(() -> TAS.plus(other)).isInstanceOf(AmasiaException.Alignment.class);
  }

  @Test
  void combineFirstOfWhatOneSideHasMakesFloats() {
    Dataset flags = DataArray.of(new boolean[] {true, false}, "x").toDataset("flag");
    Dataset both = flags.combineFirst(DataArray.of(new int[] {1, 2}, "x").toDataset("n"));
    assertThat(both.get("flag").dtype()).isEqualTo(DType.FLOAT64);
    assertThat(both.get("flag").toDoubles()).containsExactly(1, 0);
  }

  @Test
  void weightsMayLackADimension() {
    double mean = TAS.weighted(days()).mean().item();
    assertThat(mean).isEqualTo((31 * (1 + 2) + 28 * (3 + 4)) / (2 * 59.0));
  }

  private static DataArray days() {
    return DataArray.of(new double[] {31, 28}, "time")
        .assignCoords("time", TAS.coords().get("time"));
  }

  @Test
  void groupsAreWeightedToo() {
    DataArray yearly = TAS.groupBy("time.year").weighted(days()).mean();
    assertThat(yearly.dims()).containsExactly("year", "x");
    assertThat(yearly.toDoubles()).containsExactly((31 + 28 * 3) / 59.0, (62 + 28 * 4) / 59.0);
  }

  @Test
  void outerBoundsOfPeriods() {
    Variable starts = Variable.times(Calendar.NOLEAP, "time", "2000-01-01", "2000-02-01");
    Variable ends = Variable.times(Calendar.NOLEAP, "time", "2000-02-01", "2000-03-01");
    Variable bounds =
        Combination.concat(
            List.of(
                Layout.arrange(starts, List.of("time", "bnds")),
                Layout.arrange(ends, List.of("time", "bnds"))),
            "bnds");
    Variable outer = TAS.resample("time", "YE").outerBounds(bounds);
    assertThat(outer.dims()).containsExactly("time", "bnds");
    assertThat(outer.load().toLongs())
        .containsExactly(
            Calendar.NOLEAP.micros(2000, 1, 1, 0, 0, 0, 0),
            Calendar.NOLEAP.micros(2000, 3, 1, 0, 0, 0, 0));
  }

  @Test
  void missingTimesHaveNoParts() {
    Variable times = Variable.times(Calendar.JULIAN, "time", "2000-02-29", "NaT");
    DataArray array = new DataArray("t", times, Coordinates.NONE);
    assertThat(array.dt().month().dtype()).isEqualTo(DType.FLOAT64);
    assertThat(array.dt().month().toDoubles()).containsExactly(2, Double.NaN);
    assertThat(array.dt().season().load().getString(1)).isEqualTo("nan");
  }

  @Test
  void mapKeepsCoordinates() {
    Dataset ds = TAS.toDataset("tas").map(a -> a.mean("x"));
    assertThat(ds.coords().names()).containsExactly("time");
    assertThat(ds.get("tas").toDoubles()).containsExactly(1.5, 3.5);
  }

  @Test
  void textShowsValuesInMemory() {
    assertThat(TAS.toString())
        .isEqualTo(
            """
            <DataArray 'tas' (time: 2, x: 2)> float64 32 B
            1.0 2.0 3.0 4.0
            Coordinates:
              * time  (time) datetime64[us], noleap 16 B 2000-01-16 2000-02-15
              * x     (x) int64 16 B 10 20
            Attributes:
                units:  K
                standard_name:  air_temperature\
            """);
    assertThat(TAS.plus(1).toString()).contains("lazy, chunks [2, 2]");
  }

  @Test
  void conflictingScalarCoordinatesAreDropped() {
    DataArray difference = TAS.isel("x", 0).minus(TAS.isel("x", 1));
    assertThat(difference.coords().names()).containsExactly("time");
  }

  @Test
  void assignAlignsToTheLabelsHere() {
    Dataset ds =
        TAS.toDataset("tas")
            .assign(
                "p", DataArray.of(new double[] {7, 8}, "x").assignCoords("x", new long[] {20, 30}));
    assertThat(ds.get("p").toDoubles()).containsExactly(Double.NaN, 7);
  }

  @Test
  void attributesSurviveScalars() {
    assertThat(TAS.plus(1).attrs()).containsEntry("units", Attribute.of("K"));
  }

  // As xarray 2026.9 prints it, which has the variables in the order they were given in.
  @Test
  void infoIsThatOfNcdump() {
    Dataset dataset =
        DataArray.of(new float[2][3], "time", "x")
            .named("tas")
            .withAttr("units", "K")
            .assignCoords("x", new long[] {1, 2, 3})
            .assignCoords("h", 2.0)
            .toDataset()
            .assignAttrs("title", "t");
    assertThat(dataset.info().lines().map(String::strip))
        .containsExactlyInAnyOrder(
            "xarray.Dataset {",
            "dimensions:",
            "time = 2 ;",
            "x = 3 ;",
            "",
            "variables:",
            "float32 tas(time, x) ;",
            "tas:units = K ;",
            "int64 x(x) ;",
            "float64 h() ;",
            "",
            "// global attributes:",
            ":title = t ;",
            "}");
  }

  // xarray 2026.9: Timedelta("1 days 00:00:01.500002") and -1 µs.
  @Test
  void timeDifferencesHavePartsBelowSeconds() {
    DataArray spans = DataArray.of(new long[] {86_401_500_002L, -1}, "t").astype(DType.TIMEDELTA);
    assertThat(spans.dt().microseconds().toDoubles()).containsExactly(500002, 999999);
    assertThat(spans.dt().nanoseconds().toDoubles()).containsExactly(0, 0);
    assertThat(spans.dt().seconds().toDoubles()).containsExactly(1, 86399);
    assertThat(TAS.coord("time").dt().calendar()).isEqualTo("noleap");
  }

  @Test
  void aCopyWithOtherValuesHasTheirDtypeAndTheOldShape() {
    DataArray copy = TAS.copy(new int[][] {{5, 6}, {7, 8}});
    assertThat(copy.dtype()).isEqualTo(DType.INT32);
    assertThat(copy.attrs()).isEqualTo(TAS.attrs());
    assertThat(copy.sel("x", 20).toDoubles()).containsExactly(6, 8);
    assertThatThrownBy(() -> TAS.copy(new double[][] {{1, 2}}))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("[1, 2] in place of [2, 2] along [time, x]");
  }
}
