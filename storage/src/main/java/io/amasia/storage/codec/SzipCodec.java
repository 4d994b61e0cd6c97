package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.LITTLE_INT;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.kernel.Shuffle;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// Szip as HDF5 has it.
///
/// ### What
///
/// Adaptive entropy coding of integers, each line of pixels an interval that begins afresh. Pixels
/// of 32 and 64 bits are coded by their bytes: first all first bytes, then all second ones.
///
/// ### Specification
///
/// CCSDS 121.0-B; HDF5's szip filter puts the decoded length (4 bytes, lowest first) before it.
///
/// ### Names
///
/// HDF5 filter 4 `szip`.
///
/// ### Configuration
///
/// Options (16: high byte first, 32: with a predictor), pixels per block, bits per pixel, pixels
/// per line.
///
/// ### Compatible implementations
///
/// szip 2.1, libaec. Read only.
public final class SzipCodec implements Codec {
  private static final String NAME = "szip";
  private static final int HEAD = 4;
  private static final int HIGH_BYTE_FIRST = 16;
  private static final int PREDICTS = 32;
  private static final int MOST_BLOCKS = 4096;

  private final int options;
  private final int block;
  private final int line;

  /// Bytes of an element that are coded one by one, or 1.
  private final int planes;

  /// Bits and bytes of what is coded.
  private final int bits;

  private final int bytes;

  /// Szip with the four parameters of the HDF5 filter.
  ///
  /// @throws AmasiaException.Format if these can't be, as a damaged file might say
  public SzipCodec(int options, int pixelsPerBlock, int bitsPerPixel, int pixelsPerLine) {
    if (pixelsPerBlock < 2
        || pixelsPerBlock > 256
        || pixelsPerBlock % 2 != 0
        || pixelsPerLine < 1
        || pixelsPerLine > pixelsPerBlock * MOST_BLOCKS
        || bitsPerPixel < 1
        || (bitsPerPixel > 32 && bitsPerPixel != 64)) {
      throw new AmasiaException.Format(
          "szip: blocks of %d pixels of %d bits, %d to a line"
              .formatted(pixelsPerBlock, bitsPerPixel, pixelsPerLine));
    }
    this.options = options;
    this.block = pixelsPerBlock;
    this.line = pixelsPerLine;
    this.planes = bitsPerPixel == 32 || bitsPerPixel == 64 ? bitsPerPixel / 8 : 1;
    this.bits = planes > 1 ? 8 : bitsPerPixel;
    this.bytes = bits > 16 ? 4 : bits > 8 ? 2 : 1;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    return encoded.byteSize() < HEAD
        ? OptionalLong.empty()
        : OptionalLong.of(encoded.get(LITTLE_INT, 0) & 0xFFFF_FFFFL);
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    Damage.require(NAME, encoded, 0, HEAD);
    long size = encoded.get(LITTLE_INT, 0) & 0xFFFF_FFFFL;
    if (size > target.byteSize()) {
      throw Damage.overrun(NAME, size, target.byteSize());
    }
    int pixel = bytes * planes;
    if (size % pixel != 0) {
      throw Damage.at(NAME, 0, "%d bytes of %d-byte pixels".formatted(size, pixel));
    }
    MemorySegment room = target.asSlice(0, size);
    if (planes == 1) {
      lines(encoded, room);
      return size;
    }
    try (Lease apart = MemoryPool.process().lease(size)) {
      MemorySegment coded = apart.segment().asSlice(0, size);
      lines(encoded, coded);
      Shuffle.unshuffle(coded, room, size / planes, planes);
    }
    return size;
  }

  private void lines(MemorySegment encoded, MemorySegment target) {
    int blocks = (line + block - 1) / block;
    boolean predicts = (options & PREDICTS) != 0;
    var decoder = new AdaptiveEntropy(NAME, encoded, HEAD, bits, block, blocks, predicts);
    long pixels = target.byteSize() / bytes;
    for (long done = 0; done < pixels; done += line) {
      int count = (int) Math.min(line, pixels - done);
      // A line that is no multiple of blocks was filled up with a block that isn't wanted in full.
      long[] values = decoder.next(count < line ? count : blocks * block);
      put(values, count, target, done * bytes);
    }
  }

  private void put(long[] values, int count, MemorySegment target, long at) {
    boolean high = (options & HIGH_BYTE_FIRST) != 0;
    for (int i = 0; i < count; i++) {
      Ints.put(target, at + (long) i * bytes, bytes, high, values[i]);
    }
  }
}
