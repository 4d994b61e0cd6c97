package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Slice;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Decoders left out one by one, as xarray's `open_dataset` leaves them out.
class DecodingTest {
  private static final Map<String, OpenOptions> OPTIONS = new LinkedHashMap<>();

  static {
    OpenOptions standard = OpenOptions.standard();
    OPTIONS.put("standard", standard);
    OPTIONS.put("undecoded", standard.undecoded());
    OPTIONS.put("mask_and_scale=False", standard.maskAndScale(false));
    OPTIONS.put("decode_times=False", standard.decodeTimes(false));
    OPTIONS.put("decode_timedelta=True", standard.decodeTimedelta(true));
    OPTIONS.put("decode_timedelta=False", standard.decodeTimedelta(false));
    OPTIONS.put("decode_coords=False", standard.decodeCoords(Decoding.Coords.NONE));
    OPTIONS.put("decode_coords='all'", standard.decodeCoords(Decoding.Coords.ALL));
  }

  @TempDir Path folder;

  private final List<String> notices = new ArrayList<>();

  /// A model's output as a file holds it: packed, with bounds, areas, a grid mapping and lead times
  /// in days.
  private static StoredFixture stored() {
    return new StoredFixture("model.nc")
        .with(
            "time",
            List.of("time"),
            new int[] {15, 45},
            "units",
            "days since 2000-01-01",
            "calendar",
            "noleap",
            "bounds",
            "time_bnds")
        .with("time_bnds", List.of("time", "nv"), new int[][] {{0, 31}, {31, 59}})
        .with("lat", List.of("lat"), new double[] {10, 20}, "units", "degrees_north")
        .with("height", List.of(), 2.0, "units", "m")
        .with("areacella", List.of("lat"), new double[] {3, 4}, "units", "m2")
        .with("crs", List.of(), 0, "grid_mapping_name", "latitude_longitude")
        .with(
            "tas",
            List.of("time", "lat"),
            new short[][] {{100, -9}, {300, 400}},
            "scale_factor",
            0.5,
            "add_offset",
            200.0,
            "_FillValue",
            (short) -9,
            "coordinates",
            "height",
            "cell_measures",
            "area: areacella",
            "grid_mapping",
            "crs")
        .with("lead", List.of("time"), new int[] {1, -1}, "units", "days", "_FillValue", -1)
        .with(
            "wait",
            List.of("time"),
            new long[] {6, 12},
            "units",
            "hours",
            "dtype",
            "timedelta64[us]");
  }

  private Dataset open(OpenOptions options) {
    return CfDecoder.open(stored(), "/", options.decoding(), new Notices(notices::add));
  }

  private static double[] doubles(Dataset dataset, String name) {
    return dataset.variable(name).load().toDoubles();
  }

  @Test
  void packedValuesAreAsStoredAndSayHowTheyAreRead() {
    Dataset got = open(OpenOptions.standard().maskAndScale(false));
    assertThat(got.variable("tas").dtype()).isEqualTo(DType.INT16);
    assertThat(doubles(got, "tas")).containsExactly(100, -9, 300, 400);
    assertThat(got.variable("tas").attrs())
        .containsKeys("scale_factor", "add_offset", "_FillValue")
        .doesNotContainKey("coordinates");
    assertThat(got.variable("time").calendar()).contains(Calendar.NOLEAP);
    assertThat(got.variable("wait").dtype()).isEqualTo(DType.TIMEDELTA);
  }

  @Test
  void fillsOfTimesThatAreNotMaskedAreTimes() {
    var stored =
        new StoredFixture("x.nc")
            .with(
                "t",
                List.of("n"),
                new int[] {1, -1},
                "units",
                "days since 2000-01-01",
                "_FillValue",
                -1);
    Decoding raw = OpenOptions.standard().maskAndScale(false).decoding();
    Variable times = CfDecoder.open(stored, "/", raw, Notices.NONE).variable("t");
    long day = Calendar.DAY_MICROS;
    long first = Calendar.STANDARD.micros(2000, 1, 1, 0, 0, 0, 0);
    assertThat(times.load().toLongs()).containsExactly(first + day, first - day);
    assertThat(times.attrs()).containsOnlyKeys("_FillValue");
  }

  @Test
  void packedTimesAreNoTimesBeforeTheyAreScaled() {
    var stored =
        new StoredFixture("x.nc")
            .with(
                "t",
                List.of("n"),
                new short[] {1, 2},
                "units",
                "days since 2000-01-01",
                "scale_factor",
                0.5);
    Decoding raw = OpenOptions.standard().maskAndScale(false).decoding();
    Dataset got = CfDecoder.open(stored, "/", raw, new Notices(notices::add));
    assertThat(got.variable("t").dtype()).isEqualTo(DType.INT16);
    assertThat(notices).singleElement().asString().contains("no times yet");
  }

  @Test
  void timesAreNumbersInTheirUnits() {
    Dataset got = open(OpenOptions.standard().decodeTimes(false));
    assertThat(got.variable("time").dtype()).isEqualTo(DType.INT32);
    assertThat(got.variable("time").attr("units")).contains("days since 2000-01-01");
    assertThat(got.variable("time").attr("calendar")).contains("noleap");
    assertThat(got.variable("time_bnds").attrs()).isEmpty();
    assertThat(got.variable("wait").dtype()).isEqualTo(DType.INT64);
    assertThat(got.variable("wait").attrs()).containsKeys("units", "dtype");
    assertThat(doubles(got, "tas")).containsExactly(250, Double.NaN, 350, 400);
  }

  @Test
  void differencesOfTimesAreDecodedByUnitsOrNot() {
    Dataset byUnits = open(OpenOptions.standard().decodeTimedelta(true));
    assertThat(byUnits.variable("lead").dtype()).isEqualTo(DType.TIMEDELTA);
    assertThat(byUnits.variable("lead").load().toLongs())
        .containsExactly(Calendar.DAY_MICROS, DType.NAT);
    Dataset without = open(OpenOptions.standard().decodeTimedelta(false));
    assertThat(without.variable("wait").dtype()).isEqualTo(DType.INT64);
    assertThat(without.variable("time").dtype()).isEqualTo(DType.DATETIME);
    Dataset standard = open(OpenOptions.standard());
    assertThat(standard.variable("lead").dtype()).isEqualTo(DType.FLOAT64);
    Dataset alone = open(OpenOptions.standard().decodeTimes(false).decodeTimedelta(true));
    assertThat(alone.variable("wait").dtype()).isEqualTo(DType.TIMEDELTA);
  }

  @Test
  void moreOrFewerVariablesAreCoordinates() {
    Dataset none = open(OpenOptions.standard().decodeCoords(Decoding.Coords.NONE));
    assertThat(none.coords().names()).containsOnly("time", "lat");
    assertThat(none.variable("tas").attr("coordinates")).contains("height");
    Dataset standard = open(OpenOptions.standard());
    assertThat(standard.coords().names()).containsOnly("time", "lat", "height");
    Dataset all = open(OpenOptions.standard().decodeCoords(Decoding.Coords.ALL));
    assertThat(all.coords().names())
        .containsOnly("time", "lat", "height", "time_bnds", "areacella", "crs");
    assertThat(all.get("tas").coords().names()).contains("areacella", "crs");
    assertThat(CfLinks.boundsName(all, "time")).contains("time_bnds");
  }

  @Test
  void whatIsNotThereIsNoCoordinate() {
    var stored =
        new StoredFixture("x.nc")
            .with("v", List.of("n"), new int[] {5}, "cell_measures", "area: areacella");
    Decoding all = OpenOptions.standard().decodeCoords(Decoding.Coords.ALL).decoding();
    Dataset got = CfDecoder.open(stored, "/", all, new Notices(notices::add));
    assertThat(got.coords().names()).isEmpty();
    assertThat(notices).singleElement().asString().contains("v: cell_measures", "areacella");
  }

  @Test
  void tiesSayTheirNamesInSeveralForms() {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    attrs.put("grid_mapping", Attribute.of("crs: x y other: lon lat"));
    attrs.put("cell_measures", Attribute.of("area : areacella volume:vol"));
    attrs.put("bounds", Attribute.of("b"));
    Variable variable = Variable.of(List.of(), 1.0).withAttrs(attrs);
    assertThat(CfLinks.related(variable))
        .isEqualTo(
            Map.of(
                "grid_mapping", List.of("crs", "other"),
                "cell_measures", List.of("areacella", "vol"),
                "bounds", List.of("b")));
  }

  @Test
  void whatIsBeyondTheValidRangeIsMaskedWhereAsked() {
    var stored =
        new StoredFixture("x.nc")
            .with("n", List.of("n"), new short[] {-5, 0, 7}, "valid_min", (short) 0)
            .with(
                "packed",
                List.of("n"),
                new short[] {-5, 10, 70},
                "scale_factor",
                0.5,
                "valid_range",
                new Attribute.Numbers(DType.INT16, List.of(0L, 50L)))
            .with(
                "unpacked",
                List.of("n"),
                new short[] {-5, 10, 70},
                "scale_factor",
                0.5,
                "valid_max",
                30.0)
            .with("float", List.of("n"), new float[] {-5, Float.NaN, 0.1f}, "valid_max", 0.1)
            .with(
                "unsigned",
                List.of("n"),
                new byte[] {1, -56, -1},
                "_Unsigned",
                "true",
                "valid_max",
                (byte) -56)
            .with(
                "mixed",
                List.of("n"),
                new short[] {-5, 10, 70},
                "scale_factor",
                0.5,
                "valid_min",
                (short) 8,
                "valid_max",
                30.0)
            .with(
                "mixed the other way",
                List.of("n"),
                new short[] {-5, 10, 70},
                "scale_factor",
                0.5,
                "valid_min",
                -3.0,
                "valid_max",
                (short) 60)
            .with("odd", List.of("n"), new short[] {1, 2, 3}, "valid_max", 1e9)
            .with(
                "t",
                List.of("n"),
                new long[] {1, 2, 900},
                "units",
                "days since 2000-01-01",
                "valid_max",
                30L);
    Decoding decoding = OpenOptions.standard().maskValidRange().decoding();
    Dataset got = CfDecoder.open(stored, "/", decoding, new Notices(notices::add));
    assertThat(doubles(got, "n")).containsExactly(Double.NaN, 0, 7);
    assertThat(got.variable("n").dtype()).isEqualTo(DType.FLOAT32);
    assertThat(doubles(got, "packed")).containsExactly(Double.NaN, 5, Double.NaN);
    assertThat(doubles(got, "unpacked")).containsExactly(-2.5, 5, Double.NaN);
    assertThat(doubles(got, "mixed")).containsExactly(Double.NaN, 5, Double.NaN);
    assertThat(doubles(got, "mixed the other way")).containsExactly(-2.5, 5, Double.NaN);
    assertThat(doubles(got, "float")).containsExactly(-5, Double.NaN, 0.1f);
    assertThat(doubles(got, "unsigned")).containsExactly(1, 200, Double.NaN);
    assertThat(doubles(got, "odd")).containsExactly(1, 2, 3);
    assertThat(got.variable("t").load().toLongs()[2]).isEqualTo(DType.NAT);
    assertThat(got.variable("n").attrs()).containsKey("valid_min");
    assertThat(notices).singleElement().asString().contains("odd: valid_max", "int16");
    Dataset plain = CfDecoder.open(stored, "/", Decoding.STANDARD, Notices.NONE);
    assertThat(doubles(plain, "n")).containsExactly(-5, 0, 7);
  }

  static Set<String> options() {
    return OPTIONS.keySet();
  }

  @ParameterizedTest
  @MethodSource("options")
  void whatIsWrittenAgainIsReadTheSame(String option) {
    OpenOptions options = Objects.requireNonNull(OPTIONS.get(option));
    String url = folder.resolve("again.nc").toString();
    Dataset opened = open(options);
    opened.toNetcdf(url);
    try (Dataset again = Opening.open(List.of(url), options);
        Dataset standard = Opening.open(List.of(url), OpenOptions.standard())) {
      requireIdentical(again, opened);
      // lead times that were decoded are marked as such now
      boolean marked = option.equals("decode_timedelta=True");
      requireIdentical(
          marked ? standard.dropVars("lead") : standard,
          marked ? open(OpenOptions.standard()).dropVars("lead") : open(OpenOptions.standard()));
    }
  }

  private static void requireIdentical(Dataset got, Dataset wanted) {
    assertThat(got.coords().names()).isEqualTo(wanted.coords().names());
    assertThat(got.equals(wanted)).as("%s%n%s", got, wanted).isTrue();
    CfLinks.all(wanted)
        .forEach((name, variable) -> {
          assertThat(got.variable(name).dtype()).as(name).isEqualTo(variable.dtype());
          Map<String, Attribute> attrs = new LinkedHashMap<>(got.variable(name).attrs());
          if (Attribute.of(Double.NaN).equals(attrs.get(Encoding.FILL))) {
            attrs.remove(Encoding.FILL); // floats without a fill gain it, as xarray's do
          }
          assertThat(attrs).as(name).isEqualTo(variable.attrs());
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filesThatAreJoinedAreDecodedAlike(boolean masked) {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String url = folder.resolve("part%d.nc".formatted(i)).toString();
      Dataset raw = open(OpenOptions.standard().undecoded()).isel("time", Slice.slice(i, i + 1));
      raw.toNetcdf(url);
      urls.add(url);
    }
    try (Dataset joined = Opening.open(urls, OpenOptions.standard().maskAndScale(masked))) {
      assertThat(doubles(joined, "tas"))
          .containsExactly(
              masked ? new double[] {250, Double.NaN, 350, 400} : new double[] {100, -9, 300, 400});
    }
  }

  @Test
  void aTreeHeedsHowValuesAreDecodedOnly() {
    String url = folder.resolve("tree.nc").toString();
    open(OpenOptions.standard().undecoded()).toNetcdf(url);
    try (var tree = Opening.openTree(url, OpenOptions.standard().maskAndScale(false))) {
      assertThat(doubles(tree.dataset(), "tas")).containsExactly(100, -9, 300, 400);
    }
    assertThatThrownBy(() -> Opening.openTree(url, OpenOptions.standard().compatStrict()))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("decodeTimes");
  }
}
