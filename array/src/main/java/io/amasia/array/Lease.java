package io.amasia.array;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/// Memory on loan from a [MemoryPool]: closing it gives it back, closing twice does nothing.
///
/// The segment starts at a multiple of 64 bytes, is exactly as long as was asked for, and holds
/// undefined bytes at first. Using it after [#close] is a bug of the caller: it may be somebody
/// else's memory by then. May be closed by any thread.
public final class Lease implements AutoCloseable {
  private final MemoryPool pool;
  private final MemorySegment segment;
  private final Slab slab;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean kept = new AtomicBoolean();

  Lease(MemoryPool pool, MemorySegment segment, Slab slab) {
    this.pool = pool;
    this.segment = segment;
    this.slab = slab;
  }

  /// The memory.
  public MemorySegment segment() {
    return segment;
  }

  /// Counts it as a part of what programs keep, until it is closed.
  void keep() {
    if (kept.compareAndSet(false, true)) {
      pool.keep(segment.byteSize());
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      if (kept.get()) {
        pool.keep(-segment.byteSize());
      }
      pool.giveBack(slab, segment.byteSize());
    }
  }
}
