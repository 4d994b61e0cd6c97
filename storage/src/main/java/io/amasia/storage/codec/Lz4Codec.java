package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.LITTLE_INT;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.lz4.Lz4NativeCompressor;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// One LZ4 block after its decoded length in four bytes, lowest first.
///
/// ### What
///
/// A byte-oriented LZ77 without entropy codes: very quick, modest sizes.
///
/// ### Specification
///
/// The LZ4 block format (lz4_Block_format.md of the lz4 project), headed as numcodecs does.
///
/// ### Names
///
/// Zarr v2 `lz4`; Zarr v3 `numcodecs.lz4`.
///
/// ### Configuration
///
/// `{"id": "lz4", "acceleration": 1}`
///
/// ### Compatible implementations
///
/// numcodecs. HDF5's filter is another container: [Hdf5Lz4Codec].
public final class Lz4Codec implements Codec {
  private static final Aircompressor JAVA_DECODER =
      new Aircompressor("lz4", Lz4JavaDecompressor::new);
  static final Contexts<Compressor> COMPRESSORS =
      new Contexts<>(() -> isNative() ? new Lz4NativeCompressor() : new Lz4JavaCompressor());
  private static final int HEAD = 4;

  static boolean isNative() {
    return NativeLz4.isThere();
  }

  @Override
  public String name() {
    return "lz4";
  }

  /// Decodes a bare LZ4 block to the start of `target`; gives the number of bytes written.
  static long block(MemorySegment encoded, MemorySegment target) {
    if (encoded.byteSize() == 1 && encoded.get(Ints.BYTE, 0) == 0) {
      return 0; // the block of no bytes
    }
    return isNative() ? NativeLz4.decode(encoded, target) : JAVA_DECODER.decode(encoded, target);
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    return encoded.byteSize() < HEAD
        ? OptionalLong.empty()
        : OptionalLong.of(encoded.get(LITTLE_INT, 0) & 0xFFFF_FFFFL);
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    Damage.require("lz4", encoded, 0, HEAD + 1);
    long size = claimedSize(encoded).orElseThrow();
    if (size > target.byteSize()) {
      throw Damage.overrun("lz4", size, target.byteSize());
    }
    long done = block(encoded.asSlice(HEAD), target.asSlice(0, size));
    if (done != size) {
      throw Damage.at("lz4", 0, "header says %d bytes, %d decoded".formatted(size, done));
    }
    return done;
  }

  @Override
  public Bytes encode(MemorySegment decoded) {
    try (Bytes body = Aircompressor.encode("lz4", COMPRESSORS, decoded)) {
      long n = body.segment().byteSize();
      Bytes all = Bytes.allocate(HEAD + n);
      all.segment().set(LITTLE_INT, 0, (int) decoded.byteSize());
      MemorySegment.copy(body.segment(), 0, all.segment(), HEAD, n);
      return all;
    }
  }
}
