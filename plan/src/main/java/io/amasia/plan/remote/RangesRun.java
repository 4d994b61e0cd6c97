package io.amasia.plan.remote;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import io.amasia.plan.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Has the ranges of a stage run until all are done: those that failed or were lost again, a few
/// times.
final class RangesRun {
  /// How often a range that failed is run in all.
  private static final int TRIES = 3;

  /// How often a range may be lost with its worker.
  private static final int LOSSES = 4;

  private final Workers workers;
  private final WorkFolder folder;
  private final Run run;
  private final boolean takesUp;
  private final WorkersWatch watch;

  /// @param takesUp whether some may be done already
  /// @param watch hears of the workers
  RangesRun(Workers workers, WorkFolder folder, Run run, boolean takesUp, WorkersWatch watch) {
    this.workers = workers;
    this.folder = folder;
    this.run = run;
    this.takesUp = takesUp;
    this.watch = watch;
  }

  /// Has workers look whether they see the work directory and can open what the plan reads.
  ///
  /// @throws AmasiaException.Unsupported if they don't see it, or are of another version
  void probe(StagePackage stage) {
    int processes = Math.max(1, workers.size().processes());
    run(stage, IntStream.range(0, processes).mapToObj(i -> new TaskRange(i, i + 1L)).toList());
    Set<String> seen = folder.names("seen");
    if (seen.isEmpty()) {
      throw new AmasiaException.Unsupported(
          "the workers of %s write to another folder than this process sees as %s; name one that all see with --work-dir"
              .formatted(workers.name(), folder.url()));
    }
  }

  /// Has `ranges` of `stage` run.
  ///
  /// @throws RuntimeException what one of them failed by
  /// @throws AmasiaException.Cancelled if the run was cancelled
  void run(StagePackage stage, List<TaskRange> ranges) {
    Map<TaskRange, Integer> failures = new HashMap<>();
    Map<TaskRange, Integer> losses = new HashMap<>();
    List<TaskRange> open = new ArrayList<>(ranges);
    if (takesUp && stage.part() != StagePackage.Part.PROBE) {
      open.removeIf(
          range -> StageTasks.isLeft(folder, stage.stage(), BatchFile.name(stage.part(), range)));
    }
    while (!open.isEmpty()) {
      run.cancel().check();
      var attempt = new Attempt(failures, stage.part());
      attempt.run(stage, open);
      open.removeAll(attempt.done);
      for (TaskRange range : open) {
        boolean reported = attempt.reported.contains(range);
        if (!reported && losses.merge(range, 1, Integer::sum) == LOSSES) {
          throw RemoteComputation.lost(range, LOSSES, workers.name());
        }
      }
    }
  }

  /// One call of the workers. Thread-safe.
  private final class Attempt implements Workers.Listener {
    private final Map<TaskRange, Integer> failures;
    private final Set<TaskRange> done = new HashSet<>();
    private final Set<TaskRange> reported = new HashSet<>();
    private final Cancel stop = new Cancel();
    private final RangeTelling telling;
    private @Nullable Failure last;

    Attempt(Map<TaskRange, Integer> failures, StagePackage.Part part) {
      this.failures = failures;
      telling = new RangeTelling(run.telling(), part);
    }

    void run(StagePackage stage, List<TaskRange> ranges) {
      Runnable cancelled = stop::cancel;
      run.cancel().onCancel(cancelled);
      try {
        workers.run(stage, List.copyOf(ranges), this, stop);
      } catch (AmasiaException.Cancelled e) {
        run.cancel().check();
        throwLast();
        throw e;
      } finally {
        run.cancel().forget(cancelled);
        telling.lostAll("its worker was lost, or stopped");
        watch.ended(run.telling());
      }
      run.cancel().check();
      throwLast();
    }

    private synchronized void throwLast() {
      if (last != null) {
        throw last.toException();
      }
    }

    @Override
    public void started(TaskRange range, String worker) {
      watch.started(range, worker);
      telling.started(range, worker);
    }

    @Override
    public void finished(TaskReport report) {
      watch.finished(report, run.telling());
      if (isDone(report.range())) {
        telling.lost(report.range(), report.worker(), "another worker was quicker");
        return;
      }
      report.notices().forEach(run.telling()::noticeOfData);
      telling.finished(report);
      boolean isLast = note(report);
      if (isLast) {
        stop.cancel();
      }
    }

    private synchronized boolean isDone(TaskRange range) {
      return done.contains(range);
    }

    /// Whether the report is the end of all.
    private synchronized boolean note(TaskReport report) {
      reported.add(report.range());
      Failure failure = report.failure();
      if (failure == null) {
        done.add(report.range());
        return false;
      }
      int times = failures.merge(report.range(), 1, Integer::sum);
      boolean stopped = failure.kind() == Failure.Kind.CANCELLED && stop.isCancelled();
      if (last == null && !stopped && (times == TRIES || !failure.isWorthAnotherTry())) {
        last = failure;
        return true;
      }
      return false;
    }

    @Override
    public void lost(TaskRange range, String worker) {
      watch.lost(range, worker, run.telling());
      telling.lost(range, worker, "its worker was lost, or stopped");
    }

    @Override
    public void notice(String text) {
      run.telling().notice(text);
    }
  }
}
