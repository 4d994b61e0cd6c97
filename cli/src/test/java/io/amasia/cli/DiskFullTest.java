package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.Encoding;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A disk that gets full while something is written leaves what was there whole, and is one clear
/// error. On a disk of 3 MB in memory, where this process may mount one.
class DiskFullTest {
  private static final DatasetWriter.Options OPTIONS = DatasetWriter.Options.standard();
  private static final int SMALL = 40;
  private static final int LARGE = 800;

  @TempDir Path folder;

  private Path disk;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString()) == 0;
    Assumptions.assumeTrue(mounted, "may not mount a disk");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", "-l", disk.toString());
  }

  private static int run(String... words) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(words)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException _) {
      return -1; // no such program
    }
  }

  /// `v[t, x]` of `rows` times 1000 numbers that no codec makes small, or of zeros.
  private static Dataset rows(int rows, boolean zeros) {
    var random = new Random(rows);
    double[][] values = new double[rows][1000];
    if (!zeros) {
      for (double[] row : values) {
        Arrays.setAll(row, _ -> random.nextDouble());
      }
    }
    return new Dataset(
        Map.of("v", Variable.of(List.of("t", "x"), values)), new Coordinates(Map.of()), Map.of());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(disk)) {
      return files.map(p -> p.getFileName().toString()).toList();
    }
  }

  private void fails(Dataset data, String name, DatasetWriter.Options options) {
    assertThatThrownBy(() -> DatasetWriter.write(data, disk.resolve(name).toString(), options))
        .isInstanceOf(AmasiaException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("No space left on device");
  }

  private void isWhole(String name, Dataset expected) {
    try (Dataset got =
        Opening.open(List.of(disk.resolve(name).toString()), OpenOptions.standard())) {
      assertThat(got.variable("v").load().toDoubles())
          .isEqualTo(expected.variable("v").load().toDoubles());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.zarr", "x.nc", "x.cdf", "x.csv", "x.csv.gz", "x.json", "x.npz"})
  void whatIsNewIsNotThere(String name) throws IOException {
    fails(rows(LARGE, false), name, OPTIONS);
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.zarr", "x.nc", "x.cdf", "x.npz"})
  void whatWasToBeReplacedIsAsItWas(String name) throws IOException {
    Dataset small = rows(SMALL, false);
    DatasetWriter.write(small, disk.resolve(name).toString(), OPTIONS);
    fails(rows(LARGE, false), name, OPTIONS.overwriting());
    assertThat(names()).containsExactly(name);
    isWhole(name, small);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.zarr", "x.nc", "x.cdf"})
  void whatWasToBeAppendedToIsAsItWas(String name) throws IOException {
    Dataset small = rows(SMALL, false);
    var chunked = OPTIONS.encoding("v", Encoding.none().chunks(16, 1000));
    DatasetWriter.write(small, disk.resolve(name).toString(), chunked);
    for (int i = 0; i < 2; i++) {
      fails(rows(LARGE, false), name, OPTIONS.appending("t"));
      assertThat(names()).containsExactly(name);
      isWhole(name, small);
    }
    DatasetWriter.write(small, disk.resolve(name).toString(), OPTIONS.appending("t"));
  }

  @Test
  void aRegionIsRefusedUntilItIsFinished() throws IOException {
    Dataset zeros = rows(LARGE, true);
    var chunked = OPTIONS.encoding("v", Encoding.none().chunks(16, 1000));
    DatasetWriter.write(zeros, disk.resolve("x.zarr").toString(), chunked);
    Path stone = Files.write(disk.resolve("stone"), new byte[2_600_000]);
    Dataset part = rows(SMALL * 2, false);
    fails(part, "x.zarr", OPTIONS.region("t", 0));
    assertThatThrownBy(() -> isWhole("x.zarr", zeros)).hasMessageContaining("is being written");
    Files.delete(stone);
    DatasetWriter.write(part, disk.resolve("x.zarr").toString(), OPTIONS.region("t", 0));
    try (Dataset got =
        Opening.open(List.of(disk.resolve("x.zarr").toString()), OpenOptions.standard())) {
      assertThat(got.variable("v").load().getDouble(5))
          .isEqualTo(part.variable("v").load().getDouble(5));
      assertThat(got.variable("v").load().getDouble(LARGE * 1000 - 1)).isEqualTo(0);
    }
    assertThat(names()).containsExactly("x.zarr");
  }

  @Test
  void theCommandSaysItInOneLine() throws IOException {
    Path from = folder.resolve("from.nc");
    DatasetWriter.write(rows(LARGE, false), from.toString(), OPTIONS);
    for (String name : List.of("x.zarr", "x.nc", "x.csv")) {
      CommandRun run = CommandRun.of("convert", from.toString(), disk.resolve(name).toString());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err().strip().lines().toList()).hasSize(1);
      assertThat(run.err()).contains("No space left on device");
      assertThat(names()).isEmpty();
    }
  }
}
