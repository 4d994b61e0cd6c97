package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import java.util.Optional;

/// The decoded chunks of a box of an array's chunk grid, in C order.
final class ChunkReads {
  private final StoredArray array;
  private final Box grid;
  private final ReadListener listener;
  private long done;

  ChunkReads(StoredArray array, Box grid, ReadListener listener) {
    this.array = array;
    this.grid = grid;
    this.listener = listener;
  }

  /// The next chunk, which the caller closes, or empty if it was never written.
  Optional<NdArray> next() {
    long[] index = index(done++);
    Optional<ArrayReader.Encoded> fetched = ArrayReader.fetch(array, index, listener);
    if (fetched.isEmpty()) {
      return Optional.empty();
    }
    try (var encoded = fetched.get()) {
      NdArray values = array.decode(index, encoded.location(), encoded.bytes().segment());
      listener.chunkDecoded(array, values.nbytes());
      return Optional.of(values);
    }
  }

  private long[] index(long i) {
    long[] index = new long[grid.ndim()];
    long rest = i;
    for (int d = index.length - 1; d >= 0; d--) {
      index[d] = grid.start(d) + rest % grid.length(d);
      rest /= grid.length(d);
    }
    return index;
  }
}
