package io.amasia.cli;

import io.amasia.dataset.cf.ConversionCheck;
import io.amasia.dataset.cf.ConversionOptions;
import io.amasia.dataset.cf.FormatConversion;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `amasia convert`: the same data in another format, other chunks or other codecs.
@Command(
    name = "convert",
    sortOptions = false,
    description =
        "Writes a file or store in another format, other chunks or other codecs; values as stored, in tables as they are meant.",
    footer = {
      "",
      "Examples:",
      "  amasia convert tas.nc tas.zarr",
      "  amasia convert tas.zarr tas.nc --chunks time=all,lat=10,lon=10 --codec shuffle,deflate:4",
      "  amasia convert tas.nc old.nc --format classic --verify"
    })
final class ConvertCommand implements Callable<Integer> {
  @Mixin final GlobalOptions options;

  @Mixin final TargetOptions target = new TargetOptions();

  @Parameters(index = "0", paramLabel = "IN", description = "a file, folder or URL")
  String from = "";

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "what to write: .nc, .zarr, .csv, .tsv, .json, .npy or .npz")
  String to = "";

  @Option(
      names = "--chunks",
      paramLabel = "DIM=N,..",
      description = "lengths of chunks; all for the whole dimension (default: as in the source)")
  @Nullable String chunks;

  @Option(names = "--shards", paramLabel = "DIM=N,..", description = "lengths of Zarr shards")
  @Nullable String shards;

  @Option(names = "--verify", description = "read what was written again and compare all of it")
  boolean verify;

  private final Console console;

  ConvertCommand(Console console) {
    this.console = console;
    options = new GlobalOptions(console);
  }

  @Override
  public Integer call() throws Exception {
    return Work.in(console, options, _ -> run());
  }

  private int run() {
    Outputs.requireFolders(List.of(to));
    if (verify) {
      ConversionCheck.requireComparable(to, target.format);
    }
    FormatConversion.convert(from, to, wanted(), console::warning);
    if (!verify) {
      console.say("wrote " + to);
      return 0;
    }
    List<String> differences = ConversionCheck.differences(from, to);
    if (differences.isEmpty()) {
      console.say("wrote " + to + ", and read it again: all values and attributes are equal");
      return 0;
    }
    differences.forEach(console::error);
    return 1;
  }

  private ConversionOptions wanted() {
    var wanted =
        ConversionOptions.standard().withVariant(target.format).withUnlimited(target.unlimited);
    wanted = target.codecs().map(wanted::withCodecs).orElse(wanted);
    wanted = chunks == null ? wanted : wanted.withChunks(ConversionOptions.lengths(chunks));
    wanted = shards == null ? wanted : wanted.withShards(ConversionOptions.lengths(shards));
    wanted = options.resume ? wanted.resuming() : wanted;
    return target.overwrite ? wanted.overwriting() : wanted;
  }
}
