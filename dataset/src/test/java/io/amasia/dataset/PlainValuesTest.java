package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.group.DateRange;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlainValuesTest {
  @ParameterizedTest
  @EnumSource(DType.class)
  void whatIsMadeOfAMapAgainIsIdentical(DType dtype) {
    NdArray values =
        switch (dtype) {
          case STRING -> NdArray.of(Shape.of(2, 2), List.of("a", "", "ä", "d"));
          case FLOAT16, FLOAT32, FLOAT64 ->
              Values.fill(dtype, Shape.of(2, 2), List.of(0.5, Double.NaN, -1e4, 1.0));
          case BOOL -> Values.fill(dtype, Shape.of(2, 2), List.of(true, false, false, true));
          case DATETIME, TIMEDELTA ->
              Values.fill(
                  dtype, Shape.of(2, 2), List.of(-1_500_000L, DType.NAT, 0L, 86_400_000_000L));
          case UINT64 -> Values.fill(dtype, Shape.of(2, 2), List.of(-1L, 0L, 1L, 2L));
          case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 ->
              Values.fill(dtype, Shape.of(2, 2), List.of(1L, 2L, 3L, 127L));
        };
    Variable v = Variable.of(List.of("y", "x"), values);
    Variable timed = dtype == DType.DATETIME ? v.withCalendar(Calendar.NOLEAP) : v;
    DataArray array =
        new DataArray(
                "a", timed, Coordinates.NONE.with("x", Variable.of(List.of("x"), new int[] {4, 5})))
            .assignAttrs(Map.of("units", "K", "levels", List.of(1.5, 2.5)));
    assertThat(DataArray.fromDict(array.toDict()).identical(array)).isTrue();
    Dataset dataset = array.toDataset().assignAttrs("title", "t");
    assertThat(Dataset.fromDict(dataset.toDict()).identical(dataset)).isTrue();
  }

  @Test
  void emptyArraysKeepTheirShape() {
    DataArray none =
        new DataArray(
            "a",
            Variable.of(List.of("y", "x"), NdArray.of(Shape.of(0, 3), new int[0])),
            Coordinates.NONE);
    DataArray back = DataArray.fromDict(none.toDict());
    assertThat(back.shape()).isEqualTo(Shape.of(0, 3));
    assertThat(back.identical(none)).isTrue();
  }

  // xarray 2026.9: DataArray([1.5, nan], dims="t", coords={"t": date_range("2000-02-29", periods=2,
  // freq="12h")}, name="a", attrs={"units": "K"}).to_dict() has these, with datetimes for texts.
  @Test
  void mapsHaveXarraysKeys() {
    DataArray array =
        new DataArray(
                "a",
                Variable.of(List.of("t"), new double[] {1.5, Double.NaN}),
                Coordinates.NONE.with(
                    "t", DateRange.of("2000-02-29", 2, "12h", Calendar.STANDARD, "t")))
            .assignAttrs("units", "K");
    Map<String, Object> dict = array.toDict();
    assertThat(dict).containsEntry("dims", List.of("t")).containsEntry("name", "a");
    assertThat(dict).containsEntry("attrs", Map.of("units", "K"));
    assertThat(dict).containsEntry("data", List.of(1.5, Double.NaN));
    assertThat(String.valueOf(dict.get("coords")))
        .contains("t={dims=[t], attrs={}, data=[2000-02-29T00:00:00, 2000-02-29T12:00:00]");
    assertThat(array.toDataset().toDict().keySet())
        .containsExactly("coords", "attrs", "dims", "data_vars");
  }

  @Test
  void withoutDataNothingIsComputed() {
    DataArray lazy = DataArray.of(new double[] {1, 2}, "x").chunk("x", 1).plus(1);
    assertThat(lazy.toDict(false)).doesNotContainKey("data").containsEntry("shape", List.of(2L));
  }

  @Test
  void datasetsAreMadeOfMapsOfVariables() {
    Dataset dataset =
        Dataset.fromDict(
            Map.of(
                "a", Map.of("dims", "x", "data", List.of(1.5, 2)),
                "x", Map.of("dims", List.of("x"), "data", new long[] {3, 4}),
                "ok", Map.of("dims", List.of(), "data", List.of(true).getFirst()),
                "gap", Map.of("dims", "x", "data", Arrays.asList(Duration.ofMillis(1), null))));
    assertThat(dataset.coords().names()).containsExactly("x");
    assertThat(dataset.get("a").toDoubles()).containsExactly(1.5, 2);
    assertThat(dataset.get("ok").dtype()).isEqualTo(DType.BOOL);
    assertThat(dataset.get("gap").load().toLongs()).containsExactly(1000, DType.NAT);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> DataArray.fromDict(Map.of("data", List.of(1))))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("needed are dims and data");
    assertThatThrownBy(() ->
            DataArray.fromDict(
                Map.of("dims", List.of("y", "x"), "data", List.of(List.of(1, 2), List.of(3)))))
        .hasMessageContaining("a list of 1 where a list of 2 is needed along dimension 1");
    assertThatThrownBy(() -> DataArray.fromDict(Map.of("dims", "x", "data", List.of(1, "a"))))
        .hasMessageContaining("mixes kinds of values");
    assertThatThrownBy(() -> Dataset.fromDict(Map.of("a", 3)))
        .hasMessageContaining("needed is a map");
    assertThatThrownBy(
            () -> DataArray.fromDict(Map.of("dims", "x", "data", List.of(1), "dtype", "complex64")))
        .isInstanceOf(AmasiaException.class);
  }

  @Test
  void nullsAreMissingWhereValuesCanBe() {
    List<Double> gap = Arrays.asList(1.5, null);
    assertThat(DataArray.fromDict(told("float32", gap)).toDoubles())
        .containsExactly(1.5, Double.NaN);
    assertThat(
            DataArray.fromDict(told("datetime64[us]", Arrays.asList(null, null)))
                .isnull()
                .toDoubles())
        .containsExactly(1, 1);
    for (String dtype : List.of("int16", "uint64", "bool", "str")) {
      assertThatThrownBy(() -> DataArray.fromDict(told(dtype, Arrays.asList(null, null))))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessage("'the array' has 'null', which is no value of dtype " + dtype);
    }
  }

  @Test
  void valuesOfOtherKindsThanTheDtypeAreRefused() {
    for (String dtype : List.of("float64", "int8", "bool", "timedelta64[us]")) {
      assertThatThrownBy(() -> DataArray.fromDict(told(dtype, List.of("a"))))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining("has 'a', which is no value of dtype");
    }
    assertThatThrownBy(() -> DataArray.fromDict(told("float64", List.of(Duration.ofHours(1)))))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void aSingleMissingTimeComesBack() {
    DataArray never =
        new DataArray(
            "t",
            Variable.of(List.of(), Values.fill(DType.TIMEDELTA, Shape.of(), List.of(DType.NAT))),
            Coordinates.NONE);
    assertThat(DataArray.fromDict(never.toDict()).identical(never)).isTrue();
  }

  @Test
  void unknownCalendarsAreRefused() {
    Map<String, Object> times =
        Map.of(
            "dims",
            "x",
            "data",
            List.of("2000-02-30"),
            "dtype",
            "datetime64[us]",
            "calendar",
            "360day");
    assertThatThrownBy(() -> DataArray.fromDict(times))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("calendar '360day'; allowed are [")
        .hasMessageContaining("360_day");
  }

  private static Map<String, Object> told(String dtype, List<?> data) {
    return Map.of("dims", "x", "data", data, "dtype", dtype);
  }

  // As NumPy: OverflowError, "Python integer 300 out of bounds for int8".
  @ParameterizedTest
  @CsvSource({
    "int8, 300",
    "int8, -129",
    "uint8, -1",
    "uint8, 256",
    "int32, 1099511627776",
    "uint32, -1",
    "uint64, -1",
    "uint64, 18446744073709551616",
    "int64, 9223372036854775808",
    "int16, 32768.5",
  })
  void numbersThatDoNotFitTheirDtypeAreRefused(String dtype, String number) {
    Number value = number.contains(".") ? (Number) Double.valueOf(number) : new BigInteger(number);
    assertThatThrownBy(() ->
            DataArray.fromDict(
                Map.of("dims", List.of("x"), "data", List.of(value), "dtype", dtype)))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("out of bounds for " + dtype);
  }

  @ParameterizedTest
  @CsvSource({
    "int8, -128",
    "int8, 127",
    "uint8, 255",
    "uint64, 18446744073709551615",
    "int64, -9223372036854775808",
    "int16, 1.5",
  })
  void numbersThatFitAreTaken(String dtype, String number) {
    Number value = number.contains(".") ? (Number) Double.valueOf(number) : new BigInteger(number);
    DataArray made =
        DataArray.fromDict(Map.of("dims", List.of("x"), "data", List.of(value), "dtype", dtype));
    assertThat(made.dtype().label()).isEqualTo(dtype);
    assertThat(String.valueOf(made.toDict().get("data")))
        .isEqualTo("[" + number.replace(".5", "") + "]");
  }

  @ParameterizedTest
  @CsvSource({"int64, 1e30", "uint8, 256.5", "int64, -9223372036854775809"})
  void decimalsThatDoNotFitTheirDtypeAreRefused(String dtype, java.math.BigDecimal number) {
    assertThatThrownBy(() -> DataArray.fromDict(told(dtype, List.of(number))))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("out of bounds for " + dtype);
  }

  @Test
  void decimalsLoseTheirFraction() {
    var number = new java.math.BigDecimal("9007199254740993.5");
    assertThat(DataArray.fromDict(told("int64", List.of(number))).load().toLongs())
        .containsExactly(9007199254740993L);
  }

  @Test
  void whatIsNotFiniteIsNoInteger() {
    assertThatThrownBy(() ->
            DataArray.fromDict(
                Map.of("dims", List.of("x"), "data", List.of(Double.NaN), "dtype", "int8")))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("no value of dtype int8");
  }
}
