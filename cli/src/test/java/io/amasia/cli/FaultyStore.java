package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Store;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/// A store that gives, now and then, not what it has: it fails, comes late, or brings bytes that
/// are too few or wrong. It is good until it is told to be faulty.
final class FaultyStore implements Store {
  /// What goes wrong.
  enum Fault {
    /// An error as stores have them.
    FAILS,
    /// An error that no store should throw.
    BREAKS,
    LATE,
    SHORT,
    CORRUPT
  }

  private final Store store;
  private final Random random;
  private final Set<Fault> faults;
  private final int concurrent;
  private final int seldom;
  private volatile boolean faulty;

  FaultyStore(Store store, long seed, Set<Fault> faults) {
    this.store = store;
    this.faults = faults;
    random = new Random(seed);
    // Some are read like stores behind a network.
    concurrent = random.nextBoolean() ? 1 : 4;
    seldom = 20 << random.nextInt(10);
  }

  /// From now on reads go wrong.
  void becomeFaulty() {
    faulty = true;
  }

  @Override
  public Optional<Lease> read(String key, ByteRange range) {
    int dice;
    int where;
    synchronized (random) {
      dice = random.nextInt(seldom);
      where = random.nextInt(Integer.MAX_VALUE);
    }
    Fault[] all = Fault.values();
    if (!faulty || dice >= all.length || !faults.contains(all[dice])) {
      return store.read(key, range);
    }
    return switch (all[dice]) {
      case FAILS -> throw new AmasiaException.Format(url() + ": '" + key + "' can't be read");
      case BREAKS -> throw new IllegalStateException("the disk is on fire");
      case LATE -> {
        pause(where % 20);
        yield store.read(key, range);
      }
      case SHORT -> store.read(key, range).map(lease -> changed(lease, where, true));
      case CORRUPT -> store.read(key, range).map(lease -> changed(lease, where, false));
    };
  }

  private static Lease changed(Lease lease, int where, boolean cut) {
    try (lease) {
      long size = lease.segment().byteSize();
      long kept = cut ? where % Math.max(1, size) : size;
      Lease other = MemoryPool.process().lease(kept);
      MemorySegment.copy(lease.segment(), 0, other.segment(), 0, kept);
      if (!cut && size > 0) {
        long at = where % size;
        byte was = other.segment().get(ValueLayout.JAVA_BYTE, at);
        other.segment().set(ValueLayout.JAVA_BYTE, at, (byte) (was ^ (1 << where % 8)));
      }
      return other;
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    }
  }

  @Override
  public String url() {
    return store.url();
  }

  @Override
  public OptionalLong size(String key) {
    return store.size(key);
  }

  @Override
  public List<String> list(String prefix) {
    return store.list(prefix);
  }

  @Override
  public int concurrentReads() {
    return concurrent;
  }

  @Override
  public void close() {
    store.close();
  }
}
