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
