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
import java.util.List;

/// Bytes-to-bytes codecs by the names Zarr gives them.
final class ByteCodecs {
  private static final String NUMCODECS = "numcodecs.";

  private ByteCodecs() {}

  /// The codec called `name`, set up to decode. A list, so that a codec with nothing to do is none.
  ///
  /// @param name as v2 has it; in v3 perhaps after `numcodecs.`
  /// @throws AmasiaException.Unsupported if that can't be read, by name
  static List<Codec> of(String name, JsonObject configuration) {
    return switch (name.startsWith(NUMCODECS) ? name.substring(NUMCODECS.length()) : name) {
      case "zstd" -> List.of(new ZstdCodec(3));
      case "gzip" -> List.of(DeflateCodec.gzip(5));
      case "zlib" -> List.of(DeflateCodec.zlib(5));
      case "blosc" -> List.of(BloscCodec.of("lz4", 5, BloscCodec.Reorder.BYTES, 1, 0));
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
