package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Store;
import io.amasia.storage.format.BoxCopy;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.StoredArray;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A stored array whose chunks come out of an array in memory, and which knows what was asked of
/// it.
class FakeArray implements StoredArray {
  private final NdArray values;
  private final Chunks chunks;
  private final NdArray fill;
  final Set<List<Long>> decoded = ConcurrentHashMap.newKeySet();
  final java.util.concurrent.atomic.AtomicLong decodes =
      new java.util.concurrent.atomic.AtomicLong();

  FakeArray(NdArray values, Chunks chunks) {
    this.values = values;
    this.chunks = chunks;
    boolean text = values.dtype() == DType.STRING;
    fill =
        text ? NdArray.of(Shape.of(1), List.of("")) : NdArray.allocate(values.dtype(), Shape.of(1));
    if (!text) {
      fill.data().fill((byte) 0);
    }
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
  public Store store() {
    return new Nothing(url());
  }

  @Override
  public String url() {
    return "memory:fake";
  }

  @Override
  public List<String> dims() {
    return List.of();
  }

  @Override
  public DType dtype() {
    return values.dtype();
  }

  @Override
  public Shape shape() {
    return chunks.shape();
  }

  @Override
  public Chunks chunks() {
    return chunks;
  }

  @Override
  public NdArray fill() {
    return fill;
  }

  @Override
  public Optional<ChunkLocation> locate(long[] index) {
    return Optional.of(new ChunkLocation(Arrays.toString(index), ByteRange.ALL, 0));
  }

  @Override
  public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
    decoded.add(Arrays.stream(index).boxed().toList());
    decodes.incrementAndGet();
    Box box = chunks.box(index);
    NdArray chunk = NdArray.allocate(dtype(), box.shape());
    BoxCopy.copy(values, Box.all(shape()), chunk, box);
    return chunk;
  }

  private record Nothing(String url) implements Store {
    @Override
    public OptionalLong size(String key) {
      return OptionalLong.of(1);
    }

    @Override
    public Optional<Lease> read(String key, ByteRange range) {
      return Optional.of(MemoryPool.process().lease(1));
    }

    @Override
    public List<String> list(String prefix) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
