package io.amasia;

import static io.amasia.Amasia.areaWeights;
import static io.amasia.Amasia.open;
import static io.amasia.Amasia.over;
import static io.amasia.Amasia.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.Encoding;
import io.amasia.plan.Cancel;
import io.amasia.plan.Event;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Operation;
import io.amasia.plan.Session;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each engine must do: the main job and an operation for each kind of stage give the bits of
/// the serial engine, whatever fails meanwhile. An engine's own test extends it.
///
/// Two years of days of a field of 18 by 36 cells lie in a Zarr store in chunks of 73 days, so that
/// every sum has parts in several tasks.
public abstract class EngineConformance {
  private static final long TASK_BYTES = 200_000;
  private static final Map<String, double[]> WANTED = new LinkedHashMap<>();

  @TempDir static Path data;

  @TempDir protected Path work;

  /// The engine's URL.
  protected abstract String engine();

  /// Whether tasks run in processes that can be killed while this one goes on.
  protected boolean hasProcesses() {
    return true;
  }

  /// Whether another client can come to the processes that this one's tasks run in, or to others
  /// that cost no more than a moment.
  protected boolean takesOtherClients() {
    return hasProcesses();
  }

  /// Gives back what another client on the same engine needs.
  protected void anotherClientComes() {}

  /// Flags of the JVM of a client of its own.
  protected List<String> clientFlags() {
    return List.of("--sun-misc-unsafe-memory-access=allow");
  }

  /// Settings of a session with the engine.
  protected Session.Builder builder() {
    return Session.builder()
        .engine(engine())
        .threads(2)
        .memoryBytes(512 << 20)
        .taskBytes(TASK_BYTES)
        .workDirectory(work.toString());
  }

  /// A job on the field in `store`; what it gives in memory.
  interface Job {
    DataArray of(DataArray tas);
  }

  private static Map<String, Job> jobs() {
    Map<String, Job> jobs = new LinkedHashMap<>();
    jobs.put("main job", EngineConformance::mainJob);
    jobs.put("keep", tas -> tas.times(2).minus(1));
    jobs.put("reduce", tas -> tas.std("time"));
    jobs.put("reduce all", tas -> tas.mean());
    jobs.put("group", tas -> tas.groupBy("time.month").mean());
    jobs.put("anomaly", tas -> tas.groupBy("time.month").minus(tas.groupBy("time.month").mean()));
    jobs.put("scan", tas -> tas.cumsum("time"));
    jobs.put("window", tas -> tas.rolling("time", 30).mean());
    jobs.put("order", tas -> tas.quantile(0.9, over("time")));
    jobs.put("rank", tas -> tas.rank("time"));
    jobs.put("rechunk", tas -> tas.chunk(Map.of("time", -1L, "lat", 3L)).cumsum("time"));
    jobs.put("map blocks", tas -> tas.mapBlocks(EngineConformance::cubed, tas));
    jobs.put("spread", EngineConformance::spread);
    return jobs;
  }

  /// Code of the user's and a sum that has parts in several tasks.
  private static DataArray spread(DataArray tas) {
    return tas.mapBlocks(EngineConformance::cubed, tas).std("time");
  }

  private static DataArray cubed(DataArray block) {
    return block.times(block).times(block);
  }

  private static DataArray mainJob(DataArray tas) {
    DataArray yearly =
        tas.sel("lat", slice(-60, 60))
            .weighted(areaWeights())
            .mean("lat", "lon")
            .groupBy("time.year")
            .mean();
    return yearly.minus(yearly.mean("year"));
  }

  /// Random temperatures, the same ones each time.
  private static DataArray field() {
    int days = 730;
    long[] times = new long[days];
    for (int i = 0; i < days; i++) {
      times[i] = Calendar.STANDARD.micros(2001, 1, 1, 0, 0, 0, 0) + i * Calendar.DAY_MICROS;
    }
    double[] lat = new double[18];
    double[] lon = new double[36];
    for (int j = 0; j < 36; j++) {
      lat[j % 18] = -85 + 10 * (j % 18);
      lon[j] = 5 + 10 * j;
    }
    Chunks chunks = Chunks.regular(Shape.of(days, 18, 36), 73, 18, 36);
    Node random = Nodes.make(new Operation.Random(42, chunks), List.of());
    Variable v = Variable.of(List.of("time", "lat", "lon"), random);
    return new DataArray(
        "tas",
        v,
        Coordinates.NONE
            .with("time", Variable.times(Calendar.STANDARD, "time", times))
            .with("lat", Variable.of(List.of("lat"), lat))
            .with("lon", Variable.of(List.of("lon"), lon)));
  }

  private static String store() {
    return data.resolve("tas.zarr").toString();
  }

  @BeforeAll
  static void writeField() throws Exception {
    Session serial = Session.builder().engine("serial").taskBytes(TASK_BYTES).build();
    serial.call(() -> {
      DatasetWriter.Options chunked =
          DatasetWriter.Options.standard().encoding("tas", Encoding.none().chunks(73, 18, 36));
      DatasetWriter.write(field().toDataset("tas"), store(), chunked);
      try (Dataset ds = open(store())) {
        for (var job : jobs().entrySet()) {
          WANTED.put(job.getKey(), job.getValue().of(ds.get("tas")).toDoubles());
        }
        Amasia.write(written(ds), target("wanted.nc"));
        Amasia.write(table(ds), target("wanted.csv"));
      }
      return null;
    });
  }

  /// Two variables, whose chunks come by turns where one process writes.
  private static Dataset written(Dataset ds) {
    DataArray tas = ds.get("tas");
    return tas.times(3).toDataset("tas").assign("negative", tas.times(-1));
  }

  private static Dataset table(Dataset ds) {
    return ds.get("tas").mean("time").toDataset("tas");
  }

  private static String target(String name) {
    return data.resolve(name).toString();
  }

  private static void same(double[] actual, double[] wanted, String what) {
    assertThat(actual).as(what).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      if (Double.doubleToRawLongBits(actual[i]) != Double.doubleToRawLongBits(wanted[i])) {
        throw new AssertionError("%s [%d]: %s, not %s".formatted(what, i, actual[i], wanted[i]));
      }
    }
  }

  private static double[] wanted(String job) {
    return Objects.requireNonNull(WANTED.get(job), job);
  }

  private void nothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void everyKindOfStageGivesTheSameBits() throws Exception {
    builder()
        .build()
        .call(() -> {
          try (Dataset ds = open(store())) {
            for (var job : jobs().entrySet()) {
              same(
                  job.getValue().of(ds.get("tas")).toDoubles(), wanted(job.getKey()), job.getKey());
            }
          }
          return null;
        });
    nothingIsLeft();
  }

  @Test
  void whatIsWrittenIsTheSame() throws Exception {
    String zarr = work.resolveSibling(work.getFileName() + ".zarr").toString();
    String nc = work.resolveSibling(work.getFileName() + ".nc").toString();
    Path csv = work.resolveSibling(work.getFileName() + ".csv");
    builder()
        .build()
        .call(() -> {
          try (Dataset ds = open(store())) {
            Amasia.write(written(ds), zarr);
            Amasia.write(written(ds), nc);
            Amasia.write(table(ds), csv.toString());
          }
          return null;
        });
    try (Dataset a = open(zarr);
        Dataset wanted = open(target("wanted.nc"))) {
      same(a.get("tas").toDoubles(), wanted.get("tas").toDoubles(), "Zarr");
    }
    assertThat(Path.of(nc)).hasSameBinaryContentAs(Path.of(target("wanted.nc")));
    assertThat(csv).hasSameTextualContentAs(Path.of(target("wanted.csv")));
    nothingIsLeft();
  }

  @Test
  void aTaskThatFailsSaysWhereAndWhy() throws Exception {
    builder()
        .build()
        .call(() -> {
          try (Dataset ds = open(store())) {
            DataArray tas = ds.get("tas");
            assertThatThrownBy(() -> tas.mapBlocks(EngineConformance::refuse, tas).toDoubles())
                .isInstanceOf(AmasiaException.TaskFailed.class)
                .hasMessageContaining("the function failed for the block")
                .hasMessageContaining("this block is refused")
                .hasStackTraceContaining("EngineConformance.refuse");
          }
          return null;
        });
    nothingIsLeft();
  }

  private static DataArray refuse(DataArray block) {
    throw new IllegalStateException("this block is refused " + block.dims());
  }

  @Test
  void whatRunsIsCancelled() throws Exception {
    var cancel = new Cancel();
    AtomicLong tasks = new AtomicLong();
    Session session =
        builder()
            .cancel(cancel)
            .listener(event -> {
              if (event instanceof Event.TaskFinished && tasks.incrementAndGet() == 1) {
                cancel.cancel();
              }
            })
            .build();
    session.call(() -> {
      try (Dataset ds = open(store())) {
        DataArray tas = ds.get("tas");
        assertThatThrownBy(() -> tas.mapBlocks(EngineConformance::slow, tas).toDoubles())
            .isInstanceOf(AmasiaException.Cancelled.class);
      }
      return null;
    });
    nothingIsLeft();
  }

  private static DataArray slow(DataArray block) {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return block;
  }

  @Test
  void workersThatAreKilledAreReplaced() throws Exception {
    assumeTrue(hasProcesses());
    Path marks = Files.createDirectory(work.resolveSibling(work.getFileName() + "-marks"));
    String folder = marks.toString();
    long client = ProcessHandle.current().pid();
    builder()
        .build()
        .call(() -> {
          try (Dataset ds = open(store())) {
            DataArray tas = ds.get("tas");
            DataArray again = tas.mapBlocks(block -> dieThreeTimes(block, folder, client), tas);
            same(again.std("time").toDoubles(), wanted("reduce"), "with workers killed");
          }
          return null;
        });
    try (Stream<Path> all = Files.list(marks)) {
      assertThat(all.count()).isEqualTo(3);
    }
    nothingIsLeft();
  }

  /// Kills the process it runs in three times in all: only it knows that it is in the middle.
  private static DataArray dieThreeTimes(DataArray block, String folder, long client) {
    long own = ProcessHandle.current().pid();
    for (int k = 0; k < 3 && own != client; k++) {
      try {
        Files.createFile(Path.of(folder, Integer.toString(k)));
        new ProcessBuilder("kill", "-9", Long.toString(own)).start();
        Thread.sleep(60_000);
      } catch (IOException _) {
        // that death was died already
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return block;
  }

  /// A client of its own, which is gone when it has heard of some tasks.
  public static final class DyingClient {
    private DyingClient() {}

    /// Computes until it has heard of some tasks.
    ///
    /// @param arguments engine, work directory, store
    public static void main(String[] arguments) throws Exception {
      AtomicLong tasks = new AtomicLong();
      Session session =
          Session.builder()
              .engine(arguments[0])
              .threads(2)
              .memoryBytes(512 << 20)
              .taskBytes(TASK_BYTES)
              .workDirectory(arguments[1])
              .listener(event -> {
                if (event instanceof Event.TaskFinished && tasks.incrementAndGet() == 5) {
                  Runtime.getRuntime().halt(137);
                }
              })
              .build();
      session.call(() -> {
        try (Dataset ds = open(arguments[2])) {
          return spread(ds.get("tas")).toDoubles();
        }
      });
    }
  }

  @Test
  void whatAKilledClientLeftIsTakenUp() throws Exception {
    assumeTrue(takesOtherClients());
    anotherClientComes();
    Path said = data.resolve("client.txt");
    Process client =
        ChildJvm.of(clientFlags(), DyingClient.class, engine(), work.toString(), store())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int exit = client.waitFor();
    assertThat(exit).as(Files.readString(said)).isEqualTo(137);
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).hasSize(1);
    }
    AtomicLong tasks = new AtomicLong();
    Session session =
        builder()
            .resume(true)
            .listener(event -> tasks.addAndGet(event instanceof Event.TaskFinished ? 1 : 0))
            .build();
    session.call(() -> {
      try (Dataset ds = open(store())) {
        same(spread(ds.get("tas")).toDoubles(), wanted("spread"), "after a client's death");
      }
      return null;
    });
    assertThat(tasks.get()).isBetween(1L, 20L - 5);
    nothingIsLeft();
  }
}
