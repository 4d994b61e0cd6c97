package io.amasia.plan.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// When each worker was busy, and with which stage: one span a task while they are few, later
/// neighbours are joined, so that there are never many.
final class Spans {
  /// As many spans are kept of a whole computation.
  static final int MOST = 8_000;

  /// Tasks of one stage on one worker.
  private static final class Span {
    final int stage;
    final long start;
    long end;
    long busy;
    long tasks = 1;

    Span(int stage, long start, long end) {
      this.stage = stage;
      this.start = start;
      this.end = end;
      this.busy = end - start;
    }

    /// Takes `next` in, if both are of one stage and together not longer than `nanos`.
    boolean joins(Span next, long nanos) {
      if (next.stage != stage || next.end - start > nanos) {
        return false;
      }
      end = next.end;
      busy += next.busy;
      tasks += next.tasks;
      return true;
    }
  }

  private final Map<String, List<Span>> workers = new TreeMap<>(RecordedWorkers.ORDER);
  private final int most;
  private long joinedNanos;
  private int count;

  /// @param most spans that are kept at most, while workers are fewer
  Spans(int most) {
    this.most = most;
  }

  void add(String worker, int stage, long start, long end) {
    List<Span> spans = workers.computeIfAbsent(worker, _ -> new ArrayList<>());
    var span = new Span(stage, start, end);
    if (!spans.isEmpty() && spans.getLast().joins(span, joinedNanos)) {
      return;
    }
    spans.add(span);
    if (++count > most) {
      join();
    }
  }

  private void join() {
    // Spans of other stages are never joined.
    while (count > most / 2 && joinedNanos < Long.MAX_VALUE / 4) {
      joinedNanos = Math.max(50_000, 2 * joinedNanos);
      count = 0;
      for (Map.Entry<String, List<Span>> worker : workers.entrySet()) {
        List<Span> joined = new ArrayList<>();
        for (Span span : worker.getValue()) {
          if (joined.isEmpty() || !joined.getLast().joins(span, joinedNanos)) {
            joined.add(span);
          }
        }
        worker.setValue(joined);
        count += joined.size();
      }
    }
  }

  /// By worker a row of five numbers a span: stage, start and end in microseconds from `origin`,
  /// microseconds of them in tasks, tasks.
  Map<String, long[]> toJson(long origin) {
    Map<String, long[]> rows = new LinkedHashMap<>();
    workers.forEach((worker, spans) -> {
      long[] numbers = new long[5 * spans.size()];
      int n = 0;
      for (Span span : spans) {
        numbers[n++] = span.stage;
        numbers[n++] = (span.start - origin) / 1000;
        numbers[n++] = (span.end - origin) / 1000;
        numbers[n++] = span.busy / 1000;
        numbers[n++] = span.tasks;
      }
      rows.put(worker, numbers);
    });
    return rows;
  }
}
