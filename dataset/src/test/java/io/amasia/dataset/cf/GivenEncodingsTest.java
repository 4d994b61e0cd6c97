package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GivenEncodingsTest {
  private static final Encoding NONE = Encoding.none();

  @TempDir Path folder;

  private static Dataset dataset() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    variables.put("tas", Variable.of(List.of("x"), new double[] {1, Double.NaN, 3}));
    variables.put("n", Variable.of(List.of("x"), new int[] {1, -9, 3}));
    variables.put("long", Variable.of(List.of("x"), new long[] {1, -9, 1L << 60}));
    variables.put("flag", Variable.of(List.of("x"), new boolean[] {true, false, true}));
    variables.put("text", Variable.of(List.of("x"), new String[] {"a", "", "b"}));
    variables.put(
        "when", Variable.times(Calendar.STANDARD, "x", "2000-01-01", "NaT", "2000-01-01T06"));
    long hour = 3_600_000_000L;
    NdArray lasting = NdArray.of(DType.TIMEDELTA, Shape.of(3), hour, 2 * hour, 36 * hour);
    variables.put("lasting", Variable.of(List.of("x"), Nodes.literal(lasting)));
    return new Dataset(variables, Coordinates.NONE, Map.of());
  }

  private String write(String name, Encoding encoding) {
    String url = folder.resolve("given.zarr").toString();
    dataset().toZarr(url, DatasetWriter.Options.keepingEncodings().encoding(name, encoding));
    return url;
  }

  private Variable raw(String name, Encoding encoding) {
    try (Dataset raw =
        Opening.open(List.of(write(name, encoding)), OpenOptions.standard().undecoded())) {
      return raw.variable(name).sameValues(Nodes.literal(raw.variable(name).load()));
    }
  }

  private static Stream<Arguments> refused() {
    String hours = "hours since 2000-01-01";
    return Stream.of(
        Arguments.of("tas", NONE.scaleFactor(0.1), "scale_factor of 'tas'", "int16"),
        Arguments.of("n", NONE.scaleFactor(2), "scale_factor of 'n'", "int32"),
        Arguments.of("when", NONE.scaleFactor(2), "scale_factor of 'when'", "date"),
        Arguments.of("tas", NONE.dtype("str"), "'tas' can't be stored as str", "float64"),
        Arguments.of("long", NONE.dtype("uint64"), "'long' can't be stored as uint64", "int64"),
        Arguments.of("flag", NONE.dtype("int16"), "'flag' can't be stored as int16", "int8"),
        Arguments.of("text", NONE.dtype("int16"), "'text' can't be stored as int16", "text"),
        Arguments.of(
            "when",
            NONE.dtype("int16").units("days since 2000-01-01"),
            "'when' can't be stored as int16",
            "float64"),
        Arguments.of("when", NONE.dtype("int8").units(hours), "as int8", "a _FillValue"),
        Arguments.of("lasting", NONE.dtype("int32").units("days"), "as int32", "float64"),
        Arguments.of("n", NONE.fillValue(0.5), "_FillValue 0.5 of 'n'", "int32"),
        Arguments.of("n", NONE.fillValue(Double.NaN), "_FillValue NaN of 'n'", "int32"),
        Arguments.of(
            "tas", NONE.dtype("uint8").scaleFactor(1).fillValue(-1), "_FillValue -1", "uint8"),
        Arguments.of("flag", NONE.fillValue(2), "_FillValue 2.0 of 'flag'", "bool"),
        Arguments.of("text", NONE.fillValue(2), "_FillValue 2.0 of 'text'", "str"),
        Arguments.of("when", NONE.units(hours).fillValue(6), "_FillValue 6.0", "one of its times"),
        Arguments.of("when", NONE.units(hours).noFillValue(), "'when' needs a _FillValue", "times"),
        Arguments.of("when", NONE.units("parsecs since 2000-01-01"), "units 'parsecs", "parsecs"),
        Arguments.of("when", NONE.units("days"), "units 'days' of 'when'", "since"),
        Arguments.of("when", NONE.units("months since 2000-01-01"), "'when'", "no fixed length"),
        Arguments.of("when", NONE.calendar("noleap"), "calendar 'noleap'", "convertCalendar"),
        Arguments.of("when", NONE.calendar("martian"), "calendar 'martian'", "standard"),
        Arguments.of("lasting", NONE.units("parsecs"), "units 'parsecs' of 'lasting'", "days"),
        Arguments.of("tas", NONE.units("K"), "units 'K' of 'tas'", "attribute 'units'"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String name, Encoding encoding, String says, String alsoSays) {
    assertThatThrownBy(() -> write(name, encoding))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContainingAll(says, alsoSays);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void wholeNumbersThatEqualTheirFillAreMissingWhenRead() {
    for (String name : List.of("n", "long")) {
      String url = folder.resolve(name + ".zarr").toString();
      dataset().toZarr(url, DatasetWriter.Options.standard().encoding(name, NONE.fillValue(-9)));
      try (Dataset got = Opening.open(List.of(url), OpenOptions.standard());
          Dataset raw = Opening.open(List.of(url), OpenOptions.standard().undecoded())) {
        assertThat(got.variable(name).load().getDouble(0)).isEqualTo(1);
        assertThat(got.variable(name).load().getDouble(1)).isNaN();
        assertThat(raw.variable(name).load().toLongs())
            .isEqualTo(dataset().variable(name).load().toLongs());
      }
    }
  }

  /// A count has nothing of the fill that its floats had.
  @Test
  void wholeNumbersTakeOverNoFill() {
    Variable counted =
        Variable.of(List.of("x"), new int[] {-999, 1})
            .withEncoding(NONE.fillValue(-999).dtype("int16").asMap());
    for (var options :
        List.of(DatasetWriter.Options.standard(), DatasetWriter.Options.keepingEncodings())) {
      String url = folder.resolve(options.packed() + ".zarr").toString();
      new Dataset(Map.of("n", counted), Coordinates.NONE, Map.of()).toZarr(url, options);
      try (Dataset got = Opening.open(List.of(url), OpenOptions.standard())) {
        assertThat(got.variable("n").load().toLongs()).containsExactly(-999, 1);
      }
    }
  }

  @Test
  void timesAreCountedAsIsSaid() {
    Variable when = raw("when", NONE.units("hours since 2000-01-01").dtype("int16").fillValue(-1));
    assertThat(when.dtype()).isEqualTo(DType.INT16);
    assertThat(when.load().toLongs()).containsExactly(0, -1, 6);
    assertThat(when.attr("units")).contains("hours since 2000-01-01");
  }

  @Test
  void timesAreOfTheDtypeThatIsSaidInUnitsThatSuitThem() {
    Variable when = raw("when", NONE.dtype("uint8").fillValue(255).calendar("gregorian"));
    assertThat(when.dtype()).isEqualTo(DType.UINT8);
    assertThat(when.load().toLongs()).containsExactly(0, 255, 6);
    assertThat(when.attr("calendar")).contains("gregorian");
  }

  @Test
  void differencesAreCountedAsIsSaid() {
    Variable lasting = raw("lasting", NONE.units("hours").dtype("int8"));
    assertThat(lasting.dtype()).isEqualTo(DType.INT8);
    assertThat(lasting.load().toLongs()).containsExactly(1, 2, 36);
  }

  @Test
  void nanIsTheFillOfFloatsWithoutAWord() {
    assertThat(raw("tas", NONE.fillValue(Double.NaN)).load().toDoubles())
        .containsExactly(1, Double.NaN, 3);
  }

  @Test
  void boundsMayRepeatTheUnitsOfTheirTimes() {
    var units = NONE.units("days since 1999-01-01");
    var stored =
        new StoredFixture("x.nc")
            .with(
                "time",
                List.of("time"),
                new double[] {1, 2},
                "units",
                "days since 2000-01-01",
                "bounds",
                "time_bnds")
            .with("time_bnds", List.of("time", "nv"), new double[][] {{0, 1}, {1, 2}});
    var options = DatasetWriter.Options.standard().encoding("time", units);
    try (Dataset read = CfDecoder.open(stored, "/", Decoding.STANDARD, Notices.NONE)) {
      read.toZarr(folder.resolve("a.zarr").toString(), options.encoding("time_bnds", units));
      var other = options.encoding("time_bnds", NONE.units("days since 1998-01-01"));
      assertThatThrownBy(() -> read.toZarr(folder.resolve("b.zarr").toString(), other))
          .hasMessageContaining("bounds are counted as their times");
    }
  }
}
