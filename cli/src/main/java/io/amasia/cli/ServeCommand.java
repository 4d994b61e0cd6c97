package io.amasia.cli;

import io.amasia.cli.operation.Meaning;
import io.amasia.cli.operation.Pipeline;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.CfEncoder;
import io.amasia.serve.DataServer;
import io.amasia.serve.Served;
import io.amasia.serve.explore.Explorer;
import io.amasia.web.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `amasia serve`: datasets over HTTP, as they are or with operations applied when somebody asks.
@Command(
    name = "serve",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Serves files over HTTP, until it is stopped (Ctrl-C): as Zarr, whatever their format, for xarray,"
          + " zarr-python and others; as pages, JSON and CSV. With operations it serves their results,"
          + " computed chunk by chunk when somebody asks.",
    },
    footer = {
      "",
      "Examples:",
      "  amasia serve tas.nc pr.nc",
      "  amasia serve tas='tas_*.nc' --yearly mean",
      "  amasia serve tas.nc --host 0.0.0.0 --port 9000      others may ask, with the token printed",
      "  amasia serve tas.nc --cors https://maps.example.org",
      "",
      "Then, in Python:",
      "  xr.open_zarr(\"http://localhost:8788/datasets/tas/zarr\")",
      "or values alone:",
      "  curl 'localhost:8788/datasets/tas/values?var=tas&time=2000&nearest.lat=47&nearest.lon=8&format=csv'"
    })
final class ServeCommand implements Callable<Integer> {
  private final Console console;
  private final ComputeOptions operations = new ComputeOptions();

  @Mixin final GlobalOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "[NAME=]URL",
      description =
          "files or URLs, each a dataset with all its groups; those of a quoted glob or @LIST.txt are joined to one")
  List<String> inputs = List.of();

  @Mixin final ServedAt at = new ServedAt();

  @Option(
      names = "--cors",
      paramLabel = "ORIGIN",
      description =
          "a site whose pages may ask, such as https://maps.example.org, or *; repeatable (default: none)")
  List<String> origins = new ArrayList<>();

  @Option(
      names = "--max-values",
      paramLabel = "N",
      description = "values that a CSV or JSON answer has at most (default: 1000000)")
  long mostValues = 1_000_000;

  @Mixin final MeaningOptions meant = new MeaningOptions();

  private ServeCommand(Console console) {
    this.console = console;
    options = new GlobalOptions(console);
  }

  /// The command, with every operation as an option.
  static CommandLine line(Console console) {
    var command = new ServeCommand(console);
    CommandSpec spec = CommandSpec.forAnnotatedObject(command);
    command.operations.addTo(spec);
    return new CommandLine(spec);
  }

  @Override
  public Integer call() throws Exception {
    ServedAt.withoutProgress(options);
    return Work.in(console, options, this::run);
  }

  private int run(Work work) throws Exception {
    List<Dataset> opened = new ArrayList<>();
    try {
      var builder = at.builder(console).cors(origins).mostValues(mostValues).pages(new Explorer());
      for (String input : inputs) {
        add(builder, input, work, opened);
      }
      try (DataServer server = builder.start()) {
        say(server);
        ServedAt.untilStopped();
      }
      return 0;
    } finally {
      opened.forEach(Dataset::close);
    }
  }

  private void add(DataServer.Builder builder, String input, Work work, List<Dataset> opened) {
    var named = ServedAt.Named.of(input, builder);
    if (operations.operations().isEmpty()) {
      builder.open(named.name(), named.url());
      return;
    }
    Meaning meaning = meant.meaning(operations.operations(), console::say);
    Dataset dataset = work.open(named.url());
    opened.add(dataset);
    Dataset result =
        CfEncoder.withHistory(
            new Pipeline(Map.of("", dataset), meaning).run(operations.operations()),
            Secrets.hidden(CommandWords.historyLine(options.spec)));
    builder.add(named.name(), named.url() + " " + operations.words(), result);
  }

  private void say(DataServer server) {
    for (Served served : server.catalog().all()) {
      console.print("%s  %s".formatted(server.zarr(served.name()), served.title()));
    }
    console.out().flush();
    console.say("pages at " + server.url() + "; stop with Ctrl-C");
  }
}
