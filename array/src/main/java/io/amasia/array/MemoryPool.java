package io.amasia.array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The process-wide off-heap memory that blocks are leased from, counted to the byte.
///
/// Slabs live long: one that is given back waits, warm, for the next lease of about its size, since
/// the first touch of fresh memory costs more than most work on it. When leased and waiting slabs
/// together would pass the limit, or what was ever leased at a time by more than a quarter, waiting
/// ones lose their pages, so the process's resident memory follows what is needed.
///
/// Thread-safe and lock-free, but for cutting small slabs from a region. Going over the limit is an
/// error here; waiting for memory is the engine's job, which admits tasks only while their
/// projected sums fit. Small slabs count against the JVM's `-XX:MaxDirectMemorySize`, large ones
/// where the system is not Linux.
public final class MemoryPool {
  /// Smaller slabs are cut from regions and never given back. From here on slabs of every size are
  /// whole pages, so that taking the pages of one touches no other.
  private static final long OWN_PAGES = 32 * 1024;

  private static final long REGION = 1024 * 1024;

  /// Bytes of slabs that may wait however little is in use.
  private static final long SPARE = 16L << 20;

  /// The system property that says how many bytes the process's pool may lease: the launcher's
  /// share of the memory it was given.
  public static final String LIMIT_PROPERTY = "amasia.pool.bytes";

  private static final MemoryPool PROCESS =
      new MemoryPool(Long.getLong(LIMIT_PROPERTY, Long.MAX_VALUE));

  private final AtomicReferenceArray<@Nullable SizeClass> classes =
      new AtomicReferenceArray<>(Slab.CLASSES);
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();

  /// What was kept after dropped arrays had been looked for last, or less.
  private final AtomicLong reclaimed = new AtomicLong();

  private final AtomicLong peak = new AtomicLong();
  private final AtomicLong resident = new AtomicLong();
  private final List<PeakWatch> watches = new CopyOnWriteArrayList<>();
  private volatile long limitBytes;
  private MemorySegment region = MemorySegment.NULL;

  /// Idle slabs of one size: `warm` ones still have their pages.
  private static final class SizeClass {
    final ConcurrentLinkedDeque<Slab> warm = new ConcurrentLinkedDeque<>();
    final ConcurrentLinkedDeque<Slab> cold = new ConcurrentLinkedDeque<>();
  }

  /// A pool that leases at most `limitBytes` at a time.
  public MemoryPool(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /// The pool that all arrays of this process share.
  public static MemoryPool process() {
    return PROCESS;
  }

  /// Leases `bytes` of memory, 64-byte aligned, of undefined content.
  ///
  /// @throws AmasiaException.MemoryLimit if the pool's limit would be passed, or the system has no
  ///   more
  public Lease lease(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(bytes + " bytes");
    }
    long now = used.addAndGet(bytes);
    if (now > limitBytes && kept.get() > 0) {
      used.addAndGet(-bytes); // others may have it meanwhile
      reclaim();
      now = used.addAndGet(bytes);
    }
    if (now > limitBytes || now < 0) {
      used.addAndGet(-bytes);
      throw new AmasiaException.MemoryLimit(
          "%d bytes asked for, %d of %d in use; raise --memory"
              .formatted(bytes, now - bytes, limitBytes));
    }
    try {
      Slab slab = slab(bytes);
      peak.accumulateAndGet(now, Math::max);
      for (PeakWatch watch : watches) {
        watch.most.accumulateAndGet(now, Math::max);
      }
      return new Lease(this, slab.memory().asSlice(0, bytes), slab);
    } catch (AmasiaException.MemoryLimit e) {
      used.addAndGet(-bytes);
      throw e;
    }
  }

  private Slab slab(long bytes) {
    int first = Slab.classOf(bytes);
    // A somewhat larger slab that waits is better than a new one.
    int last = bytes < OWN_PAGES ? first : first + 2;
    for (int c = first; c <= last; c++) {
      Slab warm = sizeClass(c).warm.pollFirst();
      if (warm != null) {
        return warm;
      }
    }
    long size = Slab.bytesOf(first);
    if (size < OWN_PAGES) {
      return cut(first, size);
    }
    // Slabs of sizes that come once would gather: what waits may be a quarter of the most in use.
    long most = Math.max(peak.get(), used.get());
    long kept = Math.min(limitBytes, most + most / 4 + SPARE);
    long excess = resident.addAndGet(size) - kept;
    if (excess > 0) {
      trim(excess);
    }
    Slab cold = cold(first, size);
    return cold != null ? cold : fresh(first, size);
  }

  /// A slab without pages that is at most twice as large. What is not used of it gets no pages, but
  /// addresses count against the JVM's limit of direct memory.
  private @Nullable Slab cold(int first, long size) {
    int last = Math.min(Slab.CLASSES - 1, first + 8);
    for (int c = first; c <= last; c++) {
      Slab cold = sizeClass(c).cold.pollFirst();
      if (cold != null) {
        resident.addAndGet(cold.bytes() - size);
        return cold;
      }
    }
    return null;
  }

  private Slab fresh(int sizeClass, long size) {
    try {
      return SystemMemory.slab(sizeClass, size);
    } catch (OutOfMemoryError e) {
      resident.addAndGet(-size);
      throw new AmasiaException.MemoryLimit(
          "the system has no %d bytes (%s); lower --memory, or raise -XX:MaxDirectMemorySize"
              .formatted(size, e.getMessage()));
    }
  }

  private synchronized Slab cut(int sizeClass, long size) {
    if (region.byteSize() < size) {
      region = Arena.global().allocate(REGION, 4096);
      resident.addAndGet(REGION);
    }
    MemorySegment memory = region.asSlice(0, size);
    region = region.asSlice(size);
    return new Slab(sizeClass, memory, Arena.global());
  }

  void giveBack(Slab slab, long bytes) {
    sizeClass(slab.sizeClass()).warm.addFirst(slab);
    used.addAndGet(-bytes);
  }

  /// Takes the pages of waiting slabs, the largest first, until `excess` bytes are given back or
  /// none waits.
  private void trim(long excess) {
    long rest = excess;
    int smallest = Slab.classOf(OWN_PAGES);
    for (int c = Slab.CLASSES - 1; c >= smallest && rest > 0; c--) {
      SizeClass these = classes.get(c);
      if (these == null) {
        continue;
      }
      // The one that has waited longest.
      Slab slab = these.warm.pollLast();
      while (slab != null) {
        if (SystemMemory.discard(slab)) {
          these.cold.addFirst(slab);
        }
        resident.addAndGet(-slab.bytes());
        rest -= slab.bytes();
        slab = rest > 0 ? these.warm.pollLast() : null;
      }
    }
  }

  /// Counts leases of arrays that programs keep until they drop them.
  void keep(long bytes) {
    kept.addAndGet(bytes);
  }

  /// Bytes of arrays that were handed to programs and not closed: those that they still hold, and
  /// those that they have dropped, until the JVM finds them.
  public long keptBytes() {
    return kept.get();
  }

  /// As [#reclaim()], if programs keep `growth` bytes more than when it was last looked.
  public void reclaim(long growth) {
    long now = kept.get();
    if (now > reclaimed.accumulateAndGet(now, Math::min) + growth) {
      reclaim();
    }
  }

  /// Has the JVM look for arrays that programs have dropped, and waits a moment until their memory
  /// is back.
  public void reclaim() {
    long asked = kept.get();
    synchronized (reclaimed) {
      if (asked > 0 && kept.get() >= asked) { // nobody did so meanwhile
        collect();
        reclaimed.set(kept.get());
      }
    }
  }

  private void collect() {
    long before = kept.get();
    System.gc();
    // Another thread gives it back.
    long seen = before;
    boolean moving = true;
    for (int i = 0; i < 10 && moving; i++) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      long now = kept.get();
      moving = now == before || now < seen;
      seen = now;
    }
  }

  /// Gives the pages of all waiting slabs back to the system.
  public void trim() {
    trim(Long.MAX_VALUE);
  }

  private SizeClass sizeClass(int c) {
    SizeClass found = classes.get(c);
    if (found == null) {
      var made = new SizeClass();
      SizeClass other = classes.compareAndExchange(c, null, made);
      found = other == null ? made : other;
    }
    return found;
  }

  /// Bytes that may be leased at a time.
  public long limitBytes() {
    return limitBytes;
  }

  /// Sets how many bytes may be leased at a time; what is leased already stays.
  public void limitBytes(long bytes) {
    limitBytes = bytes;
    long excess = resident.get() - bytes;
    if (excess > 0) {
      trim(excess);
    }
  }

  /// Bytes leased now.
  public long usedBytes() {
    return used.get();
  }

  /// Bytes of memory that leased and waiting slabs hold.
  public long residentBytes() {
    return resident.get();
  }

  /// The most bytes that were leased at a time since the last [#resetPeak].
  public long peakBytes() {
    return peak.get();
  }

  /// Watches, until it is closed, how much is leased at a time.
  public PeakWatch watchPeak() {
    var watch = new PeakWatch();
    watches.add(watch);
    return watch;
  }

  /// The most that was leased at a time while this was open.
  public final class PeakWatch implements AutoCloseable {
    private final AtomicLong most = new AtomicLong(used.get());

    private PeakWatch() {}

    public long bytes() {
      return most.get();
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }

  /// Starts the peak anew from what is leased now.
  public void resetPeak() {
    peak.set(used.get());
  }
}
