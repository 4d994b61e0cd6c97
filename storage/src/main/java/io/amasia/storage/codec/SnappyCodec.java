package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BYTE;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.snappy.SnappyNativeCompressor;
import io.airlift.compress.v3.snappy.SnappyNativeDecompressor;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// A raw Snappy block.
///
/// ### What
///
/// A byte-oriented LZ77 that begins with the decoded length as a variable-length number.
///
/// ### Specification
///
/// format_description.txt of the snappy project.
///
/// ### Names
///
/// An inner codec of Blosc; Parquet and Kafka use it too.
///
/// ### Configuration
///
/// None.
///
/// ### Compatible implementations
///
/// snappy.
public final class SnappyCodec implements Codec {
  private static final Aircompressor DECODER =
      new Aircompressor(
          "snappy",
          () -> isNative() ? new SnappyNativeDecompressor() : new SnappyJavaDecompressor());
  private static final Contexts<Compressor> COMPRESSORS =
      new Contexts<>(() -> isNative() ? new SnappyNativeCompressor() : new SnappyJavaCompressor());

  static boolean isNative() {
    return SnappyNativeDecompressor.isEnabled();
  }

  @Override
  public String name() {
    return "snappy";
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    long size = 0;
    for (int i = 0; i < 5 && i < encoded.byteSize(); i++) {
      int part = encoded.get(BYTE, i);
      size |= (part & 0x7FL) << (7 * i);
      if (part >= 0) {
        return OptionalLong.of(size);
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    long size = claimedSize(encoded).orElse(-1);
    if (size < 0) {
      throw Damage.at("snappy", 0, "no length");
    }
    if (size > target.byteSize()) {
      throw Damage.overrun("snappy", size, target.byteSize());
    }
    long done = DECODER.decode(encoded, target.asSlice(0, size));
    if (done != size) {
      throw Damage.at("snappy", 0, "header says %d bytes, %d decoded".formatted(size, done));
    }
    return done;
  }

  @Override
  public Bytes encode(MemorySegment decoded) {
    return Aircompressor.encode("snappy", COMPRESSORS, decoded);
  }
}
