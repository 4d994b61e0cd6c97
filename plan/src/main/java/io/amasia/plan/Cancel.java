package io.amasia.plan;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// A switch that stops a running computation soon. Thread-safe; once thrown it stays so.
public final class Cancel {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> stops = new ArrayList<>();
  private volatile boolean cancelled;

  /// Asks the computation to stop.
  public void cancel() {
    lock.lock();
    try {
      cancelled = true;
      stops.forEach(Runnable::run);
      stops.clear();
    } finally {
      lock.unlock();
    }
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /// Does nothing unless the switch was thrown.
  ///
  /// @throws AmasiaException.Cancelled if it was
  public void check() {
    if (cancelled) {
      throw cancelled();
    }
  }

  static AmasiaException.Cancelled cancelled() {
    return new AmasiaException.Cancelled("cancelled");
  }

  /// Calls `stop` once when the switch is thrown, or now if it was. It is called from the thread
  /// that throws it and must be quick.
  public void onCancel(Runnable stop) {
    lock.lock();
    try {
      if (cancelled) {
        stop.run();
      } else {
        stops.add(stop);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Forgets `stop`: when this returns it is not being called, nor will be.
  public void forget(Runnable stop) {
    lock.lock();
    try {
      stops.remove(stop);
    } finally {
      lock.unlock();
    }
  }
}
