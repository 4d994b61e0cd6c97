package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.MemoryPool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The bytes that running computations may hold together. Thread-safe and fair: computations begin
/// in the order in which they ask, and while the first of those that wait would fit beside what the
/// running ones can't do without, these take no more than that. So a large one begins after a
/// while, however many small ones there are.
public final class Budget {
  /// What the sessions of this process share, so that each may be given all of it: the most that
  /// any of them was given.
  private static final Budget PROCESS = new Budget(0, MemoryPool.process()::keptBytes);

  private final LongSupplier kept;
  private final @Nullable Budget around;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition freed = lock.newCondition();
  private final Deque<Beginning> beginnings = new ArrayDeque<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long limitBytes;

  /// What computations can't do without, and what they have in all.
  private long owned;

  private long reserved;

  /// A computation that waits until it may begin.
  private static final class Beginning {
    private final long bytes;

    Beginning(long bytes) {
      this.bytes = bytes;
    }
  }

  public Budget(long limitBytes) {
    this(limitBytes, () -> 0);
  }

  /// @param kept bytes of it that programs hold: results of earlier computations
  Budget(long limitBytes, LongSupplier kept) {
    this(limitBytes, kept, null);
  }

  /// @param around another one that all of it counts in too
  private Budget(long limitBytes, LongSupplier kept, @Nullable Budget around) {
    this.limitBytes = limitBytes;
    this.kept = kept;
    this.around = around;
  }

  /// A session's part of what this process has: as much as the pool gives at most, if no other
  /// session computes.
  static Budget ofSession(long limitBytes) {
    long most = Math.min(limitBytes, MemoryPool.process().limitBytes());
    PROCESS.raise(most);
    return new Budget(most, MemoryPool.process()::keptBytes, PROCESS);
  }

  /// The one that all of it counts in too.
  Budget around() {
    return Objects.requireNonNull(around);
  }

  private void raise(long bytes) {
    lock.lock();
    try {
      limitBytes = Math.max(limitBytes, bytes);
    } finally {
      lock.unlock();
    }
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
    begin(new Beginning(bytes), cancel);
    try {
      return new Room(bytes, around == null ? null : around.room(bytes, cancel));
    } catch (Throwable e) {
      new Room(bytes, null).close();
      throw e;
    }
  }

  private void begin(Beginning own, Cancel cancel) {
    lock.lock();
    try {
      beginnings.addLast(own);
      while (beginnings.peekFirst() != own || (reserved > 0 && !isFree(own.bytes))) {
        await(cancel);
      }
      owned += own.bytes;
      reserved += own.bytes;
    } finally {
      beginnings.remove(own);
      freed.signalAll();
      lock.unlock();
    }
  }

  private boolean isFree(long bytes) {
    return reserved + bytes <= freeBytes();
  }

  /// Whether a computation waits that could begin if the others had no more than their own.
  private boolean isOwed() {
    Beginning first = beginnings.peekFirst();
    return first != null && owned + first.bytes <= freeBytes();
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

  /// How many wait for a part of it.
  int waiting() {
    return waiting.get();
  }

  /// A computation's part of the budget: its own, and for further tasks what nobody else needs.
  public final class Room implements AutoCloseable {
    private final long own;
    private final @Nullable Room around;
    private long used;
    private long extra;

    private Room(long own, @Nullable Room around) {
      this.own = own;
      this.around = around;
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
      if (around != null) {
        around.hold(bytes);
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
      take(bytes, cancel);
      if (around != null) {
        try {
          around.reserve(bytes, cancel);
        } catch (Throwable e) {
          giveBack(bytes);
          throw e;
        }
      }
    }

    private void take(long bytes, Cancel cancel) {
      lock.lock();
      try {
        while (used + bytes > own + extra) {
          long more = used + bytes - own - extra;
          if (isFree(more) && !isOwed()) {
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
      return waiting() > 0 || (around != null && around.isWanted());
    }

    /// Gives the `bytes` of a task back.
    public void release(long bytes) {
      if (around != null) {
        around.release(bytes);
      }
      giveBack(bytes);
    }

    private void giveBack(long bytes) {
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
      if (around != null) {
        around.close();
      }
      lock.lock();
      try {
        owned -= own;
        reserved -= own + extra;
        freed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
