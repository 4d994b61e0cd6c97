package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The decoded chunks of a box of an array's chunk grid, in C order. For one thread.
///
/// From a store that waits for a network the bytes of the next chunks are fetched by virtual
/// threads meanwhile, as many as serve it best; small chunks that lie close to each other in a file
/// by one request.
final class ChunkReads implements AutoCloseable {
  /// Decoded bytes of the small chunks that are looked up, and perhaps read, together.
  private static final long RUN_BYTES = 512 << 10;

  private static final int MOST_TOGETHER = 512;

  /// Ranges of an uncompressed chunk that are read one by one.
  private static final int MOST_RANGES = 64;

  private final StoredArray array;
  private final Box grid;
  private final ReadListener listener;
  private final @Nullable ExecutorService fetchers;
  private final @Nullable Shape raw;
  private final int window;
  private final Semaphore reading;
  private final int together;
  private final ArrayDeque<Future<List<Optional<Encoded>>>> ahead = new ArrayDeque<>();
  private final ArrayDeque<Optional<Encoded>> fetched = new ArrayDeque<>();

  /// What was fetched and not asked for yet.
  private final Set<Encoded> waiting = ConcurrentHashMap.newKeySet();

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
    window = array.store().concurrentReads();
    reading = new Semaphore(window);
    together = together(chunkBytes(array));
    boolean waits = window > 1 && grid.size() > 1;
    fetchers = waits ? Executors.newVirtualThreadPerTaskExecutor() : null;
    raw = waits ? null : array.rawChunk().orElse(null);
  }

  /// Decoded bytes of a chunk.
  private static long chunkBytes(StoredArray array) {
    long width = array.dtype() == DType.STRING ? 16 : array.dtype().itemSize();
    return Math.max(1, array.chunks().maxChunk().size() * width);
  }

  private static int together(long chunkBytes) {
    return Math.clamp(RUN_BYTES / chunkBytes, 1, MOST_TOGETHER);
  }

  /// Runs of chunks that are asked for ahead.
  private static int runs(int window, int together) {
    return together == 1 ? window : Math.max(2, window / together + 1);
  }

  /// The most that is held encoded while `chunks` chunks of `array` are read, if they are no larger
  /// than decoded: those that were fetched ahead, and the requests that bring several of them.
  static long encodedBytes(StoredArray array, long chunks) {
    long chunkBytes = chunkBytes(array);
    int window = array.store().concurrentReads();
    if (window <= 1 || chunks <= 1) {
      return chunkBytes;
    }
    int together = together(chunkBytes);
    long waiting = Math.min(chunks, (long) runs(window, together) * together);
    long requests = together == 1 ? 0 : Math.min(window, waiting / 2);
    return waiting * chunkBytes + Neighbours.requestBytes(requests, waiting, chunkBytes);
  }

  /// The next chunk, which the caller closes, or empty if it was never written.
  Optional<NdArray> next() {
    long[] index = grid.index(done);
    Optional<Encoded> encoded = fetchNext();
    if (encoded.isEmpty()) {
      return Optional.empty();
    }
    NdArray values = array.decode(index, encoded.get().location(), encoded.get().bytes());
    listener.chunkDecoded(array, values.nbytes());
    return Optional.of(values);
  }

  /// Puts what the next chunk has of `box` into `target`, the values of that; not for text.
  ///
  /// @return false if the chunk was never written
  boolean nextInto(NdArray target, Box box) {
    long[] index = grid.index(done);
    RawParts parts = raw == null ? null : parts(raw, index, box);
    if (parts != null && parts.areWorthIt()) {
      listener.beforeChunk(array);
      done++;
      return read(parts, index, target, box);
    }
    Optional<Encoded> next = fetchNext();
    if (next.isEmpty()) {
      return false;
    }
    Box chunk = array.chunks().box(index);
    try (Encoded encoded = next.get()) {
      ChunkLocation at = encoded.location();
      MemorySegment bytes = encoded.bytes().segment();
      MemorySegment place = BoxCopy.place(chunk, target, box);
      boolean isDone = place != null && array.decodeInto(index, at, bytes, place);
      if (!isDone && !array.decodePart(index, at, bytes, chunk.intersect(box), target, box)) {
        try (NdArray values = array.decode(index, at, bytes)) {
          BoxCopy.copy(values, chunk, target, box);
        }
      }
    }
    listener.chunkDecoded(array, chunk.size() * array.dtype().itemSize());
    return true;
  }

  /// What the chunk at `index` has of `box`, to be read by its ranges: one where each read waits
  /// for a network.
  private RawParts parts(Shape stored, long[] index, Box box) {
    Box chunk = array.chunks().box(index);
    Box part = chunk.intersect(box);
    for (int d = 0; d < part.ndim(); d++) {
      part = part.with(d, part.start(d) - chunk.start(d), part.length(d));
    }
    return RawParts.of(stored, part, array.dtype().itemSize(), window > 1 ? 1 : MOST_RANGES);
  }

  /// Reads `parts` of the chunk at `index` into `target`, the values of `box`.
  ///
  /// @return false if the chunk was never written
  private boolean read(RawParts parts, long[] index, NdArray target, Box box) {
    Optional<ChunkLocation> location = array.locate(index);
    if (location.isEmpty()) {
      return false;
    }
    ChunkLocation at = location.get();
    long offset = at.range() instanceof ByteRange.Span span ? span.offset() : 0;
    long end = at.range() instanceof ByteRange.Span span ? span.end() : Long.MAX_VALUE;
    Box chunk = array.chunks().box(index);
    for (Box piece : parts.pieces()) {
      ByteRange.Span range = parts.range(piece, offset);
      if (range.end() > end) {
        throw new AmasiaException.Format(
            "%s: chunk %s of %s has %d bytes, fewer than its values take; it is damaged"
                .formatted(array.url(), Arrays.toString(index), array.path(), end - offset));
      }
      Optional<Lease> bytes = array.store().read(at.key(), range);
      if (bytes.isEmpty()
          && at.range() instanceof ByteRange.All
          && piece.equals(parts.pieces().getFirst())) {
        return false;
      }
      try (Lease lease = bytes.orElseThrow(() -> gone(at))) {
        listener.chunkRead(array, lease.segment().byteSize());
        parts.put(lease, piece, chunk, target, box);
      }
      listener.chunkDecoded(array, piece.size() * array.dtype().itemSize());
    }
    return true;
  }

  private AmasiaException.Format gone(ChunkLocation at) {
    return new AmasiaException.Format(
        "%s: '%s' is gone, chunk of %s can't be read"
            .formatted(array.url(), at.key(), array.path()));
  }

  private Optional<Encoded> fetchNext() {
    listener.beforeChunk(array);
    long[] index = grid.index(done++);
    return fetchers == null ? fetch(index) : fetchAhead(fetchers);
  }

  private Optional<Encoded> fetch(long[] index) {
    Optional<ChunkLocation> location = array.locate(index);
    return location.isEmpty() ? Optional.empty() : fetch(location.get());
  }

  private Optional<Encoded> fetch(ChunkLocation at) {
    Optional<Lease> bytes = array.store().read(at.key(), at.range());
    if (bytes.isEmpty() && !(at.range() instanceof ByteRange.All)) {
      // A key of its own may be absent: an unwritten chunk. A part of a larger file may not.
      throw gone(at);
    }
    bytes.ifPresent(lease -> listener.chunkRead(array, lease.segment().byteSize()));
    return bytes.map(lease -> new Encoded(at, lease));
  }

  private Optional<Encoded> fetchAhead(ExecutorService executor) {
    if (fetched.isEmpty()) {
      while (asked < grid.size() && ahead.size() < runs(window, together)) {
        long first = asked;
        long end = Math.min(grid.size(), first + together);
        ahead.add(executor.submit(() -> fetchRun(first, end, executor)));
        asked = end;
      }
      fetched.addAll(await(ahead.remove()));
    }
    Optional<Encoded> next = fetched.remove();
    next.ifPresent(waiting::remove);
    return next;
  }

  /// The chunks from `first` to before `end`: those that lie close to each other are read at once,
  /// the others beside each other.
  private List<Optional<Encoded>> fetchRun(long first, long end, ExecutorService executor) {
    List<Optional<ChunkLocation>> locations = new ArrayList<>();
    for (long i = first; i < end; i++) {
      locations.add(array.locate(grid.index(i)));
    }
    List<Future<List<Optional<Encoded>>>> parts = new ArrayList<>();
    for (Neighbours near : Neighbours.of(locations)) {
      parts.add(executor.submit(() -> fetch(near)));
    }
    List<Optional<Encoded>> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(await(part)));
    return all;
  }

  private List<Optional<Encoded>> fetch(Neighbours near) throws InterruptedException {
    reading.acquire();
    try {
      List<Optional<Encoded>> parts = new ArrayList<>();
      if (near.isOne()) {
        parts.add(near.locations().getFirst().flatMap(this::fetch));
        parts.getFirst().ifPresent(waiting::add);
        return parts;
      }
      try (var whole = fetch(near.whole()).orElseThrow()) {
        for (Optional<ChunkLocation> location : near.locations()) {
          Lease bytes = near.part(whole.bytes(), location.orElseThrow());
          var part = new Encoded(location.orElseThrow(), bytes);
          waiting.add(part);
          parts.add(Optional.of(part));
        }
      }
      return parts;
    } finally {
      reading.release();
    }
  }

  private <T> T await(Future<T> fetching) {
    try {
      return fetching.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("reading " + array.path() + " was interrupted");
    }
  }

  /// Ends what is still being fetched and gives the memory of what was not asked for back.
  @Override
  public void close() {
    if (fetchers != null) {
      fetchers.shutdownNow();
      fetchers.close();
      waiting.forEach(Encoded::close);
      waiting.clear();
    }
  }
}
