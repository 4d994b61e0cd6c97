package io.amasia.plan.watch;

import io.amasia.plan.Event;
import java.io.PrintStream;
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
  private final Progress progress = new Progress();
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
    if (how == Shown.NOTHING || !progress.follows(event)) {
      return;
    }
    switch (event) {
      case Event.ComputationStarted _ -> {
        drawnNanos = 0;
        said = false;
      }
      case Event.Sampled sample -> draw(sample);
      case Event.StageFinished finished -> leaveLine(finished);
      case Event.ComputationFinished finished -> end(finished);
      case Event.StageStarted _,
          Event.TaskStarted _,
          Event.TaskFinished _,
          Event.TaskFailed _,
          Event.WorkerSampled _,
          Event.Noticed _ -> {}
    }
  }

  private void draw(Event.Sampled sample) {
    boolean bar = how == Shown.BAR;
    if (1e9 * progress.seconds(sample.nanos()) < (bar ? FIRST_NANOS : LINE_NANOS)
        || sample.nanos() - drawnNanos < (bar ? REDRAW_NANOS : LINE_NANOS)
        || !progress.hasBegun()) {
      return;
    }
    drawnNanos = sample.nanos();
    said = true;
    double part = progress.part(sample);
    String text = progress.details(sample);
    if (bar) {
      to.print(CLEAR + NO_WRAP + line(part, BLUE) + "  " + DIM + text + PLAIN + WRAP);
      to.flush();
      drawn = true;
    } else {
      to.println(progress.name() + String.format(Locale.ROOT, " %.0f%%  ", 100 * part) + text);
    }
  }

  private String line(double part, String color) {
    int eighths = (int) Math.round(part * BAR * 8);
    String full = "█".repeat(eighths / 8);
    String edge = eighths % 8 == 0 ? "" : String.valueOf((char) (0x2590 - eighths % 8));
    String rest = "·".repeat(BAR - full.length() - edge.length());
    String name = progress.name();
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
    double seconds = progress.stageSeconds(finished.nanos());
    if (drawn && progress.stages() > 1 && seconds >= STAGE_SECONDS) {
      to.println(
          CLEAR + NO_WRAP + line(1, BLUE) + "  " + DIM + Progress.time(seconds) + PLAIN + WRAP);
      drawn = false;
    }
  }

  private void end(Event.ComputationFinished finished) {
    clear();
    if (said && finished.succeeded() && progress.seconds(finished.nanos()) >= SUMMARY_SECONDS) {
      String text = progress.summary(finished);
      to.println(how == Shown.BAR ? DIM + text + PLAIN : text);
    }
  }

  private void clear() {
    if (drawn) {
      to.print(CLEAR);
      to.flush();
      drawn = false;
    }
  }
}
