package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Variables that are added to a store.
class AddedVariablesTest {
  private static final DatasetWriter.Options OPTIONS = DatasetWriter.Options.keepingEncodings();

  @TempDir Path folder;

  private String url() {
    return folder.resolve("x.zarr").toString();
  }

  /// `pr[time, x]` of the days `first` to `first + days`: half the number of the value.
  private static Dataset rain(int first, int days) {
    double[][] values = new double[days][3];
    for (int i = 0; i < 3 * days; i++) {
      values[i / 3][i % 3] = (3 * first + i) / 2.0;
    }
    return ZarrWritingTest.days(first, days)
        .dropVars("tas")
        .with("pr", Variable.of(List.of("time", "x"), values))
        .withAttrs(Map.of("title", Attribute.of("rain")));
  }

  private static void requireRain(Dataset got, int days) {
    double[] values = got.variable("pr").load().toDoubles();
    assertThat(values).hasSize(3 * days);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isEqualTo(i / 2.0);
    }
  }

  private Dataset open() {
    return Opening.open(List.of(url()), OpenOptions.standard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zarr3", "zarr2"})
  void whatTheStoreLacksIsPutBesideWhatItHas(String variant) {
    ZarrWritingTest.days(0, 6).toZarr(url(), ZarrWritingTest.packed().withVariant(variant));
    Encoding shorts = Encoding.none().dtype("int16").scaleFactor(0.5).fillValue(-1).chunks(4, 2);
    Dataset more =
        rain(0, 6).withCoord("name", Variable.of(List.of("x"), new String[] {"a", "b", ""}));
    more.toZarr(url(), OPTIONS.adding().encoding("pr", shorts));
    assertThat(
            folder.resolve(variant.equals("zarr2") ? "x.zarr/pr/.zarray" : "x.zarr/pr/zarr.json"))
        .exists();
    try (Dataset got = open();
        Dataset raw = Opening.open(List.of(url()), OpenOptions.standard().undecoded())) {
      requireRain(got, 6);
      assertThat(raw.variable("pr").dtype()).isEqualTo(DType.INT16);
      assertThat(got.coords().get("name").load().toStrings()).containsExactly("a", "b", "");
      assertThat(raw.variable("time").attr("units")).contains("days since 1999-01-01");
      assertThat(got.attrs()).containsEntry("title", Attribute.of("days"));
      assertThat(got.variables()).containsOnlyKeys("tas", "pr");
    }
    Dataset later = ZarrWritingTest.days(6, 2).with("pr", rain(6, 2).variable("pr"));
    later.toZarr(url(), OPTIONS.appending("time"));
    try (Dataset got = open()) {
      requireRain(got, 8);
      assertThat(got.variable("tas").load().shape().size(0)).isEqualTo(8);
    }
  }

  @Test
  void whatIsThereAlreadyMustBeTheSameAndStays() throws Exception {
    ZarrWritingTest.days(0, 6).toZarr(url());
    Map<String, String> before = files();
    refused(ZarrWritingTest.days(0, 6), "has a variable 'tas' already");
    refused(rain(0, 6).dropVars("pr"), "nothing to add");
    refused(rain(1, 6), "'time' [time] is not that of");
    refused(rain(0, 5), "'time' [time] is not that of");
    refused(rain(0, 5).dropVars("time"), "'pr' has 5 along time", "has 6");
    Variable odd = Variable.of(List.of("x"), new int[] {1, 2, 4});
    refused(rain(0, 6).withCoord("x", odd), "'x' [x] is not that of");
    Dataset bounded =
        rain(0, 6)
            .withCoord(
                "time", rain(0, 6).variable("time").withAttr("bounds", Attribute.of("time_bnds")))
            .with("time_bnds", bounds(rain(0, 6).variable("time").load().toLongs()));
    refused(bounded, "'time_bnds' are bounds of 'time'", "leave them out");
    assertThat(files()).isEqualTo(before);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void allValuesOfWhatIsThereAreReplacedAsARegion() {
    ZarrWritingTest.days(0, 6).toZarr(url(), ZarrWritingTest.packed());
    Dataset twice = ZarrWritingTest.days(0, 6);
    twice = twice.with("tas", Variable.of(List.of("time", "x"), new double[6][3]));
    refused(twice, "has a variable 'tas' already", "region(\"time\")");
    twice.toZarr(url(), OPTIONS.region("time"));
    try (Dataset got = open();
        Dataset raw = Opening.open(List.of(url()), OpenOptions.standard().undecoded())) {
      assertThat(got.variable("tas").load().toDoubles()).hasSize(18).containsOnly(0);
      assertThat(raw.variable("tas").dtype()).isEqualTo(DType.INT16);
    }
  }

  private static Variable bounds(long[] times) {
    long[] both = new long[2 * times.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = times[i / 2] + i % 2 * Calendar.DAY_MICROS;
    }
    NdArray values = NdArray.of(DType.DATETIME, Shape.of(times.length, 2), both);
    return Variable.of(List.of("time", "nv"), Nodes.literal(values)).withCalendar(Calendar.NOLEAP);
  }

  private void refused(Dataset added, String... words) {
    assertThatThrownBy(() -> added.toZarr(url(), OPTIONS.adding()))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContainingAll(words);
  }

  private Map<String, String> files() throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        files.put(
            file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void groupsThatAreThereAreAddedTo() {
    Dataset days = ZarrWritingTest.days(0, 6);
    DatasetWriter.write(Map.of("", days, "forecast", days), url(), OPTIONS);
    DatasetWriter.write(Map.of("forecast", rain(0, 6)), url(), OPTIONS.adding());
    try (Dataset root = open();
        Dataset forecast = Opening.open(List.of(url()), OpenOptions.standard().group("forecast"))) {
      assertThat(root.identical(days)).isTrue();
      requireRain(forecast, 6);
      assertThat(forecast.variable("tas").load().toDoubles())
          .isEqualTo(days.variable("tas").load().toDoubles());
    }
    assertThatThrownBy(
            () -> DatasetWriter.write(Map.of("other", rain(0, 6)), url(), OPTIONS.adding()))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("no group 'other'");
  }

  @Test
  void onlyZarrStoresThatAreThereAreAddedTo() {
    assertThatThrownBy(() -> rain(0, 6).toZarr(url(), OPTIONS.adding()))
        .hasMessageContaining("no such file");
    assertThat(folder.resolve("x.zarr")).doesNotExist();
    String file = folder.resolve("x.nc").toString();
    ZarrWritingTest.days(0, 6).toNetcdf(file);
    assertThatThrownBy(() -> rain(0, 6).toNetcdf(file, OPTIONS.adding()))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("can't be replaced or added");
  }
}
