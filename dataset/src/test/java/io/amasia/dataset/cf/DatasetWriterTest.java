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
import io.amasia.plan.Node;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredDataset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetWriterTest {
  @TempDir Path folder;

  private static Dataset dataset() {
    return CfDecoder.open(
        new StoredFixture("x.nc")
            .with(
                "time",
                List.of("time"),
                new double[] {15.5, 45},
                "units",
                "days since 2000-01-01",
                "calendar",
                "365_day",
                "bounds",
                "time_bnds")
            .with("time_bnds", List.of("time", "nv"), new double[][] {{0, 31}, {31, 59}})
            .with("lat", List.of("lat"), new double[] {10, 20}, "units", "degrees_north")
            .with("height", List.of(), 2.0, "units", "m")
            .with(
                "tas",
                List.of("time", "lat"),
                new float[][] {{1, 1e20f}, {3, 4}},
                "_FillValue",
                1e20f,
                "coordinates",
                "height",
                "units",
                "K")
            .with(
                "packed",
                List.of("lat"),
                new short[] {10, -1},
                "scale_factor",
                0.5,
                "add_offset",
                100.0,
                "_FillValue",
                (short) -1)
            .with("flag", List.of("lat"), new byte[] {0, 1}, "dtype", "bool")
            .with("plain", List.of("lat"), new float[] {1, 2})
            .attr("tracking_id", "hdl:1")
            .attr("history", "made"),
        "/",
        Decoding.STANDARD,
        Notices.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.nc", "out.zarr"})
  void whatIsWrittenReadsBack(String name) {
    String url = folder.resolve(name).toString();
    DatasetWriter.write(dataset(), url, DatasetWriter.Options.standard());
    try (Dataset got = Opening.open(List.of(url), OpenOptions.standard());
        Dataset raw = Opening.open(List.of(url), OpenOptions.standard().undecoded())) {
      assertThat(got.variable("tas").load().toDoubles()).containsExactly(1, Double.NaN, 3, 4);
      assertThat(got.variable("tas").dtype()).isEqualTo(DType.FLOAT32);
      assertThat(raw.variable("tas").load().getDouble(1)).isEqualTo((double) 1e20f);
      assertThat(got.variable("packed").load().toDoubles()).containsExactly(105, Double.NaN);
      assertThat(got.variable("flag").dtype()).isEqualTo(DType.BOOL);
      assertThat(got.coords().has("height")).isTrue();
      Variable time = got.variable("time");
      assertThat(time.calendar()).contains(Calendar.NOLEAP);
      assertThat(Calendar.NOLEAP.format(time.load().getLong(0))).isEqualTo("2000-01-16T12:00:00");
      assertThat(raw.variable("time").attr("units")).contains("days since 2000-01-01");
      assertThat(raw.variable("time").attr("calendar")).contains("365_day");
      assertThat(raw.variable("time_bnds").attrs()).isEmpty();
      assertThat(raw.variable("time_bnds").load().toDoubles()).containsExactly(0, 31, 31, 59);
      assertThat(got.attrs()).containsKey("Conventions").doesNotContainKey("tracking_id");
    }
  }

  @Test
  void dimensionsOfNetcdfGrowWhereAsked() {
    String url = folder.resolve("grows.nc").toString();
    dataset().toNetcdf(url, DatasetWriter.Options.standard().withUnlimited("time"));
    try (StoredDataset opened = Formats.open(url)) {
      assertThat(opened.format()).isEqualTo("netcdf4");
      assertThat(opened.root().unlimited()).containsExactly("time");
    }
    assertThatThrownBy(
            () -> dataset().toNetcdf(url, DatasetWriter.Options.standard().withUnlimited("t")))
        .hasMessageContaining("no dimension 't'");
  }

  @Test
  void dimensionsThatGrowSurviveZarr() {
    for (int version : List.of(2, 3)) {
      String url = folder.resolve("grows" + version + ".zarr").toString();
      var options = DatasetWriter.Options.standard().withVariant("zarr" + version);
      dataset().toZarr(url, options.withUnlimited("time"));
      try (StoredDataset opened = Formats.open(url)) {
        assertThat(opened.root().unlimited()).containsExactly("time");
        assertThat(opened.root().attrs().keySet()).noneMatch(name -> name.startsWith("_nc"));
      }
    }
  }

  @Test
  void coordinatesGetNoFillAndDataDo() {
    Map<String, Map<String, Attribute>> attrs = new HashMap<>();
    CfEncoder.encode(dataset(), false)
        .schema()
        .variables()
        .forEach(v -> attrs.put(v.name(), v.attrs()));
    assertThat(attrs.get("lat")).doesNotContainKey("_FillValue");
    assertThat(attrs.get("time")).doesNotContainKey("_FillValue");
    assertThat(attrs.get("time_bnds")).isEmpty();
    assertThat(attrs.getOrDefault("plain", Map.of()).get("_FillValue"))
        .isEqualTo(new Attribute.Numbers(DType.FLOAT32, List.of(Double.NaN)));
    assertThat(attrs.getOrDefault("tas", Map.of()).get("coordinates"))
        .isEqualTo(Attribute.of("height"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw.nc", "raw.zarr"})
  void whatWasOpenedUndecodedKeepsItsFills(String name) {
    String source = folder.resolve("source.nc").toString();
    DatasetWriter.write(dataset(), source, DatasetWriter.Options.standard().packing());
    String url = folder.resolve(name).toString();
    try (Dataset raw = Opening.open(List.of(source), OpenOptions.standard().undecoded())) {
      DatasetWriter.write(raw, url, DatasetWriter.Options.standard());
    }
    try (Dataset got = Opening.open(List.of(url), OpenOptions.standard())) {
      assertThat(got.variable("tas").load().toDoubles()).containsExactly(1, Double.NaN, 3, 4);
      assertThat(got.variable("packed").load().toDoubles()).containsExactly(105, Double.NaN);
      assertThat(got.variable("plain").load().toDoubles()).containsExactly(1, 2);
    }
  }

  @Test
  void fillsThatAttributesSayAreWritten() {
    String url = folder.resolve("said.nc").toString();
    Variable said =
        Variable.of(List.of("x"), new int[] {-9, 4})
            .withAttr("_FillValue", new Attribute.Numbers(DType.FLOAT64, List.of(-9.0)));
    new Dataset(Map.of("said", said), Coordinates.NONE, Map.of()).toNetcdf(url);
    try (Dataset got = Opening.open(List.of(url), OpenOptions.standard())) {
      assertThat(got.variable("said").load().toDoubles()).containsExactly(Double.NaN, 4);
    }
  }

  @Test
  void packsWhenAsked() {
    String url = folder.resolve("packed.nc").toString();
    DatasetWriter.write(dataset(), url, DatasetWriter.Options.standard().packing());
    try (Dataset raw = Opening.open(List.of(url), OpenOptions.standard().undecoded())) {
      assertThat(raw.variable("packed").dtype()).isEqualTo(DType.INT16);
      assertThat(raw.variable("packed").load().toLongs()).containsExactly(10, -1);
    }
  }

  @Test
  void packingThatOverflowsIsRefused() {
    Dataset source = dataset();
    Variable packed = source.variable("packed");
    Dataset large =
        source.with(
            "packed",
            Variable.of(List.of("lat"), new double[] {1e6, 0}).withEncoding(packed.encoding()));
    String url = folder.resolve("large.zarr").toString();
    assertThatThrownBy(() -> large.toZarr(url))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("'packed' at index [0] would be stored as 1999800, which int16");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void timesThatDoNotFitTheirUnitsGetOthers() {
    Dataset source = dataset();
    Variable time = source.variable("time");
    long start = Calendar.NOLEAP.micros(2001, 3, 1, 6, 0, 0, 0);
    var values = NdArray.of(DType.DATETIME, Shape.of(1), start);
    Variable hourly =
        Variable.of(List.of("t"), values)
            .withCalendar(Calendar.NOLEAP)
            .withEncoding(Map.of("units", Attribute.of("months since 2000-01-01")));
    assertThat(time.calendar()).contains(Calendar.NOLEAP);
    var encoder = TimeEncoder.of(hourly, new long[] {start}, new long[0]);
    var attrs = new HashMap<String, Attribute>();
    Node numbers = encoder.encode(values.shape(), new long[] {start}, Encoding.none(), attrs);
    assertThat(attrs.get("units")).isEqualTo(Attribute.of("hours since 2001-03-01 00:00:00"));
    assertThat(Variable.of(List.of("t"), numbers).load().toLongs()).containsExactly(6);
  }

  @Test
  void historyGainsALineInFront() {
    String line =
        CfEncoder.historyLine(Instant.parse("2026-01-02T03:04:05.678Z"), "amasia compute");
    Dataset got = CfEncoder.withHistory(dataset(), line);
    assertThat(got.attrs().get("history"))
        .isEqualTo(Attribute.of("2026-01-02T03:04:05Z: amasia compute\nmade"));
  }

  @Test
  void anExistingTargetIsKept() {
    String url = folder.resolve("once.nc").toString();
    DatasetWriter.write(dataset(), url, DatasetWriter.Options.standard());
    assertThatThrownBy(() -> DatasetWriter.write(dataset(), url, DatasetWriter.Options.standard()))
        .isInstanceOf(AmasiaException.Conflict.class);
    DatasetWriter.write(dataset(), url, DatasetWriter.Options.standard().overwriting());
  }
}
