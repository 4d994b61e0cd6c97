package io.amasia.array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/// The process-wide off-heap memory that blocks are leased from, counted to the byte.
///
/// Thread-safe. Going over the limit is an error here; waiting for memory is the engine's job,
/// which admits tasks only while their projected sums fit.
public final class MemoryPool {
  private static final MemoryPool PROCESS = new MemoryPool(Long.MAX_VALUE);

  private final AtomicLong used = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();
  private volatile long limitBytes;

  /// A pool that leases at most `limitBytes` at a time.
  public MemoryPool(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /// The pool that all arrays of this process share.
  public static MemoryPool process() {
    return PROCESS;
  }

  /// Leases `bytes` of memory.
  ///
  /// @throws AmasiaException.MemoryLimit if the pool's limit would be passed
  @SuppressWarnings("MustBeClosedChecker") // the lease closes it
  public Lease lease(long bytes) {
    long now = used.addAndGet(bytes);
    if (now > limitBytes) {
      used.addAndGet(-bytes);
      throw new AmasiaException.MemoryLimit(
          "%d bytes asked for, %d of %d in use; raise --memory"
              .formatted(bytes, now - bytes, limitBytes));
    }
    peak.accumulateAndGet(now, Math::max);
    Arena arena = Arena.ofShared();
    MemorySegment segment = arena.allocate(Math.max(1, bytes), 64).asSlice(0, bytes);
    return new Lease(this, segment, new Slab(arena, bytes));
  }

  void giveBack(Object slab) {
    Slab it = (Slab) slab;
    it.arena.close();
    used.addAndGet(-it.bytes);
  }

  private record Slab(Arena arena, long bytes) {}

  /// Bytes that may be leased at a time.
  public long limitBytes() {
    return limitBytes;
  }

  /// Sets how many bytes may be leased at a time; what is leased already stays.
  public void limitBytes(long bytes) {
    limitBytes = bytes;
  }

  /// Bytes leased now.
  public long usedBytes() {
    return used.get();
  }

  /// The most bytes that were leased at a time since the last [#resetPeak].
  public long peakBytes() {
    return peak.get();
  }

  /// Starts the peak anew from what is leased now.
  public void resetPeak() {
    peak.set(used.get());
  }
}
