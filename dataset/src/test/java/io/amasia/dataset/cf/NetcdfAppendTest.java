package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredDataset;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// netCDF files grow by copies that take their names, and keep what they say of growing.
class NetcdfAppendTest {
  private static final DatasetWriter.Options OPTIONS = DatasetWriter.Options.keepingEncodings();

  @TempDir Path folder;

  private String url() {
    return folder.resolve("x.nc").toString();
  }

  private static Dataset days(int first, int days) {
    Dataset numbers = ZarrWritingTest.days(first, days);
    List<String> names = Stream.iterate(first, d -> d + 1).limit(days).map(d -> "day" + d).toList();
    return numbers.with("name", Variable.of(List.of("time"), NdArray.of(Shape.of(days), names)));
  }

  private static Dataset open(String url) {
    return Opening.open(List.of(url), OpenOptions.standard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nc4", "classic", "cdf5"})
  void whatIsAppendedComesAfterWhatIsThere(String variant) throws Exception {
    var packed = ZarrWritingTest.packed().encoding("tas", tas(variant));
    days(0, 6).toNetcdf(url(), packed.withVariant(variant).withUnlimited("time"));
    for (int first = 6; first < 10; first += 2) {
      days(first, 2).toNetcdf(url(), OPTIONS.appending("time"));
    }
    try (Dataset got = open(url());
        Dataset raw = Opening.open(List.of(url()), OpenOptions.standard().undecoded());
        StoredDataset stored = Formats.open(url())) {
      assertThat(raw.variable("tas").dtype()).isEqualTo(DType.INT16);
      assertThat(raw.variable("time").dtype()).isEqualTo(DType.INT32);
      // texts over the record dimension have no place in classic files
      assertThat(stored.root().unlimited())
          .isEqualTo(variant.equals("nc4") ? List.of("time") : List.of());
      assertThat(stored.format()).isEqualTo(variant.equals("nc4") ? "netcdf4" : "netcdf3");
      Dataset whole = days(0, 10);
      assertThat(got.variable("tas").load().toDoubles())
          .usingComparatorWithPrecision(1e-6)
          .containsExactly(whole.variable("tas").load().toDoubles());
      assertThat(got.variable("time").load().toLongs())
          .isEqualTo(whole.variable("time").load().toLongs());
      assertThat(got.variable("name").load().getString(9)).isEqualTo("day9");
      assertThat(got.coords().has("height")).isTrue();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  private static Encoding tas(String variant) {
    var encoding = Encoding.none().dtype("int16").scaleFactor(0.1).fillValue(-32768);
    return variant.equals("nc4") ? encoding.chunks(4, 2).codecs("shuffle,zlib:4") : encoding;
  }

  @Test
  void whatDoesNotFitLeavesTheFileAsItWas() throws Exception {
    days(0, 6).toNetcdf(url());
    byte[] before = Files.readAllBytes(Path.of(url()));
    Dataset narrow = days(6, 2).isel("x", List.of(0, 1));
    assertThatThrownBy(() -> narrow.toNetcdf(url(), OPTIONS.appending("time")))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("along x");
    assertThatThrownBy(() -> days(6, 2).toNetcdf(url(), OPTIONS.region("time", 0)))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("write all of it, or a .zarr");
    assertThatThrownBy(() -> days(0, 2).toNetcdf(url() + "4", OPTIONS.appending("time")))
        .hasMessageContaining("x.nc4");
    assertThat(Files.readAllBytes(Path.of(url()))).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"classic, 1", "64bit, 2", "cdf5, 5"})
  void aClassicFileKeepsItsForm(String variant, byte magic) throws Exception {
    days(0, 6).toNetcdf(url(), OPTIONS.withVariant(variant));
    assertThat(Files.readAllBytes(Path.of(url()))).startsWith('C', 'D', 'F', magic);
    days(6, 2).toNetcdf(url(), OPTIONS.appending("time"));
    assertThat(Files.readAllBytes(Path.of(url()))).startsWith('C', 'D', 'F', magic);
  }

  @Test
  void theFileALinkLeadsToIsReplacedAndStaysAsPrivate() throws Exception {
    Path file = Files.createDirectory(folder.resolve("data")).resolve("y.nc");
    days(0, 6).toNetcdf(file.toString());
    Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rw-rw----");
    Files.setPosixFilePermissions(file, mine);
    Path link = Files.createSymbolicLink(Path.of(url()), Path.of("data", "y.nc"));
    days(6, 2).toNetcdf(url(), OPTIONS.appending("time"));
    assertThat(link).isSymbolicLink();
    try (Dataset got = open(file.toString())) {
      assertThat(got.variable("time").shape().size(0)).isEqualTo(8);
    }
    days(0, 1).toNetcdf(url(), OPTIONS.overwriting());
    assertThat(link).isSymbolicLink();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(mine);
  }

  @Test
  void aFileIsNotReplacedByACopyThatLacksWhatIsNotRead() throws Exception {
    try (InputStream made = NetcdfAppendTest.class.getResourceAsStream("unreadable.nc")) {
      Files.copy(Objects.requireNonNull(made), Path.of(url()));
    }
    byte[] before = Files.readAllBytes(Path.of(url()));
    var more =
        new Dataset(
            Map.of("v", Variable.of(List.of("time"), new double[] {3})),
            new Coordinates(Map.of()),
            Map.of());
    assertThatThrownBy(() -> more.toNetcdf(url(), OPTIONS.appending("time")))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("compound variable '/g/pairs' skipped")
        .hasMessageContaining("variable-length variable '/g/lists' skipped");
    assertThat(Files.readAllBytes(Path.of(url()))).isEqualTo(before);
  }

  @Test
  void whatCouldGrowCanGrowInWhatIsComputedOfIt() {
    days(0, 6).toNetcdf(url(), OPTIONS.withUnlimited("time"));
    String other = folder.resolve("y.nc").toString();
    try (Dataset read = open(url())) {
      read.mean("x").isel("time", List.of(1, 2)).toNetcdf(other);
    }
    try (StoredDataset stored = Formats.open(other)) {
      assertThat(stored.root().unlimited()).containsExactly("time");
    }
    try (Dataset read = open(url())) {
      read.mean("time").toNetcdf(other, OPTIONS.overwriting());
    }
    try (StoredDataset stored = Formats.open(other)) {
      assertThat(stored.root().unlimited()).isEmpty();
    }
  }

  @Test
  void halfPrecisionIsWidened() {
    var half = Nodes.cast(Variable.of(List.of("x"), new float[] {1.5f, 2}).data(), DType.FLOAT16);
    var data =
        new Dataset(
            Map.of("v", Variable.of(List.of("x"), half)), new Coordinates(Map.of()), Map.of());
    data.toNetcdf(url());
    try (Dataset got = open(url())) {
      assertThat(got.variable("v").dtype()).isEqualTo(DType.FLOAT32);
      assertThat(got.variable("v").load().toDoubles()).containsExactly(1.5, 2);
    }
  }
}
