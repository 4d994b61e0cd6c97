package io.amasia.spark;

import static io.amasia.spark.TestPlans.assertSameBits;
import static io.amasia.spark.TestPlans.field;
import static io.amasia.spark.TestPlans.mean;
import static io.amasia.spark.TestPlans.serial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.cli.Main;
import io.amasia.plan.Cancel;
import io.amasia.plan.Event;
import io.amasia.plan.Node;
import io.amasia.plan.Session;
import io.amasia.plan.Sweeps;
import io.amasia.testkit.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stages on the executors of a cluster of two processes, which stays for all tests.
class SparkEngineTest {
  private static final String CLUSTER = "local-cluster[2,1,700]";

  @TempDir Path work;

  @AfterAll
  static void end() {
    SparkConnection.close();
  }

  private Session.Builder cluster() {
    return TestPlans.session(CLUSTER).workDirectory(work.toString());
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(work)) {
      return all.toList();
    }
  }

  @Test
  void everyKindOfStageHasTheSameBitsAndNothingIsLeft() throws IOException {
    Queue<Event> events = new ConcurrentLinkedQueue<>();
    List<NdArray> there = cluster().listener(events::add).build().compute(TestPlans.all());
    assertSameBits(there, serial(TestPlans.all()));
    assertThat(left()).isEmpty();
    assertThat(events).noneMatch(Event.Noticed.class::isInstance);
    assertThat(events)
        .filteredOn(Event.TaskFinished.class::isInstance)
        .extracting(e -> ((Event.TaskFinished) e).worker())
        .allMatch(worker -> worker.matches("executor [01] on 127\\.0\\.0\\.1"))
        .hasSizeGreaterThan(40);
  }

  @Test
  void theCommandReadsAndWritesFilesThereAsHere() throws IOException {
    String file = Shared.file("data/era/tiny.nc").toString();
    assertThat(amasia("stats", file, "--json", "--engine", CLUSTER))
        .isEqualTo(amasia("stats", file, "--json"));
  }

  private static String amasia(String... line) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            line);
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anErrorOfTheUsersFunctionKeepsItsKindAndItsWords() throws IOException {
    Node failing =
        Sweeps.mapBlocks(
            List.of(field()), SparkEngineTest::refuse, DType.FLOAT64, field().chunks(), List.of());
    assertThatThrownBy(() -> cluster().build().compute(List.of(failing)))
        .isInstanceOf(AmasiaException.TaskFailed.class)
        .hasMessageContaining("not this block")
        .hasStackTraceContaining("SparkEngineTest.refuse");
    assertThat(left()).isEmpty();
  }

  private static NdArray refuse(List<NdArray> blocks) {
    throw new IllegalStateException("not this block of " + blocks.size());
  }

  @Test
  void anExecutorThatIsKilledIsReplaced() throws IOException {
    String mark = work.resolveSibling(work.getFileName() + "-once").toString();
    Node dying =
        Sweeps.mapBlocks(
            List.of(field()),
            blocks -> dieOnce(blocks, mark),
            DType.FLOAT64,
            field().chunks(),
            List.of());
    assertSameBits(cluster().build().compute(List.of(dying)), serial(List.of(field())));
    assertThat(Files.deleteIfExists(Path.of(mark))).isTrue();
    assertThat(left()).isEmpty();
  }

  private static NdArray dieOnce(List<NdArray> blocks, String mark) {
    try {
      Files.createFile(Path.of(mark));
    } catch (IOException e) {
      return blocks.getFirst();
    }
    Runtime.getRuntime().halt(137);
    return blocks.getFirst();
  }

  @Test
  void whatRunsIsStopped() throws IOException {
    var cancel = new Cancel();
    Node slow =
        Sweeps.mapBlocks(
            List.of(field()), SparkEngineTest::sleep, DType.FLOAT64, field().chunks(), List.of());
    Session session =
        cluster()
            .cancel(cancel)
            .listener(event -> {
              if (event instanceof Event.TaskFinished) {
                Thread.ofVirtual().start(cancel::cancel);
              }
            })
            .build();
    assertThatThrownBy(() -> session.compute(List.of(slow)))
        .isInstanceOf(AmasiaException.Cancelled.class);
    assertThat(left()).isEmpty();
    // The executors are free again.
    assertSameBits(cluster().build().compute(List.of(mean())), serial(List.of(mean())));
  }

  private static NdArray sleep(List<NdArray> blocks) {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return blocks.getFirst();
  }
}
