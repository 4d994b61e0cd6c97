package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Values;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.storage.format.Attribute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every dtype through every kind of table and back: extremes, missing values, awkward texts, one
/// value, none.
class TableRoundTripTest {
  private static final long DAY = Calendar.DAY_MICROS;

  @TempDir Path folder;

  /// What a dtype can hold at its ends and in between.
  private static List<?> values(DType dtype) {
    return switch (dtype) {
      case BOOL -> List.of(true, false, true, true);
      case INT8 -> List.of(-128L, 0L, 1L, 127L);
      case INT16 -> List.of(-32768L, 0L, 1L, 32767L);
      case INT32 -> List.of((long) Integer.MIN_VALUE, 0L, 1L, (long) Integer.MAX_VALUE);
      case INT64 -> List.of(Long.MIN_VALUE, 0L, (1L << 53) + 1, Long.MAX_VALUE);
      case UINT8 -> List.of(0L, 1L, 200L, 255L);
      case UINT16 -> List.of(0L, 1L, 40000L, 65535L);
      case UINT32 -> List.of(0L, 1L, 3000000000L, 4294967295L);
      case UINT64 -> List.of(0L, 1L, Long.MIN_VALUE, -1L);
      case FLOAT16 -> List.of(Double.NaN, -0.1, 65504.0, 6e-8);
      case FLOAT32 -> List.of(Double.NaN, -0.1, 3.4e38, 1.4e-45);
      case FLOAT64 -> List.of(Double.NaN, -0.1, Double.MAX_VALUE, Double.MIN_VALUE);
      case DATETIME -> List.of(0L, DType.NAT, -25508 * DAY + 3_723_000_001L, 11000 * DAY);
      case TIMEDELTA -> List.of(0L, DType.NAT, -DAY - 1, 90 * DAY);
      case STRING -> List.of("a, \"b\"", "", "größe\nzwei Zeilen", " 12 ");
    };
  }

  private static Variable variable(DType dtype, int size) {
    List<?> values = values(dtype).subList(0, Math.min(size, 4));
    NdArray array = Values.fill(dtype, Shape.of(size), values);
    Variable v = Variable.of(List.of("x"), array);
    return dtype == DType.DATETIME ? v.withCalendar(Calendar.STANDARD) : v;
  }

  private static Dataset dataset(Variable v) {
    int size = (int) v.shape().size();
    List<Long> labels = Stream.iterate(10L, x -> x + 5).limit(size).toList();
    Variable x = Variable.of(List.of("x"), Values.fill(DType.INT64, Shape.of(size), labels));
    return new Dataset(Map.of("v", v), Coordinates.NONE.with("x", x), Map.of());
  }

  private Dataset again(Dataset data, String name) {
    String url = folder.resolve(name).toString();
    DatasetWriter.write(data, url, DatasetWriter.Options.standard());
    try (Dataset got = Opening.open(List.of(url), OpenOptions.standard())) {
      return got.compute();
    }
  }

  private static Stream<Arguments> everyDtypeAndSize() {
    return Stream.of(DType.values())
        .flatMap(dtype -> Stream.of(0, 1, 4).map(size -> Arguments.of(dtype, size)));
  }

  @ParameterizedTest
  @MethodSource("everyDtypeAndSize")
  void numpyFilesHoldAllAsItIs(DType dtype, int size) {
    Variable v = variable(dtype, size);
    Dataset npz = again(dataset(v), "t.npz");
    assertThat(npz.variable("v").dtype()).isEqualTo(dtype);
    assertSame(v, npz.variable("v").load());
    assertThat(npz.variable("x").load().toLongs()).hasSize(size);
    Dataset bare = new Dataset(Map.of("v", v), Coordinates.NONE, Map.of());
    Variable npy = again(bare, "v.npy").variables().values().iterator().next();
    assertThat(npy.dtype()).isEqualTo(dtype);
    assertSame(v, npy.load());
  }

  /// A table tells numbers, truths, dates, durations and texts apart, not how wide they were; empty
  /// is missing, for texts too; and without rows nothing has a type.
  @ParameterizedTest
  @MethodSource("everyDtypeAndSize")
  void csvHoldsTheValues(DType dtype, int size) {
    Variable v = variable(dtype, size);
    Variable got = again(dataset(v), "t.csv").variable("v");
    assertThat(got.shape()).isEqualTo(v.shape());
    if (size == 4) {
      assertThat(got.dtype().isFloating()).isEqualTo(dtype.isFloating());
      assertThat(got.dtype() == DType.STRING).isEqualTo(dtype == DType.STRING);
      assertThat(got.dtype().isTime()).isEqualTo(dtype.isTime());
    }
    if (dtype == DType.STRING || size == 4 || (!dtype.isFloating() && !dtype.isTime())) {
      assertSame(v, got.load());
    }
  }

  private static void assertSame(Variable wanted, NdArray got) {
    NdArray values = wanted.load();
    switch (wanted.dtype()) {
      case STRING -> assertThat(got.toStrings()).isEqualTo(values.toStrings());
      case FLOAT16, FLOAT64 -> assertThat(got.toDoubles()).containsExactly(values.toDoubles());
      case FLOAT32 -> // as short as tells it from other floats of its width
          assertThat(Arrays.stream(got.toDoubles()).map(x -> (float) x).toArray())
              .containsExactly(values.toDoubles());
      case BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, DATETIME, TIMEDELTA ->
          assertThat(got.toLongs()).containsExactly(values.toLongs());
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void jsonHoldsTheValues(DType dtype) throws IOException {
    Variable v = variable(dtype, 4);
    Path file = folder.resolve("t.json");
    DatasetWriter.write(dataset(v), file.toString(), DatasetWriter.Options.standard());
    JsonNode found = new ObjectMapper().readTree(file.toFile()).findValue("v");
    List<String> texts =
        found.isArray()
            ? found.valueStream().map(JsonNode::asText).toList()
            : found.findValue("values").valueStream().map(JsonNode::asText).toList();
    assertThat(texts).hasSize(4);
    assertThat(texts.get(3))
        .isEqualTo(
            switch (dtype) {
              case BOOL -> "true";
              case UINT64 -> "18446744073709551615";
              case DATETIME -> "2000-02-13";
              case TIMEDELTA -> "P90D";
              case STRING -> " 12 ";
              case FLOAT16, FLOAT32, FLOAT64 -> texts.get(3);
              default -> String.valueOf(values(dtype).get(3));
            });
    List<String> missing = dtype.isTime() ? List.of(texts.get(1)) : Collections.emptyList();
    assertThat(missing).allMatch("null"::equals);
  }

  @ParameterizedTest
  @MethodSource("everyDtypeAndSize")
  void jsonIsReadAsItWas(DType dtype, int size) {
    Variable v = variable(dtype, size).withAttr("units", Attribute.of("K"));
    if (!dtype.isTime()) {
      v = v.withAttr("levels", Attribute.of(1.5));
    }
    Variable got = again(dataset(v), "t.json").variable("v");
    assertThat(got.dtype()).isEqualTo(dtype);
    assertThat(got.shape()).isEqualTo(v.shape());
    assertThat(got.calendar()).isEqualTo(v.calendar());
    assertThat(got.attrs()).isEqualTo(v.attrs());
    assertSame(v, got.load());
  }
}
