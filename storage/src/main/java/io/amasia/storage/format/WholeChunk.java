package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.StridedCopy;
import io.amasia.storage.codec.Bytes;
import java.lang.foreign.MemorySegment;

/// The values of a chunk as formats with chunks of one size store them: as long at the array's end
/// as elsewhere, with the fill value beyond it.
public final class WholeChunk {
  private WholeChunk() {}

  /// The chunk whose first corner is `part` of `values`: they themselves where they are all of it
  /// and lie in one piece, else a copy.
  ///
  /// @param box where `values` lie; not text
  /// @param part within `box`, at most as large as a chunk
  /// @param fill one element
  public static Bytes of(NdArray values, Box box, Box part, Shape chunk, MemorySegment fill) {
    boolean isFull = part.shape().equals(chunk);
    MemorySegment inPlace = isFull ? BoxCopy.place(part, values, box) : null;
    if (inPlace != null) {
      return Bytes.borrowed(inPlace);
    }
    int size = values.dtype().itemSize();
    Bytes whole = Bytes.allocate(chunk.size() * size);
    StridedCopy.copy(
        size,
        part.shape().toArray(),
        BoxCopy.place(values, box, part),
        new StridedCopy.Place(whole.segment(), 0, chunk.strides()));
    if (!isFull) {
      fillBeyond(part.shape(), whole.segment(), chunk, fill, size);
    }
    return whole;
  }

  /// Fills what of a chunk lies beyond its first corner `inside`: along each dimension a slab.
  private static void fillBeyond(
      Shape inside, MemorySegment values, Shape chunk, MemorySegment fill, int size) {
    long[] strides = chunk.strides();
    var element = new StridedCopy.Place(fill, 0, new long[chunk.ndim()]);
    long[] slab = chunk.toArray();
    for (int d = 0; d < slab.length; d++) {
      slab[d] = chunk.size(d) - inside.size(d);
      long first = inside.size(d) * strides[d];
      StridedCopy.copy(size, slab, element, new StridedCopy.Place(values, first, strides));
      slab[d] = inside.size(d);
    }
  }
}
