package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.storage.format.CodecChoice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How data are stored: form, compression, and whether what is there is replaced.
final class TargetOptions {
  @Option(names = "-O", description = "overwrite what is there")
  boolean overwrite;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description =
          "nc4, classic, 64bit, cdf5, zarr2, zarr3 or csv-wide (default: by the name; .nc is"
              + " netCDF-4)")
  String format = "";

  @Option(
      names = "--deflate",
      paramLabel = "0..9",
      description = "compress netCDF-4 by shuffle and deflate of this level; 0 not at all")
  @Nullable Integer deflate;

  @Option(
      names = "--codec",
      paramLabel = "CODEC,..",
      description = "compress by these, such as zstd:3, shuffle,deflate:4 or none")
  @Nullable String codec;

  @Option(
      names = "--unlimited",
      split = ",",
      paramLabel = "DIM",
      description = "dimensions of netCDF that may grow later, such as time")
  List<String> unlimited = List.of();

  /// The codecs asked for, or empty for the format's own choice.
  ///
  /// @throws AmasiaException.Usage if they can't be read
  Optional<List<CodecChoice>> codecs() {
    String chain = codec;
    Integer level = deflate;
    if (chain != null && level != null) {
      throw new AmasiaException.Usage("give --codec or --deflate, not both");
    }
    if (chain != null) {
      return Optional.of(CodecChoice.chain(chain));
    }
    if (level == null) {
      return Optional.empty();
    }
    if (level < 0 || level > 9) {
      throw new AmasiaException.Usage("--deflate " + level + ": levels go from 0 to 9");
    }
    return Optional.of(
        level == 0
            ? List.of()
            : List.of(CodecChoice.of("shuffle"), CodecChoice.of("deflate", level)));
  }

  DatasetWriter.Options writing() {
    var options =
        DatasetWriter.Options.standard()
            .withVariant(format)
            .withUnlimited(unlimited.toArray(new String[0]));
    options = codecs().map(options::withCodecs).orElse(options);
    return overwrite ? options.overwriting() : options;
  }
}
