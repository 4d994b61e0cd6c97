package io.amasia.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.Store;
import io.amasia.testkit.RandomTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrayReaderTest {
  private record Case(ArrayInStore array, Box box) {}

  private static Case random(long seed, DType dtype) {
    var random = new Random(seed);
    int ndim = random.nextInt(4);
    long[] size = new long[ndim];
    long[] chunk = new long[ndim];
    long[] start = new long[ndim];
    long[] length = new long[ndim];
    for (int d = 0; d < ndim; d++) {
      size[d] = 1L + random.nextInt(3 + (int) (seed / 20));
      chunk[d] = 1L + random.nextInt((int) size[d] + 1);
      start[d] = random.nextInt((int) size[d]);
      length[d] = random.nextInt((int) (size[d] - start[d]) + 1);
    }
    Shape shape = Shape.of(size);
    int missing = random.nextInt(4);
    return new Case(
        ArrayInStore.of(
            dtype,
            shape,
            Chunks.regular(shape, chunk),
            key -> missing != 0 || key.hashCode() % 3 != 0),
        Box.of(start, length));
  }

  private static List<Long> expected(Case c) {
    List<Long> values = new ArrayList<>();
    Shape shape = c.array.shape();
    BoxCopy.forEachRow(
        c.box,
        0,
        (index, _) -> {
          long[] chunk = new long[index.length];
          for (int d = 0; d < chunk.length; d++) {
            chunk[d] = c.array.chunks().cut(d).chunkOf(index[d]);
          }
          String key = c.array.locate(chunk).orElseThrow().key();
          boolean written = c.array.store().size(key).isPresent();
          values.add(written ? BoxCopy.offset(index, Box.all(shape), shape) : -1);
        });
    return values;
  }

  @RandomTest
  void anyBoxHasItsValues(long seed) {
    Case c = random(seed, DType.INT32);
    try (NdArray values = ArrayReader.read(c.array, c.box)) {
      assertThat(values.shape()).isEqualTo(c.box.shape());
      assertThat(values.toLongs())
          .containsExactly(expected(c).stream().mapToLong(v -> v).toArray());
    }
  }

  @RandomTest
  void remoteStoresGiveTheSame(long seed) {
    Case c = random(seed, DType.INT32);
    long before = MemoryPool.process().usedBytes();
    var remote =
        new ArrayInStore(
            new Waiting(c.array.store()), DType.INT32, c.array.shape(), c.array.chunks(), false);
    try (NdArray values = ArrayReader.read(remote, c.box)) {
      assertThat(values.toLongs())
          .containsExactly(expected(c).stream().mapToLong(v -> v).toArray());
    }
    assertThat(MemoryPool.process().usedBytes()).isLessThanOrEqualTo(before + 64);
  }

  @Test
  void noMoreIsFetchedAheadThanSaid() {
    Shape shape = Shape.of(64, 4096);
    for (long rows : new long[] {1, 40}) {
      // Chunks of 16 kB, of which several are looked up together, and of 640 kB.
      var near = ArrayInStore.of(DType.INT32, shape, Chunks.regular(shape, rows, 4096), _ -> true);
      var remote =
          new ArrayInStore(new Waiting(near.store()), DType.INT32, shape, near.chunks(), false);
      MemoryPool pool = MemoryPool.process();
      long before = pool.usedBytes();
      try (var peak = pool.watchPeak();
          NdArray values = ArrayReader.read(remote, Box.all(shape))) {
        long chunk = near.chunks().maxChunk().size() * Integer.BYTES;
        long ahead = ArrayReader.encodedBytes(remote, near.chunks().count());
        assertThat(ahead).isGreaterThan(ArrayReader.encodedBytes(near, near.chunks().count()));
        assertThat(peak.bytes() - before).isLessThanOrEqualTo(values.nbytes() + chunk + ahead);
      }
    }
  }

  @RandomTest
  void textToo(long seed) {
    Case c = random(seed, DType.STRING);
    try (NdArray values = ArrayReader.read(c.array, c.box)) {
      List<Long> numbers = expected(c);
      for (int i = 0; i < numbers.size(); i++) {
        assertThat(values.getString(i)).isEqualTo(numbers.get(i) < 0 ? "-" : "t" + numbers.get(i));
      }
    }
  }

  @Test
  void onlyOverlappingChunksAreReadAndCounted() {
    Shape shape = Shape.of(100, 100);
    var array = ArrayInStore.of(DType.INT32, shape, Chunks.regular(shape, 10, 10), key -> true);
    var counters = new ReadCounters();
    ArrayReader.read(array, Box.of(new long[] {5, 0}, new long[] {10, 20}), counters).close();
    assertThat(counters.chunks()).isEqualTo(4);
    assertThat(counters.encodedBytes()).isEqualTo(4 * 400);
    assertThat(counters.decodedBytes()).isEqualTo(4 * 400);
  }

  @Test
  void aPartOfAFileThatIsGoneIsAnErrorNotFill() {
    Shape shape = Shape.of(4);
    var array = new ArrayInStore(new MemoryStore(), DType.INT32, shape, Chunks.single(shape), true);
    assertThatThrownBy(() -> ArrayReader.read(array, Box.all(shape)))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("is gone");
  }

  /// A store as slow as a network is.
  private record Waiting(Store store) implements Store {
    @Override
    public String url() {
      return store.url();
    }

    @Override
    public OptionalLong size(String key) {
      return store.size(key);
    }

    @Override
    public Optional<Lease> read(String key, ByteRange range) {
      java.util.concurrent.locks.LockSupport.parkNanos(1000);
      return store.read(key, range);
    }

    @Override
    public List<String> list(String prefix) {
      return store.list(prefix);
    }

    @Override
    public int concurrentReads() {
      return 8;
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
