package io.amasia.web.dashboard;

import io.amasia.plan.Event;
import io.amasia.plan.watch.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happened, a line each: beginnings, ends, notices and failures, the last thousand.
/// Thread-safe.
final class LogBook {
  private static final int MOST = 1_000;

  /// Failed tasks of a computation that are told one by one: when one fails, those beside it are
  /// stopped.
  private static final int FAILURES = 20;

  private enum Level {
    INFO,
    WARNING,
    ERROR
  }

  private static final class Running {
    final Event.ComputationStarted started;
    int failures;

    Running(Event.ComputationStarted started) {
      this.started = started;
    }

    Instant at(long nanos) {
      return started.at().plus(Duration.ofNanos(nanos - started.nanos()));
    }
  }

  private final Map<Long, Running> running = new HashMap<>();
  private final Deque<Map<String, Object>> lines = new ArrayDeque<>();
  private int fresh;

  /// Lines so far: a page may be told one both by the list and as new.
  private long written;

  synchronized void accept(Event event) {
    if (event instanceof Event.ComputationStarted started) {
      running.put(event.computation(), new Running(started));
      add(event, Level.INFO, "begins: " + started.explanation().sentence());
      return;
    }
    switch (event) {
      case Event.Noticed notice -> add(event, Level.WARNING, notice.text());
      case Event.TaskFailed task -> failed(task);
      case Event.ComputationFinished end -> {
        double seconds = Duration.ofNanos(end.nanos() - startOf(end)).toMillis() / 1e3;
        add(
            event,
            end.succeeded() ? Level.INFO : Level.ERROR,
            end.succeeded() ? "done in " + seconds + " s" : "failed: " + end.error());
        running.remove(event.computation());
      }
      case Event.ComputationStarted _,
          Event.StageStarted _,
          Event.TaskStarted _,
          Event.TaskFinished _,
          Event.Sampled _,
          Event.WorkerSampled _,
          Event.StageFinished _ -> {}
    }
  }

  private long startOf(Event event) {
    Running known = running.get(event.computation());
    return known == null ? event.nanos() : known.started.nanos();
  }

  private void failed(Event.TaskFailed task) {
    Running known = running.get(task.computation());
    if (known == null || ++known.failures > FAILURES) {
      return;
    }
    var box =
        known.started.explanation().stageSummaries().get(task.stage() - 1).grid().box(task.task());
    add(
        task,
        Level.ERROR,
        "task %d of stage %d, %s, on %s: %s"
            .formatted(task.task(), task.stage(), box, task.worker(), task.error()));
  }

  private void add(Event event, Level level, String text) {
    Running known = running.get(event.computation());
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("number", ++written);
    line.put("at", known == null ? Instant.now() : known.at(event.nanos()));
    line.put("level", level.name().toLowerCase(java.util.Locale.ROOT));
    line.put("computation", event.computation());
    line.put("text", text);
    lines.add(line);
    fresh++;
    if (lines.size() > MOST) {
      lines.remove();
    }
  }

  /// All lines, oldest first.
  synchronized String toJson() {
    return JsonText.of(lines);
  }

  /// The lines since this was asked last, if there are any.
  synchronized Optional<String> takeNew() {
    if (fresh == 0) {
      return Optional.empty();
    }
    List<Map<String, Object>> all = new ArrayList<>(lines);
    List<Map<String, Object>> last = all.subList(Math.max(0, all.size() - fresh), all.size());
    fresh = 0;
    return Optional.of(JsonText.of(last));
  }
}
