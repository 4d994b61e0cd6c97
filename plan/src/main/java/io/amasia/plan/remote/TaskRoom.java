package io.amasia.plan.remote;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The memory that the tasks of a worker share: it is handed as many as it has threads, and they
/// begin when what they are projected to hold fits. Thread-safe.
final class TaskRoom {
  /// That of this process.
  static final TaskRoom PROCESS = new TaskRoom();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long held;

  /// What a task holds until it is closed.
  final class Place implements AutoCloseable {
    private final long bytes;

    private Place(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        held -= bytes;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Waits until a task that holds `bytes` fits below `limit` beside the others. A task alone
  /// always begins: whether it fits is for its own allocations to say.
  ///
  /// @throws AmasiaException.Cancelled if `cancel` is thrown, or the thread interrupted
  Place enter(long bytes, long limit, Cancel cancel) {
    Runnable wake = this::wake;
    cancel.onCancel(wake);
    try {
      return await(bytes, limit, cancel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    } finally {
      cancel.forget(wake);
    }
  }

  private Place await(long bytes, long limit, Cancel cancel) throws InterruptedException {
    lock.lock();
    try {
      cancel.check();
      while (held > 0 && bytes > limit - held) {
        changed.await();
        cancel.check();
      }
      held += bytes;
      return new Place(bytes);
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
