package io.amasia.array;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/// What an open file keeps on the Java heap: where its chunks lie, the labels of a table. It is
/// counted, so that computations take less of the heap beside it, and refused before the heap is
/// full. Thread-safe.
public final class KeptHeap {
  /// The part of the heap that may be kept; the rest is for tasks and the JVM itself.
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 2;

  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicLong ALL = new AtomicLong();

  private final AtomicLong own;
  private final String what;
  private final long likelyBytes;

  private KeptHeap(AtomicLong own, String what, long likelyBytes) {
    this.own = own;
    this.what = what;
    this.likelyBytes = likelyBytes;
  }

  /// Counts what `owner` keeps, nothing yet, until the JVM finds that it was dropped.
  ///
  /// @param what it is, for messages
  /// @param likelyBytes how much it may become, for messages
  public static KeptHeap of(Object owner, String what, long likelyBytes) {
    var own = new AtomicLong();
    CLEANER.register(owner, () -> ALL.addAndGet(-own.getAndSet(0)));
    return new KeptHeap(own, what, likelyBytes);
  }

  /// Counts `bytes` more, or fewer where they are negative.
  ///
  /// @throws AmasiaException.MemoryLimit if so much can't be kept
  public void add(long bytes) {
    if (bytes > 0) {
      refuse(bytes, Math.max(bytes, likelyBytes - own.get()), what);
    }
    count(bytes);
  }

  /// Counts `bytes` more if they can be kept.
  ///
  /// @return whether they can; nothing is counted if not
  public boolean addIfRoom(long bytes) {
    boolean isRoom = bytes <= MOST_BYTES - ALL.get();
    if (isRoom) {
      count(bytes);
    }
    return isRoom;
  }

  private void count(long bytes) {
    ALL.addAndGet(bytes);
    own.addAndGet(bytes);
  }

  /// Refuses what would take `bytes` of the heap, for a while or for long, if there is no room.
  ///
  /// @throws AmasiaException.MemoryLimit if so
  public static void refuse(long bytes, String what) {
    refuse(bytes, bytes, what);
  }

  private static void refuse(long bytes, long likelyBytes, String what) {
    if (bytes > MOST_BYTES - ALL.get()) {
      forgetDropped();
    }
    long others = ALL.get();
    if (bytes <= MOST_BYTES - others) {
      return;
    }
    throw new AmasiaException.MemoryLimit(
        "%s would take %d MB of the Java heap beside %d MB of other files; there are %d MB. Use --memory %dMB"
            .formatted(
                what,
                megabytes(likelyBytes),
                megabytes(others),
                megabytes(MOST_BYTES),
                megabytes(processBytes(2 * (others + likelyBytes)))));
  }

  /// Has the JVM look for what was dropped, and waits until no more of it comes off the count.
  public static void forgetDropped() {
    if (ALL.get() == 0) {
      return;
    }
    System.gc();
    int quiet = 0;
    for (int i = 0; i < 20 && quiet < 3; i++) { // another thread counts
      long before = ALL.get();
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      quiet = ALL.get() == before ? quiet + 1 : 0;
    }
  }

  /// What the process must be given so that its heap has `bytes`: the launcher gives it a quarter.
  private static long processBytes(long bytes) {
    return Long.getLong(MemoryPool.LIMIT_PROPERTY) == null ? bytes : 4 * bytes;
  }

  private static long megabytes(long bytes) {
    return Math.ceilDiv(bytes, 1_000_000);
  }

  /// Bytes that all open files of this process keep.
  public static long bytes() {
    return ALL.get();
  }
}
