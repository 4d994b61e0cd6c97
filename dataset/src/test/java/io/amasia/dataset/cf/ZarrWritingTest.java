package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZarrWritingTest {
  private static final DatasetWriter.Options OPTIONS = DatasetWriter.Options.keepingEncodings();

  @TempDir Path folder;

  private String url() {
    return folder.resolve("x.zarr").toString();
  }

  /// `tas[time, x]` of days `first` to `first + days`, value `day + x / 10`.
  static Dataset days(int first, int days) {
    long[] times = new long[days];
    double[][] values = new double[days][3];
    for (int t = 0; t < days; t++) {
      times[t] = Calendar.NOLEAP.micros(2000, 1, 1, 0, 0, 0, 0) + (first + t) * Calendar.DAY_MICROS;
      for (int x = 0; x < 3; x++) {
        values[t][x] = first + t + x / 10.0;
      }
    }
    Map<String, Variable> coords = new LinkedHashMap<>();
    coords.put("time", Variable.times(Calendar.NOLEAP, "time", times));
    coords.put("x", Variable.of(List.of("x"), new int[] {1, 2, 3}));
    coords.put("height", Variable.of(List.of(), Nodes.literal(NdArray.of(Shape.SCALAR, 2.0))));
    return new Dataset(
        Map.of("tas", Variable.of(List.of("time", "x"), values)),
        new Coordinates(coords),
        Map.of("title", Attribute.of("days")));
  }

  private static Dataset open(String url) {
    return Opening.open(List.of(url), OpenOptions.standard());
  }

  static DatasetWriter.Options packed() {
    return OPTIONS
        .encoding(
            "tas",
            Encoding.none()
                .dtype("int16")
                .scaleFactor(0.1)
                .fillValue(-32768)
                .chunks(4, 2)
                .codecs("shuffle,zlib:4"))
        .encoding("time", Encoding.none().units("days since 1999-01-01").dtype("int32").chunks(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zarr3", "zarr2"})
  void whatIsAppendedTakesOverTheEncodings(String variant) {
    days(0, 6).toZarr(url(), packed().withVariant(variant));
    days(6, 5).toZarr(url(), OPTIONS.appending("time"));
    try (Dataset got = open(url());
        Dataset raw = Opening.open(List.of(url()), OpenOptions.standard().undecoded())) {
      assertThat(raw.variable("tas").dtype()).isEqualTo(DType.INT16);
      assertThat(raw.variable("time").attr("units")).contains("days since 1999-01-01");
      assertThat(raw.variable("time").dtype()).isEqualTo(DType.INT32);
      assertThat(got.coords().has("height")).isTrue();
      double[] values = got.variable("tas").load().toDoubles();
      assertThat(values).hasSize(33);
      for (int i = 0; i < 33; i++) {
        assertThat(values[i]).isCloseTo(Math.floorDiv(i, 3) + i % 3 / 10.0, within(1e-6));
      }
      assertThat(got.variable("time").load().toLongs())
          .isEqualTo(days(0, 11).variable("time").load().toLongs());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3})
  void longsWithAWholeScaleKeepAllTheirDigits(long scale) {
    long[] values = {scale * ((1L << 53) + 1), -scale * ((1L << 53) + 3), 0};
    Variable packed =
        Variable.of(List.of("x"), values)
            .withEncoding(
                Map.of(
                    "dtype",
                    Attribute.of("int64"),
                    "scale_factor",
                    new Attribute.Numbers(DType.INT64, List.of(scale))));
    days(0, 1).with("n", packed).toZarr(url(), OPTIONS);
    try (Dataset got = open(url());
        Dataset raw = Opening.open(List.of(url()), OpenOptions.standard().undecoded())) {
      assertThat(got.variable("n").load().toLongs()).isEqualTo(values);
      assertThat(raw.variable("n").load().getLong(0)).isEqualTo((1L << 53) + 1);
    }
  }

  @Test
  void fractionsDoNotBecomeTheIntegersThatAreThere() {
    var whole = Variable.of(List.of("time"), new int[] {1, 2});
    var fractions = Variable.of(List.of("time"), new double[] {3, 0.7});
    days(0, 2).with("n", whole).toZarr(url(), OPTIONS);
    assertThatThrownBy(
            () -> days(2, 2).with("n", fractions).toZarr(url(), OPTIONS.appending("time")))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContainingAll("'n' at index [1] is 0.7", "int32 would round");
    var wholes = Variable.of(List.of("time"), new double[] {3, 4});
    days(2, 2).with("n", wholes).toZarr(url(), OPTIONS.appending("time"));
    try (Dataset got = open(url())) {
      assertThat(got.variable("n").load().toLongs()).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void timesThatTheUnitsThereCantCountAreRefused() {
    days(0, 6).toZarr(url(), packed());
    Dataset more = days(6, 1);
    long half = more.variable("time").load().getLong(0) + Calendar.DAY_MICROS / 3 + 1;
    Dataset odd = more.withCoord("time", Variable.times(Calendar.NOLEAP, "time", half));
    assertThatThrownBy(() -> odd.toZarr(url(), OPTIONS.appending("time")))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("'time'");
    try (Dataset got = open(url())) {
      assertThat(got.sizes()).containsEntry("time", 6L);
    }
  }

  @Test
  void aRegionIsReplaced() {
    days(0, 10).toZarr(url());
    Dataset part = days(100, 3);
    part.toZarr(url(), OPTIONS.region("time", 4));
    try (Dataset got = open(url())) {
      double[] values = got.variable("tas").load().toDoubles();
      assertThat(values[3 * 3]).isEqualTo(3.0);
      assertThat(values[3 * 4]).isEqualTo(100.0);
      assertThat(values[3 * 7]).isEqualTo(7.0);
    }
  }

  @Test
  void anEarlierAttemptIsTakenUp() throws Exception {
    Dataset good = days(0, 4);
    Dataset bad =
        good.with(
            "tas",
            good.variable("tas")
                .computed(
                    Nodes.literal(
                        NdArray.of(Shape.of(4, 3), 1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1e9))));
    DatasetWriter.Options options = packed().resuming();
    assertThatThrownBy(() -> bad.toZarr(url(), options))
        .hasMessageContaining("'tas' at index [3, 2]");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(2);
    }
    good.toZarr(url(), options);
    try (Dataset got = open(url());
        Stream<Path> left = Files.list(folder)) {
      assertThat(got.variable("tas").load().getDouble(11)).isCloseTo(3.2, within(1e-6));
      assertThat(left).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int16  | 0.01 | 5 | -999  | 2,3 | 4,3 | blosc:lz4:5:bitshuffle",
        "uint8  | 0.1  | 0 | 255   | 1,1 |     | zstd:3,crc32c",
        "int32  | 0.5  | 1 | -1    | 4,3 | 8,6 | gzip:1",
        "float32|      |   | 1e20  | 3,2 |     | none",
        "float64|      |   |       | 2,2 | 2,2 | transpose:1:0,zstd:1"
      })
  void encodingsGivenAreFoundAgain(
      String dtype,
      Double scale,
      Double offset,
      Double fill,
      String chunks,
      String shards,
      String codecs) {
    Encoding encoding = Encoding.none().dtype(dtype).chunks(longs(chunks)).codecs(codecs);
    encoding = scale == null ? encoding : encoding.scaleFactor(scale).addOffset(offset);
    encoding = fill == null ? encoding : encoding.fillValue(fill);
    encoding = shards == null ? encoding : encoding.shards(longs(shards));
    days(0, 5).toZarr(url(), OPTIONS.encoding("tas", encoding));
    String copy = folder.resolve("copy.zarr").toString();
    try (Dataset got = open(url())) {
      got.toZarr(copy);
    }
    for (String each : List.of(url(), copy)) {
      try (Dataset got = open(each)) {
        Map<String, Attribute> had = got.variable("tas").encoding();
        encoding
            .asMap()
            .forEach((key, value) -> {
              if (value instanceof Attribute.Numbers(var _, var numbers)) {
                assertThat(had.get(key))
                    .isInstanceOfSatisfying(
                        Attribute.Numbers.class,
                        n ->
                            assertThat(n.values().stream().map(Number::floatValue).toList())
                                .as(key)
                                .isEqualTo(numbers.stream().map(Number::floatValue).toList()));
              } else {
                assertThat(had.get(key)).as(key).isEqualTo(value);
              }
            });
        assertThat(got.variable("tas").load().getDouble(14))
            .isCloseTo(4.2, within(scale == null ? 1e-6 : scale / 2));
      }
    }
  }

  private static long[] longs(String text) {
    return Stream.of(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  @Test
  void packedMissingNeedsAFillAndNothingElseMayBeIt() {
    Dataset data =
        days(0, 1).with("tas", Variable.of(List.of("x"), new double[] {1, Double.NaN, 3}));
    Encoding shorts = Encoding.none().dtype("int16").scaleFactor(1);
    assertThatThrownBy(() -> data.toZarr(url(), OPTIONS.encoding("tas", shorts)))
        .hasMessageContaining("'tas' at index [1] is missing")
        .hasMessageContaining("_FillValue");
    assertThatThrownBy(() -> data.toZarr(url(), OPTIONS.encoding("tas", shorts.fillValue(3))))
        .hasMessageContaining("'tas' at index [2] would be packed as 3, its _FillValue");
    assertThatThrownBy(() -> data.toZarr(url(), OPTIONS.encoding("pr", shorts)))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("'pr'");
  }

  /// How whole numbers were packed must not round what is computed from them, nor their fill make a
  /// value missing.
  @Test
  void whatIsComputedIsNotPackedAsItsSourceWas() {
    Encoding bytes = Encoding.none().dtype("int16").scaleFactor(0.5).addOffset(-40).fillValue(0);
    String source = url();
    days(0, 1)
        .with("tas", Variable.of(List.of("x"), new double[] {-1, 0, 0.5}))
        .toZarr(source, OPTIONS.encoding("tas", bytes));
    try (Dataset read = Opening.open(List.of(source), OpenOptions.standard())) {
      for (boolean kept : new boolean[] {true, false}) {
        DatasetWriter.Options options = kept ? OPTIONS : DatasetWriter.Options.standard();
        String target = source.replace("x.zarr", kept + ".zarr");
        read.assign("third", read.get("tas").dividedBy(3).mean("x")).toZarr(target, options);
        try (Dataset again = Opening.open(List.of(target), OpenOptions.standard())) {
          assertThat(again.get("tas").toDoubles()).containsExactly(-1, 0, 0.5);
          assertThat(again.get("third").item()).isCloseTo(-0.5 / 9, within(1e-7));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zarr3", "zarr2"})
  void allKindsOfValuesComeBack(String variant) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    variables.put("flag", Variable.of(List.of("x"), new boolean[] {true, false, true}));
    variables.put("text", Variable.of(List.of("x"), new String[] {"ä", "", "日本"}));
    variables.put(
        "when", Variable.times(Calendar.STANDARD, "x", "2000-01-01", "NaT", "1850-06-01T06"));
    variables.put(
        "long", Variable.of(List.of("x"), new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}));
    variables.put("scalar", Variable.of(List.of(), Nodes.literal(NdArray.of(Shape.SCALAR, 4f))));
    variables.put("empty", Variable.of(List.of("none"), new float[0]));
    Map<String, Variable> coords = new LinkedHashMap<>();
    coords.put("x", Variable.of(List.of("x"), new double[] {1, 2, 3}));
    coords.put("lone", Variable.of(List.of("other"), new double[] {7}));
    var data = new Dataset(variables, new Coordinates(coords), Map.of());
    data.toZarr(url(), OPTIONS.withVariant(variant));
    try (Dataset got = open(url())) {
      assertThat(got.identical(data)).isTrue();
      assertThat(got.coords().has("lone")).isTrue();
    }
  }

  @Test
  void groupsAreWrittenInOneStore() {
    Map<String, Dataset> groups = new LinkedHashMap<>();
    groups.put("", days(0, 1));
    groups.put("forecast/hourly", days(5, 2));
    DatasetWriter.write(groups, url(), OPTIONS);
    try (Dataset root = open(url());
        Dataset hourly =
            Opening.open(List.of(url()), OpenOptions.standard().group("forecast/hourly"))) {
      assertThat(root.identical(days(0, 1))).isTrue();
      assertThat(hourly.identical(days(5, 2))).isTrue();
    }
  }
}
