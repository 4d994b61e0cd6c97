package io.amasia.spark;

import static io.amasia.spark.TestPlans.assertSameBits;
import static io.amasia.spark.TestPlans.field;
import static io.amasia.spark.TestPlans.serial;
import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Sweeps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A task that is slow is begun again on another machine, which the given command reaches: Spark
/// copies none on the same one, so the two workers have an address of this machine each.
class SlowTaskTest {
  private static final String SLOW = "spark.speculation.minTaskRuntime";

  @TempDir Path work;
  @TempDir Path marks;
  private final TestCluster cluster = new TestCluster();

  @BeforeEach
  void callTasksSlowSoon() {
    System.setProperty(SLOW, "500ms");
  }

  @AfterEach
  void end() {
    System.clearProperty(SLOW);
    SparkConnection.close();
    cluster.close();
  }

  @Test
  void aTaskThatIsSlowIsBegunAgainElsewhere() throws IOException {
    // Stands for SSH: notes the host, then runs the rest here.
    Path hosts = marks.resolve("hosts");
    Path ssh =
        Files.writeString(
            marks.resolve("ssh"),
            "#!/bin/sh\necho \"$1\" >> %s\nshift\nexec \"$@\"\n".formatted(hosts));
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
    String url = cluster.start("--hosts", "127.0.0.2,someone@127.0.0.3", "--ssh", ssh.toString());
    assertThat(Files.readAllLines(hosts)).contains("someone@127.0.0.3");
    assertThat(cluster.status().path("processes").get(2).path("host").asText())
        .isEqualTo("someone@127.0.0.3");
    String folder = marks.toString();
    Node slow =
        Sweeps.mapBlocks(
            List.of(field()),
            blocks -> waitForTheCopy(blocks, folder),
            DType.FLOAT64,
            field().chunks(),
            List.of());
    List<NdArray> values =
        TestPlans.session(url).workDirectory(work.toString()).build().compute(List.of(slow));
    assertSameBits(values, serial(List.of(field())));
    assertThat(marks.resolve("copy")).exists();
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
  }

  /// One task is not done before its copy is there, known by what its block begins with.
  private static NdArray waitForTheCopy(List<NdArray> blocks, String folder) {
    NdArray block = blocks.getFirst();
    String own = Double.toHexString(block.toDoubles()[0]);
    Path first = Path.of(folder, "first");
    Path copy = Path.of(folder, "copy");
    try {
      Files.writeString(first, own, StandardOpenOption.CREATE_NEW);
      for (int i = 0; i < 1_000 && !Files.exists(copy); i++) {
        Thread.sleep(60);
      }
    } catch (IOException e) {
      markCopy(first, copy, own);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return block;
  }

  private static void markCopy(Path first, Path copy, String own) {
    try {
      if (Files.readString(first).equals(own)) {
        Files.createFile(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
