package io.amasia.cli;

import io.amasia.dataset.cf.Notices;
import io.amasia.plan.Event;
import io.amasia.plan.Sizes;
import java.util.Locale;
import java.util.function.Consumer;

/// Shows how far a computation is: one line that is rewritten on a terminal, a line now and then
/// elsewhere.
///
/// Nothing is shown for work that is over within half a second, on a terminal, or ten elsewhere.
final class ProgressDisplay implements Consumer<Event> {
  private static final long FIRST_NANOS = 500_000_000L;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final int BAR = 24;

  private final Console console;
  private final Notices notices;
  private final GlobalOptions.ProgressKind kind;
  private long started = System.nanoTime();
  private long stageStarted = started;
  private long shown;
  private boolean drawn;
  private int stages = 1;
  private String what = "";

  ProgressDisplay(Console console, GlobalOptions.ProgressKind wanted) {
    this.console = console;
    notices = new Notices(console::warning);
    kind =
        wanted == GlobalOptions.ProgressKind.AUTO && !console.interactive()
            ? GlobalOptions.ProgressKind.PLAIN
            : wanted;
  }

  @Override
  public synchronized void accept(Event event) {
    switch (event) {
      case Event.Noticed(var text) -> {
        finish();
        notices.say(text);
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
    boolean bar = kind == GlobalOptions.ProgressKind.AUTO;
    if (kind == GlobalOptions.ProgressKind.NONE
        || now - started < (bar ? FIRST_NANOS : LINE_NANOS)
        || now - shown < (bar ? REDRAW_NANOS : LINE_NANOS)) {
      return;
    }
    shown = now;
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
      console.err().print("\r\u001b[K" + "█".repeat(full) + "░".repeat(BAR - full) + " " + text);
      console.err().flush();
      drawn = true;
    } else {
      console.say(text);
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
      console.err().print("\r\u001b[K");
      console.err().flush();
      drawn = false;
    }
  }
}
