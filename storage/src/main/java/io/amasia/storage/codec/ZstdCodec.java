package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BYTE;
import static io.amasia.storage.codec.Ints.LITTLE_INT;
import static io.amasia.storage.codec.Ints.LITTLE_LONG;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/// Zstandard frames; several in a row decode to their values in a row.
///
/// ### What
///
/// LZ77 with finite-state entropy codes: the best of speed and size on climate fields. Through the
/// native libzstd that aircompressor brings; where it has none, through zstd-jni's; where neither
/// has one, through aircompressor's Java coder.
///
/// ### Specification
///
/// RFC 8878.
///
/// ### Names
///
/// Zarr v2 and v3 `zstd`; HDF5 filter 32015.
///
/// ### Configuration
///
/// `{"name": "zstd", "configuration": {"level": 3, "checksum": false}}`. A checksum in the frame is
/// tested when reading, none is written.
///
/// ### Compatible implementations
///
/// libzstd, numcodecs, HDF5's zstd filter.
public final class ZstdCodec implements Codec {
  private static final Aircompressor JAVA_DECODER =
      new Aircompressor("zstd", ZstdJavaDecompressor::new);
  private static final int MAGIC = 0xFD2FB528;

  /// MiB that libzstd 1.5 holds to encode much at each level, from 0 on: `ZSTD_estimateCCtxSize`.
  private static final int[] ENCODER_MIB = {
    1, 1, 1, 2, 3, 4, 4, 7, 7, 13, 25, 25, 49, 49, 49, 65, 65, 65, 65, 82, 162, 322, 650
  };

  /// Two tables for each position that few bytes can have, and what is always there.
  private static final long ENCODER_TIMES = 32;

  private static final long ENCODER_LEAST = 1 << 20;

  private final int level;
  private final Contexts<Compressor> compressors;

  /// Zstandard encoding at `level`, from -131072 (fastest) to 22; 0 is the default level, 3.
  public ZstdCodec(int level) {
    if (level < -131072 || level > 22) {
      throw new AmasiaException.Usage("zstd level " + level + "; allowed are -131072 to 22");
    }
    int used = level == 0 ? 3 : level;
    this.level = used;
    this.compressors =
        new Contexts<>(
            () -> NativeZstd.isThere() ? new ZstdNativeCompressor(used) : new ZstdJavaCompressor());
  }

  static boolean isNative() {
    return NativeZstd.isThere() || JniZstd.isThere();
  }

  /// Whose libzstd it is.
  static String library() {
    return NativeZstd.isThere() ? "libzstd by aircompressor" : "libzstd by zstd-jni";
  }

  @Override
  public String name() {
    return "zstd";
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    Damage.require("zstd", encoded, 0, 4); // nothing is not a frame, though libzstd accepts it
    if (NativeZstd.isThere()) {
      return NativeZstd.decode(encoded, target);
    }
    return JniZstd.isThere()
        ? JniZstd.decode(encoded, target)
        : JAVA_DECODER.decode(encoded, target);
  }

  @Override
  public long encoderBytes(long decodedBytes) {
    long most = (long) ENCODER_MIB[Math.max(0, level)] << 20;
    return Math.min(most, ENCODER_LEAST + ENCODER_TIMES * decodedBytes);
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    if (encoded.byteSize() < 14 || encoded.get(LITTLE_INT, 0) != MAGIC) {
      return OptionalLong.empty();
    }
    int descriptor = encoded.get(BYTE, 4) & 0xFF;
    boolean single = (descriptor & 0x20) != 0;
    int dictionary = new int[] {0, 1, 2, 4}[descriptor & 3];
    int at = 5 + (single ? 0 : 1) + dictionary;
    if (at + 8 > encoded.byteSize()) {
      return OptionalLong.empty();
    }
    return switch (descriptor >> 6) {
      case 0 -> single ? OptionalLong.of(encoded.get(BYTE, at) & 0xFF) : OptionalLong.empty();
      case 1 ->
          OptionalLong.of(
              256
                  + (encoded.get(
                          ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at)
                      & 0xFFFF));
      case 2 -> OptionalLong.of(encoded.get(LITTLE_INT, at) & 0xFFFF_FFFFL);
      default -> {
        long size = encoded.get(LITTLE_LONG, at);
        yield size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
      }
    };
  }

  @Override
  public Bytes decode(MemorySegment encoded, long maxDecodedBytes) {
    OptionalLong claim = claimedSize(encoded);
    if (claim.isPresent() && claim.getAsLong() <= maxDecodedBytes) {
      try {
        return Growing.decode(this, claim, encoded, maxDecodedBytes);
      } catch (AmasiaException.Format e) {
        // Several frames: the first claims its own size only.
      }
    }
    return Growing.decode(this, OptionalLong.empty(), encoded, maxDecodedBytes);
  }

  @Override
  public Bytes encode(MemorySegment decoded) {
    return !NativeZstd.isThere() && JniZstd.isThere()
        ? JniZstd.encode(decoded, level)
        : Aircompressor.encode("zstd", compressors, decoded);
  }
}
