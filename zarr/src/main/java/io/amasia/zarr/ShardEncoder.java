package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.codec.Bytes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// Puts inner chunks and their index into one shard, inner chunks in C order. Those of nothing but
/// the fill value are left out; a shard of none is not stored. Thread-safe.
record ShardEncoder(ShardLayout layout, NdArray fill) {
  /// The shard that has box `part` of `values`, from its first index on.
  Optional<Bytes> encode(NdArray values, Box part) {
    Shape grid = layout.perShard();
    var inner = new ChunkEncoder(layout.chain(), layout.inner(), fill, false);
    var chunks = new Bytes[Math.toIntExact(grid.size())];
    try {
      int[] next = {0};
      Boxes.forEach(
          grid,
          index -> {
            Box box = within(part, index);
            AmasiaException.Cancelled.ifInterrupted();
            int i = next[0]++;
            if (box.size() > 0) {
              inner.encode(values, box).ifPresent(bytes -> chunks[i] = bytes);
            }
          });
      return joined(chunks);
    } finally {
      for (Bytes chunk : chunks) {
        if (chunk != null) {
          chunk.close();
        }
      }
    }
  }

  /// The part of `values` that inner chunk `index` holds.
  private Box within(Box part, long[] index) {
    long[] start = new long[index.length];
    long[] length = new long[index.length];
    for (int d = 0; d < index.length; d++) {
      long from = index[d] * layout.inner().size(d);
      start[d] = part.start(d) + from;
      length[d] = Math.clamp(part.length(d) - from, 0, layout.inner().size(d));
    }
    return Box.of(start, length);
  }

  private Optional<Bytes> joined(Bytes[] chunks) {
    long size = 0;
    boolean any = false;
    for (Bytes chunk : chunks) {
      size += chunk == null ? 0 : chunk.segment().byteSize();
      any |= chunk != null;
    }
    if (!any) {
      return Optional.empty();
    }
    Bytes shard = Bytes.allocate(size + layout.indexBytes());
    long at = layout.index().atEnd() ? 0 : layout.indexBytes();
    long[] entries = new long[2 * chunks.length];
    Arrays.fill(entries, -1);
    for (int i = 0; i < chunks.length; i++) {
      if (chunks[i] != null) {
        MemorySegment bytes = chunks[i].segment();
        MemorySegment.copy(bytes, 0, shard.segment(), at, bytes.byteSize());
        entries[2 * i] = at;
        entries[2 * i + 1] = bytes.byteSize();
        at += bytes.byteSize();
      }
    }
    long index = layout.index().atEnd() ? size : 0;
    ShardIndex.write(entries, layout, shard.segment().asSlice(index, layout.indexBytes()));
    return Optional.of(shard);
  }
}
