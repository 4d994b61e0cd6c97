package io.amasia.spark;

import static io.amasia.spark.TestPlans.FIELD;
import static io.amasia.spark.TestPlans.assertSameBits;
import static io.amasia.spark.TestPlans.serial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amasia.Amasia;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.DataArray;
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
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes of a cluster, or its client, are killed at random moments: the answer is the same, bit
/// by bit, and so is the file it is written to.
///
/// Two are killed here, twenty with `-Pcluster`, where executors also come and go.
class KilledClusterTest {
  private static final int RUNS = Integer.getInteger("amasia.cluster.kills", 2);
  private static final long BLOCK_MILLIS = 60;

  @TempDir Path work;
  @TempDir Path targets;
  private final TestCluster cluster = new TestCluster();
  private final Random random = new Random(Long.getLong("amasia.seed", System.nanoTime()));

  private enum Victim {
    WORKER,
    CLIENT,
    EXECUTOR,
    ALL_WORKERS
  }

  /// What is computed of a field, and written.
  private enum Job {
    SUM {
      @Override
      DataArray of(DataArray field) {
        return field.sum("dim_0");
      }
    },

    /// In two stages, one of which reads what the other left.
    ANOMALY {
      @Override
      DataArray of(DataArray field) {
        return field.minus(field.mean("dim_0"));
      }
    };

    abstract DataArray of(DataArray field);
  }

  @AfterEach
  void end() {
    SparkConnection.close();
    cluster.close();
  }

  private static DataArray field() {
    return Amasia.random(FIELD, Shape.of(1, FIELD.size(1), FIELD.size(2)), 7);
  }

  private static DataArray slowly(DataArray block) {
    pause(BLOCK_MILLIS);
    return block;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(Job job, Session.Builder settings, Path target) throws Exception {
    settings
        .build()
        .call(() -> {
          DataArray slow = field().mapBlocks(KilledClusterTest::slowly, field());
          Amasia.write(job.of(slow).toDataset("x"), target.toString());
          return null;
        });
  }

  /// The same by one process, without waiting.
  private Path wanted(Job job) throws Exception {
    Path target = targets.resolve(job + ".nc");
    if (!Files.exists(target)) {
      TestPlans.session("serial")
          .taskBytes(1_000)
          .build()
          .call(() -> {
            DataArray same = field().mapBlocks(block -> block, field());
            Amasia.write(job.of(same).toDataset("x"), target.toString());
            return null;
          });
    }
    return target;
  }

  private static Session.Builder session(String url, Path work) {
    // A task for each block, so that there is something left to be resumed.
    return TestPlans.session(url).taskBytes(1_000).workDirectory(work.toString());
  }

  @Test
  void theFileIsTheSameWhoeverIsKilled() throws Exception {
    String url = cluster.start();
    for (int run = 0; run < RUNS; run++) {
      Victim victim = Victim.values()[run % Victim.values().length];
      Job job = Job.values()[(run / Victim.values().length + run) % Job.values().length];
      int after = random.nextInt((int) FIELD.size(0) * 3 / 4);
      Path target = targets.resolve(run + ".nc");
      String what = "%s of %s after %d tasks".formatted(victim, job, after);
      if (victim == Victim.CLIENT) {
        aClientIsKilledAndItsWorkTakenUp(url, job, after, target, what);
      } else {
        killed(url, victim, job, after, target);
      }
      assertThat(target).as(what).hasSameBinaryContentAs(wanted(job));
      assertThat(names(work)).as(what).isEmpty();
      cluster.amasia("scale", "2");
    }
  }

  private void killed(String url, Victim victim, Job job, int after, Path target) throws Exception {
    var begun = new CompletableFuture<Void>();
    var done = new AtomicInteger();
    Session.Builder settings =
        session(url, work)
            .listener(event -> {
              if (event instanceof Event.TaskFinished && done.incrementAndGet() >= after) {
                begun.complete(null);
              }
            });
    FutureTask<Void> answer =
        new FutureTask<>(() -> {
          write(job, settings, target);
          return null;
        });
    Thread.ofPlatform().start(answer);
    while (!begun.isDone() && !answer.isDone()) {
      pause(10);
    }
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
    answer.get();
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

  private void aClientIsKilledAndItsWorkTakenUp(
      String url, Job job, int after, Path target, String what) throws Exception {
    SparkConnection.close(); // its executors are needed
    Path said = targets.resolve("client.txt");
    ProcessBuilder builder =
        ChildJvm.of(
            List.of("-Damasia.home=" + System.getProperty("amasia.home")),
            Client.class,
            job.name(),
            url,
            work.toString(),
            target.toString());
    builder.environment().put("AMASIA_CLUSTERS", Clusters.folder().toString());
    Process client = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    while (client.isAlive() && pieces() < after) {
      pause(20);
    }
    assertThat(client.isAlive()).as(what + Files.readString(said)).isTrue();
    TestCluster.kill(client.toHandle());
    client.waitFor();
    assertThat(target).as(what).doesNotExist();
    var all = new AtomicLong();
    var ran = new AtomicLong();
    Session.Builder resumed =
        session(url, work)
            .resume(true)
            .listener(event -> {
              if (event instanceof Event.ComputationStarted start) {
                all.addAndGet(start.explanation().tasks());
              } else if (event instanceof Event.TaskFinished) {
                ran.incrementAndGet();
              }
            });
    write(job, resumed, target);
    assertThat(ran.get()).as(what).isLessThanOrEqualTo(all.get() - after);
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
    static void main(String[] arguments) throws Exception {
      Session.Builder settings = session(arguments[1], Path.of(arguments[2])).resume(true);
      write(Job.valueOf(arguments[0]), settings, Path.of(arguments[3]));
    }
  }

  @Test
  void executorsComeAndGoWithTheWork() throws Exception {
    assumeTrue(TestCluster.IS_ALLOWED_MINUTES);
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
        Node sum = Nodes.reduce(TestPlans.field(), Reduction.of(Reduction.Kind.SUM), List.of(0));
        assertSameBits(answer.join(), serial(List.of(sum)));
        Files.delete(go);
        await(url, 0, new CompletableFuture<>());
      }
    } finally {
      System.clearProperty("spark.dynamicAllocation.executorIdleTimeout");
    }
  }

  /// A sum, which no task of gets on with before the file `go` is there.
  private static Node waitingFor(String go) {
    Node field = TestPlans.field();
    Node waiting =
        Sweeps.mapBlocks(
            List.of(field), blocks -> await(blocks, go), DType.FLOAT64, field.chunks(), List.of());
    return Nodes.reduce(waiting, Reduction.of(Reduction.Kind.SUM), List.of(0));
  }

  private static NdArray await(List<NdArray> blocks, String go) {
    while (!Files.exists(Path.of(go))) {
      pause(BLOCK_MILLIS);
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
