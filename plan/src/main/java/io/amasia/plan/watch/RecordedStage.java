package io.amasia.plan.watch;

import io.amasia.plan.Event;
import io.amasia.plan.Explanation.StageSummary;
import io.amasia.plan.Stage;
import io.amasia.plan.TaskGrid;
import io.amasia.plan.Traffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A stage as it was projected and as it went.
final class RecordedStage {
  /// Times of tasks are counted in buckets, eight for each doubling.
  private static final int BUCKETS = 8 * 40;

  /// Parts of the tasks whose states pages draw.
  private static final int PARTS = 256;

  private final StageSummary summary;
  private final long[] times = new long[BUCKETS];
  private long start;
  private long end;
  private long peakBytes;
  private long tasks;
  private long failed;
  private long busyNanos;
  private long longestNanos;
  private Traffic traffic = Traffic.NONE;
  private boolean changed = true;
  private final TaskStates states;

  RecordedStage(StageSummary summary) {
    this.summary = summary;
    states = new TaskStates(summary.tasks());
  }

  String what() {
    return summary.what();
  }

  TaskGrid grid() {
    return summary.grid();
  }

  /// Whether it changed since this was asked last.
  boolean takeChange() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /// How its tasks are: see [TaskStates#toJson].
  Map<String, Object> tasksJson(long from, long to, int most) {
    return states.toJson(from, to, most);
  }

  void started(long nanos) {
    start = nanos;
    changed = true;
  }

  void began(Event.TaskStarted task) {
    states.began(task.task());
    changed = true;
  }

  void finished(Event.StageFinished finished) {
    end = finished.nanos();
    peakBytes = finished.peakBytes();
    changed = true;
  }

  void task(Event.TaskFinished task) {
    long nanos = task.nanos() - task.startNanos();
    tasks++;
    busyNanos += nanos;
    longestNanos = Math.max(longestNanos, nanos);
    traffic = traffic.plus(task.traffic());
    times[bucket(nanos)]++;
    states.finished(task.task());
    changed = true;
  }

  void failed(Event.TaskFailed task) {
    failed++;
    states.failed(task.task());
    changed = true;
  }

  private static int bucket(long nanos) {
    double doublings = Math.log(Math.max(1, nanos) / 1000.0) / Math.log(2);
    return Math.clamp(Math.round(8 * doublings), 0, BUCKETS - 1);
  }

  /// The time that `share` of the tasks took at most, within a twentieth of it.
  private long timeOf(double share) {
    long wanted = (long) Math.ceil(share * tasks);
    long seen = 0;
    for (int b = 0; b < BUCKETS; b++) {
      seen += times[b];
      if (seen >= wanted && seen > 0) {
        return Math.min(longestNanos, Math.round(1000 * Math.pow(2, b / 8.0)));
      }
    }
    return 0;
  }

  /// @param held bytes that were in use when the computation began, which are not the stage's
  Map<String, Object> toJson(long origin, long held, long until) {
    Stage.Projection projection = summary.projection();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("what", summary.what());
    json.put("tasks", summary.tasks());
    json.put("done", tasks);
    json.put("failed", failed);
    json.put("running", end == 0 ? states.running() : 0);
    Map<String, Object> parts = states.toJson(0, summary.tasks(), PARTS);
    boolean told = start != 0 && tasks < summary.tasks();
    json.put("per", parts.get("per"));
    json.put("parts", told ? parts.get("parts") : List.of());
    json.put("box", summary.taskBox());
    json.put("domain", summary.domain());
    json.put("chunks", projection.chunks());
    json.put("taskBytes", projection.taskBytes());
    json.put("heldBytes", projection.heldBytes());
    json.put("stateBytes", projection.stateBytes());
    json.put("toReadBytes", projection.readBytes());
    json.put("begun", start != 0);
    json.put("startMicros", start == 0 ? 0 : (start - origin) / 1000);
    json.put("endMicros", ((end == 0 ? Math.max(start, until) : end) - origin) / 1000);
    json.put("peakBytes", Math.max(0, peakBytes - held));
    json.put("busyMicros", busyNanos / 1000);
    json.put("medianMicros", timeOf(0.5) / 1000);
    json.put("slowMicros", timeOf(0.95) / 1000);
    json.put("longestMicros", longestNanos / 1000);
    json.put("traffic", traffic(traffic));
    return json;
  }

  static Map<String, Object> traffic(Traffic traffic) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("read", traffic.readBytes());
    json.put("decoded", traffic.decodedBytes());
    json.put("written", traffic.writtenBytes());
    json.put("spilled", traffic.spilledBytes());
    json.put("restored", traffic.restoredBytes());
    return json;
  }
}
