package io.amasia.notebook;

import io.amasia.notebook.Output.Channel;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Where what the running cell prints and shows goes, in the order in which it does. Threads that
/// outlive their cell print to the one that came last. What is printed is gathered for a moment,
/// and cut where it grows too long; in place of what is too large to be shown stands a sentence.
/// Thread-safe.
final class CellOutput {
  /// What a cell may print: browsers choke on more.
  static final int MOST_CHARS = 1_000_000;

  /// What one value may have: more takes several times as much memory until it is shown.
  static final long MOST_CHARS_SHOWN = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 32);

  /// What all values that a cell shows may have.
  static final long MOST_CHARS_SHOWN_IN_ALL = 4 * MOST_CHARS_SHOWN;

  /// As many values a cell may show: browsers choke on more, and of messages that come faster than
  /// a front end takes them those beyond twice as many would be lost.
  static final int MOST_VALUES = 10_000;

  /// Such updates, as of progress, take each other's place and are not counted.
  private static final int SMALL_UPDATE = 16_384;

  private static final int GATHERED_CHARS = 16_384;
  private static final long GATHERED_MILLIS = 40;

  private static final AtomicReference<CellOutput> CURRENT = new AtomicReference<>();

  private static final ScheduledExecutorService LATER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("amasia-output").factory());

  private final Consumer<Output> to;
  private final StringBuilder gathered = new StringBuilder();
  private Channel channel = Channel.OUT;
  private long chars;
  private long shownChars;
  private int values;
  private boolean waiting;

  private CellOutput(Consumer<Output> to) {
    this.to = to;
  }

  /// A cell begins whose outputs go to `to`.
  static CellOutput begin(Consumer<Output> to) {
    var output = new CellOutput(to);
    CURRENT.set(output);
    return output;
  }

  /// Of what runs beside the cells: what is printed meanwhile is still the last cell's.
  static CellOutput beside(Consumer<Output> to) {
    return new CellOutput(to);
  }

  /// The cell that runs, or that ran last.
  static Optional<CellOutput> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  synchronized void print(Channel on, String text) {
    if (chars > MOST_CHARS || text.isEmpty()) {
      return;
    }
    if (on != channel) {
      flush();
      channel = on;
    }
    long left = MOST_CHARS - chars;
    chars += text.length();
    gathered.append(text, 0, (int) Math.min(left, text.length()));
    if (chars > MOST_CHARS) {
      gathered.append(
          "%n… the rest of what this cell prints is left out: it is more than %,d characters%n"
              .formatted(MOST_CHARS));
    }
    if (gathered.length() > GATHERED_CHARS) {
      flush();
    } else if (!waiting) {
      waiting = true;
      var _ = LATER.schedule(this::flush, GATHERED_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// Hands on what was printed so far.
  synchronized void flush() {
    waiting = false;
    if (!gathered.isEmpty()) {
      var stream = new Output.Stream(channel, gathered.toString());
      gathered.setLength(0);
      to.accept(stream);
    }
  }

  /// Hands on `output`, or a sentence instead if it is too large.
  synchronized void show(Output output) {
    flush();
    long more = output.chars();
    switch (output) {
      case Output.Failure _, Output.Stream _ -> to.accept(output);
      case Output.UpdateDisplay _ when more <= SMALL_UPDATE -> to.accept(output);
      case Output.UpdateDisplay _, Output.DisplayData _, Output.ExecuteResult _ -> {
        if (shownChars > MOST_CHARS_SHOWN_IN_ALL || values > MOST_VALUES) {
          return;
        }
        values++;
        shownChars += Math.min(more, MOST_CHARS_SHOWN);
        if (values > MOST_VALUES) {
          leftOut(
              "the rest of what this cell shows is left out: it is more than %,d values"
                  .formatted(MOST_VALUES));
        } else if (shownChars > MOST_CHARS_SHOWN_IN_ALL) {
          leftOut(
              "the rest of what this cell shows is left out: it is more than %,d characters"
                  .formatted(MOST_CHARS_SHOWN_IN_ALL));
        } else if (more > MOST_CHARS_SHOWN) {
          leftOut(
              "a value is not shown: it has %,d characters, and one may have %,d; show less, or write it to a file"
                  .formatted(more, MOST_CHARS_SHOWN));
        } else {
          to.accept(output);
        }
      }
    }
  }

  private void leftOut(String sentence) {
    to.accept(new Output.Stream(Channel.ERR, "… " + sentence + "\n"));
  }
}
