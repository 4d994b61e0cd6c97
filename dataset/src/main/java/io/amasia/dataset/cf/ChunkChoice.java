package io.amasia.dataset.cf;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Shape;

/// The chunk grid a variable is written in, from the one it is computed in.
///
/// Tiny chunks (a file a month) are joined, huge ones cut, along the slowest dimensions first, so
/// that a chunk has between about 2 and 16 MB.
final class ChunkChoice {
  private static final long LEAST_BYTES = 2L << 20;
  private static final long MOST_BYTES = 16L << 20;

  private ChunkChoice() {}

  static Chunks of(Chunks computed, DType dtype) {
    Shape shape = computed.shape();
    long[] lengths = computed.maxChunk().toArray();
    for (int d = lengths.length - 1; d >= 0; d--) {
      lengths[d] = Math.max(1, lengths[d]);
    }
    for (int d = lengths.length - 1; d >= 0; d--) {
      while (bytes(lengths, dtype) < LEAST_BYTES && lengths[d] < shape.size(d)) {
        lengths[d] = Math.min(shape.size(d), lengths[d] * 2);
      }
    }
    for (int d = 0; d < lengths.length; d++) {
      while (bytes(lengths, dtype) > MOST_BYTES && lengths[d] > 1) {
        lengths[d] = Math.ceilDiv(lengths[d], 2);
      }
    }
    return Chunks.regular(shape, lengths);
  }

  private static double bytes(long[] lengths, DType dtype) {
    double bytes = dtype.itemSize();
    for (long length : lengths) {
      bytes *= length;
    }
    return bytes;
  }
}
