package io.amasia.spark;

import static io.amasia.spark.TestPlans.assertSameBits;
import static io.amasia.spark.TestPlans.serial;
import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.EngineConformance;
import io.amasia.array.NdArray;
import io.amasia.cli.Main;
import io.amasia.plan.Event;
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

/// What every engine must do, and nodes of every kind, on the executors of a cluster of two
/// processes that lives with this one and stays for all tests.
class LocalClusterConformanceTest extends EngineConformance {
  private static final String CLUSTER = "local-cluster[2,1,1024]";

  @AfterAll
  static void end() {
    SparkConnection.close();
  }

  @Override
  protected String engine() {
    return CLUSTER;
  }

  /// Another client would begin a cluster of its own.
  @Override
  protected boolean takesOtherClients() {
    return false;
  }

  @Test
  void everyKindOfNodeHasTheSameBitsAndNothingIsLeft() throws IOException {
    Queue<Event> events = new ConcurrentLinkedQueue<>();
    List<NdArray> there =
        TestPlans.session(CLUSTER)
            .workDirectory(work.toString())
            .listener(events::add)
            .build()
            .compute(TestPlans.all());
    assertSameBits(there, serial(TestPlans.all()));
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
    assertThat(events).noneMatch(Event.Noticed.class::isInstance);
    assertThat(events)
        .filteredOn(Event.TaskFinished.class::isInstance)
        .extracting(e -> ((Event.TaskFinished) e).worker())
        .allMatch(worker -> worker.matches("executor \\d+ on 127\\.0\\.0\\.1"))
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
}
