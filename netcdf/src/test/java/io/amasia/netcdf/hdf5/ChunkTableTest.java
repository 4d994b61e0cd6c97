package io.amasia.netcdf.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.amasia.array.AmasiaException;
import io.amasia.array.KeptHeap;
import io.amasia.testkit.RandomTest;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Millions of chunks are found where they lie, in little memory.
class ChunkTableTest {
  /// Else what other tests have dropped is forgotten in the middle of one of these.
  @BeforeEach
  void forgetOthers() {
    KeptHeap.forgetDropped();
  }

  @Test
  void aChunkThatComesWhenItIsDueTakesTwelveBytes() {
    long before = KeptHeap.bytes();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    ChunkTable table = new ChunkTable(new long[] {1000, 1000}, "x");
    long[] index = new long[2];
    for (index[0] = 0; index[0] < 1000; index[0]++) {
      for (index[1] = 0; index[1] < 1000; index[1]++) {
        table.add(index, 100 * index[0] + index[1], 7, 0);
      }
    }
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    assertThat(table.sorted().find(new long[] {999, 998})).isEqualTo(place(100_898));
    assertThat(KeptHeap.bytes() - before).isBetween(12_000_000L, 12_400_000L);
    assertThat(allocated).isLessThan(30_000_000); // arrays grow
    assertThat(table.isEmpty(new long[2], new long[2])).isFalse();
  }

  /// Twenty bytes a chunk while they are sorted, and thereafter twelve where all are there.
  @Test
  void whatSortingTakesIsCounted() {
    long before = KeptHeap.bytes();
    ChunkTable full = reversed(1, 100_000);
    assertThat(full.sorted().find(new long[] {4})).isEqualTo(place(4));
    assertThat(KeptHeap.bytes() - before).isBetween(1_200_000L, 1_700_000L);
    before = KeptHeap.bytes();
    ChunkTable halves = reversed(2, 100_000);
    assertThat(halves.sorted().find(new long[] {8})).isEqualTo(place(8));
    assertThat(halves.find(new long[] {9})).isNull();
    assertThat(KeptHeap.bytes() - before).isBetween(2_000_000L, 2_700_000L);
    assertThat(full.find(new long[] {5})).isEqualTo(place(5)); // it is still there
  }

  /// Every `step`th chunk, the last one first.
  private static ChunkTable reversed(int step, int count) {
    ChunkTable table = new ChunkTable(new long[] {(long) step * count}, "x");
    for (int i = count - 1; i >= 0; i--) {
      table.add(new long[] {(long) i * step}, (long) i * step, 7, 0);
    }
    return table;
  }

  /// All but the last came when they were due, and have no keys until they are sorted.
  @Test
  void sortingIsRefusedWhereTheHeapHasNoRoomForIt() {
    int count = 1 << 18;
    ChunkTable table = new ChunkTable(new long[] {count + 1}, "file.nc: where its chunks lie");
    for (int i = 0; i < count; i++) {
      table.add(new long[] {i}, i, 7, 0);
    }
    table.add(new long[] {3}, 3, 7, 0);
    long most = Runtime.getRuntime().maxMemory() / 2;
    // Has the tables of other tests forgotten.
    assertThatThrownBy(() -> KeptHeap.refuse(most, "all"))
        .isInstanceOf(AmasiaException.MemoryLimit.class);
    try (var _ = new Taken(most - KeptHeap.bytes() - 100)) {
      assertThatThrownBy(table::sorted).isInstanceOf(AmasiaException.MemoryLimit.class);
    }
    assertThat(table.sorted().size()).isEqualTo(count + 1);
  }

  private static ChunkTable.Place place(long address) {
    return new ChunkTable.Place(address, 7, 0);
  }

  @Test
  void moreThanTheHeapHasRoomForAreRefused() {
    ChunkTable table = new ChunkTable(new long[] {1L << 40}, "file.nc: where its chunks lie");
    long most = Runtime.getRuntime().maxMemory() / 2;
    try (var _ = new Taken(most - KeptHeap.bytes() - 1_000_000)) {
      long[] index = new long[1];
      assertThatThrownBy(
              () -> {
                for (index[0] = 0; index[0] < 4_000_000; index[0]++) {
                  table.add(index, 0, 1, 0);
                }
              })
          .isInstanceOf(AmasiaException.MemoryLimit.class)
          .hasMessageContaining("file.nc: where its chunks lie would take 131941")
          .hasMessageContaining("Use --memory");
    }
    assertThat(table.size()).isLessThan(4_000_000);
  }

  /// A part of the heap that others keep.
  private static final class Taken implements AutoCloseable {
    private final KeptHeap kept = KeptHeap.of(this, "others", 0);
    private final long bytes;

    Taken(long bytes) {
      this.bytes = bytes;
      kept.add(bytes);
    }

    @Override
    public void close() {
      kept.add(-bytes);
    }
  }

  /// Any chunks in any order, with masks now and then, and lengths of up to 4 GiB.
  @RandomTest
  void findsWhatWasAdded(long seed) {
    var random = new Random(seed);
    long[] counts = {1 + random.nextInt(300), 1 + random.nextInt(300)};
    int all = (int) (counts[0] * counts[1]);
    List<Integer> numbers = new ArrayList<>();
    double part = random.nextBoolean() ? 1 : random.nextDouble();
    for (int i = 0; i < all; i++) {
      if (random.nextDouble() < part) {
        numbers.add(i);
      }
    }
    if (random.nextBoolean()) {
      Collections.shuffle(numbers, random);
    }
    boolean masked = random.nextBoolean();
    ChunkTable table = new ChunkTable(counts, "x");
    Map<Integer, ChunkTable.Place> places = new HashMap<>();
    for (int number : numbers) {
      int mask = masked && random.nextInt(4) == 0 ? random.nextInt() : 0;
      var place = new ChunkTable.Place(random.nextLong(), random.nextLong((1L << 32) - 1), mask);
      places.put(number, place);
      table.add(index(number, counts), place.address(), place.bytes(), mask);
    }
    table.add(new long[] {counts[0], 0}, 1, 1, 1); // of an array that shrank
    assertThat(table.sorted().size()).isEqualTo(numbers.size());
    for (int number = 0; number < all; number++) {
      assertThat(table.find(index(number, counts))).isEqualTo(places.get(number));
    }
    long[] one = index(random.nextInt(all), counts);
    assertThat(table.isEmpty(one, one)).isEqualTo(table.find(one) == null);
  }

  private static long[] index(int number, long[] counts) {
    return new long[] {number / counts[1], number % counts[1]};
  }
}
