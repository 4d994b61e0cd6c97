package io.amasia.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.testkit.RandomTest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
  @Test
  void sizeClassesHoldWhatIsAskedAndWasteLittle() {
    int last = 0;
    for (long bytes = 0; bytes < 1L << 50; bytes += 1 + bytes / 37) {
      int sizeClass = Slab.classOf(bytes);
      long held = Slab.bytesOf(sizeClass);
      assertThat(held).isGreaterThanOrEqualTo(bytes);
      assertThat(held % 64).isZero();
      assertThat(held).isLessThanOrEqualTo(Math.max(64, bytes + bytes / 8 + 64));
      assertThat(Slab.classOf(held)).isEqualTo(sizeClass);
      assertThat(sizeClass).isGreaterThanOrEqualTo(last).isLessThan(Slab.CLASSES);
      last = sizeClass;
    }
  }

  @Test
  void leasesAreAlignedCountedAndReused() {
    var pool = new MemoryPool(10_000_000);
    Lease first = pool.lease(1_000_003);
    long address = first.segment().address();
    assertThat(address % 64).isZero();
    assertThat(first.segment().byteSize()).isEqualTo(1_000_003);
    assertThat(pool.usedBytes()).isEqualTo(1_000_003);
    first.close();
    first.close();
    assertThat(pool.usedBytes()).isZero();
    assertThat(pool.peakBytes()).isEqualTo(1_000_003);
    try (Lease second = pool.lease(999_000)) {
      assertThat(second.segment().address()).isEqualTo(address);
    }
    pool.lease(0).close();
  }

  @Test
  void refusesMoreThanTheLimit() {
    var pool = new MemoryPool(1000);
    try (Lease held = pool.lease(600)) {
      assertThat(held.segment().byteSize()).isEqualTo(600);
      assertThatThrownBy(() -> pool.lease(401))
          .isInstanceOf(AmasiaException.MemoryLimit.class)
          .hasMessage("401 bytes asked for, 600 of 1000 in use; raise --memory");
      pool.lease(400).close();
      assertThatThrownBy(() -> pool.lease(Long.MAX_VALUE))
          .isInstanceOf(AmasiaException.MemoryLimit.class);
      assertThat(pool.usedBytes()).isEqualTo(600);
    }
  }

  @Test
  void waitingSlabsMakeRoomForOtherSizes() {
    var pool = new MemoryPool(40_000_000);
    for (int size = 1_000_000; size < 39_000_000; size += 1_000_000) {
      try (Lease lease = pool.lease(size)) {
        lease.segment().fill((byte) 1);
      }
      assertThat(pool.residentBytes()).isLessThanOrEqualTo(pool.limitBytes() + size / 8);
    }
    pool.trim();
    assertThat(pool.residentBytes()).isZero();
    try (Lease again = pool.lease(2_000_000)) {
      again.segment().fill((byte) 2);
      assertThat(again.segment().get(ValueLayout.JAVA_BYTE, 1_999_999)).isEqualTo((byte) 2);
    }
  }

  @RandomTest(seeds = 5)
  void threadsNeverShareALease(long seed) throws Exception {
    var pool = new MemoryPool(64_000_000);
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> done = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        done.add(threads.submit(user(pool, seed * 10 + t)));
      }
      for (Future<Boolean> each : done) {
        assertThat(each.get()).isTrue();
      }
    }
    assertThat(pool.usedBytes()).isZero();
    assertThat(pool.peakBytes()).isLessThanOrEqualTo(pool.limitBytes());
  }

  /// Leases and gives back at random, and looks whether what it wrote is still there.
  private static Callable<Boolean> user(MemoryPool pool, long mark) {
    return () -> {
      var random = new SplittableRandom(mark);
      List<Lease> held = new ArrayList<>();
      boolean intact = true;
      for (int i = 0; i < 3000; i++) {
        if (held.size() > random.nextInt(20)) {
          intact &= close(held.remove(random.nextInt(held.size())), mark);
        } else {
          try {
            Lease lease = pool.lease(16 + (1L << random.nextInt(20)) + random.nextInt(100));
            lease.segment().set(ValueLayout.JAVA_LONG, 0, mark);
            lease.segment().set(ValueLayout.JAVA_LONG_UNALIGNED, end(lease.segment()), mark);
            held.add(lease);
          } catch (AmasiaException.MemoryLimit _) {
            assertThat(held).isNotEmpty();
          }
        }
      }
      for (Lease lease : held) {
        intact &= close(lease, mark);
      }
      return intact;
    };
  }

  private static boolean close(Lease lease, long mark) {
    boolean intact =
        lease.segment().get(ValueLayout.JAVA_LONG, 0) == mark
            && lease.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, end(lease.segment())) == mark;
    lease.close();
    return intact;
  }

  private static long end(MemorySegment segment) {
    return segment.byteSize() - 8;
  }
}
