package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.ChunkLocation;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the process holds, seen from outside: heap, pool, and not much more.
class ResidentMemoryTest {
  private static final long HEAP = 64_000_000;
  private static final long POOL = 24_000_000;

  /// What the JVM needs for itself.
  private static final long JVM = 160_000_000;

  @Test
  void theProcessStaysWithinItsMemory() throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "tells resident memory");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP,
                "-XX:MaxDirectMemorySize=" + (POOL + (64 << 20)),
                "-D" + MemoryPool.LIMIT_PROPERTY + "=" + POOL,
                "-cp",
                System.getProperty("java.class.path"),
                Work.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    long resident =
        said.lines()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow(() -> new AssertionError(said));
    assertThat(resident).isBetween(POOL / 2, HEAP + POOL + JVM);
  }

  /// A field several times the pool, reduced in each way; run in a process of its own.
  static final class Work {
    private Work() {}

    public static void main(String[] args) throws IOException {
      Shape shape = Shape.of(60, 256, 512);
      var field =
          new FakeArray(
              NdArray.allocate(DType.FLOAT32, Shape.of(1)), Chunks.regular(shape, 1, 256, 512)) {
            @Override
            public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
              NdArray chunk = NdArray.allocate(DType.FLOAT32, Shape.of(1, 256, 512));
              chunk.data().fill((byte) index[0]);
              return chunk;
            }
          };
      Node read = Nodes.read(field);
      var months = new Groups(IntStream.range(0, 60).map(i -> i % 12).toArray(), 12);
      Session session = Session.builder().threads(2).memoryBytes(POOL).build();
      for (Node node :
          List.of(
              Nodes.reduce(read, Reduction.of(Reduction.Kind.STD), List.of(0)),
              Nodes.groupReduce(read, Reduction.of(Reduction.Kind.MEAN), 0, months),
              Nodes.reduce(read, Reduction.of(Reduction.Kind.MAX), List.of(1, 2)))) {
        session.compute(List.of(node)).forEach(NdArray::close);
      }
      try (var lines = Files.lines(Path.of("/proc/self/status"))) {
        lines.filter(line -> line.startsWith("VmHWM:")).forEach(IO::println);
      }
    }
  }
}
