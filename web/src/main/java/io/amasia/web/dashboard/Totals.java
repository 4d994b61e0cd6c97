package io.amasia.web.dashboard;

import io.amasia.plan.Event;
import io.amasia.plan.Traffic;
import io.amasia.plan.watch.JsonText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What all computations of the process did together, for monitoring. Thread-safe.
final class Totals {
  private static final class Running {
    private Traffic traffic = Traffic.NONE;
    private long reservedBytes;
    private final Map<String, Integer> workers = new HashMap<>();
  }

  private final Map<Long, Running> running = new HashMap<>();
  private long computationsDone;
  private long computationsFailed;
  private long tasksDone;
  private long tasksFailed;
  private double taskSeconds;
  private long budgetBytes;
  private Traffic ended = Traffic.NONE;

  synchronized void accept(Event event) {
    Running one = running.get(event.computation());
    switch (event) {
      case Event.ComputationStarted started -> {
        running.put(event.computation(), new Running());
        budgetBytes = started.budgetBytes();
      }
      case Event.TaskStarted task when one != null ->
          one.workers.merge(task.worker(), 1, Integer::sum);
      case Event.TaskFinished task -> {
        tasksDone++;
        taskSeconds += (task.nanos() - task.startNanos()) / 1e9;
        leave(one, task.worker());
      }
      case Event.TaskFailed task -> {
        tasksFailed++;
        leave(one, task.worker());
      }
      case Event.Sampled sample when one != null -> {
        one.traffic = sample.traffic();
        one.reservedBytes = sample.reservedBytes();
      }
      case Event.ComputationFinished end -> {
        running.remove(event.computation());
        ended = ended.plus(end.traffic());
        computationsDone += end.succeeded() ? 1 : 0;
        computationsFailed += end.succeeded() ? 0 : 1;
      }
      case Event.StageStarted _,
          Event.StageFinished _,
          Event.Noticed _,
          Event.TaskStarted _,
          Event.WorkerSampled _,
          Event.Sampled _ -> {}
    }
  }

  private static void leave(@org.jspecify.annotations.Nullable Running one, String worker) {
    if (one != null) {
      one.workers.merge(worker, -1, Integer::sum);
    }
  }

  private long tasksRunning() {
    return running.values().stream()
        .flatMap(one -> one.workers.values().stream())
        .mapToLong(n -> Math.max(0, n))
        .sum();
  }

  private Traffic traffic() {
    Traffic all = ended;
    for (Running one : running.values()) {
      all = all.plus(one.traffic);
    }
    return all;
  }

  /// Counts as JSON.
  synchronized String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("computations", computationsDone + computationsFailed + running.size());
    json.put("computationsRunning", running.size());
    json.put("computationsFailed", computationsFailed);
    json.put("tasksDone", tasksDone);
    json.put("tasksRunning", tasksRunning());
    json.put("tasksFailed", tasksFailed);
    json.put("readBytes", traffic().readBytes());
    json.put("decodedBytes", traffic().decodedBytes());
    json.put("writtenBytes", traffic().writtenBytes());
    json.put("spilledBytes", traffic().spilledBytes());
    json.put("restoredBytes", traffic().restoredBytes());
    return JsonText.of(json);
  }

  /// The same in Prometheus's [text
  /// format](https://prometheus.io/docs/instrumenting/exposition_formats/).
  synchronized String toMetrics(Machine machine) {
    var text = new Metrics();
    text.family("amasia_computations_total", "counter", "Computations that ended.")
        .value("state=\"done\"", computationsDone)
        .value("state=\"failed\"", computationsFailed);
    text.family("amasia_computations_running", "gauge", "Computations that run.")
        .value("", running.size());
    text.family("amasia_tasks_total", "counter", "Tasks that ended.")
        .value("state=\"done\"", tasksDone)
        .value("state=\"failed\"", tasksFailed);
    text.family("amasia_tasks_running", "gauge", "Tasks that run.").value("", tasksRunning());
    text.family("amasia_task_seconds_total", "counter", "Time in tasks that are done.")
        .value("", taskSeconds);
    Traffic all = traffic();
    text.family("amasia_bytes_total", "counter", "Bytes moved.")
        .value("kind=\"read\"", all.readBytes())
        .value("kind=\"decoded\"", all.decodedBytes())
        .value("kind=\"written\"", all.writtenBytes())
        .value("kind=\"spilled\"", all.spilledBytes())
        .value("kind=\"restored\"", all.restoredBytes());
    Machine.Look look = machine.last();
    text.family("amasia_memory_bytes", "gauge", "Memory of arrays, of the heap, of the process.")
        .value("kind=\"budget\"", budgetBytes)
        .value("kind=\"pool\"", look.poolBytes())
        .value(
            "kind=\"reserved\"",
            running.values().stream().mapToLong(one -> one.reservedBytes).sum())
        .value("kind=\"heap\"", look.heapBytes())
        .value("kind=\"resident\"", look.residentBytes());
    text.family("amasia_cpu_seconds_total", "counter", "Processor time of the process.")
        .value("", machine.cpuSeconds());
    return text.toString();
  }

  private static final class Metrics {
    private final StringBuilder text = new StringBuilder();
    private String name = "";

    Metrics family(String family, String type, String help) {
      name = family;
      text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(family, help, family, type));
      return this;
    }

    Metrics value(String labels, Number value) {
      text.append(name).append(labels.isEmpty() ? "" : "{" + labels + "}");
      text.append(' ').append(value).append('\n');
      return this;
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
