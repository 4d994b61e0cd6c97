package io.amasia.plan.remote;

import com.sun.management.OperatingSystemMXBean;
import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.plan.Cancel;
import io.amasia.plan.Traffic;
import io.amasia.plan.engine.DetachedStage;
import io.amasia.plan.engine.Leaving;
import io.amasia.plan.remote.BatchFile.Section;
import io.amasia.plan.travel.Sources;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/// Runs tasks in a worker: the one thing a worker has to call. It keeps the plans it has opened for
/// the next tasks of the same computation. Thread-safe.
public final class StageTasks {
  private static final StageTasks PROCESS =
      new StageTasks(io.amasia.plan.travel.StoredSources::new);

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final OpenedPlans plans;

  /// @param sources opens what plans read; once a plan, closed with it if it can be
  StageTasks(Supplier<Sources> sources) {
    plans = new OpenedPlans(sources);
  }

  /// Those of this process.
  public static StageTasks process() {
    return PROCESS;
  }

  /// Runs the tasks of `range` one after the other on this thread and leaves what they give in the
  /// work directory. Does nothing if that is there already. Never throws: what goes wrong is in the
  /// report.
  ///
  /// @param worker the name of this worker, for people
  /// @param cancel stops the tasks, from another thread
  public TaskReport run(StagePackage stage, TaskRange range, String worker, Cancel cancel) {
    try {
      String here = StagePackage.version();
      if (!stage.amasia().equals(here)) {
        throw new AmasiaException.Unsupported(
            "%s runs Amasia %s, the plan was made by %s; put the same version everywhere"
                .formatted(worker, here, stage.amasia()));
      }
      return switch (stage.part()) {
        case PROBE -> probe(stage, range, worker);
        case TASKS, FOLD -> work(stage, range, worker, cancel);
      };
    } catch (Throwable e) {
      return TaskReport.failed(range, worker, Failure.of(e));
    }
  }

  /// The same, everything as JSON: package in, report out.
  public String run(String stagePackage, long from, long to, String worker) {
    TaskRange range = new TaskRange(from, to);
    StagePackage stage;
    try {
      stage = StagePackage.ofJson(stagePackage);
    } catch (AmasiaException e) {
      return TaskReport.failed(range, worker, Failure.of(e)).toJson();
    }
    return run(stage, range, worker, new Cancel()).toJson();
  }

  /// Reads the documents and opens what the plan reads; leaves a word that it did.
  private TaskReport probe(StagePackage stage, TaskRange range, String worker) {
    try (var opened = plans.open(stage)) {
      byte[] word = worker.getBytes(StandardCharsets.UTF_8);
      String name = "seen/" + BatchFile.name(stage.part(), range);
      opened.folder().write(name, MemorySegment.ofArray(word));
    }
    return new TaskReport(range, worker, List.of(), TaskReport.Use.NONE, List.of(), null);
  }

  private TaskReport work(StagePackage stage, TaskRange range, String worker, Cancel cancel) {
    List<String> notices = Collections.synchronizedList(new ArrayList<>());
    List<TaskReport.Ran> ran = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    MemoryPool pool = MemoryPool.process();
    long begin = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    TaskReport.Use use;
    try (var opened = plans.open(stage);
        var watch = pool.watchPeak()) {
      String name = BatchFile.name(stage.part(), range);
      if (!isLeft(opened.folder(), stage.stage(), name)) {
        try (var _ = TaskRoom.PROCESS.enter(stage.taskBytes(), pool.limitBytes(), cancel);
            var writer = new BatchWriter(opened.folder(), stage.stage(), name)) {
          for (long i = range.from(); i < range.to(); i++) {
            var traffic = new Traffic.Counter();
            long start = System.nanoTime();
            Leaving leaving = writer.at(i, traffic);
            var context = new DetachedStage.Context(leaving, traffic, notices::add, cancel);
            run(opened, stage, i, context);
            ends.add(start);
            ran.add(new TaskReport.Ran(i, 0, System.nanoTime() - start, traffic.now()));
          }
          writer.finish();
        }
      }
      use =
          new TaskReport.Use(
              watch.bytes(),
              pool.usedBytes(),
              SYSTEM.getProcessCpuTime() - cpu,
              System.nanoTime() - begin);
    }
    long end = System.nanoTime();
    for (int k = 0; k < ran.size(); k++) {
      TaskReport.Ran each = ran.get(k);
      ran.set(k, new TaskReport.Ran(each.task(), end - ends.get(k), each.nanos(), each.traffic()));
    }
    return new TaskReport(range, worker, ran, use, notices.stream().distinct().toList(), null);
  }

  private static void run(
      OpenedPlans.Opened opened, StagePackage stage, long i, DetachedStage.Context context) {
    if (stage.part() == StagePackage.Part.TASKS) {
      opened.stage().task(i, context);
    } else {
      opened.stage().fold(i, new LeftStates(opened, stage.stage(), context.traffic()), context);
    }
  }

  /// Whether an earlier attempt left all of the range.
  static boolean isLeft(WorkFolder folder, String stage, String name) {
    if (!folder.has(BatchFile.folder(stage) + name)) {
      return false;
    }
    try {
      BatchReader.open(folder, stage, name);
      return true;
    } catch (AmasiaException.Format _) {
      return false; // it is written again
    }
  }

  /// The states that the tasks of a stage left.
  private static final class LeftStates implements DetachedStage.States {
    private final OpenedPlans.Opened opened;
    private final Traffic.Counter traffic;
    private final BatchReaders files;

    LeftStates(OpenedPlans.Opened opened, String stage, Traffic.Counter traffic) {
      this.opened = opened;
      this.traffic = traffic;
      files = new BatchReaders(opened.folder(), stage);
    }

    @Override
    public void forEach(long task, int output, Each each) {
      long count = opened.stage().stage().tasks().count();
      TaskRange range = Left.range(task, opened.perRange(), count);
      String name = BatchFile.name(StagePackage.Part.TASKS, range);
      BatchReader file = files.get(name);
      for (Section section : file.sections(task, output)) {
        if (section.dtype() == null) {
          try (Lease state = file.bytes(section, traffic::restored)) {
            each.state(section.box(), state.segment());
          }
        }
      }
    }
  }
}
