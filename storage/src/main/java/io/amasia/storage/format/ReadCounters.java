package io.amasia.storage.format;

import java.util.concurrent.atomic.LongAdder;

/// Sums of what reads cost. Thread-safe.
public final class ReadCounters implements ReadListener {
  private final LongAdder chunks = new LongAdder();
  private final LongAdder encodedBytes = new LongAdder();
  private final LongAdder decodedBytes = new LongAdder();

  @Override
  public void chunkRead(StoredArray array, long encoded) {
    chunks.increment();
    encodedBytes.add(encoded);
  }

  @Override
  public void chunkDecoded(StoredArray array, long decoded) {
    decodedBytes.add(decoded);
  }

  /// Chunks read from stores; unwritten ones don't count.
  public long chunks() {
    return chunks.sum();
  }

  /// Bytes read from stores.
  public long encodedBytes() {
    return encodedBytes.sum();
  }

  /// Bytes of values decoded.
  public long decodedBytes() {
    return decodedBytes.sum();
  }
}
