package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.cli.operation.Meaning;
import io.amasia.cli.operation.Operation;
import io.amasia.cli.operation.OperationOption;
import io.amasia.cli.operation.Pipeline;
import io.amasia.cli.operation.ResultNames;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Over;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfEncoder;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.geo.Choice;
import io.amasia.plan.Explanation;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import io.amasia.plan.Sizes;
import io.amasia.plot.Look;
import io.amasia.plot.Plot;
import io.amasia.plot.PlotOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `amasia demo`: the main job from beginning to end, on data it makes itself or on the user's.
@Command(
    name = "demo",
    description = {
      "Shows what Amasia does, step by step: structure, plan, computation, a chart, a map and a file.",
      "Without files it makes a small ensemble of its own; it needs no network."
    },
    footer = {
      "",
      "Examples:",
      "  amasia demo",
      "  amasia demo mean                              the mean of a million random numbers",
      "  amasia demo tas.nc --region Kenya --base 1961..1990"
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin final GlobalOptions options;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "your own data instead")
  List<String> files = List.of();

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "the region (default: ${DEFAULT-VALUE})",
      defaultValue = "United States of America")
  String region = "";

  @Option(
      names = "--base",
      paramLabel = "A..B",
      description = "the base period (default: ${DEFAULT-VALUE})",
      defaultValue = "1961..1990")
  String base = "";

  @Option(
      names = "--concat",
      paramLabel = "DIM",
      description = "join your files along a new dimension")
  Optional<String> concat = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where results go (default: ${DEFAULT-VALUE})",
      defaultValue = "amasia-demo")
  Path folder = Path.of("");

  private final Console console;
  private int step;

  DemoCommand(Console console) {
    this.console = console;
    options = new GlobalOptions(console);
  }

  @Override
  public Integer call() throws Exception {
    return Work.in(console, options, this::run);
  }

  private int run(Work work) throws Exception {
    Files.createDirectories(folder);
    List<String> urls = files.isEmpty() ? List.of(made()) : Inputs.expand(files);
    long start = System.nanoTime();
    var along = concat.map(io.amasia.dataset.cf.ConcatDim::parse);
    try (Dataset data = work.open(urls, along, false)) {
      String variable = ResultNames.all(data).getFirst();
      heading("Open it: metadata only, no values are read");
      console.print(data.select(variable).toString());
      List<Operation> series = series(variable);
      Dataset annual = pipeline(data, series);
      explain(annual, variable);
      Dataset computed = compute(annual, variable);
      chart(computed, variable, series);
      map(data, variable);
      file(computed);
    }
    same();
    console.print(
        "\nAll in %.1f s. Next: amasia help compute".formatted((System.nanoTime() - start) / 1e9));
    return 0;
  }

  private String made() {
    String path = folder.resolve("ensemble.zarr").toString();
    heading(
        "Make data: 2 scenarios × 5 members × 100 years of months on a 3.75° grid, as chunked Zarr");
    long start = System.nanoTime();
    new DemoData().write(path, percent -> {});
    console.print(
        "%s: %s of float32, compressed, in %.1f s (the numbers are invented)"
            .formatted(path, Sizes.text(DemoData.plainBytes()), (System.nanoTime() - start) / 1e9));
    return path;
  }

  private List<Operation> series(String variable) {
    return List.of(
        OperationOption.VARIABLES.parse(variable),
        OperationOption.REGION.parse(region),
        OperationOption.AREA_MEAN.parse(""),
        OperationOption.YEARLY.parse("mean"),
        OperationOption.ANOMALY.parse("none"));
  }

  private Dataset pipeline(Dataset data, List<Operation> operations) {
    if (!(Choice.parse(base) instanceof Choice.Range range)) {
      throw new AmasiaException.Usage("--base is a period such as 1961..1990, not '" + base + "'");
    }
    Meaning standard = Meaning.standard(line -> console.print("  " + line));
    Meaning meaning =
        new Meaning(
            false, 1, true, Optional.of(range), false, false, standard.regrid(), standard.say());
    return new Pipeline(Map.of("", data), meaning).run(operations);
  }

  private void explain(Dataset annual, String variable) {
    heading("Plan it: what would be read and held, before anything runs");
    console.print(line("explain"));
    Explanation plan =
        Session.current().explain(Map.of(variable, annual.variable(variable).data()));
    console.print("  " + plan.sentence());
  }

  private Dataset compute(Dataset annual, String variable) {
    heading("Run it: area-weighted mean over " + region + ", yearly, as anomaly from " + base);
    long start = System.nanoTime();
    Dataset computed = annual.compute();
    console.print(
        "%d values of '%s' in %.2f s"
            .formatted(
                computed.variable(variable).shape().size(),
                variable,
                (System.nanoTime() - start) / 1e9));
    return computed;
  }

  private void chart(Dataset computed, String variable, List<Operation> operations) {
    heading("Look at it: a chart with the spread of the ensemble");
    String chart = folder.resolve("anomaly.png").toString();
    Plot.of(
            computed,
            variable,
            Picture.options(operations, Optional.of(base), Optional.empty(), console::say))
        .save(chart);
    console.print("wrote " + chart);
  }

  private void map(Dataset data, String variable) {
    heading("And a map: the mean of the last 20 years minus the base period");
    Dataset anomaly =
        pipeline(
            data,
            List.of(
                OperationOption.VARIABLES.parse(variable),
                OperationOption.YEARLY.parse("mean"),
                OperationOption.ANOMALY.parse("none")));
    Dataset change = anomaly.tail(timeOf(anomaly), 20).select(variable);
    Axes axes = Axes.of(change.get(variable));
    for (String dim : change.variable(variable).dims()) {
      boolean horizontal =
          axes.dim(Axes.Axis.X).filter(dim::equals).isPresent()
              || axes.dim(Axes.Axis.Y).filter(dim::equals).isPresent();
      boolean named = change.coords().find(dim).filter(c -> c.dtype() == DType.STRING).isPresent();
      if (named) {
        change = change.isel(dim, -1L);
      } else if (!horizontal) {
        change = change.reduce(Reduction.Kind.MEAN, Over.over(dim));
      }
    }
    String map = folder.resolve("change.png").toString();
    var picture =
        new PlotOptions(
            Optional.empty(),
            "mean of the last 20 years minus " + base.replace("..", "–"),
            true,
            Optional.empty(),
            Look.BY_DATA,
            console::say);
    Plot.of(change, variable, picture).save(map);
    console.print("wrote " + map);
  }

  private static String timeOf(Dataset data) {
    return data.coords().asMap().entrySet().stream()
        .filter(e -> e.getValue().calendar().isPresent() && e.getValue().ndim() == 1)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new AmasiaException.Label("the data have no time dimension"));
  }

  private void file(Dataset computed) {
    heading("Keep it: netCDF with bounds, cell methods and history");
    String file = folder.resolve("anomaly.nc").toString();
    Dataset stamped =
        CfEncoder.withHistory(computed, CfEncoder.historyLine(Instant.now(), line("compute")));
    DatasetWriter.write(stamped, file, DatasetWriter.Options.standard().overwriting());
    console.print("wrote " + file);
  }

  private String line(String command) {
    String input =
        files.isEmpty() ? folder.resolve("ensemble.zarr").toString() : String.join(" ", files);
    return "amasia %s %s --region '%s' --area-mean --yearly mean --anomaly none --base %s"
        .formatted(command, input, region, base);
  }

  private void same() {
    heading("The same elsewhere");
    String[] ends = base.split("\\.\\.", 0);
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("here", line("compute") + " -o anomaly.png");
    lines.put(
        "xarray",
        "ds = xr.open_mfdataset(files); w = fraction(ds, polygon) * area(ds)   # with regionmask, by hand\n"
            + "         m = ds.tas.weighted(w).mean(('lat', 'lon')); d = m.time.dt.days_in_month\n"
            + "         y = (m * d).resample(time='YS').sum() / d.resample(time='YS').sum()\n"
            + "         a = y - y.sel(time=slice('%s', '%s')).mean('time'); a.plot()"
                .formatted(ends[0], ends[1]));
    lines.put(
        "CDO",
        "cdo yearmonmean -fldmean -maskregion,usa.txt in.nc y.nc   # cells by centre, one file at a time\n"
            + "         cdo sub y.nc -timmean -selyear,%s/%s y.nc a.nc"
                .formatted(ends[0], ends[1]));
    lines.forEach((name, text) -> console.print("  %-6s %s".formatted(name, text)));
  }

  private void heading(String text) {
    console.print((step == 0 ? "" : "\n") + ++step + ". " + text);
  }
}
