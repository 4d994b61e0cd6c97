package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amasia.array.Box;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.ZstdCodec;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.ReadListener;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Work on two variables, raw and compressed, together many times larger than `--memory 512MB`,
/// which the process stays within; what it gives is looked at in places. A chunk is a day; 60 MB of
/// them here, 20 GB in the profile `big` (`-Damasia.big.megabytes=N` for others).
class BigDataTest {
  private static final long MEGABYTES = Long.getLong("amasia.big.megabytes", 60);
  private static final long ROWS = MEGABYTES < 1000 ? 19 : 361;
  private static final long COLUMNS = 720;
  private static final long DAYS = MEGABYTES * 1_000_000 / (2 * 4 * ROWS * COLUMNS);
  private static final LocalDate DAY_0 = LocalDate.of(1961, 1, 1);
  private static final long MEMORY = 512_000_000;

  /// What the JVM needs for itself.
  private static final long JVM = 160_000_000;

  @TempDir static Path folder;

  /// Sixteen different days, linked again and again: see [#value].
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
    field(zarr, "tas", null);
    field(zarr, "pr", new ZstdCodec(1));
  }

  /// A day of `name` at a cell.
  private static float value(String name, long day, long cell) {
    return name.equals("tas") ? day % 16 + cell % 1000 / 8f : day % 16 * 2 + cell % 300 / 4f;
  }

  private static void field(Path zarr, String name, @Nullable ZstdCodec codec) throws IOException {
    Path array =
        array(
            zarr,
            name,
            "K",
            "<f4",
            List.of(DAYS, ROWS, COLUMNS),
            List.of(1L, ROWS, COLUMNS),
            List.of("time", "lat", "lon"));
    if (codec != null) {
      Path metadata = array.resolve(".zarray");
      String compressed = "\"compressor\": {\"id\": \"zstd\", \"level\": 1}";
      Files.writeString(
          metadata, Files.readString(metadata).replace("\"compressor\": null", compressed));
    }
    for (int day = 0; day < DAYS; day++) {
      Path chunk = array.resolve(day + ".0.0");
      if (day < 16) {
        Files.write(chunk, day(name, day, codec));
      } else {
        Files.createLink(chunk, array.resolve(day % 16 + ".0.0"));
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

  private static byte[] day(String name, int day, @Nullable ZstdCodec codec) {
    int cells = (int) (ROWS * COLUMNS);
    var bytes = ByteBuffer.allocate(4 * cells).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < cells; i++) {
      bytes.putFloat(value(name, day, i));
    }
    if (codec == null) {
      return bytes.array();
    }
    try (Bytes encoded = codec.encode(MemorySegment.ofArray(bytes.array()))) {
      return encoded.segment().toArray(ValueLayout.JAVA_BYTE);
    }
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
    check(words.substring(words.lastIndexOf(' ') + 1));
    try (var files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".spill"));
    }
  }

  /// Looks at what was written in some places.
  private static void check(String target) {
    try (StoredDataset written = Formats.open(folder.resolve(target).toString())) {
      for (String name : List.of("tas", "pr")) {
        StoredArray array =
            written.root().arrays().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        for (long day :
            array.dims().contains("time") ? new long[] {0, 31, DAYS - 1} : new long[1]) {
          for (long cell : new long[] {0, 999, ROWS * COLUMNS / 2, ROWS * COLUMNS - 1}) {
            assertThat(read(array, day, cell))
                .as("%s of %s, day %d, cell %d", name, target, day, cell)
                .isCloseTo(expected(target, name, day, cell), within(1e-4));
          }
        }
      }
    }
  }

  private static double read(StoredArray array, long day, long cell) {
    long[] at = new long[array.shape().ndim()];
    at[array.dims().indexOf("lat")] = cell / COLUMNS;
    at[array.dims().indexOf("lon")] = cell % COLUMNS;
    if (array.dims().contains("time")) {
      at[array.dims().indexOf("time")] = day;
    }
    long[] one = new long[at.length];
    Arrays.fill(one, 1);
    try (NdArray value = ArrayReader.read(array, Box.of(at, one), ReadListener.NONE)) {
      return value.getDouble(0);
    }
  }

  private static double expected(String target, String name, long day, long cell) {
    LongStream days = LongStream.range(0, DAYS);
    return switch (target) {
      case "pencils.zarr" -> value(name, day, cell);
      case "mean.nc" -> mean(name, days, cell);
      case "anomaly.zarr" -> {
        LocalDate here = DAY_0.plusDays(day);
        LongStream base =
            days.filter(d -> {
              LocalDate date = DAY_0.plusDays(d);
              return date.getYear() <= 1962 && date.getMonth() == here.getMonth();
            });
        yield value(name, day, cell) - mean(name, base, cell);
      }
      case "quantile.nc" -> {
        double[] sorted = days.mapToDouble(d -> value(name, d, cell)).sorted().toArray();
        double at = 0.9 * (DAYS - 1);
        int below = (int) at;
        yield sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
      }
      default -> throw new IllegalArgumentException(target);
    };
  }

  private static double mean(String name, LongStream days, long cell) {
    return days.mapToDouble(d -> value(name, d, cell)).average().orElseThrow();
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
