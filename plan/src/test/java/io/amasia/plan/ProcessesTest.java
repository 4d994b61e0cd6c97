package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Child processes as workers: what they share is the work directory alone.
class ProcessesTest {
  private static final Shape FIELD = Shape.of(40, 50, 60);

  @TempDir Path work;

  private Session.Builder builder() {
    return Session.builder()
        .engine("processes[2]")
        .threads(2)
        .memoryBytes(256 << 20)
        .taskBytes(8_000)
        .workDirectory(work.toString());
  }

  private static Node field() {
    return Nodes.make(new Operation.Random(7, Chunks.regular(FIELD, 1, 50, 60)), List.of());
  }

  private static Node mean() {
    return Nodes.reduce(field(), Reduction.of(Reduction.Kind.MEAN), List.of(0, 2));
  }

  private static NdArray serial(Node node) {
    return Session.builder()
        .engine("serial")
        .taskBytes(8_000)
        .build()
        .compute(List.of(node))
        .getFirst();
  }

  private static void same(NdArray actual, NdArray wanted) {
    assertThat(actual.data().mismatch(wanted.data())).isEqualTo(-1);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(work)) {
      return all.toList();
    }
  }

  @Test
  void sumsHaveTheSameBitsAndNothingIsLeft() throws IOException {
    same(builder().build().compute(List.of(mean())).getFirst(), serial(mean()));
    assertThat(left()).isEmpty();
  }

  @Test
  void theMemoryOfEachWorkerIsTold() {
    Queue<Event> heard = new ConcurrentLinkedQueue<>();
    builder().listener(heard::add).build().compute(List.of(mean())).getFirst().close();
    assertThat(heard)
        .filteredOn(Event.WorkerSampled.class::isInstance)
        .map(Event.WorkerSampled.class::cast)
        .allMatch(sample -> sample.budgetBytes() == 128 << 20)
        .anyMatch(sample -> sample.worker().equals("process 1") && sample.memoryBytes() > 0);
  }

  /// Of a computation as a whole: what a worker has spilled only grows, and where nothing is left
  /// to do its memory falls and its processors are idle.
  @Test
  void workersAreIdleInTheEnd() {
    Queue<Event.WorkerSampled> heard = new ConcurrentLinkedQueue<>();
    Node field = field();
    Node sums = Nodes.reduce(field, Reduction.of(Reduction.Kind.SUM), List.of(0));
    Node twice = Nodes.elementwise(Op.Binary.ADD, sums, sums);
    builder()
        .listener(event -> {
          if (event instanceof Event.WorkerSampled sample) {
            heard.add(sample);
          }
        })
        .build()
        .compute(List.of(Nodes.reduce(twice, Reduction.of(Reduction.Kind.SUM), List.of(0))))
        .getFirst()
        .close();
    for (String worker : List.of("process 1", "process 2")) {
      List<Event.WorkerSampled> own =
          heard.stream().filter(sample -> sample.worker().equals(worker)).toList();
      assertThat(own).extracting(Event.WorkerSampled::spilledBytes).isSorted();
      assertThat(own.getLast().processors()).isZero();
      assertThat(own.getLast().memoryBytes())
          .isLessThan(own.stream().mapToLong(Event.WorkerSampled::memoryBytes).max().orElse(0));
    }
  }

  @Test
  void eachTaskIsToldToBeginAndToEndOnce() {
    Queue<Event> heard = new ConcurrentLinkedQueue<>();
    builder().listener(heard::add).build().compute(List.of(mean())).getFirst().close();
    List<Long> begun =
        heard.stream()
            .filter(Event.TaskStarted.class::isInstance)
            .map(event -> ((Event.TaskStarted) event).task())
            .toList();
    assertThat(begun).doesNotHaveDuplicates().hasSizeGreaterThan(4);
    assertThat(heard)
        .filteredOn(Event.TaskFinished.class::isInstance)
        .extracting(event -> ((Event.TaskFinished) event).task())
        .containsExactlyInAnyOrderElementsOf(begun);
  }

  @Test
  void aFunctionOfTheUsersIsSent() {
    double factor = 3;
    Node doubled =
        Sweeps.mapBlocks(
            List.of(field()),
            blocks -> times(blocks.getFirst(), factor),
            DType.FLOAT64,
            field().chunks(),
            List.of());
    same(builder().build().compute(List.of(doubled)).getFirst(), serial(doubled));
  }

  private static NdArray times(NdArray block, double factor) {
    double[] values = block.toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return NdArray.of(block.shape(), values);
  }

  @Test
  void anErrorKeepsItsKindAndItsWords() throws IOException {
    Node failing =
        Sweeps.mapBlocks(
            List.of(field()), ProcessesTest::refuse, DType.FLOAT64, field().chunks(), List.of());
    Queue<Event> heard = new ConcurrentLinkedQueue<>();
    assertThatThrownBy(() -> builder().listener(heard::add).build().compute(List.of(failing)))
        .isInstanceOf(AmasiaException.TaskFailed.class)
        .hasMessageContaining("failed for")
        .hasMessageContaining("not this block")
        .hasStackTraceContaining("ProcessesTest.refuse");
    assertThat(left()).isEmpty();
    assertThat(heard)
        .filteredOn(Event.TaskFailed.class::isInstance)
        .map(Event.TaskFailed.class::cast)
        .anyMatch(task ->
            task.error().contains("not this block") && task.worker().startsWith("process "));
  }

  private static NdArray refuse(List<NdArray> blocks) {
    throw new IllegalStateException("not this block of " + blocks.size());
  }

  @Test
  void whatCannotBeSentIsSaidBeforeAnythingRuns() {
    Thread thread = Thread.currentThread();
    Node held =
        Sweeps.mapBlocks(
            List.of(field()),
            blocks -> times(blocks.getFirst(), thread.getPriority()),
            DType.FLOAT64,
            field().chunks(),
            List.of());
    assertThatThrownBy(() -> builder().build().compute(List.of(held)))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("java.lang.Thread");
  }

  @Test
  void aWorkerThatIsKilledIsReplaced() throws IOException {
    isReplaced("KILL");
  }

  /// What the JVM prints of its crash is no report.
  @Test
  @Timeout(60)
  void aWorkerThatCrashesIsReplaced() throws IOException {
    String pid = isReplaced("SEGV");
    Files.deleteIfExists(Path.of("hs_err_pid" + pid + ".log"));
  }

  /// Gives the number of the process that a signal has ended.
  private String isReplaced(String signal) throws IOException {
    Path once = work.resolveSibling(work.getFileName() + "-once");
    String mark = once.toString();
    Node dying =
        Sweeps.mapBlocks(
            List.of(field()),
            blocks -> dieOnce(blocks, signal, mark),
            DType.FLOAT64,
            field().chunks(),
            List.of());
    Node sum = Nodes.reduce(dying, Reduction.of(Reduction.Kind.SUM), List.of(0));
    Node wanted = Nodes.reduce(field(), Reduction.of(Reduction.Kind.SUM), List.of(0));
    same(builder().build().compute(List.of(sum)).getFirst(), serial(wanted));
    String pid = Files.readString(once);
    Files.delete(once);
    assertThat(left()).isEmpty();
    return pid;
  }

  /// Ends the process it runs in, as nothing else can be seen to do at a given moment.
  private static NdArray dieOnce(List<NdArray> blocks, String signal, String mark) {
    String pid = Long.toString(ProcessHandle.current().pid());
    try {
      Files.writeString(Path.of(mark), pid, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      return blocks.getFirst();
    }
    try {
      new ProcessBuilder("kill", "-" + signal, pid).start();
      Thread.sleep(60_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return blocks.getFirst();
  }

  @Test
  void theChildrenEndWithTheSessionsThatHaveThem() throws Exception {
    Set<ProcessHandle> before = children();
    Session.Builder own = builder().memoryBytes(192 << 20);
    Session other = own.build();
    Set<ProcessHandle> started;
    try (Session session = own.build()) {
      session.compute(List.of(mean())).getFirst().close();
      started = children();
      started.removeAll(before);
      assertThat(started).hasSize(2);
    }
    assertThat(started).allMatch(ProcessHandle::isAlive);
    other.close();
    for (ProcessHandle child : started) {
      child.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  @Test
  void whatRunsIsStopped() throws IOException {
    var cancel = new Cancel();
    Node slow =
        Sweeps.mapBlocks(
            List.of(field()), ProcessesTest::sleep, DType.FLOAT64, field().chunks(), List.of());
    Session session = builder().cancel(cancel).build();
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(700);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          cancel.cancel();
        });
    assertThatThrownBy(() -> session.compute(List.of(slow)))
        .isInstanceOf(AmasiaException.Cancelled.class);
    assertThat(left()).isEmpty();
  }

  private static NdArray sleep(List<NdArray> blocks) {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return blocks.getFirst();
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws IOException {
    Path file = Files.createFile(work.resolve("file"));
    Session session = builder().workDirectory(file.toString()).build();
    assertThatThrownBy(() -> session.compute(List.of(mean())))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("work directory")
        .hasMessageContaining("--work-dir");
  }

  @Test
  void urlsAreReadInOnePlace() {
    assertThat(EngineUrl.of("processes[4]")).isEqualTo(new EngineUrl.Processes(4));
    assertThat(EngineUrl.of("local-cluster[2,1,1024]"))
        .isEqualTo(new EngineUrl.LocalCluster(2, 1, 1024));
    assertThat(EngineUrl.of("spark://head:7077"))
        .isEqualTo(new EngineUrl.Spark("spark://head:7077"));
    assertThatThrownBy(() -> EngineUrl.of("processes[0]"))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("a number of at least 1");
    assertThatThrownBy(() -> Session.builder().engine("spark-local[2]").build())
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("amasia-spark");
  }
}
