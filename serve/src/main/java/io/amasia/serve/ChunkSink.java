package io.amasia.serve;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.storage.format.Sink;
import io.amasia.zarr.VirtualStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes the values of one chunk as they are computed, and keeps its bytes.
final class ChunkSink implements Sink.Keyed {
  private final VirtualStore store;
  private final VirtualStore.Chunk chunk;
  private volatile byte @Nullable [] bytes;

  ChunkSink(VirtualStore store, VirtualStore.Chunk chunk) {
    this.store = store;
    this.chunk = chunk;
  }

  @Override
  public Chunks writeChunks(String name) {
    return Chunks.single(chunk.box().shape());
  }

  @Override
  public long write(String name, Box box, NdArray values) {
    byte[] encoded = store.encode(chunk, values).orElse(null);
    bytes = encoded;
    return encoded == null ? 0 : encoded.length;
  }

  /// The bytes of the chunk; empty if it holds nothing but the fill value.
  Optional<byte[]> bytes() {
    return Optional.ofNullable(bytes);
  }

  @Override
  public void commit() {}

  @Override
  public void close() {}
}
