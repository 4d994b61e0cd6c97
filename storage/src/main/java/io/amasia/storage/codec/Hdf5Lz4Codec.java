package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BIG_INT;
import static io.amasia.storage.codec.Ints.BIG_LONG;

import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// LZ4 blocks in the container of HDF5's filter plugin.
///
/// ### What
///
/// The decoded length (8 bytes) and the block length (4 bytes), highest byte first; then each block
/// after its encoded length (4 bytes). A block whose encoded length is its decoded one is stored
/// raw.
///
/// ### Specification
///
/// HDF5 registered filter 32004, "HDF5_LZ4.pdf" of the HDF Group's plugins.
///
/// ### Names
///
/// HDF5 filter 32004.
///
/// ### Configuration
///
/// One optional value: the block length.
///
/// ### Compatible implementations
///
/// hdf5plugin, jHDF. Read only.
public final class Hdf5Lz4Codec implements Codec {
  private static final String NAME = "lz4 (HDF5)";
  private static final int HEAD = 12;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    return encoded.byteSize() < HEAD || encoded.get(BIG_LONG, 0) < 0
        ? OptionalLong.empty()
        : OptionalLong.of(encoded.get(BIG_LONG, 0));
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    Damage.require(NAME, encoded, 0, HEAD);
    long size = encoded.get(BIG_LONG, 0);
    if (size < 0 || size > target.byteSize()) {
      throw Damage.overrun(NAME, size, target.byteSize());
    }
    long blockSize = encoded.get(BIG_INT, 8) & 0xFFFF_FFFFL;
    if (blockSize == 0 && size > 0) {
      throw Damage.at(NAME, 8, "blocks of length 0");
    }
    long at = HEAD;
    for (long done = 0; done < size; ) {
      long length = Math.min(blockSize, size - done);
      Damage.require(NAME, encoded, at, 4);
      long stored = encoded.get(BIG_INT, at) & 0xFFFF_FFFFL;
      at += 4;
      Damage.require(NAME, encoded, at, stored);
      MemorySegment block = encoded.asSlice(at, stored);
      MemorySegment room = target.asSlice(done, length);
      if (stored == length) {
        room.copyFrom(block);
      } else if (Lz4Codec.block(block, room) != length) {
        throw Damage.at(NAME, at, "a block decodes to too few bytes");
      }
      at += stored;
      done += length;
    }
    return size;
  }
}
