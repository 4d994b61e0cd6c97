package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amasia.array.MemoryPool;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Session;
import io.amasia.storage.format.CodecChoice;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A result larger than the memory is written as it is computed. A tenth of a gigabyte;
/// `-Damasia.streamed=2000` makes 2 GB, which are written in 512 MB all the same.
class StreamedWritingTest {
  private static final long MEGABYTES = Long.getLong("amasia.streamed", 100);

  /// As the command shares `--memory 512MB` out, or less where there is less to write.
  private static final long HEAP = MEGABYTES > 1000 ? 128_000_000 : 80_000_000;

  private static final long POOL = MEGABYTES > 1000 ? 384_000_000 : 48_000_000;
  private static final long JVM = 160_000_000;
  private static final int LATS = 500;
  private static final int LONS = 1000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nc4", "cdf5", "zarr3"})
  void whatIsLargerThanTheMemoryIsWritten(String variant) throws Exception {
    assumeTrue(ChildJvm.tellsResident(), "tells resident memory");
    String url = folder.resolve(variant.startsWith("zarr") ? "x.zarr" : "x.nc").toString();
    String said =
        ChildJvm.output(
            List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + HEAP,
                "-XX:MaxDirectMemorySize=" + (POOL + (64 << 20)),
                "-D" + MemoryPool.LIMIT_PROPERTY + "=" + POOL,
                "-Damasia.streamed=" + MEGABYTES),
            Work.class,
            url,
            variant);
    assertThat(ChildJvm.mostResident(said)).isLessThan(HEAP + POOL + JVM);
    try (Dataset got = Opening.open(List.of(url), OpenOptions.standard())) {
      DataArray field = got.get("field");
      int last = times() - 1;
      assertThat(field.variable().shape()).isEqualTo(Shape.of(times(), LATS, LONS));
      for (int t : new int[] {0, last / 2, last}) {
        double value =
            field.isel(Map.of("time", t, "lat", 7, "lon", 9)).variable().load().getDouble(0);
        assertThat(value).isEqualTo((float) (t + 7 * 0.25 * 9));
      }
    }
  }

  private static int times() {
    return Math.toIntExact(MEGABYTES * 1_000_000 / (4 * LATS * LONS));
  }

  /// Computes `time + lat · lon` and writes it; run in a process of its own.
  static final class Work {
    private Work() {}

    public static void main(String[] args) throws IOException {
      var session = Session.builder().threads(2).memoryBytes(POOL).build();
      session.run(() -> {
        var options = DatasetWriter.Options.standard().withVariant(args[1]);
        boolean packs = !args[1].equals("cdf5");
        DatasetWriter.write(
            field(), args[0], packs ? options.withCodecs(codecs(args[1])) : options);
      });
      ChildJvm.printMostResident();
    }

    private static List<CodecChoice> codecs(String variant) {
      return CodecChoice.chain(variant.equals("nc4") ? "shuffle,deflate:1" : "zstd:1");
    }

    private static Dataset field() {
      DataArray sum =
          line("time", times(), 1).plus(line("lat", LATS, 0.25).times(line("lon", LONS, 1)));
      return sum.chunk(Map.of("time", 1L)).toDataset("field");
    }

    private static DataArray line(String dim, int n, double step) {
      float[] values = new float[n];
      for (int i = 0; i < n; i++) {
        values[i] = (float) (i * step);
      }
      return new DataArray(dim, Variable.of(List.of(dim), values), new Coordinates(Map.of()));
    }
  }
}
