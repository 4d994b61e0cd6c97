package io.amasia.storage.format;

import io.amasia.array.Chunks;
import io.amasia.array.Shape;

/// Chooses the virtual chunks of arrays that a file stores without chunks.
///
/// Blocks are whole rows, so each is one run of bytes (or one bounded span of records), of a size
/// that is quick to read and leaves something to do in parallel.
public final class RowBlocks {
  /// Bytes a block should have, and at most twice that.
  public static final long TARGET_BYTES = 2L << 20;

  private RowBlocks() {}

  /// Blocks of whole rows for elements of `itemBytes` stored in C order without gaps.
  public static Chunks contiguous(Shape shape, long itemBytes) {
    long[] chunk = shape.toArray();
    long bytes = itemBytes;
    for (int d = shape.ndim() - 1; d >= 0; d--) {
      long whole = bytes * Math.max(1, shape.size(d));
      if (whole > 2 * TARGET_BYTES) {
        chunk[d] = Math.max(1, TARGET_BYTES / bytes);
        for (int outer = 0; outer < d; outer++) {
          chunk[outer] = 1;
        }
        break;
      }
      bytes = whole;
    }
    return Chunks.regular(shape, chunk);
  }

  /// Blocks of records where a record of this variable has `slabBytes` and the next lies
  /// `recordBytes` further.
  ///
  /// Many records are read in one span when enough of the span is theirs; of widely spaced small
  /// records (a time of 8 bytes beside fields of megabytes) each is read alone.
  public static Chunks records(Shape shape, long slabBytes, long recordBytes) {
    if (slabBytes > TARGET_BYTES) {
      long itemBytes = slabBytes / Math.max(1, shape.size() / Math.max(1, shape.size(0)));
      Chunks inner = contiguous(shape.without(0), Math.max(1, itemBytes));
      long[] chunk = new long[shape.ndim()];
      chunk[0] = 1;
      System.arraycopy(inner.maxChunk().toArray(), 0, chunk, 1, chunk.length - 1);
      return Chunks.regular(shape, chunk);
    }
    long spanBytes = slabBytes * 8 >= recordBytes ? 2 * TARGET_BYTES : 64 * 1024;
    return Chunks.regular(
        shape, shape.with(0, Math.max(1, spanBytes / Math.max(1, recordBytes))).toArray());
  }
}
