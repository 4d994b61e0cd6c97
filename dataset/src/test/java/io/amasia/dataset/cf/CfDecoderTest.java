package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Values;
import io.amasia.dataset.Variable;
import io.amasia.plan.Event;
import io.amasia.plan.Session;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CfDecoderTest {
  private final List<String> warnings = new ArrayList<>();

  private Dataset decode(StoredFixture stored) {
    return CfDecoder.open(stored, "/", Decoding.STANDARD, new Notices(warnings::add));
  }

  private Variable decode(NdArray values, Object... attributes) {
    return decode(new StoredFixture("x.nc").with("v", List.of("n"), values, attributes))
        .variable("v");
  }

  private static NdArray of(DType dtype, long... values) {
    List<Long> list = new ArrayList<>();
    for (long value : values) {
      list.add(value);
    }
    return Values.fill(dtype, Shape.of(values.length), list);
  }

  private static double[] doubles(Variable variable) {
    return variable.load().toDoubles();
  }

  @ParameterizedTest
  @CsvSource({
    "int8, float32",
    "uint8, float32",
    "int16, float32",
    "uint16, float32",
    "int32, float64",
    "int64, float64",
    "float32, float32",
    "float64, float64"
  })
  void maskingGivesTheFloatThatHoldsTheIntegers(String from, String to) {
    Variable got = decode(of(DType.of(from), 1, 5, 3), "_FillValue", 5);
    assertThat(got.dtype()).isEqualTo(DType.of(to));
    assertThat(doubles(got)).containsExactly(1, Double.NaN, 3);
    assertThat(got.attrs()).isEmpty();
    assertThat(got.encoding()).containsKey("_FillValue");
  }

  @Test
  void integersWithoutFillStayIntegers() {
    assertThat(decode(of(DType.INT16, 1, 2)).dtype()).isEqualTo(DType.INT16);
  }

  @Test
  void aDoubleFillMasksFloatData() {
    NdArray values = NdArray.of(Shape.of(3), 1f, 1e20f, -999.9f);
    Variable got = decode(values, "_FillValue", 1e20, "missing_value", Attribute.of(-999.9));
    assertThat(doubles(got)).containsExactly(1, Double.NaN, Double.NaN);
  }

  @Test
  void unpacksByTheTypeOfScaleAndOffset() {
    NdArray packed = of(DType.INT16, 0, 10, -1);
    Variable floats =
        decode(packed, "scale_factor", 0.5f, "add_offset", 1f, "_FillValue", (short) -1);
    assertThat(floats.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(doubles(floats)).containsExactly(1, 6, Double.NaN);
    assertThat(decode(packed, "scale_factor", 0.5, "add_offset", 1.0).dtype())
        .isEqualTo(DType.FLOAT64);
    assertThat(decode(packed, "scale_factor", 0.5f).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(decode(packed, "add_offset", 1f).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(decode(of(DType.INT32, 1), "scale_factor", 0.5f, "add_offset", 0f).dtype())
        .isEqualTo(DType.FLOAT64);
  }

  @Test
  void wholeScalesKeepWholeNumbers() {
    Variable got = decode(of(DType.INT8, 3, -4), "scale_factor", 10);
    assertThat(got.dtype()).isEqualTo(DType.INT32);
    assertThat(got.load().toLongs()).containsExactly(30, -40);
    Variable wide = decode(of(DType.INT32, 2_000_000_000), "scale_factor", 10);
    assertThat(wide.dtype()).isEqualTo(DType.INT64);
    assertThat(wide.load().toLongs()).containsExactly(20_000_000_000L);
    assertThat(decode(of(DType.UINT16, 65535), "scale_factor", (short) 2).load().toLongs())
        .containsExactly(131070);
  }

  @Test
  void readsSignedBytesAsUnsigned() {
    Variable got =
        decode(of(DType.INT8, -1, 1, -128), "_Unsigned", "true", "_FillValue", (byte) -1);
    assertThat(got.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(doubles(got)).containsExactly(Double.NaN, 1, 128);
  }

  @Test
  void decodesBool() {
    Variable got = decode(of(DType.INT8, 0, 1), "dtype", "bool");
    assertThat(got.dtype()).isEqualTo(DType.BOOL);
    assertThat(got.load().toLongs()).containsExactly(0, 1);
  }

  @Test
  void decodesTimesOfAnyNumberType() {
    for (DType dtype : List.of(DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64)) {
      Variable got =
          decode(
              of(dtype, 0, -999, 59),
              "units",
              "days since 2000-01-01",
              "calendar",
              "360_day",
              "_FillValue",
              -999);
      assertThat(got.dtype()).isEqualTo(DType.DATETIME);
      assertThat(got.calendar()).contains(Calendar.D360);
      long[] micros = got.load().toLongs();
      assertThat(Calendar.D360.format(micros[0])).isEqualTo("2000-01-01T00:00:00");
      assertThat(micros[1]).isEqualTo(DType.NAT);
      assertThat(Calendar.D360.format(micros[2])).isEqualTo("2000-02-30T00:00:00");
      assertThat(got.attrs()).isEmpty();
      assertThat(got.encoding()).containsKeys("units", "calendar", "_FillValue");
    }
  }

  @Test
  void timesBeyondAllYearsAreMissingAndSaidOnce() {
    List<Event> heard = new ArrayList<>();
    NdArray days =
        NdArray.of(
            Shape.of(5), 1, 9.96921e36, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e13);
    var longs = of(DType.INT64, 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, -(1L << 40));
    for (NdArray values : List.of(days, longs)) {
      heard.clear();
      Session.builder()
          .listener(heard::add)
          .build()
          .run(() -> {
            long[] micros = decode(values, "units", "days since 1970-01-01").load().toLongs();
            assertThat(micros)
                .containsExactly(Calendar.DAY_MICROS, DType.NAT, DType.NAT, DType.NAT, DType.NAT);
          });
      assertThat(heard)
          .filteredOn(Event.Noticed.class::isInstance)
          .singleElement()
          .asString()
          .contains(values.dtype() == DType.INT64 ? "9223372036854775807" : "9.96921E36");
    }
  }

  @Test
  void floatTimesAreRoundedToMicroseconds() {
    NdArray days = NdArray.of(Shape.of(2), 0.1, 1.0 / 3);
    long[] micros = decode(days, "units", "days since 1970-01-01").load().toLongs();
    assertThat(micros).containsExactly(8_640_000_000L, 28_800_000_000L);
  }

  @Test
  void opensTimesItCannotDecodeAsNumbers() {
    Variable got = decode(of(DType.INT32, 1), "units", "months since 1958-1-1 00:00:00");
    assertThat(got.dtype()).isEqualTo(DType.INT32);
    assertThat(got.attr("units")).contains("months since 1958-1-1 00:00:00");
    assertThat(warnings)
        .containsExactly(
            "x.nc: v: times in 'months since 1958-1-1 00:00:00' of calendar standard can't be"
                + " decoded: 'months' has no fixed length in calendar standard; opened as numbers");
  }

  @Test
  void boundsTakeUnitsAndCalendarOfTheirTime() {
    Dataset got =
        decode(
            new StoredFixture("x.nc")
                .with(
                    "time",
                    List.of("time"),
                    new double[] {15},
                    "units",
                    "days since 2000-01-01",
                    "calendar",
                    "noleap",
                    "bounds",
                    "time_bnds")
                .with("time_bnds", List.of("time", "nv"), new double[][] {{0, 31}}));
    Variable bounds = got.variable("time_bnds");
    assertThat(bounds.calendar()).contains(Calendar.NOLEAP);
    assertThat(got.variables()).containsOnlyKeys("time_bnds");
    assertThat(CfLinks.bounds(got, "time")).isPresent();
    TimeIntervals intervals = TimeIntervals.of(got, "time");
    assertThat(intervals.origin()).isEqualTo(TimeIntervals.Origin.BOUNDS);
    assertThat(intervals.weights()).containsExactly(31);
    Dataset moved = TimeIntervals.timeFromBounds(got, "time");
    assertThat(Calendar.NOLEAP.format(moved.variable("time").load().getLong(0)))
        .isEqualTo("2000-01-16T12:00:00");
  }

  @Test
  void durationsNeedTheirDtype() {
    assertThat(decode(of(DType.INT64, 2), "units", "days").dtype()).isEqualTo(DType.INT64);
    Variable got = decode(of(DType.INT64, 2), "units", "days", "dtype", "timedelta64[ns]");
    assertThat(got.dtype()).isEqualTo(DType.TIMEDELTA);
    assertThat(got.load().toLongs()).containsExactly(2 * Calendar.DAY_MICROS);
  }

  @Test
  void coordinatesAreThoseNamedAndThoseOfDimensions() {
    Dataset got =
        decode(
            new StoredFixture("x.nc")
                .with("lat", List.of("lat"), new double[] {1, 2}, "bounds", "lat_bnds")
                .with("lat_bnds", List.of("lat", "nv"), new double[2][2])
                .with("height", List.of(), 2.0)
                .with("extra", List.of(), 2.0)
                .with("area", List.of("lat"), new double[2])
                .with(
                    "tas",
                    List.of("lat"),
                    new float[] {1, 2},
                    "coordinates",
                    "height absent",
                    "cell_measures",
                    "area: area",
                    "grid_mapping",
                    "crs")
                .with("crs", List.of(), 0)
                .attr("coordinates", "extra"));
    assertThat(got.coords().names()).containsExactly("lat", "height", "extra");
    assertThat(got.variables().keySet()).containsExactly("lat_bnds", "area", "tas", "crs");
    assertThat(got.attrs()).isEmpty();
    assertThat(CfLinks.coordinateNames(got.variable("tas"))).containsExactly("height", "absent");
    assertThat(CfLinks.cellMeasures(got, "tas")).containsEntry("area", "area");
    assertThat(CfLinks.gridMapping(got, "tas")).isPresent();
  }

  @Test
  void nothingIsReadBeforeItIsAskedFor() {
    var stored =
        new StoredFixture("x.nc")
            .with("time", List.of("time"), new double[] {15}, "units", "days since 2000-01-01")
            .with("tas", List.of("time"), new float[] {1}, "_FillValue", 1e20);
    Dataset got = decode(stored);
    assertThat(stored.decoded).hasValue(0);
    got.variable("tas").load();
    assertThat(stored.decoded).hasValue(1);
    got.close();
    got.close();
    assertThat(stored.closed).hasValue(1);
  }

  @Test
  void undecodedValuesAreTheFiles() {
    var stored = new StoredFixture("x.nc").with("v", List.of("n"), new int[] {5}, "_FillValue", 5);
    Variable got = CfDecoder.open(stored, "/", Decoding.NONE, Notices.NONE).variable("v");
    assertThat(got.dtype()).isEqualTo(DType.INT32);
    assertThat(got.attrs()).containsKey("_FillValue");
  }

  @Test
  void whatIsDecodedLaterClosesItsFile() {
    var stored =
        new StoredFixture("x.nc").with("v", List.of("n"), new short[] {1, 2}, "scale_factor", 0.5);
    Dataset raw = CfDecoder.open(stored, "/", Decoding.NONE, Notices.NONE);
    Dataset meant = CfDecoder.decode(raw, Decoding.STANDARD, Notices.NONE);
    assertThat(doubles(meant.variable("v"))).containsExactly(0.5, 1);
    meant.close();
    assertThat(stored.closed).hasValue(1);
    assertThatThrownBy(() -> doubles(meant.variable("v")))
        .hasMessageContaining("x.nc")
        .hasMessageContaining("closed");
    raw.close();
    assertThat(stored.closed).hasValue(1);
  }
}
