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
/// and cut where it grows too long. Thread-safe.
final class CellOutput {
  /// What a cell may print: browsers choke on more.
  static final int MOST_CHARS = 1_000_000;

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

  synchronized void show(Output output) {
    flush();
    to.accept(output);
  }
}
