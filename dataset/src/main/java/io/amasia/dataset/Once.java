package io.amasia.dataset;

import java.util.concurrent.atomic.AtomicBoolean;

/// An action that runs the first time only.
final class Once implements Runnable {
  private final Runnable action;
  private final AtomicBoolean done = new AtomicBoolean();

  Once(Runnable action) {
    this.action = action;
  }

  @Override
  public void run() {
    if (done.compareAndSet(false, true)) {
      action.run();
    }
  }
}
