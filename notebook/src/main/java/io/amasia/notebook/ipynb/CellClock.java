package io.amasia.notebook.ipynb;

import io.amasia.notebook.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Stops cells that run too long.
final class CellClock implements AutoCloseable {
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("amasia-timeout").factory());
  private final Runnable stop;
  private final Optional<Duration> most;
  private long runs;
  private boolean running;
  private boolean late;

  CellClock(Runnable stop, Optional<Duration> most) {
    this.stop = stop;
    this.most = most;
  }

  /// Runs `cell`, which is stopped when its time is over.
  <T> T time(Supplier<T> cell) {
    long run = begin();
    most.ifPresent(time -> {
      var _ = later.schedule(() -> stop(run), time.toMillis(), TimeUnit.MILLISECONDS);
    });
    try {
      return cell.get();
    } finally {
      end();
    }
  }

  private synchronized long begin() {
    running = true;
    late = false;
    return ++runs;
  }

  private synchronized void end() {
    running = false;
  }

  private synchronized void stop(long run) {
    if (running && run == runs) {
      late = true;
      stop.run();
    }
  }

  /// What a cell that was stopped here says of its end; all else as it is.
  synchronized Output told(Output output) {
    return output instanceof Output.Failure failure && late ? timeout(failure) : output;
  }

  private Output.Failure timeout(Output.Failure failure) {
    String message =
        "the cell took longer than %s s, the time it was given"
            .formatted(most.map(time -> time.toMillis() / 1e3).orElse(0.0));
    List<String> lines = new ArrayList<>(failure.traceback());
    lines.set(0, message);
    return new Output.Failure("Timeout", message, lines);
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
