package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Lease;
import io.amasia.array.NdArray;
import io.amasia.storage.ByteRange;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The decoded chunks of a box of an array's chunk grid, in C order. For one thread.
///
/// From a store that waits for a network the bytes of the next chunks are fetched by virtual
/// threads meanwhile, as many as serve it best.
final class ChunkReads implements AutoCloseable {
  private final StoredArray array;
  private final Box grid;
  private final ReadListener listener;
  private final ArrayDeque<Future<Optional<Encoded>>> ahead = new ArrayDeque<>();
  private final @Nullable ExecutorService fetchers;
  private long asked;
  private long done;

  /// A chunk as it lies in its store.
  private record Encoded(ChunkLocation location, Lease bytes) implements AutoCloseable {
    @Override
    public void close() {
      bytes.close();
    }
  }

  ChunkReads(StoredArray array, Box grid, ReadListener listener) {
    this.array = array;
    this.grid = grid;
    this.listener = listener;
    boolean waits = array.store().concurrentReads() > 1 && grid.size() > 1;
    this.fetchers = waits ? Executors.newVirtualThreadPerTaskExecutor() : null;
  }

  /// The next chunk, which the caller closes, or empty if it was never written.
  ///
  /// @param place where it is decoded to if it can be, or null for memory of its own
  Optional<NdArray> next(@Nullable MemorySegment place) {
    listener.beforeChunk(array);
    long[] index = grid.index(done++);
    Optional<Encoded> fetched = fetchers == null ? fetch(index) : fetchAhead(fetchers);
    if (fetched.isEmpty()) {
      return Optional.empty();
    }
    NdArray values = decode(index, fetched.get(), place);
    listener.chunkDecoded(array, values.nbytes());
    return Optional.of(values);
  }

  private NdArray decode(long[] index, Encoded encoded, @Nullable MemorySegment place) {
    if (place == null) {
      return array.decode(index, encoded.location(), encoded.bytes());
    }
    try (encoded) {
      MemorySegment bytes = encoded.bytes().segment();
      return array.decodeInto(index, encoded.location(), bytes, place)
          ? NdArray.wrap(array.dtype(), array.chunks().box(index).shape(), place)
          : array.decode(index, encoded.location(), bytes);
    }
  }

  private Optional<Encoded> fetch(long[] index) {
    Optional<ChunkLocation> location = array.locate(index);
    if (location.isEmpty()) {
      return Optional.empty();
    }
    ChunkLocation at = location.get();
    Optional<Lease> bytes = array.store().read(at.key(), at.range());
    if (bytes.isEmpty() && !(at.range() instanceof ByteRange.All)) {
      // A key of its own may be absent: an unwritten chunk. A part of a larger file may not.
      throw new AmasiaException.Format(
          "%s: '%s' is gone, chunk of %s can't be read"
              .formatted(array.url(), at.key(), array.path()));
    }
    bytes.ifPresent(lease -> listener.chunkRead(array, lease.segment().byteSize()));
    return bytes.map(lease -> new Encoded(at, lease));
  }

  private Optional<Encoded> fetchAhead(ExecutorService executor) {
    int window = array.store().concurrentReads();
    while (asked < grid.size() && ahead.size() < window) {
      long[] index = grid.index(asked++);
      ahead.add(executor.submit(() -> fetch(index)));
    }
    try {
      return ahead.remove().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("reading " + array.path() + " was interrupted");
    }
  }

  /// Ends what is still being fetched and gives its memory back.
  @Override
  public void close() {
    if (fetchers == null) {
      return;
    }
    fetchers.shutdownNow();
    fetchers.close();
    for (Future<Optional<Encoded>> future : ahead) {
      if (future.state() == Future.State.SUCCESS) {
        future.resultNow().ifPresent(Encoded::close);
      }
    }
    ahead.clear();
  }
}
