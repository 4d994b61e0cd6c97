package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.Shape;
import io.amasia.storage.codec.WantedBytes;
import java.util.BitSet;

/// The bytes of a box of a chunk whose elements lie in C order.
///
/// @param part within the chunk
/// @param itemSize bytes of an element
public record ChunkPart(Shape chunk, Box part, int itemSize) implements WantedBytes {
  @Override
  public BitSet blocks(long blockBytes) {
    var blocks = new BitSet();
    Box whole = Box.all(chunk);
    BoxCopy.forEachRow(
        part,
        BoxCopy.rowDims(part, whole),
        (index, length) -> {
          long first = BoxCopy.offset(index, whole, chunk) * itemSize;
          long last = first + length * itemSize - 1;
          blocks.set((int) (first / blockBytes), (int) (last / blockBytes) + 1);
        });
    return blocks;
  }
}
