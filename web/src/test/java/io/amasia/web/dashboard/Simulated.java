package io.amasia.web.dashboard;

import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import io.amasia.plan.Event;
import io.amasia.plan.Explanation;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import io.amasia.plan.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Events of computations that don't run: as many tasks and as long as a test wants.
final class Simulated {
  static final long START = 1_000_000_000L;
  static final Traffic MOVED = new Traffic(1_000, 4_000, 500, 0, 0);

  private final Consumer<Event> to;
  private final long number;
  private final Explanation explanation;
  private long done;

  /// A computation of a mean over `tasks` chunks, a task each.
  Simulated(Consumer<Event> to, long number, int tasks) {
    this.to = to;
    this.number = number;
    Node random = Nodes.random(1, Chunks.regular(Shape.of(100L * tasks, 40), 100, 40));
    Node mean = Nodes.reduce(random, Reduction.of(Reduction.Kind.MEAN), List.of(0, 1));
    explanation =
        Session.builder().taskBytes(32_000).threads(4).build().explain(Map.of("mean", mean));
  }

  Explanation explanation() {
    return explanation;
  }

  Simulated begin() {
    to.accept(
        new Event.ComputationStarted(
            number,
            START,
            Instant.parse("2026-01-02T03:04:05Z"),
            "local",
            4,
            4_000_000_000L,
            0,
            explanation));
    to.accept(new Event.StageStarted(number, START, 1));
    return this;
  }

  private static String worker(long task) {
    return "thread " + (task % 4 + 1);
  }

  /// Task `task` begins.
  Simulated starts(long task) {
    long at = START + task / 4 * 2_000_000;
    to.accept(new Event.TaskStarted(number, at, 1, task, worker(task)));
    return this;
  }

  /// The next tasks begin and end, up to `until`.
  Simulated runTo(long until) {
    for (; done < until; done++) {
      starts(done);
      long at = START + done / 4 * 2_000_000;
      long took = 900_000 + done % 7 * 150_000;
      to.accept(new Event.TaskFinished(number, at, at + took, 1, done, worker(done), MOVED));
      if (done % 25 == 0) {
        to.accept(
            new Event.Sampled(
                number,
                at + took,
                1,
                done,
                new Traffic(done * 1_000, done * 4_000, done * 500, 0, 0),
                300_000_000L + done % 100 * 9_000_000,
                900_000_000L));
      }
    }
    return this;
  }

  /// A worker in a process of its own holds `memoryBytes` of two gigabytes.
  Simulated holds(String worker, long memoryBytes) {
    to.accept(
        new Event.WorkerSampled(
            number, START, worker, memoryBytes, 70_000_000, 2_000_000_000L, 1.7));
    return this;
  }

  Simulated fails(long task, String error) {
    long at = START + task / 4 * 2_000_000;
    to.accept(new Event.TaskFailed(number, at, at + 1_000_000, 1, task, worker(task), error));
    return this;
  }

  void end(String error) {
    long at = START + done / 4 * 2_000_000 + 5_000_000;
    if (error.isEmpty()) {
      to.accept(new Event.StageFinished(number, at, 1, 1_100_000_000L));
    }
    to.accept(
        new Event.ComputationFinished(
            number,
            at,
            new Traffic(done * 1_000, done * 4_000, done * 500, 0, 0),
            1_100_000_000L,
            error));
  }
}
