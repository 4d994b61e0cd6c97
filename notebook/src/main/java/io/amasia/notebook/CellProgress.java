package io.amasia.notebook;

import io.amasia.notebook.Output.Channel;
import io.amasia.plan.Event;
import io.amasia.plan.MarkupText;
import io.amasia.plan.watch.Progress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Shows below a cell how far its computation is, in place: a bar while it runs, a line when it is
/// over. Nothing of what takes less than a second. What a user should know is printed.
public final class CellProgress implements Consumer<Event> {
  private static final double FIRST_SECONDS = 0.75;
  private static final long REDRAW_NANOS = 200_000_000L;

  private final Progress progress = new Progress();
  private @Nullable CellOutput shownIn;
  private long drawnNanos;

  @Override
  public synchronized void accept(Event event) {
    if (event instanceof Event.Noticed notice) {
      CellOutput.current().ifPresent(cell -> cell.print(Channel.ERR, notice.text() + "\n"));
      return;
    }
    if (!progress.follows(event)) {
      return;
    }
    switch (event) {
      case Event.ComputationStarted _ -> {
        shownIn = null;
        drawnNanos = 0;
      }
      case Event.Sampled sample -> draw(sample);
      case Event.ComputationFinished finished -> end(finished);
      case Event.StageStarted _,
          Event.StageFinished _,
          Event.TaskStarted _,
          Event.TaskFinished _,
          Event.TaskFailed _,
          Event.WorkerSampled _,
          Event.Noticed _ -> {}
    }
  }

  private void draw(Event.Sampled sample) {
    if (progress.seconds(sample.nanos()) < FIRST_SECONDS
        || sample.nanos() - drawnNanos < REDRAW_NANOS
        || !progress.hasBegun()) {
      return;
    }
    drawnNanos = sample.nanos();
    double part = progress.part(sample);
    String share = String.format(Locale.ROOT, "%.0f%%", 100 * part);
    String name = progress.name();
    String details = progress.details(sample);
    String bar =
        String.format(
            Locale.ROOT, "<progress value='%.3f' max='1' aria-label='progress'></progress>", part);
    show(
        sample.computation(),
        MimeBundle.html(
            "<div>%s %s %s <small style='opacity:.7'>%s</small></div>"
                .formatted(MarkupText.escape(name), bar, share, MarkupText.escape(details)),
            name + " " + share + "  " + details));
  }

  private void end(Event.ComputationFinished finished) {
    if (shownIn != null) {
      String text = finished.succeeded() ? progress.summary(finished) : finished.error();
      show(
          finished.computation(),
          MimeBundle.html(
              "<small style='opacity:.7'>" + MarkupText.escape(text) + "</small>", text));
      shownIn = null;
    }
  }

  private void show(long computation, MimeBundle data) {
    String id = "amasia-progress-%d-%d".formatted(ProcessHandle.current().pid(), computation);
    if (shownIn != null) {
      shownIn.show(new Output.UpdateDisplay(data, id));
      return;
    }
    shownIn = CellOutput.current().orElse(null);
    if (shownIn != null) {
      shownIn.show(new Output.DisplayData(data, Optional.of(id)));
    }
  }
}
