package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The head of a gzip member: 10 bytes, then what its flags announce.
///
/// Specification: RFC 1952, section 2.3.
final class GzipHeader {
  /// The length of the plain head that we write.
  static final int SIZE = 10;

  private static final int CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final ValueLayout.OfShort LITTLE_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private GzipHeader() {}

  /// Where the deflated bytes begin of a member that starts at `start`, or -1 if none does.
  static long end(MemorySegment encoded, long start) {
    if (encoded.byteSize() - start < SIZE
        || (encoded.get(BYTE, start) & 0xFF) != 0x1F
        || (encoded.get(BYTE, start + 1) & 0xFF) != 0x8B
        || encoded.get(BYTE, start + 2) != 8) {
      return -1;
    }
    int flags = encoded.get(BYTE, start + 3);
    long at = start + SIZE;
    if ((flags & EXTRA) != 0) {
      if (encoded.byteSize() - at < 2) {
        return -1;
      }
      at += 2 + (encoded.get(LITTLE_SHORT, at) & 0xFFFF);
    }
    if ((flags & NAME) != 0) {
      at = afterZero(encoded, at);
    }
    if ((flags & COMMENT) != 0) {
      at = afterZero(encoded, at);
    }
    if ((flags & CRC) != 0) {
      at += 2;
    }
    return at <= encoded.byteSize() ? at : -1;
  }

  private static long afterZero(MemorySegment encoded, long start) {
    long at = start;
    while (at < encoded.byteSize() && encoded.get(BYTE, at) != 0) {
      at++;
    }
    return at + 1;
  }

  /// Writes a head without name and time, so that equal values give equal bytes.
  static void write(MemorySegment target) {
    target.asSlice(0, SIZE).fill((byte) 0);
    target.set(BYTE, 0, (byte) 0x1F);
    target.set(BYTE, 1, (byte) 0x8B);
    target.set(BYTE, 2, (byte) 8);
    target.set(BYTE, 9, (byte) 255); // operating system: unknown
  }
}
