package io.amasia.plan;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bytes that running computations may hold together. Thread-safe and fair.
public final class Budget {
  private final long limitBytes;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition freed = lock.newCondition();
  private long reserved;

  public Budget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  public long limitBytes() {
    return limitBytes;
  }

  /// Waits until `bytes` fit, then reserves them. Bytes that can never fit are let through when
  /// nothing else is reserved: the planner has refused what is too large before.
  ///
  /// @throws io.amasia.array.AmasiaException.Cancelled if `cancel` is thrown meanwhile
  public void reserve(long bytes, Cancel cancel) {
    lock.lock();
    try {
      while (reserved > 0 && reserved + bytes > limitBytes) {
        cancel.check();
        freed.awaitNanos(50_000_000);
      }
      reserved += bytes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new io.amasia.array.AmasiaException.Cancelled("interrupted");
    } finally {
      lock.unlock();
    }
  }

  /// Gives `bytes` back.
  public void release(long bytes) {
    lock.lock();
    try {
      reserved -= bytes;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
