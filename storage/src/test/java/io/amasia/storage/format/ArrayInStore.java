package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.Store;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// An array whose element at linear index `i` is `i`, each chunk raw under a key of its own.
record ArrayInStore(Store store, DType dtype, Shape shape, Chunks chunks, boolean part)
    implements StoredArray {
  static ArrayInStore of(DType dtype, Shape shape, Chunks chunks, Predicate<String> written) {
    var store = new MemoryStore();
    var array = new ArrayInStore(store, dtype, shape, chunks, false);
    BoxCopy.forEachRow(
        Box.all(chunks.gridShape()),
        0,
        (index, _) -> {
          String key = key(index);
          if (written.test(key)) {
            store.write(key, array.encoded(chunks.box(index)));
          }
        });
    return array;
  }

  private static String key(long[] index) {
    var key = new StringBuilder("c");
    for (long i : index) {
      key.append('/').append(i);
    }
    return key.toString();
  }

  private MemorySegment encoded(Box box) {
    List<Long> values = new ArrayList<>();
    BoxCopy.forEachRow(
        box, 0, (index, _) -> values.add(BoxCopy.offset(index, Box.all(shape), shape)));
    byte[] bytes;
    if (dtype == DType.STRING) {
      bytes =
          String.join(",", values.stream().map(v -> "t" + v).toList())
              .getBytes(StandardCharsets.UTF_8);
    } else {
      ByteBuffer buffer = ByteBuffer.allocate(values.size() * 4).order(ByteOrder.nativeOrder());
      values.forEach(v -> buffer.putInt(v.intValue()));
      bytes = buffer.array();
    }
    return Arena.ofAuto().allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
  }

  @Override
  public String name() {
    return "x";
  }

  @Override
  public String path() {
    return "/x";
  }

  @Override
  public String url() {
    return store.url();
  }

  @Override
  public List<String> dims() {
    return List.of();
  }

  @Override
  public NdArray fill() {
    return dtype == DType.STRING
        ? NdArray.of(Shape.SCALAR, List.of("-"))
        : NdArray.of(Shape.SCALAR, -1);
  }

  @Override
  public Optional<ChunkLocation> locate(long[] index) {
    return Optional.of(
        new ChunkLocation(key(index), part ? new ByteRange.Span(0, 4) : ByteRange.ALL, 0));
  }

  @Override
  public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
    Shape chunk = chunks.box(index).shape();
    if (dtype == DType.STRING) {
      byte[] bytes = encoded.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
      return NdArray.of(chunk, List.of(new String(bytes, StandardCharsets.UTF_8).split(",")));
    }
    NdArray values = NdArray.allocate(dtype, chunk);
    values.data().copyFrom(encoded);
    return values;
  }
}
