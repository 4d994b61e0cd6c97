package io.amasia.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.ConversionCheck;
import io.amasia.dataset.cf.ConversionOptions;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.FormatConversion;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Shared files of every format of up to 100 kB: what is served has the documents and the chunks,
/// byte for byte, that converting writes, and our own reader finds the source's values in it.
class ServedFilesTest {
  @TempDir Path folder;

  private final List<String> wrong = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"zarr3", "zarr2"})
  void whatIsServedIsWhatConvertingWrites(String variant) throws IOException {
    var builder = DataServer.builder().port(0).hearing(_ -> {});
    List<Path> files = new ArrayList<>();
    for (Path file : small()) {
      try {
        builder.open("d" + files.size(), file.toString());
        files.add(file);
      } catch (AmasiaException _) {
        // damaged on purpose, or of a kind that is not read
      }
    }
    try (DataServer server = builder.start()) {
      for (int i = 0; i < files.size(); i++) {
        String base = server.zarr("d" + i).replaceFirst("zarr$", variant.replace("zarr3", "zarr"));
        compare(files.get(i), base, variant, i);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(files).hasSizeGreaterThan(20);
  }

  @Test
  void tagsChangeWithChunksThatAreRewritten() throws IOException {
    Path store = folder.resolve("tags.zarr");
    DatasetWriter.write(
        new DataArray("v", Variable.of(List.of("x"), new double[] {1, 2, 3}), Coordinates.NONE)
            .toDataset(),
        store.toString(),
        DatasetWriter.Options.standard());
    try (DataServer server =
        DataServer.builder().port(0).hearing(_ -> {}).open("d", store.toString()).start()) {
      String url = server.zarr("d") + "/v/c/0";
      Asked first = Asked.get(url);
      String tag = first.header("ETag").orElseThrow();
      assertThat(Asked.get(url).header("ETag")).contains(tag);
      Path chunk = store.resolve("v/c/0");
      Files.setLastModifiedTime(chunk, FileTime.from(Instant.now().plusSeconds(5)));
      assertThat(Asked.get(url, "If-None-Match", tag).status()).isEqualTo(200);
    }
  }

  private static List<Path> small() throws IOException {
    try (Stream<Path> files = Files.walk(Shared.file("data"))) {
      return files
          .filter(ServedFilesTest::isDataset)
          .filter(file -> file.toFile().length() < 100_000)
          .sorted()
          .toList();
    }
  }

  private static boolean isDataset(Path path) {
    boolean inside = path.getParent() != null && path.getParent().toString().contains(".zarr");
    String name = path.getFileName().toString();
    return !inside
        && (Files.isDirectory(path)
            ? name.endsWith(".zarr")
            : name.matches(".*\\.(nc|nc4|cdf|h5|csv)"));
  }

  private void compare(Path file, String base, String variant, int number) throws IOException {
    Path target = folder.resolve(variant + "-" + number + ".zarr");
    try {
      FormatConversion.convert(
          file.toString(),
          target.toString(),
          ConversionOptions.standard().withVariant(variant),
          _ -> {});
    } catch (AmasiaException e) {
      Asked asked = Asked.get(base + "/zarr.json");
      if (asked.status() < 400) {
        wrong.add("%s is served, but can't be converted: %s".formatted(file, e.getMessage()));
      }
      return;
    }
    if (!isSharded(target)) { // shards save files, of which there are none
      bytes(file, target, base);
    }
    ConversionCheck.differences(file.toString(), base)
        .forEach(difference -> wrong.add(file + ": " + difference));
  }

  private static boolean isSharded(Path target) throws IOException {
    Path root = target.resolve("zarr.json");
    return Files.exists(root) && Files.readString(root).contains("sharding_indexed");
  }

  private void bytes(Path file, Path target, String base) throws IOException {
    try (Stream<Path> written = Files.walk(target)) {
      for (Path one : written.filter(Files::isRegularFile).toList()) {
        String key = target.relativize(one).toString();
        Asked asked = Asked.get(base + "/" + encoded(key));
        if (asked.status() != 200 || !Arrays.equals(asked.bytes(), Files.readAllBytes(one))) {
          wrong.add("%s: %s is another one: %d".formatted(file, key, asked.status()));
        }
      }
    }
  }

  private static String encoded(String key) {
    return Optional.of(key.split("/")).stream()
        .flatMap(Arrays::stream)
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
