package io.amasia.cli;

import io.amasia.serve.DataServer;
import io.amasia.serve.explore.Explorer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `amasia explore`: a page to look at datasets.
@Command(
    name = "explore",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Opens a page to look at files, until it is stopped (Ctrl-C): maps, time series, profiles, zonal means,"
          + " Hovmöller diagrams, sections and histograms of their variables, and differences of two.",
      "Nothing is computed before it is looked at, and then no more than the screen shows. The page's address"
          + " says what is seen, and 'Show the code' gives it as a command and as Java."
    },
    footer = {
      "",
      "Examples:",
      "  amasia explore tas.nc",
      "  amasia explore E1=E1_north_america.nc A1B=A1B_north_america.nc     two, and their difference",
      "  amasia explore 'tas_*.nc' --memory 512MB",
      "  amasia explore tas.nc --host 0.0.0.0 --port 9000      others may look, with the token printed"
    })
final class ExploreCommand implements Callable<Integer> {
  private final Console console;

  @Mixin final GlobalOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "[NAME=]URL",
      description =
          "files or URLs, each a dataset with all its groups; those of a quoted glob or @LIST.txt are joined to one")
  List<String> inputs = List.of();

  @Mixin final ServedAt at = new ServedAt();

  ExploreCommand(Console console) {
    this.console = console;
    options = new GlobalOptions(console);
  }

  @Override
  public Integer call() throws Exception {
    ServedAt.withoutProgress(options);
    return Work.in(console, options, this::run);
  }

  private int run(Work work) {
    DataServer.Builder builder = at.builder(console).pages(Explorer.asked());
    for (String input : inputs) {
      var named = ServedAt.Named.of(input, builder);
      builder.open(named.name(), named.url());
    }
    try (DataServer server = builder.start()) {
      console.print(server.url());
      console.out().flush();
      console.say("look at it in a browser; stop with Ctrl-C");
      ServedAt.untilStopped();
    }
    return 0;
  }
}
