package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.cli.operation.EquivalentScript;
import io.amasia.cli.operation.EquivalentScript.Tool;
import io.amasia.cli.operation.Meaning;
import io.amasia.cli.operation.Pipeline;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.CfEncoder;
import io.amasia.dataset.cf.ConcatDim;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.plan.Explanation;
import io.amasia.plot.PlotOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `amasia compute`, `amasia explain` and `amasia plot`: operations in the order written, on one or
/// more inputs.
@Command(sortOptions = false)
final class ComputeCommand implements Callable<Integer> {
  /// What is done with the result.
  enum Purpose {
    COMPUTE(
        "compute", "Computes a result from files, by operations in the order they are written."),
    EXPLAIN(
        "explain",
        "Shows what compute would do: plan, stages, bytes and memory; nothing is computed. With --as xarray or --as cdo: a script of that tool that gives the same values."),
    PLOT("plot", "Draws a map or chart of a result.");

    private final String command;
    private final String description;

    Purpose(String command, String description) {
      this.command = command;
      this.description = description;
    }

    /// How it is called.
    String command() {
      return command;
    }
  }

  private static final Pattern NAMED = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.+)");

  private final Purpose purpose;
  private final Console console;
  private final ComputeOptions operations = new ComputeOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Mixin final GlobalOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "[NAME=]URL",
      description =
          "inputs: files, URLs, quoted globs, @LIST.txt, or - for names on standard input")
  List<String> inputs = List.of();

  @Option(
      names = "--concat",
      paramLabel = "DIM[=L1,L2,..|@ATTR|@file]",
      description = "join files along a new dimension")
  @Nullable String concat;

  @Option(
      names = "--compat",
      paramLabel = "first|strict",
      description =
          "whether variables and attributes of the first file stand (default) or must be equal")
  String compat = "first";

  @Mixin final MeaningOptions meant = new MeaningOptions();

  @Option(
      names = "-o",
      paramLabel = "OUT",
      description =
          "result: .nc .zarr .csv .json .png .svg .pdf, .html for a page to work with; repeatable; none prints it")
  List<String> outputs = new ArrayList<>();

  @Mixin final TargetOptions target = new TargetOptions();

  @Option(names = "--json", description = "print the result as JSON; missing values are null")
  boolean json;

  @Option(names = "--explain", description = "show the plan instead of running it")
  boolean explain;

  @Option(names = "--svg", paramLabel = "FILE", description = "with explain: draw the plan's graph")
  @Nullable String svg;

  @Option(names = "--title", paramLabel = "TEXT", description = "title of a picture")
  @Nullable String title;

  @Mixin final LookOptions look = new LookOptions();

  private ComputeCommand(Purpose purpose, Console console) {
    this.purpose = purpose;
    this.console = console;
    options = new GlobalOptions(console);
  }

  /// The command for `purpose`, with every operation as an option.
  static CommandLine line(Purpose purpose, Console console) {
    var command = new ComputeCommand(purpose, console);
    CommandSpec spec = CommandSpec.forAnnotatedObject(command);
    spec.name(purpose.command);
    spec.usageMessage().description(purpose.description);
    spec.usageMessage().abbreviateSynopsis(true);
    spec.usageMessage().footer(ComputeExamples.footer());
    command.operations.addTo(spec);
    return new CommandLine(spec);
  }

  @Override
  public Integer call() throws Exception {
    return Work.in(console, options, this::run);
  }

  private int run(Work work) throws Exception {
    Meaning meaning = meant.meaning(operations.operations(), console::say);
    if (purpose == Purpose.PLOT && outputs.isEmpty()) {
      throw new AmasiaException.Usage(
          "plot needs a picture to write: -o map.png (or .svg, .pdf, .html)");
    }
    boolean onlyExplain = explain || purpose == Purpose.EXPLAIN;
    if (!onlyExplain) {
      Outputs.requireFolders(outputs);
    }
    if (!onlyExplain && !target.overwrite && purpose != Purpose.PLOT) {
      refuseExisting();
    }
    Map<String, Dataset> datasets = open(work);
    try {
      Optional<Tool> tool =
          onlyExplain ? Explaining.tool(operations.operations()) : Optional.empty();
      if (tool.isPresent()) {
        console.print(script(tool.get(), datasets, meaning));
        return 0;
      }
      Pipeline pipeline = new Pipeline(datasets, meaning);
      Dataset result = pipeline.run(operations.operations());
      if (onlyExplain) {
        Explanation explanation = Outputs.explain(result, request(pipeline));
        Explaining.show(console, explanation, Optional.ofNullable(svg));
        return 0;
      }
      Dataset stamped = CfEncoder.withHistory(result, CommandWords.historyLine(spec));
      Outputs.write(work, stamped, request(pipeline));
      return 0;
    } finally {
      datasets.values().forEach(Dataset::close);
    }
  }

  private String script(Tool tool, Map<String, Dataset> datasets, Meaning meaning) {
    if (!datasets.containsKey("") || concat != null) {
      throw new AmasiaException.Unsupported(
          "a script has one input, a file or files that follow each other in time; not inputs with names or --concat");
    }
    return EquivalentScript.of(
        tool,
        Inputs.expand(inputs),
        datasets.values().iterator().next(),
        Explaining.withoutTool(operations.operations()),
        meaning,
        outputs.stream().findFirst());
  }

  private Outputs.Request request(Pipeline pipeline) {
    return new Outputs.Request(outputs, writing(), pipeline.chunked(), json, picture());
  }

  private DatasetWriter.Options writing() {
    return options.resume ? target.writing().resuming() : target.writing();
  }

  private PlotOptions picture() {
    return Picture.options(
            operations.operations(),
            Optional.ofNullable(meant.base),
            Optional.ofNullable(title),
            console::say)
        .with(look.look());
  }

  private void refuseExisting() {
    for (String output : outputs) {
      if (!output.contains("://") && Files.exists(Path.of(output))) {
        throw new AmasiaException.Conflict(
            output + " exists already; overwrite it with -O, or choose another name");
      }
    }
  }

  /// Inputs by name; those without a name are joined to one.
  private Map<String, Dataset> open(Work work) {
    Map<String, List<String>> named = new LinkedHashMap<>();
    List<String> plain = new ArrayList<>();
    for (String input : inputs) {
      Matcher matcher = NAMED.matcher(input);
      if (matcher.matches() && !Files.exists(Path.of(input))) {
        named.computeIfAbsent(matcher.group(1), _ -> new ArrayList<>()).add(matcher.group(2));
      } else {
        plain.add(input);
      }
    }
    if (!plain.isEmpty() && !named.isEmpty()) {
      throw new AmasiaException.Usage(
          "name all inputs or none: '%s' has no name, but there is %s="
              .formatted(plain.getFirst(), named.keySet().iterator().next()));
    }
    if (!plain.isEmpty()) {
      named.put("", plain);
    }
    Optional<ConcatDim> along = Optional.ofNullable(concat).map(ConcatDim::parse);
    boolean strict = MeaningOptions.choose("--compat", compat, "first", "strict");
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    try {
      named.forEach(
          (name, urls) -> datasets.put(name, work.open(Inputs.expand(urls), along, strict)));
    } catch (RuntimeException e) {
      datasets.values().forEach(Dataset::close);
      throw e;
    }
    return datasets;
  }
}
