package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workers that have too little memory, or a work directory with too little room: what the user is
/// told, and that nothing is left.
class WorkersInNeedTest {
  @TempDir Path work;

  private Session session(Path directory) {
    return Session.builder()
        .engine("processes[1]")
        .threads(1)
        .memoryBytes(128 << 20)
        .workDirectory(directory.toString())
        .build();
  }

  private static Node mapped(BlockFunction function) {
    Node field = Nodes.random(7, Chunks.regular(Shape.of(10), 10));
    return Sweeps.mapBlocks(List.of(field), function, DType.FLOAT64, field.chunks(), List.of());
  }

  private void nothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aHeapThatIsTooSmallIsNamed() throws IOException {
    try (Session session = session(work)) {
      assertThatThrownBy(() -> session.compute(List.of(mapped(WorkersInNeedTest::hoard))))
          .isInstanceOf(AmasiaException.MemoryLimit.class)
          .hasMessageContaining("the Java heap is full")
          .hasMessageContaining("--memory");
    }
    nothingIsLeft();
  }

  private static NdArray hoard(List<NdArray> blocks) {
    List<byte[]> hoard = new ArrayList<>();
    while (hoard.size() < 1_000) {
      hoard.add(new byte[64 << 20]);
    }
    return blocks.getFirst();
  }

  @Test
  void aWorkerThatEndsAgainAndAgainIsGivenUp() throws IOException {
    try (Session session = session(work)) {
      assertThatThrownBy(() -> session.compute(List.of(mapped(WorkersInNeedTest::end))))
          .isInstanceOf(AmasiaException.TaskFailed.class)
          .hasMessageContaining("lost 4 times")
          .hasMessageContaining("too little memory");
    }
    nothingIsLeft();
  }

  private static NdArray end(List<NdArray> blocks) {
    Runtime.getRuntime().halt(137);
    return blocks.getFirst();
  }

  /// Where this process may mount a disk of 2 MB in memory.
  @Test
  void aWorkDirectoryThatIsFullIsNamed() throws Exception {
    Path disk = Files.createDirectory(work.resolveSibling(work.getFileName() + "-disk"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0;
    Assumptions.assumeTrue(mounted, "may not mount a disk");
    try (Session session = session(disk)) {
      Node field = Nodes.random(7, Chunks.regular(Shape.of(1_000_000), 100_000));
      assertThatThrownBy(() -> session.compute(List.of(field)))
          .isInstanceOf(AmasiaException.Format.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining(disk.toString());
      try (Stream<Path> left = Files.list(disk)) {
        assertThat(left).isEmpty();
      }
    } finally {
      run("umount", "-l", disk.toString());
      Files.delete(disk);
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
