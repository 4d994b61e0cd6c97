package io.amasia.plan.watch;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Event;
import io.amasia.plan.Traffic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes every event in the trace event format that Chrome's `about:tracing` and Perfetto open: a
/// process a computation, a thread a worker, counters of memory and bytes. Thread-safe.
///
/// The file appears when this is closed. Source: [trace event
/// format](https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU).
public final class Trace implements Consumer<Event>, AutoCloseable {
  /// The thread of stages; workers are counted from 1.
  private static final int STAGES = 0;

  private final Path file;
  private final Path partial;
  private final BufferedWriter out;
  private final Map<Long, Traced> computations = new HashMap<>();
  private @Nullable IOException broken;
  private boolean first = true;

  /// What is known of a computation that runs.
  private static final class Traced {
    final List<String> stages = new ArrayList<>();
    final Map<String, Integer> workers = new HashMap<>();
    long stageNanos;
  }

  /// @throws AmasiaException.Format if `file` can't be written
  public Trace(Path file) {
    this.file = file;
    partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      out = Files.newBufferedWriter(partial);
      out.write("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n");
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private AmasiaException.Format failed(IOException e) {
    return new AmasiaException.Format("can't write the trace '%s': %s".formatted(file, e), e);
  }

  @Override
  public synchronized void accept(Event event) {
    long number = event.computation();
    switch (event) {
      case Event.ComputationStarted started -> {
        var traced = new Traced();
        started.explanation().stageSummaries().forEach(stage -> traced.stages.add(stage.what()));
        computations.put(number, traced);
        name("process_name", number, STAGES, "computation " + number);
        name("thread_name", number, STAGES, "stages");
      }
      case Event.StageStarted stage -> traced(event).stageNanos = stage.nanos();
      case Event.StageFinished stage -> {
        Map<String, Object> record =
            record("X", event, STAGES, traced(event).stages.get(stage.stage() - 1));
        lasts(record, traced(event).stageNanos, stage.nanos());
        record.put("args", Map.of("stage", stage.stage(), "peakBytes", stage.peakBytes()));
        write(record);
      }
      case Event.TaskFinished task -> {
        Map<String, Object> record = task(task, task.worker(), task.stage());
        lasts(record, task.startNanos(), task.nanos());
        Map<String, Object> args = RecordedStage.traffic(task.traffic());
        args.put("task", task.task());
        record.put("args", args);
        write(record);
      }
      case Event.TaskFailed task -> {
        Map<String, Object> record = task(task, task.worker(), task.stage());
        lasts(record, task.startNanos(), task.nanos());
        record.put("args", Map.of("task", task.task(), "error", task.error()));
        write(record);
      }
      case Event.Sampled sample -> {
        counter(
            sample,
            "memory",
            Map.of("in use", sample.memoryBytes(), "reserved", sample.reservedBytes()));
        Traffic moved = sample.traffic();
        counter(sample, "bytes", RecordedStage.traffic(moved));
      }
      case Event.WorkerSampled sample ->
          counter(sample, "memory of " + sample.worker(), Map.of("in use", sample.memoryBytes()));
      case Event.Noticed notice -> {
        Map<String, Object> record = record("i", event, STAGES, notice.text());
        record.put("s", "p");
        write(record);
      }
      case Event.ComputationFinished _ -> computations.remove(number);
      case Event.TaskStarted _ -> {}
    }
  }

  private Traced traced(Event event) {
    return computations.computeIfAbsent(event.computation(), _ -> new Traced());
  }

  private Map<String, Object> task(Event event, String worker, int stage) {
    Traced traced = traced(event);
    Integer thread = traced.workers.get(worker);
    if (thread == null) {
      thread = traced.workers.size() + 1;
      traced.workers.put(worker, thread);
      name("thread_name", event.computation(), thread, worker);
    }
    return record("X", event, thread, traced.stages.get(stage - 1));
  }

  private void counter(Event event, String name, Map<String, ?> values) {
    Map<String, Object> record = record("C", event, STAGES, name);
    record.put("args", values);
    write(record);
  }

  private void name(String what, long process, int thread, String name) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("ph", "M");
    record.put("pid", process);
    record.put("tid", thread);
    record.put("name", what);
    record.put("args", Map.of("name", name));
    write(record);
  }

  private static Map<String, Object> record(String phase, Event event, int thread, String name) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("ph", phase);
    record.put("pid", event.computation());
    record.put("tid", thread);
    record.put("name", name);
    record.put("ts", event.nanos() / 1e3);
    return record;
  }

  private static void lasts(Map<String, Object> record, long startNanos, long endNanos) {
    record.put("ts", startNanos / 1e3);
    record.put("dur", (endNanos - startNanos) / 1e3);
  }

  private void write(Map<String, Object> record) {
    if (broken != null) {
      return;
    }
    try {
      out.write(first ? "" : ",\n");
      out.write(JsonText.of(record));
      first = false;
    } catch (IOException e) {
      broken = e;
    }
  }

  /// Completes the file.
  ///
  /// @throws AmasiaException.Format if it could not be written
  @Override
  public synchronized void close() {
    try {
      if (broken != null) {
        throw broken;
      }
      out.write("\n]}\n");
      out.close();
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
