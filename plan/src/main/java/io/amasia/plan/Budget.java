package io.amasia.plan;

import io.amasia.array.AmasiaException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The bytes that running computations may hold together. Thread-safe and fair.
public final class Budget {
  private final long limitBytes;
  private final LongSupplier kept;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition freed = lock.newCondition();
  private long reserved;
  private final AtomicInteger waiting = new AtomicInteger();

  public Budget(long limitBytes) {
    this(limitBytes, () -> 0);
  }

  /// @param kept bytes of it that programs hold: results of earlier computations
  Budget(long limitBytes, LongSupplier kept) {
    this.limitBytes = limitBytes;
    this.kept = kept;
  }

  public long limitBytes() {
    return limitBytes;
  }

  /// The part of it that programs do not hold.
  long freeBytes() {
    return Math.max(0, limitBytes - kept.getAsLong());
  }

  /// Room for a computation, once `bytes` fit beside the other computations: what it can't do
  /// without, the most that a stage of it holds with one task running. So every computation that
  /// runs can go on, whatever the others hold.
  ///
  /// @throws AmasiaException.Cancelled if `cancel` is thrown meanwhile
  Room room(long bytes, Cancel cancel) {
    lock.lock();
    try {
      while (reserved > 0 && reserved + bytes > freeBytes()) {
        await(cancel);
      }
      reserved += bytes;
      return new Room(bytes);
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // those who call it do so in a loop
  private void await(Cancel cancel) {
    cancel.check();
    waiting.incrementAndGet();
    try {
      freed.awaitNanos(50_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    } finally {
      waiting.decrementAndGet();
    }
  }

  /// A computation's part of the budget: its own, and for further tasks what nobody else needs.
  public final class Room implements AutoCloseable {
    private final long own;
    private long used;
    private long extra;

    private Room(long own) {
      this.own = own;
    }

    /// Counts what a stage holds besides its tasks.
    void hold(long bytes) {
      lock.lock();
      try {
        used += bytes;
        freed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /// Bytes that its tasks have reserved and its stages hold.
    long usedBytes() {
      lock.lock();
      try {
        return used;
      } finally {
        lock.unlock();
      }
    }

    /// Waits until `bytes` for a task fit, then reserves them.
    ///
    /// @throws AmasiaException.Cancelled if `cancel` is thrown meanwhile
    public void reserve(long bytes, Cancel cancel) {
      lock.lock();
      try {
        while (used + bytes > own + extra) {
          long more = used + bytes - own - extra;
          if (reserved + more <= freeBytes()) {
            reserved += more;
            extra += more;
          } else {
            await(cancel);
          }
        }
        used += bytes;
      } finally {
        lock.unlock();
      }
    }

    /// Whether anybody waits for a part of the budget.
    boolean isWanted() {
      return waiting.get() > 0;
    }

    /// Gives the `bytes` of a task back.
    public void release(long bytes) {
      lock.lock();
      try {
        used -= bytes;
        long back = Math.min(extra, own + extra - Math.max(own, used));
        extra -= back;
        reserved -= back;
        freed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        reserved -= own + extra;
        freed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
