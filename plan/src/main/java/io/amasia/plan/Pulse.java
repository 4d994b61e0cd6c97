package io.amasia.plan;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Looks at a running computation every twentieth of a second, whatever its tasks do.
final class Pulse implements AutoCloseable {
  private static final long MILLIS = 50;
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Future<?> beat;

  private Pulse(Future<?> beat) {
    this.beat = beat;
  }

  private static ScheduledThreadPoolExecutor clock() {
    var clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("amasia-pulse").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  /// Looks by `look` until it is closed; a look that is under way then may still end after it.
  static Pulse of(Runnable look) {
    return new Pulse(CLOCK.scheduleAtFixedRate(look, MILLIS, MILLIS, TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    beat.cancel(false);
  }
}
