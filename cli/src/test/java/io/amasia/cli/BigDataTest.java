package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amasia.array.MemoryPool;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Work on data many times larger than `--memory 512MB`, which the process stays within. A chunk is
/// a day; 60 MB of them here, 20 GB in the profile `big` (`-Damasia.big.megabytes=N` for others).
class BigDataTest {
  private static final long MEGABYTES = Long.getLong("amasia.big.megabytes", 60);
  private static final long ROWS = MEGABYTES < 1000 ? 19 : 361;
  private static final long COLUMNS = 720;
  private static final long DAYS = MEGABYTES * 1_000_000 / (4 * ROWS * COLUMNS);
  private static final long MEMORY = 512_000_000;

  /// What the JVM needs for itself.
  private static final long JVM = 160_000_000;

  @TempDir static Path folder;

  /// Sixteen different days, linked again and again: element = day % 16 + cell % 1000 / 8.
  @BeforeAll
  static void make() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "tells resident memory");
    Path zarr = Files.createDirectories(folder.resolve("days.zarr"));
    Files.writeString(zarr.resolve(".zgroup"), "{\"zarr_format\": 2}");
    array(zarr, "lat", "degrees_north", "<f8", List.of(ROWS), List.of(ROWS), List.of("lat"));
    array(zarr, "lon", "degrees_east", "<f8", List.of(COLUMNS), List.of(COLUMNS), List.of("lon"));
    array(
        zarr,
        "time",
        "days since 1961-01-01",
        "<f8",
        List.of(DAYS),
        List.of(DAYS),
        List.of("time"));
    Files.write(zarr.resolve("lat/0"), numbers(ROWS, -9, 0.5));
    Files.write(zarr.resolve("lon/0"), numbers(COLUMNS, 0, 0.5));
    Files.write(zarr.resolve("time/0"), numbers(DAYS, 0, 1));
    Path tas =
        array(
            zarr,
            "tas",
            "K",
            "<f4",
            List.of(DAYS, ROWS, COLUMNS),
            List.of(1L, ROWS, COLUMNS),
            List.of("time", "lat", "lon"));
    for (int day = 0; day < DAYS; day++) {
      Path chunk = tas.resolve(day + ".0.0");
      if (day < 16) {
        Files.write(chunk, day(day, (int) (ROWS * COLUMNS)));
      } else {
        Files.createLink(chunk, tas.resolve(day % 16 + ".0.0"));
      }
    }
  }

  private static Path array(
      Path zarr,
      String name,
      String units,
      String dtype,
      List<Long> shape,
      List<Long> chunks,
      List<String> dims)
      throws IOException {
    Path array = Files.createDirectories(zarr.resolve(name));
    Files.writeString(
        array.resolve(".zarray"),
        """
        {"zarr_format": 2, "shape": %s, "chunks": %s, "dtype": "%s", "order": "C",
         "compressor": null, "filters": null, "fill_value": null}
        """
            .formatted(shape, chunks, dtype));
    String quoted = "\"" + String.join("\", \"", dims) + "\"";
    Files.writeString(
        array.resolve(".zattrs"),
        "{\"_ARRAY_DIMENSIONS\": [%s], \"units\": \"%s\"}".formatted(quoted, units));
    return array;
  }

  private static byte[] numbers(long n, double first, double step) {
    var bytes = ByteBuffer.allocate((int) (8 * n)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      bytes.putDouble(first + i * step);
    }
    return bytes.array();
  }

  private static byte[] day(int day, int cells) {
    var bytes = ByteBuffer.allocate(4 * cells).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < cells; i++) {
      bytes.putFloat(day + i % 1000 / 8f);
    }
    return bytes.array();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--chunk time=DAYS,lat=5,lon=30 -o pencils.zarr",
        "--anomaly month --base 1961..1962 -o anomaly.zarr",
        "--reduce q90:time -o quantile.nc",
        "--mean time -o mean.nc"
      })
  void staysWithinItsMemory(String words) throws IOException, InterruptedException {
    long heap = MEMORY / 4;
    List<String> command =
        new ArrayList<>(List.of("compute", folder.resolve("days.zarr").toString()));
    for (String word : words.replace("DAYS", Long.toString(DAYS)).split(" ", -1)) {
      boolean target = word.endsWith(".zarr") || word.endsWith(".nc");
      command.add(target ? folder.resolve(word).toString() : word);
    }
    command.addAll(List.of("--partial", "keep", "--scratch", folder.toString()));
    String said =
        ChildJvm.output(
            List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmn24m",
                "-Xmx" + heap,
                "-XX:MaxDirectMemorySize=" + (MEMORY - heap + (64 << 20)),
                "-D" + MemoryPool.LIMIT_PROPERTY + "=" + (MEMORY - heap)),
            Measured.class,
            command.toArray(String[]::new));
    assertThat(ChildJvm.mostResident(said)).as(said).isLessThanOrEqualTo(MEMORY + JVM);
    try (var files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".spill"));
    }
  }

  /// The command, which says at its end what it held at most.
  static final class Measured {
    private Measured() {}

    public static void main(String[] args) throws IOException {
      int code = Main.run(System.out, System.err, args);
      ChildJvm.printMostResident();
      System.exit(code);
    }
  }
}
