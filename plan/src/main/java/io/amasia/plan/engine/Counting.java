package io.amasia.plan.engine;

import io.amasia.plan.Traffic;
import io.amasia.storage.format.ReadListener;
import io.amasia.storage.format.StoredArray;

/// Counts what a task reads, and stops it between chunks.
///
/// @param check throws when the computation has failed or was cancelled
record Counting(Traffic.Counter traffic, Runnable check) implements ReadListener {
  @Override
  public void beforeChunk(StoredArray array) {
    check.run();
  }

  @Override
  public void chunkRead(StoredArray array, long encodedBytes) {
    traffic.read(encodedBytes);
  }

  @Override
  public void chunkDecoded(StoredArray array, long decodedBytes) {
    traffic.decoded(decodedBytes);
  }
}
