package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.Location;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.BoxCopy;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.ReadListener;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.WriteRequest;
import io.amasia.testkit.RandomTest;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Boxes of arrays, of whose chunks only a part is decoded, are those of the whole.
class PartialDecodeTest {
  private static final List<String> CHAINS =
      List.of(
          "none",
          "crc32c",
          "blosc:lz4:5:shuffle:64",
          "blosc:zstd:1:bitshuffle:128",
          "blosc:zlib:3:noshuffle:256",
          "blosc:lz4:5:shuffle:64,crc32c",
          "blosc:lz4:0:shuffle",
          "zstd:1");
  private static final List<DType> DTYPES =
      List.of(DType.INT8, DType.UINT16, DType.FLOAT32, DType.FLOAT64, DType.BOOL);

  @RandomTest
  void isAPartOfTheWhole(long seed) {
    var random = new Random(seed);
    int ndim = 1 + random.nextInt(3);
    long[] sizes = random.longs(ndim, 1, 4 + seed / 10).toArray();
    long[] chunk = new long[ndim];
    for (int d = 0; d < ndim; d++) {
      chunk[d] = 1 + random.nextLong(sizes[d]);
    }
    Shape shape = Shape.of(sizes);
    DType dtype = DTYPES.get(random.nextInt(DTYPES.size()));
    String chain = CHAINS.get(random.nextInt(CHAINS.size()));
    boolean sharded = random.nextInt(3) == 0;
    String url = "memory:part" + seed;
    try (NdArray values = values(random, dtype, shape)) {
      write(url, values, chunk, sharded, CodecChoice.chain(chain), random.nextBoolean());
      var location = new Location(MemoryStore.of(url), "", url);
      try (var opened = new ZarrFormat().open(location)) {
        StoredArray array = opened.root().arrays().getFirst();
        for (int i = 0; i < 5; i++) {
          Box box = box(random, shape);
          try (NdArray part = ArrayReader.read(array, box);
              NdArray expected = NdArray.allocate(dtype, box.shape())) {
            BoxCopy.copy(values, Box.all(shape), expected, box);
            assertThat(part.data().mismatch(expected.data()))
                .as(
                    "%s of %s%s, %s, %s, sharded %s",
                    box, dtype, shape, Shape.of(chunk), chain, sharded)
                .isEqualTo(-1);
          }
        }
      }
    }
  }

  /// Uncompressed chunks, at the array's edge too, of which only the bytes are read that are asked
  /// for.
  @RandomTest
  void rawChunksAreReadByTheirRanges(long seed) {
    var random = new Random(seed);
    Shape shape = Shape.of(7, 60 + random.nextInt(60), 90);
    long[] chunk = {1 + random.nextLong(7), 30 + random.nextLong(31), 40 + random.nextLong(51)};
    boolean sharded = random.nextInt(3) == 0;
    String url = "memory:raw" + seed;
    try (NdArray values = values(random, DType.FLOAT32, shape)) {
      write(url, values, chunk, sharded, CodecChoice.chain("none"), random.nextBoolean());
      var location = new Location(MemoryStore.of(url), "", url);
      try (var opened = new ZarrFormat().open(location)) {
        StoredArray array = opened.root().arrays().getFirst();
        for (int i = 0; i < 5; i++) {
          Box box = box(random, shape);
          isTheSame(array, values, box.with(random.nextInt(3), 0, 1));
        }
      }
    }
  }

  private static void isTheSame(StoredArray array, NdArray values, Box box) {
    try (NdArray part = ArrayReader.read(array, box);
        NdArray expected = NdArray.allocate(values.dtype(), box.shape())) {
      BoxCopy.copy(values, Box.all(values.shape()), expected, box);
      assertThat(part.data().mismatch(expected.data()))
          .as("%s of %s, chunks %s", box, values.shape(), array.chunks().maxChunk())
          .isEqualTo(-1);
    }
  }

  @Test
  void aRowAPlaneAndAColumnOfARawChunkTakeFewBytes() {
    Shape shape = Shape.of(20, 100, 100);
    String url = "memory:ranges";
    try (NdArray values = values(new Random(1), DType.FLOAT32, shape)) {
      write(url, values, new long[] {20, 100, 100}, false, CodecChoice.chain("none"), false);
      var location = new Location(MemoryStore.of(url), "", url);
      try (var opened = new ZarrFormat().open(location)) {
        StoredArray array = opened.root().arrays().getFirst();
        assertThat(bytesOf(array, Box.of(new long[] {3, 4, 0}, new long[] {1, 1, 100})))
            .isEqualTo(400);
        assertThat(bytesOf(array, Box.of(new long[] {3, 0, 0}, new long[] {1, 100, 100})))
            .isEqualTo(40_000);
        assertThat(bytesOf(array, Box.of(new long[] {0, 7, 9}, new long[] {20, 1, 1})))
            .isEqualTo(80);
        assertThat(bytesOf(array, Box.of(new long[] {0, 0, 0}, new long[] {20, 60, 100})))
            .isEqualTo(800_000);
      }
    }
  }

  @Test
  void aFewRowsOfAShardTakeTheInnerChunksThatHoldThem() {
    Shape shape = Shape.of(80, 100);
    String url = "memory:shard";
    try (NdArray values = values(new Random(1), DType.FLOAT32, shape)) {
      write(url, values, new long[] {4, 100}, true, CodecChoice.chain("crc32c"), false);
      var location = new Location(MemoryStore.of(url), "", url);
      try (var opened = new ZarrFormat().open(location)) {
        StoredArray array = opened.root().arrays().getFirst();
        // Four rows of 100 floats and their checksum, twice.
        assertThat(bytesOf(array, Box.of(new long[] {7, 0}, new long[] {2, 100})))
            .isEqualTo(2 * (4 * 400 + 4));
      }
    }
  }

  /// Bytes that come from the store for `box`.
  private static long bytesOf(StoredArray array, Box box) {
    var bytes = new AtomicLong();
    ReadListener listener =
        new ReadListener() {
          @Override
          public void chunkRead(StoredArray from, long encodedBytes) {
            bytes.addAndGet(encodedBytes);
          }
        };
    ArrayReader.read(array, box, listener).close();
    return bytes.get();
  }

  private static Box box(Random random, Shape shape) {
    Box box = Box.all(shape);
    for (int d = 0; d < shape.ndim(); d++) {
      long start = random.nextLong(shape.size(d));
      box = box.with(d, start, 1 + random.nextLong(shape.size(d) - start));
    }
    return box;
  }

  private static NdArray values(Random random, DType dtype, Shape shape) {
    NdArray values = NdArray.allocate(dtype, shape);
    for (long i = 0; i < values.data().byteSize(); i++) {
      values.data().set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(2));
    }
    return values;
  }

  private static void write(
      String url,
      NdArray values,
      long[] chunk,
      boolean sharded,
      List<CodecChoice> codecs,
      boolean v2) {
    Map<String, Long> dims = new LinkedHashMap<>();
    long[] shard = chunk.clone();
    for (int d = 0; d < chunk.length; d++) {
      dims.put("d" + d, values.shape().size(d));
      shard[d] *= 2;
    }
    var variable =
        new Schema.Variable(
            "v",
            List.copyOf(dims.keySet()),
            values.dtype(),
            values.shape(),
            Chunks.regular(values.shape(), chunk),
            sharded ? Arrays.stream(shard).boxed().toList() : List.of(),
            codecs,
            null,
            Map.of());
    var schema = new Schema(dims, List.of(), Map.of(), List.of(variable));
    var request =
        WriteRequest.of(url, schema, true).withVariant(v2 && !sharded ? "zarr2" : "zarr3");
    try (var sink = ZarrSink.create(request)) {
      sink.write("v", Box.all(values.shape()), values);
      sink.commit();
    }
  }
}
