package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.storage.codec.BloscCodec;
import io.amasia.storage.codec.Bzip2Codec;
import io.amasia.storage.codec.ChecksumCodec;
import io.amasia.storage.codec.Codec;
import io.amasia.storage.codec.DeflateCodec;
import io.amasia.storage.codec.Lz4Codec;
import io.amasia.storage.codec.ShuffleCodec;
import io.amasia.storage.codec.ZstdCodec;
import io.amasia.storage.format.CodecChoice;
import java.util.List;
import java.util.Set;

/// Bytes-to-bytes codecs by the names Zarr gives them.
final class ByteCodecs {
  private static final String NUMCODECS = "numcodecs.";
  private static final Set<String> CNAMES =
      Set.of("blosclz", "lz4", "lz4hc", "snappy", "zlib", "zstd");

  private ByteCodecs() {}

  /// The codec called `name`. A list, so that a codec with nothing to do is none.
  ///
  /// Settings matter for encoding only, so those that make no sense are left to their defaults.
  ///
  /// @param name as v2 has it; in v3 perhaps after `numcodecs.`
  /// @param itemSize bytes of an element that is encoded
  /// @throws AmasiaException.Unsupported if that can't be read, by name
  static List<Codec> of(String name, JsonObject configuration, long itemSize) {
    return switch (name.startsWith(NUMCODECS) ? name.substring(NUMCODECS.length()) : name) {
      case "zstd" -> List.of(new ZstdCodec(level(configuration, 3, 1, 22)));
      case "gzip" -> List.of(DeflateCodec.gzip(level(configuration, 5, 1, 9)));
      case "zlib" -> List.of(DeflateCodec.zlib(level(configuration, 5, 1, 9)));
      case "blosc" -> List.of(blosc(configuration, itemSize));
      case "lz4" -> List.of(new Lz4Codec());
      case "bz2" -> List.of(new Bzip2Codec());
      case "shuffle" -> shuffle(configuration);
      case "crc32c" -> List.of(checksum(ChecksumCodec.Kind.CRC32C, configuration, "end"));
      case "crc32" -> List.of(checksum(ChecksumCodec.Kind.CRC32, configuration, "start"));
      case "adler32" -> List.of(checksum(ChecksumCodec.Kind.ADLER32, configuration, "start"));
      case "fletcher32" -> List.of(ChecksumCodec.fletcher32());
      default ->
          throw new AmasiaException.Unsupported(
              configuration.where() + ": codec '" + name + "' is not supported");
    };
  }

  /// The level, where one of those a writer may have asked for is given.
  private static int level(JsonObject configuration, int otherwise, int least, int most) {
    JsonNode level = configuration.find("level");
    return level != null && level.canConvertToInt()
        ? Math.clamp(level.intValue(), least, most)
        : otherwise;
  }

  private static Codec blosc(JsonObject configuration, long itemSize) {
    CodecChoice choice = CodecDocuments.choice("blosc", configuration.node());
    BloscCodec.Reorder reorder =
        switch (choice.word(2, "")) {
          case "noshuffle" -> BloscCodec.Reorder.NONE;
          case "bitshuffle" -> BloscCodec.Reorder.BITS;
          default -> BloscCodec.Reorder.BYTES;
        };
    String cname = CNAMES.contains(choice.word(0, "")) ? choice.word(0, "") : "lz4";
    int typeSize = configuration.node().path("typesize").asInt((int) Math.max(1, itemSize));
    int level = Math.clamp(configuration.node().path("clevel").asInt(5), 0, 9);
    int blockSize = Math.max(0, configuration.node().path("blocksize").asInt(0));
    return BloscCodec.of(cname, level, reorder, typeSize, blockSize);
  }

  private static List<Codec> shuffle(JsonObject configuration) {
    JsonNode size = configuration.find("elementsize");
    if (size != null
        && (!size.canConvertToInt() || size.intValue() < 1 || size.intValue() > 4096)) {
      throw configuration.damaged("elementsize " + JsonObject.brief(size) + " is not 1 to 4096");
    }
    int elementSize = size == null ? 4 : size.intValue();
    return elementSize == 1 ? List.of() : List.of(new ShuffleCodec(elementSize));
  }

  private static Codec checksum(
      ChecksumCodec.Kind kind, JsonObject configuration, String otherwise) {
    String location = configuration.text("location", otherwise);
    if (!location.equals("start") && !location.equals("end")) {
      throw configuration.damaged("location must be 'start' or 'end', not '" + location + "'");
    }
    return new ChecksumCodec(kind, location.equals("start"));
  }
}
