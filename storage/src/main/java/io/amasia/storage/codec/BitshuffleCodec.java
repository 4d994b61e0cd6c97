package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BIG_INT;
import static io.amasia.storage.codec.Ints.BIG_LONG;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.kernel.Bitshuffle;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// Bit shuffle in HDF5's filter, alone or with LZ4 or Zstandard inside.
///
/// ### What
///
/// Blocks of elements are bit-shuffled one by one; elements after the last whole eight stay as they
/// are. With an inner codec the bytes begin with decoded length (8 bytes) and block length (4
/// bytes), highest byte first, and each block with its encoded length (4 bytes).
///
/// ### Specification
///
/// HDF5 registered filter 32008, the bitshuffle project's README and bshuf_h5filter.c.
///
/// ### Names
///
/// HDF5 filter 32008.
///
/// ### Configuration
///
/// Version, version, element size, block length in elements (0: default), 0 none / 2 lz4 / 3 zstd.
///
/// ### Compatible implementations
///
/// bitshuffle, hdf5plugin. Read only.
public final class BitshuffleCodec implements Codec {
  /// What the shuffled blocks are encoded with.
  public enum Inner {
    NONE,
    LZ4,
    ZSTD
  }

  private static final String NAME = "bitshuffle";
  private static final int HEAD = 12;
  private static final Codec ZSTD = new ZstdCodec(3);

  private final int elementSize;
  private final long blockElements;
  private final Inner inner;

  /// Bit shuffle of elements of `elementSize` bytes, `blockElements` to a block (0: default).
  ///
  /// @throws AmasiaException.Format if these can't be, as a damaged file might say
  public BitshuffleCodec(int elementSize, long blockElements, Inner inner) {
    if (elementSize < 1 || blockElements < 0 || blockElements % 8 != 0) {
      throw new AmasiaException.Format(
          "bitshuffle: elements of %d bytes, %d to a block".formatted(elementSize, blockElements));
    }
    this.elementSize = elementSize;
    this.blockElements =
        blockElements > 0 ? blockElements : Math.max(128, 8192 / elementSize / 8 * 8);
    this.inner = inner;
  }

  @Override
  public String name() {
    return inner == Inner.NONE ? NAME : NAME + "+" + (inner == Inner.LZ4 ? "lz4" : "zstd");
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    if (inner == Inner.NONE) {
      return OptionalLong.of(encoded.byteSize());
    }
    return encoded.byteSize() < HEAD || encoded.get(BIG_LONG, 0) < 0
        ? OptionalLong.empty()
        : OptionalLong.of(encoded.get(BIG_LONG, 0));
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    if (inner != Inner.NONE) {
      Damage.require(NAME, encoded, 0, HEAD);
    }
    long size = claimedSize(encoded).orElse(-1);
    if (size < 0 || size > target.byteSize()) {
      throw Damage.overrun(NAME, size, target.byteSize());
    }
    long block = blockElements * elementSize;
    if (inner != Inner.NONE) {
      block = encoded.get(BIG_INT, 8) & 0xFFFF_FFFFL;
      if (block == 0 || block % (8L * elementSize) != 0) {
        throw Damage.at(NAME, 8, "blocks of %d bytes".formatted(block));
      }
    }
    try (Lease scratch = MemoryPool.process().lease(2 * Math.min(block, size))) {
      return blocks(encoded, target.asSlice(0, size), block, scratch.segment());
    }
  }

  private long blocks(
      MemorySegment encoded, MemorySegment target, long block, MemorySegment scratch) {
    long at = inner == Inner.NONE ? 0 : HEAD;
    long whole = target.byteSize() / (8L * elementSize) * (8L * elementSize);
    long done = 0;
    while (done < whole) {
      long length = Math.min(block, whole - done);
      MemorySegment shuffled;
      if (inner == Inner.NONE) {
        shuffled = encoded.asSlice(at, length);
        at += length;
      } else {
        Damage.require(NAME, encoded, at, 4);
        long stored = encoded.get(BIG_INT, at) & 0xFFFF_FFFFL;
        Damage.require(NAME, encoded, at + 4, stored);
        shuffled = scratch.asSlice(0, length);
        MemorySegment stream = encoded.asSlice(at + 4, stored);
        long n =
            inner == Inner.LZ4 ? Lz4Codec.block(stream, shuffled) : ZSTD.decode(stream, shuffled);
        if (n != length) {
          throw Damage.at(NAME, at, "a block decodes to too few bytes");
        }
        at += 4 + stored;
      }
      Bitshuffle.unshuffle(
          shuffled,
          target.asSlice(done, length),
          scratch.asSlice(scratch.byteSize() / 2, length),
          length / elementSize,
          elementSize);
      done += length;
    }
    long rest = target.byteSize() - done;
    Damage.require(NAME, encoded, at, rest);
    MemorySegment.copy(encoded, at, target, done, rest);
    return target.byteSize();
  }
}
