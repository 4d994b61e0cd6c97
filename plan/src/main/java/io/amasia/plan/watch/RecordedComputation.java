package io.amasia.plan.watch;

import io.amasia.plan.Event;
import io.amasia.plan.Explanation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// One computation: its plan, stages, workers and bytes, in bounded memory.
final class RecordedComputation {
  private static final int SLOWEST = 25;
  private static final int FAILURES = 20;

  /// Spans and points of time between two looks at what changed.
  private static final int FRESH = 400;

  private static final int EXPLAINED = 40_000;

  /// What is kept of how it began: not the plan, which would hold the arrays it computes with.
  private record Begun(
      long computation,
      long nanos,
      Instant at,
      String engine,
      int threads,
      long budgetBytes,
      long heldBytes,
      long tasks,
      String sentence) {
    static Begun of(Event.ComputationStarted event) {
      return new Begun(
          event.computation(),
          event.nanos(),
          event.at(),
          event.engine(),
          event.threads(),
          event.budgetBytes(),
          event.heldBytes(),
          event.explanation().tasks(),
          event.explanation().sentence());
    }
  }

  private final Begun started;
  private final List<RecordedStage> stages;
  private final String explained;
  private final String graph;
  private final String tasksGraph;
  private final RecordedWorkers workers = new RecordedWorkers();
  private final Spans spans = new Spans(Spans.MOST);
  private final Series series = new Series(Series.MOST);
  private Spans freshSpans = new Spans(FRESH);
  private Series freshSeries = new Series(FRESH);
  private final PriorityQueue<Event.TaskFinished> slowest =
      new PriorityQueue<>(Comparator.comparingLong(RecordedComputation::taken));
  private final List<Event.TaskFailed> failures = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private Event.@Nullable ComputationFinished finished;
  private long last;

  RecordedComputation(Event.ComputationStarted event) {
    Explanation explanation = event.explanation();
    started = Begun.of(event);
    last = started.nanos();
    stages = explanation.stageSummaries().stream().map(RecordedStage::new).toList();
    String text = explanation.toString();
    explained = text.length() > EXPLAINED ? text.substring(0, EXPLAINED) + "\n…" : text;
    graph = explanation.toSvg();
    tasksGraph = explanation.toTaskSvg();
  }

  private static long taken(Event.TaskFinished task) {
    return task.nanos() - task.startNanos();
  }

  void add(Event event) {
    last = Math.max(last, event.nanos());
    switch (event) {
      case Event.StageStarted stage -> stage(stage.stage()).started(stage.nanos());
      case Event.TaskFinished task -> add(task);
      case Event.TaskStarted task -> {
        workers.began(task);
        stage(task.stage()).began(task);
      }
      case Event.TaskFailed task -> {
        addSpan(task.worker(), task.stage(), task.startNanos(), task.nanos());
        workers.failed(task);
        stage(task.stage()).failed(task);
        if (failures.size() < FAILURES) {
          failures.add(task);
        }
      }
      case Event.Sampled sample -> {
        series.add(sample);
        freshSeries.add(sample);
      }
      case Event.WorkerSampled sample -> workers.sampled(sample);
      case Event.StageFinished stage -> stage(stage.stage()).finished(stage);
      case Event.Noticed notice -> notices.add(notice.text());
      case Event.ComputationFinished end -> finished = end;
      case Event.ComputationStarted _ -> {}
    }
  }

  private void addSpan(String worker, int stage, long start, long end) {
    spans.add(worker, stage, start, end);
    freshSpans.add(worker, stage, start, end);
  }

  private void add(Event.TaskFinished task) {
    addSpan(task.worker(), task.stage(), task.startNanos(), task.nanos());
    workers.finished(task);
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

  /// What lists of computations say.
  Map<String, Object> summary() {
    Event.ComputationFinished end = finished;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", started.computation());
    json.put("at", started.at());
    json.put("engine", started.engine());
    json.put("micros", nanos() / 1000);
    json.put("state", end == null ? "running" : end.succeeded() ? "done" : "failed");
    json.put("error", end == null ? "" : end.error());
    json.put("what", stages.isEmpty() ? "nothing" : stages.getLast().what());
    json.put("tasks", started.tasks());
    json.put("peakBytes", end == null ? 0 : Math.max(0, end.peakBytes() - started.heldBytes()));
    json.put("traffic", end == null ? Map.of() : RecordedStage.traffic(end.traffic()));
    return json;
  }

  Map<String, Object> toJson() {
    long origin = started.nanos();
    Map<String, Object> json = summary();
    json.put("threads", started.threads());
    json.put("budgetBytes", started.budgetBytes());
    json.put("heldBytes", started.heldBytes());
    json.put("sentence", started.sentence());
    json.put("explained", explained);
    json.put("graph", graph);
    json.put("tasksGraph", tasksGraph);
    json.put(
        "stages",
        stages.stream().map(stage -> stage.toJson(origin, started.heldBytes(), last)).toList());
    json.put("workers", workers.toJson(origin, spans.toJson(origin)));
    json.put("series", series.toJson(origin));
    putEndsOfTasks(json);
    return json;
  }

  private void putEndsOfTasks(Map<String, Object> json) {
    json.put("slowest", slowest.stream().sorted(longestFirst()).map(this::task).toList());
    json.put("failures", failures.stream().map(this::failure).toList());
    json.put("notices", notices);
  }

  /// What changed since this was asked last: stages by number, workers with their new spans, new
  /// points of the series.
  Map<String, Object> takeChanges() {
    long origin = started.nanos();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", started.computation());
    json.put("micros", nanos() / 1000);
    Map<String, Object> changed = new LinkedHashMap<>();
    for (int i = 0; i < stages.size(); i++) {
      RecordedStage stage = stages.get(i);
      if (stage.takeChange()) {
        changed.put(Integer.toString(i + 1), stage.toJson(origin, started.heldBytes(), last));
      }
    }
    json.put("stages", changed);
    json.put("workers", workers.takeChanges(origin, freshSpans.toJson(origin)));
    json.put("series", freshSeries.toJson(origin));
    putEndsOfTasks(json);
    freshSpans = new Spans(FRESH);
    freshSeries = new Series(FRESH);
    return json;
  }

  /// How tasks of stage `number` are: see [TaskStates#toJson]; nothing if there is no such stage.
  Map<String, Object> tasksJson(int number, long from, long to, int most) {
    return number < 1 || number > stages.size()
        ? Map.of()
        : stage(number).tasksJson(from, to, most);
  }

  /// The box of a task; empty if there is no such task.
  Optional<String> boxOf(int number, long task) {
    boolean known =
        number >= 1 && number <= stages.size() && task >= 0 && task < stage(number).grid().count();
    return known ? Optional.of(stage(number).grid().box(task).toString()) : Optional.empty();
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
    json.put("micros", (task.nanos() - started.nanos()) / 1000);
    json.put("box", stage(task.stage()).grid().box(task.task()).toString());
    json.put("error", task.error());
    return json;
  }
}
