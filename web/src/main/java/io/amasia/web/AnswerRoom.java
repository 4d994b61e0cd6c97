package io.amasia.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Memory for large answers that are made or on their way: who takes them slowly, or not at all,
/// holds no more than this of the process, however many ask. Thread-safe.
public final class AnswerRoom {
  private static final ScopedValue<Share> SHARE = ScopedValue.newInstance();

  private static final int UNIT_BYTES = 1_024;
  private final int all;
  private final Semaphore units;

  AnswerRoom(long bytes) {
    all = Math.clamp(bytes / UNIT_BYTES, 1, Integer.MAX_VALUE);
    units = new Semaphore(all, true);
  }

  /// What one answer holds until it has been sent.
  private final class Share {
    private int taken;

    private boolean take(long bytes, long patienceSeconds) throws InterruptedException {
      // what alone is larger than all may come, but nothing beside it
      int wanted = (int) Math.min(all - taken, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
      if (!units.tryAcquire(wanted, patienceSeconds, TimeUnit.SECONDS)) {
        return false;
      }
      taken += wanted;
      return true;
    }
  }

  /// Takes memory for an answer of `bytes`, until it has been sent; waits while others hold too
  /// much. Outside of requests there is always room.
  ///
  /// @return false if there was none for so long
  /// @throws InterruptedException if the server ends
  public static boolean take(long bytes, long patienceSeconds) throws InterruptedException {
    return !SHARE.isBound() || SHARE.get().take(bytes, patienceSeconds);
  }

  /// Makes and sends an answer, and then gives back what it took.
  <E extends Exception> void during(ScopedValue.CallableOp<Void, E> answer) throws E {
    var share = new Share();
    try {
      ScopedValue.where(SHARE, share).call(answer);
    } finally {
      units.release(share.taken);
    }
  }
}
