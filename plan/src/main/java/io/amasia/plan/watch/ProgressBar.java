package io.amasia.plan.watch;

import io.amasia.plan.Event;
import io.amasia.plan.Explanation.StageSummary;
import io.amasia.plan.Sizes;
import io.amasia.plan.Traffic;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Shows how far a computation is: on a terminal a line for each stage, the last one rewritten as
/// it goes; elsewhere a line now and then.
///
/// Nothing is shown of computations that are over within a second, on a terminal, or ten elsewhere.
/// Of several at a time the first is shown.
public final class ProgressBar implements Consumer<Event> {
  private static final long FIRST_NANOS = 750_000_000L;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 10_000_000_000L;

  /// Stages that took less leave no line.
  private static final double STAGE_SECONDS = 1;

  /// Computations that took less end without a word.
  private static final double SUMMARY_SECONDS = 2;

  private static final int BAR = 20;
  private static final String CLEAR = "\r\u001b[K";
  // Longer lines are cut at the terminal's edge instead of wrapped: a wrapped one can't be
  // rewritten.
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";
  private static final String DIM = "\u001b[2m";
  private static final String BLUE = "\u001b[34m";
  private static final String PLAIN = "\u001b[0m";

  /// How progress is shown.
  public enum Shown {
    /// A line that is rewritten, for terminals.
    BAR,
    /// A line now and then.
    LINES,
    NOTHING
  }

  private final PrintStream to;
  private final Shown how;
  private final Consumer<String> notices;
  private long shown;
  private List<StageSummary> stages = List.of();
  private long budgetBytes;
  private long startNanos;
  private long stageNanos;
  private int stage;
  private double weightBefore;
  private double weight;
  private Traffic before = Traffic.NONE;
  private Traffic now = Traffic.NONE;
  private long drawnNanos;
  private boolean drawn;
  private boolean said;

  /// Progress is printed to `to`, and what a user should know goes to `notices`.
  public ProgressBar(PrintStream to, Shown how, Consumer<String> notices) {
    this.to = to;
    this.how = how;
    this.notices = notices;
  }

  @Override
  public synchronized void accept(Event event) {
    if (event instanceof Event.Noticed notice) {
      clear();
      notices.accept(notice.text());
      return;
    }
    if (event instanceof Event.ComputationStarted started && shown == 0) {
      begin(started);
    }
    if (how == Shown.NOTHING || event.computation() != shown) {
      return;
    }
    switch (event) {
      case Event.StageStarted started -> {
        weightBefore += stage == 0 ? 0 : weight(stages.get(stage - 1));
        stage = started.stage();
        stageNanos = started.nanos();
        before = now;
      }
      case Event.Sampled sample -> {
        now = sample.traffic();
        draw(sample);
      }
      case Event.StageFinished finished -> leaveLine(finished);
      case Event.ComputationFinished finished -> end(finished);
      case Event.ComputationStarted _,
          Event.TaskStarted _,
          Event.TaskFinished _,
          Event.TaskFailed _,
          Event.WorkerSampled _,
          Event.Noticed _ -> {}
    }
  }

  private void begin(Event.ComputationStarted started) {
    shown = started.computation();
    stages = started.explanation().stageSummaries();
    budgetBytes = started.budgetBytes();
    startNanos = started.nanos();
    drawnNanos = 0;
    stage = 0;
    weightBefore = 0;
    weight = stages.stream().mapToDouble(ProgressBar::weight).sum();
    before = Traffic.NONE;
    now = Traffic.NONE;
    said = false;
  }

  /// What a stage costs, roughly: the bytes that it reads and that go through its tasks.
  private static double weight(StageSummary stage) {
    return 1e5 + stage.projection().readBytes() + stage.projection().taskBytes() * stage.tasks();
  }

  private void draw(Event.Sampled sample) {
    boolean bar = how == Shown.BAR;
    if (sample.nanos() - startNanos < (bar ? FIRST_NANOS : LINE_NANOS)
        || sample.nanos() - drawnNanos < (bar ? REDRAW_NANOS : LINE_NANOS)
        || stage == 0) {
      return;
    }
    drawnNanos = sample.nanos();
    said = true;
    double part = part(sample);
    Traffic moved = sample.traffic().since(before);
    double seconds = Math.max(1e-9, (sample.nanos() - stageNanos) / 1e9);
    String rate = Sizes.text((long) (busiest(moved) / seconds)) + "/s";
    String text =
        join(
            rate,
            left(part, sample.nanos()),
            "memory %s of %s".formatted(Sizes.text(sample.memoryBytes()), Sizes.text(budgetBytes)),
            traffic(sample.traffic()));
    if (bar) {
      to.print(CLEAR + NO_WRAP + line(part, BLUE) + "  " + DIM + text + PLAIN + WRAP);
      to.flush();
      drawn = true;
    } else {
      to.println(name() + String.format(Locale.ROOT, " %.0f%%  ", 100 * part) + text);
    }
  }

  /// The share of the stage that is done: finished tasks, or what is decoded where tasks are few.
  private double part(Event.Sampled sample) {
    StageSummary current = stages.get(stage - 1);
    double tasks = current.tasks() == 0 ? 1 : (double) sample.tasksDone() / current.tasks();
    long projected = current.projection().readBytes();
    long decoded = sample.traffic().since(before).decodedBytes();
    return projected == 0 ? tasks : Math.max(tasks, Math.min(0.99, (double) decoded / projected));
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

  private String name() {
    String what = stages.get(stage - 1).what();
    return stages.size() == 1 ? what : "%d/%d %s".formatted(stage, stages.size(), what);
  }

  private String line(double part, String color) {
    int eighths = (int) Math.round(part * BAR * 8);
    String full = "█".repeat(eighths / 8);
    String edge = eighths % 8 == 0 ? "" : String.valueOf((char) (0x2590 - eighths % 8));
    String rest = "·".repeat(BAR - full.length() - edge.length());
    String name = name();
    String fitted = name.length() > 34 ? name.substring(0, 33) + "…" : name;
    return String.format(
        Locale.ROOT,
        "%-34s %s%s%s%s%s%s %3.0f%%",
        fitted,
        color,
        full + edge,
        PLAIN,
        DIM,
        rest,
        PLAIN,
        100 * part);
  }

  private void leaveLine(Event.StageFinished finished) {
    double seconds = (finished.nanos() - stageNanos) / 1e9;
    if (drawn && stages.size() > 1 && seconds >= STAGE_SECONDS) {
      to.println(CLEAR + NO_WRAP + line(1, BLUE) + "  " + DIM + time(seconds) + PLAIN + WRAP);
      drawn = false;
    }
  }

  private void end(Event.ComputationFinished finished) {
    clear();
    shown = 0;
    double seconds = (finished.nanos() - startNanos) / 1e9;
    if (said && finished.succeeded() && seconds >= SUMMARY_SECONDS) {
      String text =
          join(
              "done in " + time(seconds),
              traffic(finished.traffic()),
              "memory at most " + Sizes.text(finished.peakBytes()));
      to.println(how == Shown.BAR ? DIM + text + PLAIN : text);
    }
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

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < 60
        ? whole + " s"
        : String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
  }

  private void clear() {
    if (drawn) {
      to.print(CLEAR);
      to.flush();
      drawn = false;
    }
  }
}
