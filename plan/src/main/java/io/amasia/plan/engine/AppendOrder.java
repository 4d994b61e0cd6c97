package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import io.amasia.storage.format.Sink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Brings what tasks encoded for serial sinks into the order of the tasks.
///
/// Pieces that come early wait here; so that they stay few, a task may only start when it is less
/// than `window` ahead of the first that is not appended. Tasks are begun in order and with their
/// memory reserved, so the one that all wait for has what it needs.
final class AppendOrder implements AutoCloseable {
  /// A piece and the sink it goes to.
  record Ready(Sink.Serial sink, Sink.Serial.Piece piece) {}

  private final long window;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<Long, List<Ready>> waiting = new TreeMap<>();
  private long next;
  private boolean appending;

  AppendOrder(long window) {
    this.window = window;
  }

  /// Waits until task `i` may start.
  ///
  /// @param stopped whether another task has failed
  /// @throws AmasiaException.Cancelled if `cancel` is thrown meanwhile
  void await(long i, Cancel cancel, BooleanSupplier stopped) {
    awaitDone(i - window + 1, cancel, stopped);
  }

  /// Waits until all tasks before `i` are done.
  void awaitDone(long i, Cancel cancel, BooleanSupplier stopped) {
    lock.lock();
    try {
      while (next < i && !stopped.getAsBoolean()) {
        cancel.check();
        moved.awaitNanos(50_000_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    } finally {
      lock.unlock();
    }
  }

  /// Takes what task `i` encoded, perhaps nothing, and appends all whose turn it is. The pieces are
  /// closed here.
  void done(long i, List<Ready> pieces) {
    lock.lock();
    try {
      waiting.put(i, List.copyOf(pieces));
      if (appending) {
        return;
      }
      appending = true;
    } finally {
      lock.unlock();
    }
    for (List<Ready> turn = take(); turn != null; turn = take()) {
      append(turn);
    }
  }

  private @Nullable List<Ready> take() {
    lock.lock();
    try {
      List<Ready> turn = waiting.remove(next);
      if (turn == null) {
        appending = false;
      } else {
        next++;
        moved.signalAll();
      }
      return turn;
    } finally {
      lock.unlock();
    }
  }

  private static void append(List<Ready> turn) {
    try {
      for (Ready ready : turn) {
        ready.sink().append(ready.piece());
      }
    } finally {
      turn.forEach(ready -> ready.piece().close());
    }
  }

  /// Gives up what was not appended.
  @Override
  public void close() {
    waiting.values().forEach(turn -> turn.forEach(ready -> ready.piece().close()));
    waiting.clear();
  }
}
