package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.MemoryPool;
import io.amasia.testkit.LoopbackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often a server is asked.
class RemoteReadsTest {
  @TempDir Path folder;

  @Test
  void smallChunksOfAFileAreReadTogether() throws Exception {
    Path source = GaussianMonths.write(folder.resolve("x.zarr"), 0).folder();
    Path file = folder.resolve("x.nc");
    List<String> chunks = List.of("--chunks", "time=7,lat=5,lon=9", "--deflate", "1");
    CommandRun made =
        CommandRun.of(
            "convert",
            source.toString(),
            file.toString(),
            chunks.get(0),
            chunks.get(1),
            chunks.get(2),
            chunks.get(3));
    assertThat(made.code()).as(made.err()).isZero();
    String[] local = {"compute", file.toString(), "--area-mean", "--json"};
    long before = MemoryPool.process().usedBytes();
    try (var server = LoopbackServer.of(Map.of("x.nc", Files.readAllBytes(file)))) {
      String[] remote = {"compute", server.url() + "/x.nc", "--area-mean", "--json"};
      CommandRun there = CommandRun.of(remote);
      assertThat(there.code()).as(there.err()).isZero();
      assertThat(values(there)).isEqualTo(values(CommandRun.of(local)));
      // 1008 chunks, and some for the file's own index
      assertThat(server.requests()).hasSizeLessThan(200);
    }
    assertThat(MemoryPool.process().usedBytes()).isLessThanOrEqualTo(before + (1 << 16));
  }

  private static String values(CommandRun run) {
    return run.out().replaceAll("http:[^\" ]*|/[^\" ]*x.nc|\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z?", "");
  }
}
