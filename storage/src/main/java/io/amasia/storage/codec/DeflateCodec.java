package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BIG_INT;
import static io.amasia.storage.codec.Ints.BYTE;
import static io.amasia.storage.codec.Ints.LITTLE_INT;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.deflate.DeflateNativeCompressor;
import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/// Deflate in each of its three wrappings: zlib (HDF5, netCDF-4, Zarr), gzip (Zarr), raw (zip).
///
/// ### What
///
/// LZ77 with Huffman codes. The usual whole stream goes through libdeflate and its checksum is
/// tested; whatever doesn't fit (several gzip members, bytes after the end, damage) goes through
/// the JDK's inflater, which tells apart what is legal and names the place of what is not.
///
/// ### Specification
///
/// RFC 1950 (zlib), RFC 1951 (deflate), RFC 1952 (gzip).
///
/// ### Names
///
/// HDF5 filter 1 `deflate`; Zarr v2 `zlib`, `gzip`; Zarr v3 `gzip`, `numcodecs.zlib`.
///
/// ### Configuration
///
/// `{"id": "zlib", "level": 4}`, `{"name": "gzip", "configuration": {"level": 5}}`
///
/// ### Compatible implementations
///
/// zlib, zlib-ng, libdeflate, numcodecs, netCDF-C.
public final class DeflateCodec implements Codec {
  /// What lies around the deflated bytes.
  public enum Wrap {
    ZLIB,
    GZIP,
    RAW
  }

  /// Bytes that a checksum is given at a time.
  private static final long SUM_PIECE = 16 * 1024;

  /// What libdeflate holds to encode, at any level up to 9.
  private static final long ENCODER_BYTES = 1 << 20;

  private final Wrap wrap;
  private final int level;
  private final Contexts<Compressor> compressors;

  private DeflateCodec(Wrap wrap, int level) {
    if (level < 0 || level > 9) {
      throw new AmasiaException.Usage("deflate level " + level + "; allowed are 0 to 9");
    }
    this.wrap = wrap;
    this.level = level;
    this.compressors = new Contexts<>(() -> new DeflateNativeCompressor(level));
  }

  /// Deflate wrapped as `wrap`, encoding at `level` (0 to 9).
  public static DeflateCodec of(Wrap wrap, int level) {
    return new DeflateCodec(wrap, level);
  }

  public static DeflateCodec zlib(int level) {
    return new DeflateCodec(Wrap.ZLIB, level);
  }

  public static DeflateCodec gzip(int level) {
    return new DeflateCodec(Wrap.GZIP, level);
  }

  public static DeflateCodec raw(int level) {
    return new DeflateCodec(Wrap.RAW, level);
  }

  static boolean isNative() {
    return NativeDeflate.isThere();
  }

  @Override
  public String name() {
    return switch (wrap) {
      case ZLIB -> "zlib";
      case GZIP -> "gzip";
      case RAW -> "deflate";
    };
  }

  @Override
  public long encoderBytes(long decodedBytes) {
    return ENCODER_BYTES;
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    return wrap == Wrap.GZIP && encoded.byteSize() >= 18
        ? OptionalLong.of(encoded.get(LITTLE_INT, encoded.byteSize() - 4) & 0xFFFF_FFFFL)
        : OptionalLong.empty();
  }

  @Override
  public Bytes decode(MemorySegment encoded, long maxDecodedBytes) {
    // A last size of several members claims too little, so a gzip's claim is not taken. Deflate
    // makes at most 1032 bytes of one.
    long most = Math.min(maxDecodedBytes, encoded.byteSize() * 1032);
    return Growing.decode(this, OptionalLong.empty(), encoded, most);
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    Damage.length(name(), encoded);
    long done = isNative() ? NativeDeflate.whole(wrap, encoded, target) : -1;
    return done >= 0 ? done : Inflating.decode(name(), wrap, encoded, Damage.addressable(target));
  }

  private static long sum(Checksum checksum, MemorySegment values) {
    // In pieces: after some thousand calls, soon, the JIT replaces them by vector code several
    // times
    // as fast as what a call for a whole chunk reaches.
    for (long at = 0; at < values.byteSize(); at += SUM_PIECE) {
      long n = Math.min(SUM_PIECE, values.byteSize() - at);
      checksum.update(values.asSlice(at, n).asByteBuffer());
    }
    return checksum.getValue();
  }

  @Override
  public Bytes encode(MemorySegment decoded) {
    try (Bytes body =
        isNative()
            ? Aircompressor.encode(name(), compressors, decoded)
            : Inflating.encode(decoded, level)) {
      long n = body.segment().byteSize();
      return switch (wrap) {
        case RAW -> copy(body, 0, 0);
        case ZLIB -> {
          Bytes all = copy(body, 2, 4);
          all.segment().set(BYTE, 0, (byte) 0x78);
          all.segment().set(BYTE, 1, zlibFlags());
          all.segment().set(BIG_INT, 2 + n, (int) sum(new Adler32(), decoded));
          yield all;
        }
        case GZIP -> {
          Bytes all = copy(body, GzipHeader.SIZE, 8);
          GzipHeader.write(all.segment());
          all.segment().set(LITTLE_INT, GzipHeader.SIZE + n, (int) sum(new CRC32(), decoded));
          all.segment().set(LITTLE_INT, GzipHeader.SIZE + n + 4, (int) decoded.byteSize());
          yield all;
        }
      };
    }
  }

  /// The flag byte of a zlib header: a hint of the level, and check bits so that the head is a
  /// multiple of 31.
  private byte zlibFlags() {
    int flags = (level < 2 ? 0 : level < 6 ? 1 : level == 6 ? 2 : 3) << 6;
    return (byte) (flags + 31 - (0x7800 + flags) % 31);
  }

  private static Bytes copy(Bytes body, long head, long tail) {
    long n = body.segment().byteSize();
    Bytes all = Bytes.allocate(head + n + tail);
    MemorySegment.copy(body.segment(), 0, all.segment(), head, n);
    return all;
  }
}
