package io.amasia.plan;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/// Shows how far a computation is: one line that is rewritten on a terminal, a line now and then
/// elsewhere.
///
/// Nothing is shown for work that is over within half a second, on a terminal, or ten elsewhere.
public final class ProgressBar implements Consumer<Event> {
  private static final long FIRST_NANOS = 500_000_000L;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final int BAR = 24;

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
  private long started = System.nanoTime();
  private long stageStarted = started;
  private long drawnNanos;
  private boolean drawn;
  private int stages = 1;
  private String what = "";

  /// Progress is printed to `to`, and what a user should know goes to `notices`.
  public ProgressBar(PrintStream to, Shown how, Consumer<String> notices) {
    this.to = to;
    this.how = how;
    this.notices = notices;
  }

  @Override
  public synchronized void accept(Event event) {
    switch (event) {
      case Event.Noticed(var text) -> {
        finish();
        notices.accept(text);
      }
      case Event.StageStarted stage -> {
        if (stage.stage() == 1) {
          started = System.nanoTime();
        }
        stageStarted = System.nanoTime();
        stages = stage.stages();
        what = stage.what();
      }
      case Event.Progress progress -> draw(progress);
      case Event.StageFinished stage -> {
        if (stage.stage() == stage.stages()) {
          finish();
        }
      }
    }
  }

  private void draw(Event.Progress progress) {
    long now = System.nanoTime();
    boolean bar = how == Shown.BAR;
    if (how == Shown.NOTHING
        || now - started < (bar ? FIRST_NANOS : LINE_NANOS)
        || now - drawnNanos < (bar ? REDRAW_NANOS : LINE_NANOS)) {
      return;
    }
    drawnNanos = now;
    double part = progress.tasks() == 0 ? 1 : (double) progress.done() / progress.tasks();
    double seconds = (now - started) / 1e9;
    String left = left(part, (now - stageStarted) / 1e9);
    String text =
        String.format(
            Locale.ROOT,
            "%d/%d %s %3.0f%%  read %s  %s/s  memory %s%s%s",
            progress.stage(),
            stages,
            what,
            100 * part,
            Sizes.text(progress.bytesRead()),
            Sizes.text((long) (progress.bytesDecoded() / seconds)),
            Sizes.text(progress.memoryBytes()),
            progress.bytesSpilled() == 0 ? "" : "  scratch " + Sizes.text(progress.bytesSpilled()),
            left);
    if (bar) {
      int full = (int) Math.round(part * BAR);
      to.print("\r\u001b[K" + "█".repeat(full) + "░".repeat(BAR - full) + " " + text);
      to.flush();
      drawn = true;
    } else {
      to.println(text);
    }
  }

  private static String left(double part, double seconds) {
    if (part <= 0.02 || part >= 1) {
      return "";
    }
    long rest = Math.round(seconds * (1 - part) / part);
    return rest < 60
        ? "  " + rest + " s left"
        : String.format(Locale.ROOT, "  %d:%02d min left", rest / 60, rest % 60);
  }

  private void finish() {
    if (drawn) {
      to.print("\r\u001b[K");
      to.flush();
      drawn = false;
    }
  }
}
