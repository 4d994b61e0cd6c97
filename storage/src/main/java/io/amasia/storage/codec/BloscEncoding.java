package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.LITTLE_INT;

import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.kernel.Bitshuffle;
import io.amasia.array.kernel.Shuffle;
import io.amasia.storage.codec.BloscCodec.Reorder;
import java.lang.foreign.MemorySegment;

/// Writes Blosc 1 buffers: blocks not split into streams, each as small as its inner codec makes it
/// or raw.
final class BloscEncoding {
  /// Blocks and the scratch to shuffle them lie in a core's second-level cache.
  private static final long USUAL_BLOCK = 1 << 18;

  private final BloscInner inner;
  private final Codec encoder;
  private final Reorder reorder;
  private final int typeSize;
  private final long blockSize;

  BloscEncoding(
      BloscInner inner, Codec encoder, Reorder reorder, int typeSize, long wantedBlockSize) {
    this.inner = inner;
    this.encoder = encoder;
    this.reorder = reorder;
    this.typeSize = typeSize;
    this.blockSize = blockSize(wantedBlockSize, typeSize);
  }

  /// A block length near the wanted one (0: the usual) that takes whole groups of eight elements.
  private static long blockSize(long wanted, int typeSize) {
    long unit = 8L * typeSize;
    long size = wanted == 0 ? USUAL_BLOCK : Math.min(wanted, 1L << 30);
    return Math.max(unit, size / unit * unit);
  }

  /// What [Codec#encoderBytes] says of the encoder of its blocks.
  long encoderBytes(long decodedBytes) {
    return encoder.encoderBytes(Math.min(blockSize, decodedBytes));
  }

  Bytes encode(MemorySegment decoded) {
    long size = Damage.length("blosc", decoded);
    int flags =
        BloscHeader.NOT_SPLIT
            | inner.number() << 5
            | switch (reorder) {
              case NONE -> 0;
              case BYTES -> BloscHeader.SHUFFLE;
              case BITS -> BloscHeader.BITSHUFFLE;
            };
    long block = Math.max(1, Math.min(blockSize, size));
    var header = new BloscHeader(flags, typeSize, size, block, 0);
    Bytes target = Bytes.allocate(BloscHeader.SIZE + size);
    try {
      long end = blocks(decoded, header, target.segment());
      if (end < 0) {
        // It would not get smaller: store it.
        end = BloscHeader.SIZE + size;
        flags |= BloscHeader.STORED;
        MemorySegment.copy(decoded, 0, target.segment(), BloscHeader.SIZE, size);
      }
      new BloscHeader(flags, typeSize, size, block, end).write(target.segment());
      return target.first(end);
    } catch (Throwable e) {
      target.close();
      throw e;
    }
  }

  /// Writes the blocks and where they begin; gives where they end, or -1 if they don't fit.
  private long blocks(MemorySegment decoded, BloscHeader header, MemorySegment target) {
    long head = inner == BloscInner.LZ4 ? 4 : 0;
    long at = BloscHeader.SIZE + 4 * header.blocks();
    if (encoder instanceof BloscInner.Stored || at > target.byteSize()) {
      return -1;
    }
    try (Lease scratch = MemoryPool.process().lease(2 * header.blockSize())) {
      for (long b = 0; b < header.blocks(); b++) {
        MemorySegment block = decoded.asSlice(b * header.blockSize(), header.length(b));
        MemorySegment ready = reordered(header, block, scratch.segment());
        try (Bytes encoded = encoder.encode(ready)) {
          MemorySegment stream = encoded.segment().asSlice(head);
          MemorySegment kept = stream.byteSize() < ready.byteSize() ? stream : ready;
          if (at + 4 + kept.byteSize() > target.byteSize()) {
            return -1;
          }
          target.set(LITTLE_INT, BloscHeader.SIZE + 4 * b, (int) at);
          target.set(LITTLE_INT, at, (int) kept.byteSize());
          MemorySegment.copy(kept, 0, target, at + 4, kept.byteSize());
          at += 4 + kept.byteSize();
        }
      }
    }
    return at;
  }

  private static MemorySegment reordered(
      BloscHeader header, MemorySegment block, MemorySegment scratch) {
    int width = header.typeSize();
    long elements = block.byteSize() / width;
    MemorySegment target = scratch.asSlice(0, block.byteSize());
    if (header.has(BloscHeader.SHUFFLE) && width > 1) {
      Shuffle.shuffle(block, target, elements, width);
    } else if (header.has(BloscHeader.BITSHUFFLE) && elements % 8 == 0 && elements > 0) {
      MemorySegment second = scratch.asSlice(header.blockSize(), block.byteSize());
      Bitshuffle.shuffle(block, target, second, elements, width);
    } else {
      return block;
    }
    ShuffleCodec.copyRest(block, target, elements * width);
    return target;
  }
}
