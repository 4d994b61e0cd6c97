package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Values;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read and written again is stored in the numbers it was stored in.
class KeptEncodingsTest {
  private static final String DAYS = "days since 2000-01-01";

  @TempDir Path folder;

  private int written;

  private static NdArray numbers(DType dtype, double... values) {
    return Values.fill(dtype, Shape.of(values.length), Arrays.stream(values).boxed().toList());
  }

  private static Dataset read(StoredFixture stored) {
    return CfDecoder.open(stored, "/", Decoding.STANDARD, Notices.NONE);
  }

  /// `v[n]` with these stored values and attributes.
  private static StoredFixture stored(NdArray values, Object... attributes) {
    return new StoredFixture("x.nc").with("v", List.of("n"), values, attributes);
  }

  /// The numbers that files of every kind hold of variable `name`.
  private List<Variable> written(Dataset dataset, String name) {
    List<Variable> all = new ArrayList<>();
    for (String variant : List.of("nc4", "cdf5", "zarr2", "zarr3")) {
      String ending = variant.startsWith("zarr") ? ".zarr" : ".nc";
      String url = folder.resolve(written++ + variant + ending).toString();
      var options = DatasetWriter.Options.keepingEncodings().withVariant(variant);
      DatasetWriter.write(dataset, url, options);
      try (Dataset raw = Opening.open(List.of(url), OpenOptions.standard().undecoded())) {
        Variable variable = raw.variable(name);
        all.add(variable.sameValues(Nodes.literal(variable.load())));
      }
    }
    return all;
  }

  private static double number(Variable variable, String attribute) {
    assertThat(variable.attrs().get(attribute)).isInstanceOf(Attribute.Numbers.class);
    return FillValues.of(
            variable.dtype(),
            Map.of(attribute, variable.attrs().getOrDefault(attribute, Attribute.of(""))),
            _ -> {})
        .getFirst()
        .doubleValue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32",
        "float64"
      })
  void timesKeepTheirDtypeUnitsAndFill(String label) {
    DType dtype = DType.of(label);
    NdArray values = numbers(dtype, 0, 99, 31, 59);
    StoredFixture source =
        stored(values, "units", DAYS, "calendar", "noleap", "_FillValue", (byte) 99);
    try (Dataset read = read(source)) {
      assertThat(read.variable("v").load().getLong(1)).isEqualTo(DType.NAT);
      for (Variable raw : written(read, "v")) {
        assertThat(raw.dtype()).isEqualTo(dtype);
        assertThat(raw.load().toDoubles()).containsExactly(0, 99, 31, 59);
        assertThat(raw.attr("units")).contains(DAYS);
        assertThat(raw.attr("calendar")).contains("noleap");
        assertThat(number(raw, "_FillValue")).isEqualTo(99);
      }
    }
  }

  @Test
  void timesThatTheirDtypeLacksBecomeDoubles() {
    long day = Calendar.NOLEAP.micros(2000, 1, 1, 0, 0, 0, 0);
    try (Dataset read =
        read(stored(numbers(DType.INT8, 1, 2), "units", DAYS, "calendar", "noleap"))) {
      Variable half =
          Variable.times(Calendar.NOLEAP, "n", day + Calendar.DAY_MICROS / 2, day)
              .withEncoding(read.variable("v").encoding());
      Variable later =
          Variable.times(Calendar.NOLEAP, "n", day + 128 * Calendar.DAY_MICROS, day)
              .withEncoding(read.variable("v").encoding());
      for (Variable raw : written(read.with("v", half), "v")) {
        assertThat(raw.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(raw.load().toDoubles()).containsExactly(0.5, 0);
        assertThat(raw.attr("units")).contains(DAYS);
      }
      for (Variable raw : written(read.with("v", later), "v")) {
        assertThat(raw.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(raw.load().toDoubles()).containsExactly(128, 0);
      }
    }
  }

  @Test
  void aTimeThatIsCountedAsTheFillIsNoMissingOne() {
    long day = Calendar.STANDARD.micros(2000, 1, 1, 0, 0, 0, 0);
    try (Dataset read = read(stored(numbers(DType.INT32, 1, 5), "units", DAYS, "_FillValue", 5))) {
      Variable fifth =
          Variable.times(Calendar.STANDARD, "n", day + 5 * Calendar.DAY_MICROS, DType.NAT)
              .withEncoding(read.variable("v").encoding());
      for (Variable raw : written(read.with("v", fifth), "v")) {
        assertThat(raw.load().toDoubles()).containsExactly(5, Double.NaN);
      }
    }
  }

  @Test
  void boundsOfTimesKeepTheirOwnDtype() {
    var stored =
        new StoredFixture("x.nc")
            .with(
                "time",
                List.of("time"),
                numbers(DType.INT16, 1, 2),
                "units",
                DAYS,
                "bounds",
                "time_bnds")
            .with("time_bnds", List.of("time", "nv"), new float[][] {{0.5f, 1.5f}, {1.5f, 2.5f}});
    try (Dataset read = read(stored)) {
      for (Variable raw : written(read, "time")) {
        assertThat(raw.dtype()).isEqualTo(DType.INT16);
      }
      for (Variable raw : written(read, "time_bnds")) {
        assertThat(raw.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(raw.load().toDoubles()).containsExactly(0.5, 1.5, 1.5, 2.5);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"int16, hours", "int32, s", "int64, microseconds", "float32, days", "float64, min"})
  void differencesOfTimesKeepTheirDtypeUnitsAndFill(String label, String units) {
    DType dtype = DType.of(label);
    NdArray values = numbers(dtype, 3, -1, 7);
    StoredFixture source =
        stored(values, "units", units, "dtype", "timedelta64[ns]", "_FillValue", (byte) -1);
    try (Dataset read = read(source)) {
      assertThat(read.variable("v").dtype()).isEqualTo(DType.TIMEDELTA);
      for (Variable raw : written(read, "v")) {
        assertThat(raw.dtype()).isEqualTo(dtype);
        assertThat(raw.load().toDoubles()).containsExactly(3, -1, 7);
        assertThat(raw.attr("units")).contains(units);
        assertThat(raw.attr("dtype"))
            .hasValueSatisfying(d -> assertThat(d).startsWith("timedelta"));
        assertThat(number(raw, "_FillValue")).isEqualTo(-1);
      }
    }
  }

  @Test
  void numbersThatTimesWereMadeIntoAreNotRoundedToTheirCounts() {
    StoredFixture source =
        stored(numbers(DType.INT64, 3, 1), "units", "days", "dtype", "timedelta64[us]");
    try (Dataset read = read(source)) {
      Variable days = read.variable("v");
      Variable halves = days.computed(Nodes.literal(NdArray.of(Shape.of(2), 1.5, 0.5)));
      for (Variable raw : written(read.with("v", halves), "v")) {
        assertThat(raw.load().toDoubles()).containsExactly(1.5, 0.5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"int16", "float32", "float64"})
  void fillsThatDifferStayDifferent(String label) {
    DType dtype = DType.of(label);
    NdArray values = numbers(dtype, 1, -999, -9999, 4);
    try (Dataset read =
        read(stored(values, "_FillValue", (short) -9999, "missing_value", -999.0))) {
      for (Variable raw : written(read, "v")) {
        assertThat(raw.dtype()).isEqualTo(dtype);
        assertThat(raw.load().toDoubles()).containsExactly(1, -9999, -9999, 4);
        assertThat(number(raw, "_FillValue")).isEqualTo(-9999);
        assertThat(number(raw, "missing_value")).isEqualTo(-999);
      }
    }
  }

  @Test
  void whatIsMissingAsNanStaysNan() {
    NdArray values = numbers(DType.FLOAT32, 1, Double.NaN, 1e20f);
    try (Dataset read = read(stored(values, "_FillValue", Float.NaN, "missing_value", 1e20f))) {
      for (Variable raw : written(read, "v")) {
        assertThat(raw.load().toDoubles()).containsExactly(1, Double.NaN, Double.NaN);
        assertThat(number(raw, "missing_value")).isEqualTo((double) 1e20f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void floatsThatAreScaledAreScaledAgain(String dtype) {
    NdArray values = numbers(DType.of(dtype), 1.25, 1e20, -3.1);
    Dataset read =
        read(stored(values, "scale_factor", 0.01, "add_offset", 273.15, "_FillValue", 1e20));
    double[] meant = read.variable("v").load().toDoubles();
    for (Variable raw : written(read, "v")) {
      assertThat(raw.dtype()).isEqualTo(DType.of(dtype));
      assertThat(raw.attrs()).containsEntry("scale_factor", Attribute.of(0.01));
      assertThat(number(raw, "_FillValue")).isEqualTo(raw.dtype().rounded(1e20));
      double[] stored = raw.load().toDoubles();
      for (int i = 0; i < stored.length; i++) {
        assertThat(stored[i]).isCloseTo(values.getDouble(i), Percentage.withPercentage(1e-9));
      }
    }
    assertThat(meant[1]).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"ns, ns", "s, s", "us, us", "D, us"})
  void differencesSayTheDtypeTheyAreReadAs(String had, String has) {
    NdArray hours = numbers(DType.INT32, 1, 25, 48);
    Dataset read = read(stored(hours, "units", "hours", "dtype", "timedelta64[%s]".formatted(had)));
    for (Variable raw : written(read, "v")) {
      assertThat(raw.attr("dtype")).contains("timedelta64[%s]".formatted(has));
      assertThat(raw.load().toLongs()).containsExactly(1, 25, 48);
    }
  }
}
