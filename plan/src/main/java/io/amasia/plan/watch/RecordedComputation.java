package io.amasia.plan.watch;

import io.amasia.plan.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// One computation: its plan, stages, workers and bytes, in bounded memory.
final class RecordedComputation {
  private static final int SLOWEST = 25;
  private static final int FAILURES = 20;
  private static final int EXPLAINED = 40_000;

  private final Event.ComputationStarted started;
  private final List<RecordedStage> stages;
  private final String explained;
  private final String graph;
  private final Spans spans = new Spans();
  private final Series series = new Series();
  private final PriorityQueue<Event.TaskFinished> slowest =
      new PriorityQueue<>(Comparator.comparingLong(RecordedComputation::taken));
  private final List<Event.TaskFailed> failures = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private Event.@Nullable ComputationFinished finished;
  private long last;

  RecordedComputation(Event.ComputationStarted started) {
    this.started = started;
    last = started.nanos();
    stages = started.explanation().stageSummaries().stream().map(RecordedStage::new).toList();
    String text = started.explanation().toString();
    explained = text.length() > EXPLAINED ? text.substring(0, EXPLAINED) + "\n…" : text;
    graph = started.explanation().toSvg();
  }

  private static long taken(Event.TaskFinished task) {
    return task.nanos() - task.startNanos();
  }

  void add(Event event) {
    last = Math.max(last, event.nanos());
    switch (event) {
      case Event.StageStarted stage -> stage(stage.stage()).started(stage.nanos());
      case Event.TaskFinished task -> add(task);
      case Event.TaskFailed task -> {
        spans.add(task.worker(), task.stage(), task.startNanos(), task.nanos());
        stage(task.stage()).failed();
        if (failures.size() < FAILURES) {
          failures.add(task);
        }
      }
      case Event.Sampled sample -> series.add(sample);
      case Event.StageFinished stage -> stage(stage.stage()).finished(stage);
      case Event.Noticed notice -> notices.add(notice.text());
      case Event.ComputationFinished end -> finished = end;
      case Event.TaskStarted _, Event.ComputationStarted _ -> {}
    }
  }

  private void add(Event.TaskFinished task) {
    spans.add(task.worker(), task.stage(), task.startNanos(), task.nanos());
    stage(task.stage()).task(task);
    if (slowest.size() < SLOWEST || taken(task) > taken(slowest.element())) {
      slowest.add(task);
      if (slowest.size() > SLOWEST) {
        slowest.remove();
      }
    }
  }

  private RecordedStage stage(int number) {
    return stages.get(number - 1);
  }

  boolean isFinished() {
    return finished != null;
  }

  /// From its first event to the last so far.
  long nanos() {
    return last - started.nanos();
  }

  Map<String, Object> toJson() {
    long origin = started.nanos();
    Event.ComputationFinished end = finished;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", started.computation());
    json.put("at", started.at());
    json.put("engine", started.engine());
    json.put("threads", started.threads());
    json.put("budgetBytes", started.budgetBytes());
    json.put("heldBytes", started.heldBytes());
    json.put("micros", nanos() / 1000);
    json.put("state", end == null ? "running" : end.succeeded() ? "done" : "failed");
    json.put("error", end == null ? "" : end.error());
    json.put("peakBytes", end == null ? 0 : Math.max(0, end.peakBytes() - started.heldBytes()));
    json.put("traffic", end == null ? Map.of() : RecordedStage.traffic(end.traffic()));
    json.put("sentence", started.explanation().sentence());
    json.put("explained", explained);
    json.put("graph", graph);
    json.put("notices", notices);
    json.put(
        "stages",
        stages.stream().map(stage -> stage.toJson(origin, started.heldBytes(), last)).toList());
    json.put("workers", spans.toJson(origin));
    json.put("series", series.toJson(origin));
    json.put("slowest", slowest.stream().sorted(longestFirst()).map(this::task).toList());
    json.put("failures", failures.stream().map(this::failure).toList());
    return json;
  }

  private static Comparator<Event.TaskFinished> longestFirst() {
    return Comparator.comparingLong(RecordedComputation::taken).reversed();
  }

  private Map<String, Object> task(Event.TaskFinished task) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stage", task.stage());
    json.put("task", task.task());
    json.put("worker", task.worker());
    json.put("startMicros", (task.startNanos() - started.nanos()) / 1000);
    json.put("micros", taken(task) / 1000);
    json.put("traffic", RecordedStage.traffic(task.traffic()));
    return json;
  }

  private Map<String, Object> failure(Event.TaskFailed task) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stage", task.stage());
    json.put("task", task.task());
    json.put("worker", task.worker());
    json.put("error", task.error());
    return json;
  }
}
