package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BYTE;
import static io.amasia.storage.codec.Ints.LITTLE_INT;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;

/// The 16 bytes at the start of a Blosc 1 buffer.
///
/// Specification: README_CHUNK_FORMAT.rst of c-blosc.
///
/// @param flags see the constants; the inner codec in bits 5 to 7
/// @param typeSize bytes of an element
/// @param size decoded bytes
/// @param blockSize decoded bytes of each block but the last
/// @param encodedSize bytes of the buffer
record BloscHeader(int flags, int typeSize, long size, long blockSize, long encodedSize) {
  static final int SIZE = 16;
  static final int SHUFFLE = 1;
  static final int STORED = 2;
  static final int BITSHUFFLE = 4;
  static final int NOT_SPLIT = 16;
  private static final int VERSION = 2;
  private static final String NAME = "blosc";

  /// Reads and checks a header; `room` bounds what it may claim to decode to.
  static BloscHeader read(MemorySegment encoded, long room) {
    Damage.require(NAME, encoded, 0, SIZE);
    int version = encoded.get(BYTE, 0) & 0xFF;
    if (version < 1 || version > VERSION) {
      throw version > VERSION && version <= 5
          ? new AmasiaException.Unsupported(
              "blosc: format version %d (Blosc 2) is not supported; write with Blosc 1"
                  .formatted(version))
          : Damage.at(NAME, 0, "format version " + version);
    }
    var header =
        new BloscHeader(
            encoded.get(BYTE, 2) & 0xFF,
            Math.max(1, encoded.get(BYTE, 3) & 0xFF),
            encoded.get(LITTLE_INT, 4) & 0xFFFF_FFFFL,
            encoded.get(LITTLE_INT, 8) & 0xFFFF_FFFFL,
            encoded.get(LITTLE_INT, 12) & 0xFFFF_FFFFL);
    if (header.size > room) {
      throw Damage.overrun(NAME, header.size, room);
    }
    if (header.encodedSize > encoded.byteSize()) {
      throw Damage.at(
          NAME,
          encoded.byteSize(),
          "truncated, the header says %d bytes".formatted(header.encodedSize));
    }
    if (header.size > 0 && header.blockSize == 0) {
      throw Damage.at(NAME, 8, "blocks of length 0");
    }
    return header;
  }

  void write(MemorySegment target) {
    target.set(BYTE, 0, (byte) VERSION);
    target.set(BYTE, 1, (byte) 1); // version of the inner codec's format: 1 for all
    target.set(BYTE, 2, (byte) flags);
    target.set(BYTE, 3, (byte) typeSize);
    target.set(LITTLE_INT, 4, (int) size);
    target.set(LITTLE_INT, 8, (int) blockSize);
    target.set(LITTLE_INT, 12, (int) encodedSize);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  int inner() {
    return flags >> 5;
  }

  long blocks() {
    return Math.ceilDiv(size, blockSize);
  }

  /// Decoded bytes of block `b`.
  long length(long b) {
    return Math.min(blockSize, size - b * blockSize);
  }

  /// How many streams block `b` was split into before it was encoded, one for each byte of the
  /// elements. A short last block never is.
  int streams(long b) {
    boolean split =
        !has(NOT_SPLIT) && length(b) == blockSize && typeSize <= 16 && blockSize / typeSize >= 128;
    return split ? typeSize : 1;
  }
}
