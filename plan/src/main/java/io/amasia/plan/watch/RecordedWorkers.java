package io.amasia.plan.watch;

import io.amasia.plan.Event;
import io.amasia.plan.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What each worker has done in a computation, and what it does now.
final class RecordedWorkers {
  /// `thread 2` before `thread 10`.
  static final Comparator<String> ORDER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private record Key(int stage, long task) {}

  private static final class Worker {
    private final Map<Key, Long> running = new HashMap<>();
    private long tasks;
    private long failed;
    private long busyNanos;
    private Traffic traffic = Traffic.NONE;
    private boolean changed = true;
    private Event.@Nullable WorkerSampled sample;
    private long peakBytes;

    private Map<String, Object> toJson(String name, long origin, long[] spans) {
      List<long[]> now = new ArrayList<>();
      running.forEach(
          (key, start) -> now.add(new long[] {key.stage, key.task, (start - origin) / 1000}));
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("worker", name);
      json.put("tasks", tasks);
      json.put("failed", failed);
      json.put("busyMicros", busyNanos / 1000);
      json.put("traffic", RecordedStage.traffic(traffic));
      json.put("now", now);
      Event.WorkerSampled known = sample;
      json.put(
          "memory",
          known == null
              ? List.of()
              : List.of(known.memoryBytes(), peakBytes, known.spilledBytes(), known.budgetBytes()));
      json.put("processors", known == null ? 0 : Math.round(known.processors() * 100) / 1e2);
      json.put("spans", spans);
      return json;
    }
  }

  private final Map<String, Worker> workers = new TreeMap<>(ORDER);

  private Worker worker(String name) {
    Worker worker = workers.computeIfAbsent(name, _ -> new Worker());
    worker.changed = true;
    return worker;
  }

  void sampled(Event.WorkerSampled sample) {
    Worker worker = worker(sample.worker());
    worker.sample = sample;
    worker.peakBytes = Math.max(worker.peakBytes, sample.memoryBytes());
  }

  void began(Event.TaskStarted task) {
    worker(task.worker()).running.put(new Key(task.stage(), task.task()), task.nanos());
  }

  void finished(Event.TaskFinished task) {
    Worker worker = worker(task.worker());
    worker.running.remove(new Key(task.stage(), task.task()));
    worker.tasks++;
    worker.busyNanos += task.nanos() - task.startNanos();
    worker.traffic = worker.traffic.plus(task.traffic());
  }

  void failed(Event.TaskFailed task) {
    Worker worker = worker(task.worker());
    worker.running.remove(new Key(task.stage(), task.task()));
    worker.failed++;
    worker.busyNanos += task.nanos() - task.startNanos();
  }

  /// Of each worker: tasks done and failed, microseconds in tasks, bytes moved, the tasks that run
  /// (stage, task, begin), the memory of its process if it has its own (in use, at most, spilled,
  /// budget) and the processors it keeps busy, and `spans`.
  List<Map<String, Object>> toJson(long origin, Map<String, long[]> spans) {
    List<Map<String, Object>> rows = new ArrayList<>();
    workers.forEach((name, worker) ->
        rows.add(worker.toJson(name, origin, spans.getOrDefault(name, new long[0]))));
    return rows;
  }

  /// The same of those that changed since this was asked last.
  List<Map<String, Object>> takeChanges(long origin, Map<String, long[]> spans) {
    List<Map<String, Object>> rows = new ArrayList<>();
    workers.forEach((name, worker) -> {
      if (worker.changed) {
        worker.changed = false;
        rows.add(worker.toJson(name, origin, spans.getOrDefault(name, new long[0])));
      }
    });
    return rows;
  }
}
