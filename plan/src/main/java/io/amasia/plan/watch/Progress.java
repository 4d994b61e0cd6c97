package io.amasia.plan.watch;

import io.amasia.plan.Event;
import io.amasia.plan.Explanation.StageSummary;
import io.amasia.plan.Sizes;
import io.amasia.plan.Traffic;
import java.util.List;
import java.util.Locale;

/// How far a computation is, in words and as a share; of several at a time the first is followed.
/// Whoever shows it tells it all events. Not thread-safe.
public final class Progress {
  private long followed;
  private List<StageSummary> stages = List.of();
  private long budgetBytes;
  private long startNanos;
  private long stageNanos;
  private int stage;
  private double weightBefore;
  private double weight;
  private Traffic before = Traffic.NONE;
  private Traffic now = Traffic.NONE;

  /// Takes `event` in.
  ///
  /// @return whether it is about the computation that is followed
  public boolean follows(Event event) {
    if (event instanceof Event.ComputationStarted started && followed == 0) {
      begin(started);
    }
    if (event.computation() != followed) {
      return false;
    }
    switch (event) {
      case Event.StageStarted started -> {
        weightBefore += stage == 0 ? 0 : weight(stages.get(stage - 1));
        stage = started.stage();
        stageNanos = started.nanos();
        before = now;
      }
      case Event.Sampled sample -> now = sample.traffic();
      case Event.ComputationFinished _ -> followed = 0;
      case Event.ComputationStarted _,
          Event.TaskStarted _,
          Event.TaskFinished _,
          Event.TaskFailed _,
          Event.StageFinished _,
          Event.WorkerSampled _,
          Event.Noticed _ -> {}
    }
    return true;
  }

  private void begin(Event.ComputationStarted started) {
    followed = started.computation();
    stages = started.explanation().stageSummaries();
    budgetBytes = started.budgetBytes();
    startNanos = started.nanos();
    stage = 0;
    weightBefore = 0;
    weight = stages.stream().mapToDouble(Progress::weight).sum();
    before = Traffic.NONE;
    now = Traffic.NONE;
  }

  /// What a stage costs, roughly: the bytes that it reads and that go through its tasks.
  private static double weight(StageSummary stage) {
    return 1e5 + stage.projection().readBytes() + stage.projection().taskBytes() * stage.tasks();
  }

  /// Whether a stage has begun.
  public boolean hasBegun() {
    return stage > 0;
  }

  /// How many stages there are.
  public int stages() {
    return stages.size();
  }

  /// Seconds from the beginning to `nanos`.
  public double seconds(long nanos) {
    return (nanos - startNanos) / 1e9;
  }

  double stageSeconds(long nanos) {
    return (nanos - stageNanos) / 1e9;
  }

  /// The share, from 0 to 1, of the stage that is done: finished tasks, or what is decoded where
  /// tasks are few.
  public double part(Event.Sampled sample) {
    StageSummary current = stages.get(stage - 1);
    double tasks = current.tasks() == 0 ? 1 : (double) sample.tasksDone() / current.tasks();
    long projected = current.projection().readBytes();
    long decoded = sample.traffic().since(before).decodedBytes();
    return projected == 0 ? tasks : Math.max(tasks, Math.min(0.99, (double) decoded / projected));
  }

  /// Rate, time left, memory, and bytes moved so far.
  public String details(Event.Sampled sample) {
    Traffic moved = sample.traffic().since(before);
    double seconds = Math.max(1e-9, stageSeconds(sample.nanos()));
    return join(
        Sizes.text((long) (busiest(moved) / seconds)) + "/s",
        left(part(sample), sample.nanos()),
        "memory %s of %s".formatted(Sizes.text(sample.memoryBytes()), Sizes.text(budgetBytes)),
        traffic(sample.traffic()));
  }

  /// What it came to, when it is over.
  public String summary(Event.ComputationFinished finished) {
    return join(
        "done in " + time(seconds(finished.nanos())),
        traffic(finished.traffic()),
        "memory at most " + Sizes.text(finished.peakBytes()));
  }

  private static long busiest(Traffic moved) {
    return Math.max(moved.decodedBytes(), Math.max(moved.writtenBytes(), moved.spilledBytes()));
  }

  /// What is left of this stage goes on as it has, later stages as fast as all so far.
  private String left(double part, long nanos) {
    if (part <= 0.02) {
      return "";
    }
    double current = weight(stages.get(stage - 1));
    double done = weightBefore + part * current;
    double later = weight - weightBefore - current;
    double seconds =
        (nanos - stageNanos) / 1e9 * (1 - part) / part + (nanos - startNanos) / 1e9 * later / done;
    return time(seconds) + " left";
  }

  /// What the stage does, and which of how many it is.
  public String name() {
    String what = stages.get(stage - 1).what();
    return stages.size() == 1 ? what : "%d/%d %s".formatted(stage, stages.size(), what);
  }

  private static String traffic(Traffic traffic) {
    return join(
        amount("read", traffic.readBytes()),
        amount("wrote", traffic.writtenBytes()),
        amount("scratch", traffic.spilledBytes()));
  }

  private static String amount(String what, long bytes) {
    return bytes == 0 ? "" : what + " " + Sizes.text(bytes);
  }

  private static String join(String... parts) {
    return String.join("  ", List.of(parts).stream().filter(part -> !part.isEmpty()).toList());
  }

  static String time(double seconds) {
    long whole = Math.round(seconds);
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < 60
        ? whole + " s"
        : String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
  }
}
