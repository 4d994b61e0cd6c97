package io.amasia.spark;

import static io.amasia.spark.TestPlans.FIELD;
import static io.amasia.spark.TestPlans.assertSameBits;
import static io.amasia.spark.TestPlans.field;
import static io.amasia.spark.TestPlans.serial;
import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.Clusters;
import io.amasia.plan.EngineUrl;
import io.amasia.plan.Event;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import io.amasia.plan.Sweeps;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes of a cluster, or its client, are killed at random moments: the answer is the same.
///
/// Runs with `-Pcluster` only, twenty times; in an IDE, four.
class KilledClusterTest {
  private static final int RUNS =
      Integer.getInteger("amasia.cluster.kills", Victim.values().length);
  private static final long BLOCK_MILLIS = 60;

  @TempDir Path work;
  private final TestCluster cluster = new TestCluster();

  private enum Victim {
    WORKER,
    CLIENT,
    EXECUTOR,
    ALL_WORKERS
  }

  @AfterEach
  void end() {
    SparkConnection.close();
    cluster.close();
  }

  private static Node slowly() {
    Node slow =
        Sweeps.mapBlocks(
            List.of(field()), KilledClusterTest::wait, DType.FLOAT64, field().chunks(), List.of());
    return Nodes.reduce(slow, Reduction.of(Reduction.Kind.SUM), List.of(0));
  }

  private static NdArray wait(List<NdArray> blocks) {
    try {
      Thread.sleep(BLOCK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return blocks.getFirst();
  }

  private static List<NdArray> wanted() {
    return serial(List.of(Nodes.reduce(field(), Reduction.of(Reduction.Kind.SUM), List.of(0))));
  }

  private static Session.Builder session(String url, Path work) {
    // A task for each block, so that there is something left to be resumed.
    return TestPlans.session(url).taskBytes(1_000).workDirectory(work.toString());
  }

  @Test
  void theAnswerIsTheSameWhoeverIsKilled() throws Exception {
    String url = cluster.start();
    var random = new Random(20261123);
    for (int run = 0; run < RUNS; run++) {
      Victim victim = Victim.values()[run % Victim.values().length];
      int after = random.nextInt((int) FIELD.size(0) / 2);
      if (victim == Victim.CLIENT) {
        aClientIsKilledAndItsWorkTakenUp(url);
      } else {
        killed(url, victim, after);
      }
      cluster.amasia("scale", "2");
    }
  }

  private void killed(String url, Victim victim, int after) throws Exception {
    var begun = new CompletableFuture<Void>();
    var done = new AtomicInteger();
    Session session =
        session(url, work)
            .listener(event -> {
              if (event instanceof Event.TaskFinished && done.incrementAndGet() >= after) {
                begun.complete(null);
              }
            })
            .build();
    CompletableFuture<List<NdArray>> answer =
        CompletableFuture.supplyAsync(() -> session.compute(List.of(slowly())));
    CompletableFuture.anyOf(begun, answer).join();
    switch (victim) {
      case EXECUTOR -> killFirst(cluster.executors());
      case WORKER -> killFirst(cluster.workers());
      case ALL_WORKERS -> {
        for (ProcessHandle worker : cluster.workers()) {
          TestCluster.kill(worker);
        }
        assertThat(cluster.amasia("scale", "2").code()).isZero();
      }
      case CLIENT -> throw new IllegalStateException("is killed elsewhere");
    }
    assertSameBits(answer.join(), wanted());
    assertThat(names(work)).isEmpty();
  }

  private static void killFirst(List<ProcessHandle> processes) throws InterruptedException {
    if (!processes.isEmpty()) {
      TestCluster.kill(processes.getFirst());
    }
  }

  private static List<Path> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private void aClientIsKilledAndItsWorkTakenUp(String url) throws Exception {
    SparkConnection.close(); // its executors are needed
    Path out = work.resolveSibling(work.getFileName() + "-client.txt");
    ProcessBuilder builder =
        ChildJvm.of(
            List.of("-Damasia.home=" + System.getProperty("amasia.home")),
            Client.class,
            url,
            work.toString());
    builder.environment().put("AMASIA_CLUSTERS", Clusters.folder().toString());
    Process client = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    while (client.isAlive() && pieces() < 5) {
      Thread.sleep(20);
    }
    assertThat(client.isAlive()).as(Files.readString(out)).isTrue();
    TestCluster.kill(client.toHandle());
    client.waitFor();
    var ran = new AtomicInteger();
    Session session =
        session(url, work)
            .resume(true)
            .listener(event -> {
              if (event instanceof Event.TaskFinished) {
                ran.incrementAndGet();
              }
            })
            .build();
    assertSameBits(session.compute(List.of(slowly())), wanted());
    assertThat(ran.get()).isLessThan((int) FIELD.size(0));
    Files.delete(out);
  }

  /// What the tasks of a computation have left so far.
  private long pieces() throws IOException {
    var found = new AtomicInteger();
    Files.walkFileTree(
        work,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().matches("t\\d+-\\d+")) {
              found.incrementAndGet();
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // renamed since the folder was listed
          }
        });
    return found.get();
  }

  /// The program that is killed.
  static final class Client {
    static void main(String[] arguments) {
      session(arguments[0], Path.of(arguments[1])).resume(true).build().compute(List.of(slowly()));
    }
  }

  @Test
  void executorsComeAndGoWithTheWork() throws Exception {
    System.setProperty("spark.dynamicAllocation.executorIdleTimeout", "3s");
    try {
      String url = cluster.start();
      assertThat(cluster.amasia("adapt", "0:2").code()).isZero();
      for (int round = 0; round < 2; round++) {
        Path go = work.resolveSibling(work.getFileName() + "-go-" + round);
        CompletableFuture<List<NdArray>> answer =
            CompletableFuture.supplyAsync(
                () -> session(url, work).build().compute(List.of(waitingFor(go.toString()))));
        await(url, 2, answer);
        Files.createFile(go);
        assertSameBits(answer.join(), wanted());
        Files.delete(go);
        await(url, 0, new CompletableFuture<>());
      }
    } finally {
      System.clearProperty("spark.dynamicAllocation.executorIdleTimeout");
    }
  }

  /// The same work, which no task of gets on with before the file `go` is there.
  private static Node waitingFor(String go) {
    Node waiting =
        Sweeps.mapBlocks(
            List.of(field()),
            blocks -> await(blocks, go),
            DType.FLOAT64,
            field().chunks(),
            List.of());
    return Nodes.reduce(waiting, Reduction.of(Reduction.Kind.SUM), List.of(0));
  }

  private static NdArray await(List<NdArray> blocks, String go) {
    while (!Files.exists(Path.of(go))) {
      wait(blocks);
    }
    return blocks.getFirst();
  }

  private static void await(String url, int count, CompletableFuture<?> work)
      throws InterruptedException {
    while (executors(url) != count) {
      assertThat(work.isDone()).as("the work ended before %d executors came", count).isFalse();
      Thread.sleep(50);
    }
  }

  private static int executors(String url) {
    return SparkConnection.ifThere(EngineUrl.of(url))
        .map(there -> there.executors().alive().size())
        .orElse(0);
  }
}
