package io.amasia.plan.remote;

import io.amasia.plan.Telling;
import io.amasia.plan.Traffic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells listeners of ranges in their words, which are tasks. While a worker runs a range its first
/// task counts as begun; the others are told with its report. Each that began is told to have
/// ended, also where no report comes. Thread-safe.
final class RangeTelling {
  private final Telling telling;
  private final boolean areTasks;
  private final Map<Begun, Long> begun = new HashMap<>();
  private final Set<TaskRange> reported = new HashSet<>();

  /// A range and who runs it.
  private record Begun(TaskRange range, String worker) {}

  /// @param part folding is no task of the plan; what it moves counts
  RangeTelling(Telling telling, StagePackage.Part part) {
    this.telling = telling;
    areTasks = part == StagePackage.Part.TASKS;
  }

  /// `worker` begins `range`. Who hears of that later than of the report has heard all.
  synchronized void started(TaskRange range, String worker) {
    long now = System.nanoTime();
    boolean isNews = areTasks && !reported.contains(range);
    if (isNews && begun.putIfAbsent(new Begun(range, worker), now) == null) {
      telling.started(range.from(), worker, now);
    }
  }

  /// `worker` ends `range` and says nothing of it.
  synchronized void lost(TaskRange range, String worker, String why) {
    Long since = begun.remove(new Begun(range, worker));
    if (since != null) {
      telling.failed(range.from(), worker, since, why);
    }
  }

  /// All that have not ended yet end so.
  synchronized void lostAll(String why) {
    List.copyOf(begun.keySet()).forEach(each -> lost(each.range(), each.worker(), why));
  }

  synchronized void finished(TaskReport report) {
    if (!areTasks) {
      report.tasks().forEach(ran -> telling.moved().add(ran.traffic()));
      return;
    }
    TaskRange range = report.range();
    String worker = report.worker();
    started(range, worker);
    reported.add(range);
    if (report.failure() != null) {
      lost(range, worker, report.failure().message());
      return;
    }
    begun.remove(new Begun(range, worker));
    loseCopies(report);
    long now = System.nanoTime();
    for (TaskReport.Ran ran : report.tasks()) {
      long start = now - ran.beforeEndNanos();
      if (ran.task() != range.from()) {
        telling.started(ran.task(), worker, start);
      }
      telling.ran(ran.task(), worker, start, start + ran.nanos(), ran.traffic());
    }
    if (report.tasks().isEmpty()) { // an earlier attempt had left all
      telling.ran(range.from(), worker, now, now, Traffic.NONE);
    }
  }

  private void loseCopies(TaskReport report) {
    for (Begun each : List.copyOf(begun.keySet())) {
      if (each.range().equals(report.range()) && !each.worker().equals(report.worker())) {
        lost(each.range(), each.worker(), report.worker() + " ran it");
      }
    }
  }
}
