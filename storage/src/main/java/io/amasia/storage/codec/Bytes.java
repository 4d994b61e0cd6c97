package io.amasia.storage.codec;

import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Bytes at the start of a leased block, given back on [#close]; or somebody else's, which stay so.
///
/// @param segment the bytes
/// @param lease the block, which may be longer; null for somebody else's bytes
public record Bytes(MemorySegment segment, @Nullable Lease lease) implements AutoCloseable {
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

  /// `values` themselves, which stay their owner's and must live as long as this is used.
  public static Bytes borrowed(MemorySegment values) {
    return new Bytes(values, null);
  }

  /// Whether they are somebody else's.
  public boolean isBorrowed() {
    return lease == null;
  }

  /// The first `size` of these bytes, in the same block.
  public Bytes first(long size) {
    return new Bytes(segment.asSlice(0, size), lease);
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.close();
    }
  }
}
