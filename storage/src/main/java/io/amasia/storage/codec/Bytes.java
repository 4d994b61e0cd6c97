package io.amasia.storage.codec;

import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import java.lang.foreign.MemorySegment;

/// Bytes at the start of a leased block, given back on [#close].
///
/// @param segment the bytes
/// @param lease the block, which may be longer
public record Bytes(MemorySegment segment, Lease lease) implements AutoCloseable {
  /// A new block of exactly `size` undefined bytes.
  public static Bytes allocate(long size) {
    Lease lease = MemoryPool.process().lease(size);
    return new Bytes(lease.segment(), lease);
  }

  /// A new block that holds a copy of `values`.
  public static Bytes copyOf(MemorySegment values) {
    Bytes copy = allocate(values.byteSize());
    copy.segment.copyFrom(values);
    return copy;
  }

  /// The first `size` of these bytes, in the same block.
  public Bytes first(long size) {
    return new Bytes(segment.asSlice(0, size), lease);
  }

  @Override
  public void close() {
    lease.close();
  }
}
