package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatConversionTest {
  private static final boolean ALL = "all".equals(System.getProperty("amasia.conversions"));

  @TempDir Path folder;

  /// Larger files than this take part with `-Damasia.conversions=all`.
  private static final long QUICK_BYTES = 25_000;

  /// Shared files to netCDF-4 and to Zarr, each read again and compared, and from there back.
  @Test
  void sharedFilesSurviveEachFormatAndTheWayBack() throws IOException {
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (Path path : sharedFiles()) {
      String file = path.toString();
      try (StoredDataset opened = Formats.open(file)) {
        assertThat(opened.root()).isNotNull();
      } catch (AmasiaException _) {
        continue; // damaged on purpose, or of a kind that isn't read
      }
      count++;
      String netcdf = folder.resolve(count + ".nc").toString();
      String zarr = folder.resolve(count + ".zarr").toString();
      String back = folder.resolve(count + "-back.nc").toString();
      roundTrip(file, netcdf, file, wrong);
      roundTrip(netcdf, zarr, file, wrong);
      roundTrip(zarr, back, file, wrong);
    }
    assertThat(wrong).isEmpty();
    assertThat(count).isGreaterThan(ALL ? 40 : 5);
  }

  private static void roundTrip(String from, String to, String original, List<String> wrong) {
    try {
      FormatConversion.convert(from, to, ConversionOptions.standard(), _ -> {});
      for (String difference : ConversionCheck.differences(original, to)) {
        wrong.add("%s -> %s: %s".formatted(original, to, difference));
      }
    } catch (RuntimeException e) {
      wrong.add("%s -> %s: %s".formatted(original, to, e));
    }
  }

  private static List<Path> sharedFiles() throws IOException {
    Path root = Shared.file("data");
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(f -> f.toString().matches(".*\\.(nc|nc4|h5|he5|cdf|hdf5)"))
          .filter(f -> ALL || f.toFile().length() <= QUICK_BYTES)
          .forEach(files::add);
    }
    return files;
  }

  private String sample() {
    return Shared.file("data/classic/hgt.nc").toString();
  }

  @Test
  void chunksAndCodecsAreThoseAskedFor() {
    String to = folder.resolve("a.nc").toString();
    var options =
        ConversionOptions.standard()
            .withChunks(Map.of("time", 2L, "lat", -1L))
            .withCodecs(CodecChoice.chain("shuffle,zstd:1"));
    FormatConversion.convert(sample(), to, options, _ -> {});
    try (StoredDataset opened = Formats.open(to)) {
      StoredArray array =
          opened.root().arrays().stream()
              .filter(a -> a.name().equals("HGT"))
              .findFirst()
              .orElseThrow();
      int time = array.dims().indexOf("time");
      assertThat(array.chunks().maxChunk().size(time))
          .isEqualTo(Math.min(2, array.shape().size(time)));
      assertThat(array.codecs()).isEqualTo("shuffle, zstd(1)");
    }
    assertThat(ConversionCheck.differences(sample(), to)).isEmpty();
    // What is in a file of the same format already stays as it is.
    String again = folder.resolve("b.nc").toString();
    FormatConversion.convert(to, again, ConversionOptions.standard(), _ -> {});
    try (StoredDataset opened = Formats.open(again)) {
      assertThat(opened.root().arrays())
          .filteredOn(a -> a.name().equals("HGT"))
          .singleElement()
          .satisfies(a -> assertThat(a.codecs()).isEqualTo("shuffle, zstd(1)"));
    }
  }

  @Test
  void aFillThatIsLostOrAnotherIsADifference() {
    Map<String, Variable> variables = Map.of("n", Variable.of(List.of("x"), new int[] {1, -9}));
    var dataset = new Dataset(variables, Coordinates.NONE, Map.of());
    List<String> files = new ArrayList<>();
    for (Encoding fill :
        List.of(Encoding.none().fillValue(-9), Encoding.none(), Encoding.none().fillValue(1))) {
      String url = folder.resolve("fill" + files.size() + ".nc").toString();
      dataset.toNetcdf(url, DatasetWriter.Options.standard().encoding("n", fill));
      files.add(url);
    }
    assertThat(ConversionCheck.differences(files.get(0), files.get(0))).isEmpty();
    assertThat(ConversionCheck.differences(files.get(0), files.get(1)))
        .containsExactly("n: _FillValue [-9] became []");
    assertThat(ConversionCheck.differences(files.get(0), files.get(2)))
        .containsExactly("n: _FillValue [-9] became [1]");
  }

  @Test
  void numbersOfAttributesGetTheTypeOfTheirVariableBackFromJson() {
    Map<String, Attribute> attrs =
        Map.of(
            "missing_value", Attribute.of(1e20),
            "flag_values", new Attribute.Numbers(DType.INT64, List.of(1L, 2L)),
            "count", Attribute.of(7L),
            "large", Attribute.of(1L << 40),
            "factor", Attribute.of(0.5));
    assertThat(AttributeTypes.ofVariable(attrs, DType.FLOAT32))
        .containsEntry("missing_value", new Attribute.Numbers(DType.FLOAT32, List.of(1e20)))
        .containsEntry("count", new Attribute.Numbers(DType.INT32, List.of(7L)))
        .containsEntry("large", Attribute.of(1L << 40))
        .containsEntry("factor", Attribute.of(0.5));
    assertThat(AttributeTypes.ofVariable(attrs, DType.INT8))
        .containsEntry("flag_values", new Attribute.Numbers(DType.INT8, List.of(1L, 2L)))
        .containsEntry("missing_value", Attribute.of(1e20));
  }

  @Test
  void aDimensionThatIsNotThereIsSaid() {
    String to = folder.resolve("a.nc").toString();
    var options = ConversionOptions.standard().withChunks(Map.of("height", 2L));
    assertThatThrownBy(() -> FormatConversion.convert(sample(), to, options, _ -> {}))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("height");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void lengthsAreReadOrRefused() {
    assertThat(ConversionOptions.lengths("time=10,lat=all"))
        .isEqualTo(Map.of("time", 10L, "lat", -1L));
    for (String wrong : List.of("", "time", "time=0", "time=-3", "time=x", "a=1=2")) {
      assertThatThrownBy(() -> ConversionOptions.lengths(wrong))
          .isInstanceOf(AmasiaException.Usage.class);
    }
  }
}
