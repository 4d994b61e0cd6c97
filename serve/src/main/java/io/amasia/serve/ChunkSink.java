package io.amasia.serve;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.storage.format.BoxCopy;
import io.amasia.storage.format.Sink;
import io.amasia.zarr.VirtualStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes the values of one chunk as they are computed, in the parts they are computed in so that
/// tasks stay small, and encodes them when all are there.
final class ChunkSink implements Sink.Keyed {
  private final VirtualStore store;
  private final VirtualStore.Chunk chunk;
  private final Chunks parts;
  private final Box all;
  private @Nullable NdArray whole;
  private Optional<byte[]> bytes = Optional.empty();

  /// @param node the values of `chunk`
  ChunkSink(VirtualStore store, VirtualStore.Chunk chunk, Node node) {
    this.store = store;
    this.chunk = chunk;
    // a text has no place of its own before those before it are there
    parts = node.dtype() == DType.STRING ? Chunks.single(node.shape()) : node.chunks();
    all = Box.all(node.shape());
  }

  @Override
  public Chunks writeChunks(String name) {
    return parts;
  }

  @Override
  public synchronized long write(String name, Box box, NdArray values) {
    if (box.equals(all)) {
      bytes = store.encode(chunk, values);
      return bytes.map(encoded -> (long) encoded.length).orElse(0L);
    }
    if (whole == null) {
      whole = NdArray.allocate(values.dtype(), all.shape());
    }
    BoxCopy.copy(values, box, whole, all);
    return 0;
  }

  @Override
  public synchronized void commit() {
    if (whole != null) {
      bytes = store.encode(chunk, whole);
    }
  }

  /// The bytes of the chunk once committed; empty if it holds nothing but the fill value.
  synchronized Optional<byte[]> bytes() {
    return bytes;
  }

  @Override
  public synchronized void close() {
    if (whole != null) {
      whole.close();
      whole = null;
    }
  }
}
