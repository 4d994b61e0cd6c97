package io.amasia.storage.codec;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;

/// Blosc's inner codecs: their numbers in the header, and how they decode.
enum BloscInner {
  BLOSCLZ(0),
  LZ4(1),
  SNAPPY(2),
  ZLIB(3),
  ZSTD(4);

  private static final Codec SNAPPY_CODEC = new SnappyCodec();
  private static final Codec ZLIB_CODEC = DeflateCodec.zlib(1);
  private static final Codec ZSTD_CODEC = new ZstdCodec(1);

  /// Stands for level 0: nothing is encoded.
  record Stored() implements Codec {
    @Override
    public String name() {
      return "stored";
    }

    @Override
    public long decode(MemorySegment encoded, MemorySegment target) {
      MemorySegment.copy(encoded, 0, target, 0, encoded.byteSize());
      return encoded.byteSize();
    }
  }

  private final int number;

  BloscInner(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /// The inner codec that Blosc calls `cname`.
  static BloscInner of(String cname) {
    return switch (cname) {
      case "blosclz" -> BLOSCLZ;
      case "lz4", "lz4hc" -> LZ4;
      case "snappy" -> SNAPPY;
      case "zlib" -> ZLIB;
      case "zstd" -> ZSTD;
      default ->
          throw new AmasiaException.Usage(
              "blosc cname '%s'; allowed are blosclz, lz4, lz4hc, snappy, zlib, zstd"
                  .formatted(cname));
    };
  }

  /// Decodes one stream of the inner codec with that number.
  static long decode(int number, MemorySegment encoded, MemorySegment target) {
    return switch (number) {
      case 0 -> Blosclz.decode(encoded, target);
      case 1 -> Lz4Codec.block(encoded, target);
      case 2 -> SNAPPY_CODEC.decode(encoded, target);
      case 3 -> ZLIB_CODEC.decode(encoded, target);
      case 4 -> ZSTD_CODEC.decode(encoded, target);
      default -> throw Damage.at("blosc", 2, "inner codec number " + number);
    };
  }

  /// The encoder for `level` (1 to 9) as Blosc counts levels.
  Codec encoder(int level) {
    return switch (this) {
      case SNAPPY -> SNAPPY_CODEC;
      case ZLIB -> DeflateCodec.zlib(level);
      case ZSTD -> new ZstdCodec(level == 9 ? 22 : level == 8 ? 20 : 2 * level - 1);
      // The head of four bytes is cut off by the caller.
      case LZ4 -> new Lz4Codec();
      case BLOSCLZ -> new BlosclzEncoder();
    };
  }
}
