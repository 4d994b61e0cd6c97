package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Values;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import io.amasia.testkit.RandomTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/// decode(encode(x)) = x: what was read, whatever its dtype, packing, fills, times and calendar,
/// and whichever decoders it was read with, is the same when it was written and read again.
class EncodingLawTest {
  private static final List<String> INTEGERS =
      List.of("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64");
  private static final List<String> FLOATS = List.of("float32", "float64");
  private static final List<String> UNITS =
      List.of(
          "days since 2000-01-01",
          "hours since 1850-1-1 00:00:0.0",
          "minutes since 1999-12-31T12:00:00Z",
          "seconds since 1970-01-01",
          "milliseconds since 2001-02-03 04:05:06",
          "microseconds since 1970-01-01");
  private static final List<String> CALENDARS =
      List.of(
          "standard",
          "gregorian",
          "proleptic_gregorian",
          "noleap",
          "365_day",
          "all_leap",
          "360_day",
          "julian");
  private static final List<OpenOptions> OPTIONS =
      List.of(
          OpenOptions.standard(),
          OpenOptions.standard().undecoded(),
          OpenOptions.standard().maskAndScale(false),
          OpenOptions.standard().decodeTimes(false),
          OpenOptions.standard().decodeTimedelta(true),
          OpenOptions.standard().decodeTimedelta(false));

  @TempDir Path folder;

  private final Map<String, Object> attrs = new LinkedHashMap<>();

  @RandomTest
  void whatIsReadIsWrittenAndReadAgain(long seed) {
    var random = new Random(seed);
    NdArray stored = stored(random, 1 + (int) Math.min(seed, 12));
    Object[] pairs =
        attrs.entrySet().stream()
            .flatMap(e -> List.of(e.getKey(), e.getValue()).stream())
            .toArray();
    OpenOptions options = seed % 3 == 0 ? pick(random, OPTIONS) : OPTIONS.getFirst();
    var file = new StoredFixture("x.nc").with("v", List.of("n"), stored, pairs);
    Dataset read = CfDecoder.open(file, "/", options.decoding(), Notices.NONE);
    Variable x = read.variable("v");
    // JSON has no dtypes, of which that of a scale says what values become
    boolean typed =
        attrs.values().stream().anyMatch(v -> v instanceof Float || v instanceof Integer);
    String variant = typed ? "nc4" : pick(random, List.of("zarr2", "zarr3", "nc4"));
    String url =
        variant.equals("nc4")
            ? folder.resolve("law.nc").toString()
            : "memory:encoding-law/%d".formatted(seed);
    var writing = DatasetWriter.Options.keepingEncodings().overwriting().withVariant(variant);
    DatasetWriter.write(read, url, writing);
    try (Dataset again = Opening.open(List.of(url), options)) {
      Variable y = again.variable("v");
      String what = "%s %s".formatted(stored.dtype(), attrs);
      assertThat(y.dtype()).as(what).isEqualTo(x.dtype());
      assertThat(y.calendar()).as(what).isEqualTo(x.calendar());
      assertThat(texts(y)).as(what).isEqualTo(texts(x));
      assertThat(attributes(y)).as(what).isEqualTo(attributes(x));
    }
  }

  /// Values told apart to the last digit; all NaN are one.
  private static List<String> texts(Variable variable) {
    NdArray values = variable.load();
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < values.size(); i++) {
      texts.add(
          values.dtype() == DType.STRING
              ? values.getString(i)
              : values.dtype().isFloating()
                  ? Double.toString(values.getDouble(i))
                  : Long.toString(values.getLong(i)));
    }
    return texts;
  }

  /// JSON knows no dtypes; floats without a fill say NaN, and differences what they are.
  private static Map<String, List<?>> attributes(Variable variable) {
    Map<String, List<?>> plain = new LinkedHashMap<>();
    variable
        .attrs()
        .forEach((name, value) -> {
          List<?> parts =
              value instanceof Attribute.Numbers(var _, var values)
                  ? values.stream().map(Number::doubleValue).toList()
                  : List.of(FillValues.text(value));
          if (!parts.equals(List.of(Double.NaN)) && !name.equals("dtype")) {
            plain.put(name, parts);
          }
        });
    return plain;
  }

  private static <T> T pick(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private NdArray stored(Random random, int size) {
    return switch (random.nextInt(7)) {
      case 0 -> texts(random, size);
      case 1 -> truths(random, size);
      case 2, 3 -> times(random, size);
      case 4 -> numbers(random, DType.of(pick(random, FLOATS)), size, false);
      default -> numbers(random, DType.of(pick(random, INTEGERS)), size, random.nextBoolean());
    };
  }

  private static NdArray texts(Random random, int size) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      texts.add(pick(random, List.of("", "a", "größe", "two words", "µ²")));
    }
    return NdArray.of(Shape.of(size), texts);
  }

  private NdArray truths(Random random, int size) {
    attrs.put("dtype", "bool");
    return values(random, DType.INT8, size, List.of(0L, 1L));
  }

  /// Few different counts, so that fills are met.
  private NdArray times(Random random, int size) {
    DType dtype = DType.of(pick(random, random.nextBoolean() ? INTEGERS : FLOATS));
    if (random.nextInt(3) > 0) {
      attrs.put("units", pick(random, UNITS));
      if (random.nextInt(4) > 0) {
        attrs.put("calendar", pick(random, CALENDARS));
      }
    } else {
      attrs.put("units", pick(random, List.of("days", "hours", "minutes", "seconds")));
      if (random.nextBoolean()) {
        attrs.put("dtype", "timedelta64[us]");
      }
    }
    List<Number> counts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      long count = random.nextInt(dtype.isUnsigned() ? 0 : -100, 100);
      counts.add(dtype.isFloating() ? (Number) (count / 8.0) : (Number) count);
    }
    fill(random, dtype, counts);
    return values(random, dtype, size, counts);
  }

  private NdArray numbers(Random random, DType dtype, int size, boolean packed) {
    List<Number> few = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      few.add(number(random, dtype, packed));
    }
    if (dtype.isFloating()) {
      few.add(Double.NaN);
    }
    fill(random, dtype, few);
    // floats may be scaled too: by a number of eight bytes, which gives back every one
    if (packed || (dtype.isFloating() && random.nextInt(3) == 0)) {
      pack(random, dtype);
    }
    if (dtype.isInteger() && !dtype.isUnsigned() && random.nextInt(5) == 0) {
      attrs.put("_Unsigned", "true");
    }
    return values(random, dtype, size, few);
  }

  private static Number number(Random random, DType dtype, boolean packed) {
    if (dtype.isFloating()) {
      return dtype.rounded(random.nextGaussian() * 1000);
    }
    int bits = packed ? Math.min(30, 8 * dtype.itemSize()) : 8 * dtype.itemSize();
    long number = random.nextLong() >> (64 - bits);
    return dtype.isUnsigned() && dtype != DType.UINT64 ? number & ((1L << bits) - 1) : number;
  }

  private void pack(Random random, DType dtype) {
    boolean wide = dtype.isFloating() || dtype.itemSize() >= 4 || random.nextBoolean();
    double scale = pick(random, List.of(0.01, 0.5, 2.0, 1e-3));
    double offset = pick(random, List.of(0.0, 273.15, -100.0));
    if (random.nextInt(4) > 0) {
      attrs.put("scale_factor", wide ? (Object) scale : (Object) (float) scale);
    }
    if (random.nextBoolean() || attrs.get("scale_factor") == null) {
      attrs.put("add_offset", wide ? (Object) offset : (Object) (float) offset);
    }
    if (!wide || dtype.isFloating() || random.nextInt(4) > 0) {
      return;
    }
    attrs.remove("add_offset");
    attrs.put("scale_factor", 3);
  }

  private void fill(Random random, DType dtype, List<Number> among) {
    if (random.nextBoolean()) {
      attrs.put(Encoding.FILL, new Attribute.Numbers(dtype, List.of(pick(random, among))));
    }
    if (random.nextInt(4) == 0) {
      attrs.put(Encoding.MISSING, new Attribute.Numbers(dtype, List.of(pick(random, among))));
    }
  }

  private static NdArray values(Random random, DType dtype, int size, List<? extends Number> few) {
    List<Number> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(few.get(random.nextInt(few.size())));
    }
    return Values.fill(dtype, Shape.of(size), values);
  }
}
