package io.amasia.dataset.cf;

import io.amasia.storage.format.CodecChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a file or store is converted.
///
/// @param overwrite whether a target that is there already is replaced
/// @param variant the variant of the target's format, such as `cdf5`; empty for what its name says
/// @param codecs what chunks are encoded with; empty for those of the source if the format is the
///   same, else the format's own choice
/// @param chunks chunk lengths by dimension, of -1 for all of it; those of the source where absent
/// @param shards shard lengths by dimension, for formats that have them
/// @param resume whether an attempt that was broken off is taken up, and kept when this one is
/// @param unlimited dimensions of the root that may grow besides those of the source
public record ConversionOptions(
    boolean overwrite,
    String variant,
    Optional<List<CodecChoice>> codecs,
    Map<String, Long> chunks,
    Map<String, Long> shards,
    boolean resume,
    List<String> unlimited) {
  public ConversionOptions {
    unlimited = List.copyOf(unlimited);
    codecs = codecs.map(List::copyOf);
    chunks = Map.copyOf(chunks);
    shards = Map.copyOf(shards);
  }

  /// A new target with the chunks of the source.
  public static ConversionOptions standard() {
    return new ConversionOptions(false, "", Optional.empty(), Map.of(), Map.of(), false, List.of());
  }

  public ConversionOptions overwriting() {
    return new ConversionOptions(true, variant, codecs, chunks, shards, resume, unlimited);
  }

  public ConversionOptions withVariant(String changed) {
    return new ConversionOptions(overwrite, changed, codecs, chunks, shards, resume, unlimited);
  }

  public ConversionOptions withCodecs(List<CodecChoice> changed) {
    return new ConversionOptions(
        overwrite, variant, Optional.of(changed), chunks, shards, resume, unlimited);
  }

  public ConversionOptions withChunks(Map<String, Long> changed) {
    return new ConversionOptions(overwrite, variant, codecs, changed, shards, resume, unlimited);
  }

  public ConversionOptions withShards(Map<String, Long> changed) {
    return new ConversionOptions(overwrite, variant, codecs, chunks, changed, resume, unlimited);
  }

  public ConversionOptions withUnlimited(List<String> changed) {
    return new ConversionOptions(
        overwrite, variant, codecs, chunks, shards, resume, List.copyOf(changed));
  }

  public ConversionOptions resuming() {
    return new ConversionOptions(overwrite, variant, codecs, chunks, shards, true, unlimited);
  }

  /// `lengths` as people write them: `time=100,lat=all`.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if they are no names and lengths
  public static Map<String, Long> lengths(String text) {
    Map<String, Long> lengths = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String[] sides = part.split("=", -1);
      boolean whole = sides.length == 2 && sides[1].strip().equals("all");
      if (sides.length != 2 || !(whole || sides[1].strip().matches("[1-9][0-9]{0,17}"))) {
        throw new io.amasia.array.AmasiaException.Usage(
            "'%s' is no chunk length; write DIM=N or DIM=all, several joined by commas"
                .formatted(part));
      }
      lengths.put(sides[0].strip(), whole ? -1 : Long.parseLong(sides[1].strip()));
    }
    return lengths;
  }
}
