package io.amasia.plan.remote;

import io.amasia.plan.Telling;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of the processes that run the tasks of a computation, whatever its stages: told
/// when it changes. While a process works, that is the most memory it used in the range that it
/// ended last, and the processors it kept busy; while it has nothing to do, what it still holds.
/// Thread-safe.
final class WorkersWatch {
  /// The system counts the time of processors in ticks: of less, nothing can be told.
  private static final long LEAST_NANOS = 100_000_000;

  /// How long after a range another one is expected to begin.
  private static final long PAUSE_NANOS = 500_000_000;

  private final long budgetBytes;
  private final Map<String, Seen> workers = new TreeMap<>();

  /// @param budgetBytes what the arrays of each process may hold
  WorkersWatch(long budgetBytes) {
    this.budgetBytes = budgetBytes;
  }

  /// What is told of a process.
  private record State(long memoryBytes, long spilledBytes, double processors) {}

  private static final class Seen {
    private final Set<TaskRange> running = new HashSet<>();
    private TaskReport.Use last = TaskReport.Use.NONE;
    private long lastNanos;
    private long cpuNanos;
    private long nanos;
    private double processors;
    private long spilledBytes;
    private @Nullable State told;

    private void ran(TaskReport report) {
      last = report.use();
      lastNanos = System.nanoTime();
      cpuNanos += last.cpuNanos();
      nanos += last.nanos();
      if (nanos >= LEAST_NANOS) {
        processors = (double) cpuNanos / nanos;
        cpuNanos = 0;
        nanos = 0;
      }
      for (TaskReport.Ran task : report.tasks()) {
        spilledBytes += task.traffic().spilledBytes();
      }
    }

    /// Another range is not expected.
    private void rest() {
      lastNanos = System.nanoTime() - PAUSE_NANOS;
    }

    private State state() {
      boolean works = !running.isEmpty() || System.nanoTime() - lastNanos < PAUSE_NANOS;
      return works
          ? new State(last.peakBytes(), spilledBytes, processors)
          : new State(last.usedBytes(), spilledBytes, 0);
    }
  }

  private Seen seen(String worker) {
    return workers.computeIfAbsent(worker, _ -> new Seen());
  }

  synchronized void started(TaskRange range, String worker) {
    seen(worker).running.add(range);
  }

  synchronized void finished(TaskReport report, Telling telling) {
    Seen seen = seen(report.worker());
    seen.running.remove(report.range());
    if (report.failure() == null) {
      seen.ran(report);
    }
    tell(report.worker(), seen, telling);
  }

  /// `worker` is no more, and holds nothing; another may take its name.
  synchronized void lost(TaskRange range, String worker, Telling telling) {
    Seen seen = seen(worker);
    seen.running.remove(range);
    if (seen.running.isEmpty()) {
      seen.last = TaskReport.Use.NONE;
      seen.rest();
    }
    tell(worker, seen, telling);
  }

  /// Nothing runs any more, what was lost neither.
  synchronized void ended(Telling telling) {
    for (Seen seen : workers.values()) {
      seen.running.clear();
      seen.rest();
    }
    look(telling);
  }

  /// Tells of those that changed, such as by having nothing to do.
  synchronized void look(Telling telling) {
    workers.forEach((worker, seen) -> tell(worker, seen, telling));
  }

  private void tell(String worker, Seen seen, Telling telling) {
    State now = seen.state();
    if (!now.equals(seen.told)) {
      seen.told = now;
      telling.worker(worker, now.memoryBytes(), now.spilledBytes(), budgetBytes, now.processors());
    }
  }
}
