package io.amasia.plan;

import io.amasia.array.AmasiaException;

/// A switch that stops a running computation soon. Thread-safe; once thrown it stays so.
public final class Cancel {
  private volatile boolean cancelled;

  /// Asks the computation to stop.
  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /// Does nothing unless the switch was thrown.
  ///
  /// @throws AmasiaException.Cancelled if it was
  public void check() {
    if (cancelled) {
      throw new AmasiaException.Cancelled("cancelled");
    }
  }
}
