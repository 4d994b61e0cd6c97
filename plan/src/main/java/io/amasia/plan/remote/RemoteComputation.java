package io.amasia.plan.remote;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Accumulation;
import io.amasia.plan.Cancel;
import io.amasia.plan.Node;
import io.amasia.plan.Plan;
import io.amasia.plan.ReadChunks;
import io.amasia.plan.Run;
import io.amasia.plan.Stage;
import io.amasia.plan.Traffic;
import io.amasia.plan.engine.DetachedStage;
import io.amasia.plan.travel.Beside;
import io.amasia.plan.travel.PlanJson;
import io.amasia.plan.travel.Sources;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

/// One computation in other processes: its stages one after the other.
final class RemoteComputation implements AutoCloseable {
  /// Ranges of tasks read about this much, so that little is lost with a worker.
  private static final long RANGE_BYTES = 64L << 20;

  private static final long MOST_TASKS = 1000;
  private static final long LEAST_RANGES = 64;

  private final Workers workers;
  private final String work;
  private final boolean resume;
  private final ComputationFolder place;
  private final WorkFolder folder;
  private final String plan;
  private final Map<Node, Left> left = new HashMap<>();
  private final WorkersWatch watch;
  private String changed;
  private boolean probed;
  private boolean failed;

  private RemoteComputation(
      Workers workers,
      String work,
      boolean resume,
      ComputationFolder place,
      String plan,
      String changed) {
    this.workers = workers;
    this.work = work;
    this.resume = resume;
    this.place = place;
    this.plan = plan;
    this.changed = changed;
    folder = WorkFolder.of(work, place.name());
    watch = new WorkersWatch(workers.size().memoryBytes());
  }

  /// Values beside a plan whose folder is not known yet, since its name comes from the plan.
  private record Collected(Map<String, MemorySegment> values) implements Beside {
    @Override
    public void leave(String sha256, MemorySegment bytes) {
      values.put(sha256, bytes);
    }

    @Override
    public io.amasia.array.Lease fetch(String sha256, long length) {
      throw new IllegalStateException("nothing is fetched while a plan is written");
    }
  }

  /// Begins a computation of `plan`.
  ///
  /// @param resume whether what an earlier attempt left is taken up
  static RemoteComputation begin(
      Plan plan, Workers workers, String work, boolean resume, Sources sources) {
    var beside = new Collected(new HashMap<>());
    byte[] document = PlanJson.write(plan, beside, sources);
    String sha256 = Beside.sha256(MemorySegment.ofArray(document));
    var changed = new AtomicReference<>("");
    ComputationFolder place =
        ComputationFolder.find(
            work,
            sha256,
            resume,
            since -> {
              changed.set(ReadChunks.changedSince(plan, since).orElse(""));
              return changed.get().isEmpty();
            });
    var computation = new RemoteComputation(workers, work, resume, place, sha256, changed.get());
    try {
      beside.values().forEach(computation.folder::leave);
      computation.folder.leaveDocument(document);
      return computation;
    } catch (Throwable e) {
      computation.failed = true;
      computation.close();
      throw e;
    }
  }

  void run(Stage stage, Run run) {
    failed = true;
    attempt(stage, run);
    failed = false;
  }

  /// Tells how the workers are.
  void look(Run run) {
    watch.look(run.telling());
  }

  private void attempt(Stage stage, Run run) {
    if (!changed.isEmpty()) {
      run.telling().notice(ReadChunks.notice(changed));
      changed = "";
    }
    Map<Node, Left> atHand = new HashMap<>();
    for (Node node : stage.atHand().nodes()) {
      Left where = left.get(node);
      if (where != null) {
        atHand.put(node, where);
      }
    }
    long tasks = stage.tasks().count();
    long perRange = perRange(stage.projection().readBytes(), tasks);
    var document = new StageDocument(stage, atHand, perRange);
    String sha256 = folder.leaveDocument(document.write(plan));
    var detached = new DetachedStage(stage, run.results());
    var ranges = new RangesRun(workers, folder, run, place.isTakenUp(), watch);
    long taskBytes = heldBytes(stage, perRange);
    if (!probed) {
      ranges.probe(packed(sha256, StagePackage.Part.PROBE, 1, taskBytes));
      probed = true;
    }
    ranges.run(
        packed(sha256, StagePackage.Part.TASKS, tasks, taskBytes),
        ranges(tasks, perRange).filter(range -> !isWritten(stage, range)).toList());
    long folds = detached.folds();
    long foldsPerRange = perRange(0, folds);
    ranges.run(
        packed(sha256, StagePackage.Part.FOLD, folds, taskBytes),
        ranges(folds, foldsPerRange).toList());
    boolean empties = !Accumulation.of(stage.outputs()).isEmpty();
    if (empties) {
      leaveEmpties(detached, sha256, run.cancel());
    }
    for (int k = 0; k < stage.outputs().size(); k++) {
      Stage.Output output = stage.outputs().get(k);
      long firstFold = detached.firstFold(k).orElse(-1);
      boolean grouped = isGrouped(output);
      Left where =
          new Left(
              sha256,
              k,
              stage.tasks(),
              output.reducedAxes(),
              grouped,
              perRange,
              folds,
              firstFold,
              foldsPerRange,
              empties);
      switch (output) {
        case Stage.Keep(var node) -> keep(node, where, run);
        case Stage.Spill(var node, var _) -> keep(node, where, run);
        case Stage.Write _ -> {}
      }
    }
    new Handover(folder, sha256, stage, perRange, run).toSinks();
  }

  /// What a worker holds for a task: what any task does, what it gathers to give, and what it was
  /// given and has not left yet.
  private static long heldBytes(Stage stage, long perRange) {
    long given = stage.givenBytes();
    return stage.projection().taskBytes() + given + BatchWriter.heldBytes(given, perRange);
  }

  private static boolean isGrouped(Stage.Output output) {
    return output.isBarrier()
        && output.node().shape().ndim() == output.domain().shape().ndim()
        && !output.reducedAxes().isEmpty();
  }

  private StagePackage packed(String stage, StagePackage.Part part, long count, long taskBytes) {
    return new StagePackage(
        StagePackage.version(), work, place.name(), stage, part, count, taskBytes);
  }

  /// How many tasks a range has: from the plan alone, so that a later attempt finds the same ones.
  private static long perRange(long readBytes, long tasks) {
    long bytesEach = Math.max(1, readBytes / Math.max(1, tasks));
    long most = Math.min(MOST_TASKS, Math.ceilDiv(tasks, LEAST_RANGES));
    return Math.clamp(RANGE_BYTES / bytesEach, 1, Math.max(1, most));
  }

  private static java.util.stream.Stream<TaskRange> ranges(long count, long perRange) {
    return LongStream.range(0, Math.ceilDiv(count, perRange))
        .mapToObj(r -> Left.range(r * perRange, perRange, count));
  }

  /// Whether the sinks have all that the tasks of a range give from an earlier attempt.
  private static boolean isWritten(Stage stage, TaskRange range) {
    for (Stage.Output output : stage.outputs()) {
      for (long i = range.from(); i < range.to(); i++) {
        boolean has =
            output instanceof Stage.Write(var _, var name, var _, var sink)
                && sink.isWritten(name, stage.tasks().box(i));
        if (!has) {
          return false;
        }
      }
    }
    return true;
  }

  private void leaveEmpties(DetachedStage detached, String stage, Cancel cancel) {
    try (var writer = new BatchWriter(folder, stage, Left.EMPTIES)) {
      var traffic = new Traffic.Counter();
      detached.empties(new DetachedStage.Context(writer.at(0, traffic), traffic, _ -> {}, cancel));
      writer.finish();
    }
  }

  private void keep(Node node, Left where, Run run) {
    left.put(node, where);
    run.results().put(node, new LeftArray(folder, node, where));
  }

  /// Removes what was left, unless it failed and is to be resumed.
  @Override
  public void close() {
    boolean kept = failed && resume;
    folder.close();
    if (!kept) {
      folder.remove("");
    }
    place.close();
  }

  /// The error of a range that was lost again and again.
  static AmasiaException.TaskFailed lost(TaskRange range, int times, String workers) {
    return new AmasiaException.TaskFailed(
        "%s were lost %d times: the workers of %s end while they run them, most often because a worker has too little memory; give them more with --memory, or look at their logs"
            .formatted(range, times, workers),
        new IllegalStateException("no report came"));
  }
}
