package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.storage.ByteRange;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chunks that follow each other in a file, with small gaps at most, so that one request brings
/// them all; or one chunk, wherever it is.
record Neighbours(List<Optional<ChunkLocation>> locations) {
  /// Bytes between two chunks that cost less than another request.
  private static final long GAP = 64 << 10;

  /// Bytes of a request at most.
  private static final long MOST = 4 << 20;

  Neighbours {
    locations = List.copyOf(locations);
  }

  /// `locations` in their order, cut where the next does not follow the one before.
  static List<Neighbours> of(List<Optional<ChunkLocation>> locations) {
    List<Neighbours> all = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= locations.size(); i++) {
      if (i == locations.size() || !follows(locations, first, i)) {
        all.add(new Neighbours(locations.subList(first, i)));
        first = i;
      }
    }
    return all;
  }

  private static boolean follows(List<Optional<ChunkLocation>> locations, int first, int i) {
    ChunkLocation begin = locations.get(first).orElse(null);
    ChunkLocation before = locations.get(i - 1).orElse(null);
    ChunkLocation next = locations.get(i).orElse(null);
    return begin != null
        && before != null
        && next != null
        && begin.key().equals(next.key())
        && begin.range() instanceof ByteRange.Span start
        && before.range() instanceof ByteRange.Span last
        && next.range() instanceof ByteRange.Span span
        && span.offset() >= last.end()
        && span.offset() - last.end() <= GAP
        && span.end() - start.offset() <= MOST;
  }

  /// The most that so many requests at a time hold which bring `chunks` chunks of about
  /// `chunkBytes`.
  static long requestBytes(long requests, long chunks, long chunkBytes) {
    return Math.min(requests * MOST, chunks * (chunkBytes + GAP));
  }

  boolean isOne() {
    return locations.size() == 1;
  }

  /// The range of all of them.
  ChunkLocation whole() {
    ChunkLocation first = locations.getFirst().orElseThrow();
    long from = ((ByteRange.Span) first.range()).offset();
    long end = ((ByteRange.Span) locations.getLast().orElseThrow().range()).end();
    return new ChunkLocation(first.key(), new ByteRange.Span(from, end - from), 0);
  }

  /// What the chunk `at` is of the bytes of [#whole], in memory of its own, which the caller
  /// closes.
  Lease part(Lease bytes, ChunkLocation at) {
    var all = (ByteRange.Span) whole().range();
    var span = (ByteRange.Span) at.range();
    long from = span.offset() - all.offset();
    if (bytes.segment().byteSize() < from + span.length()) {
      throw new AmasiaException.Format(
          "'%s' gave %d bytes where %d were asked for"
              .formatted(at.key(), bytes.segment().byteSize(), all.length()));
    }
    Lease own = MemoryPool.process().lease(span.length());
    MemorySegment.copy(bytes.segment(), from, own.segment(), 0, span.length());
    return own;
  }
}
