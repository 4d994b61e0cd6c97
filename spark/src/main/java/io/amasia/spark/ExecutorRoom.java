package io.amasia.spark;

import io.amasia.array.AmasiaException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The memory that the tasks of an executor share: Spark hands it as many tasks as it has cores,
/// and they begin when what they are projected to hold fits. Thread-safe.
final class ExecutorRoom {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Condition LEFT = LOCK.newCondition();
  private static long held;

  private ExecutorRoom() {}

  /// Waits until a task that holds `bytes` fits below `limit` beside the others. A task alone
  /// always begins: whether it fits is for its own allocations to say.
  static void enter(long bytes, long limit) {
    LOCK.lock();
    try {
      while (held > 0 && bytes > limit - held) {
        LEFT.await();
      }
      held += bytes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    } finally {
      LOCK.unlock();
    }
  }

  static void leave(long bytes) {
    LOCK.lock();
    try {
      held -= bytes;
      LEFT.signalAll();
    } finally {
      LOCK.unlock();
    }
  }
}
