package io.amasia.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The root of the command: lists the subcommands.
@Command(
    name = "amasia",
    mixinStandardHelpOptions = true,
    versionProvider = AmasiaCommand.VersionLine.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Climate data without loading it: select, average and compare by name, from a laptop to a cluster.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  amasia demo                                   the whole thing, on data it makes itself",
      "  amasia info tas.nc                            what is in a file",
      "  amasia check 'tas_*.nc'                       whether files fit together",
      "  amasia compute tas.nc --region France --area-mean --yearly mean --anomaly none \\",
      "         --base 1961..1990 -o france.png        yearly anomalies of a country, as a chart",
      "  amasia explore tas.nc                         a page to look at it",
      "  amasia help compute                           every operation"
    })
final class AmasiaCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  private final Console console;

  private AmasiaCommand(Console console) {
    this.console = console;
  }

  /// The command with its subcommands: only the one called `first` if there is one, since taking
  /// the annotations of all apart is a tenth of a short run.
  static CommandLine line(Console console, String first) {
    var line = new CommandLine(new AmasiaCommand(console));
    Map<String, Supplier<CommandLine>> all = subcommands(console);
    if (all.containsKey(first) && !first.equals("help")) {
      all.keySet().retainAll(List.of(first));
    }
    all.forEach((name, made) -> line.addSubcommand(name, made.get()));
    return line;
  }

  private static Map<String, Supplier<CommandLine>> subcommands(Console console) {
    Map<String, Supplier<CommandLine>> all = new LinkedHashMap<>();
    all.put(
        "demo",
        () ->
            new CommandLine(new DemoCommand(console))
                .addSubcommand("mean", new DemoMeanCommand(console)));
    all.put("info", () -> new CommandLine(new InfoCommand(console)));
    all.put("stats", () -> new CommandLine(new StatsCommand(console)));
    all.put("check", () -> new CommandLine(new CheckCommand(console)));
    for (ComputeCommand.Purpose purpose : ComputeCommand.Purpose.values()) {
      all.put(purpose.command(), () -> ComputeCommand.line(purpose, console));
    }
    all.put("convert", () -> new CommandLine(new ConvertCommand(console)));
    all.put("explore", () -> new CommandLine(new ExploreCommand(console)));
    all.put("serve", () -> ServeCommand.line(console));
    all.put("run", () -> new CommandLine(new RunCommand(console)));
    all.put("shell", () -> new CommandLine(new ShellCommand(console)));
    all.put("kernel", () -> KernelCommand.line(console));
    all.put("notebook", () -> NotebookCommand.line(console));
    all.put("cluster", () -> new CommandLine(new ClusterCommand(console)));
    all.put("doctor", () -> new CommandLine(new DoctorCommand(console)));
    all.put("completion", () -> new CommandLine(new CompletionCommand(console)));
    all.put("warmup", () -> new CommandLine(new WarmupCommand()));
    all.put("passes", () -> new CommandLine(new PassesCommand(console)).setStopAtPositional(true));
    all.put("help", () -> new CommandLine(new CommandLine.HelpCommand()));
    return all;
  }

  @Override
  public void run() {
    spec.commandLine().usage(console.out());
  }

  static final class VersionLine implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"amasia " + Version.text()};
    }
  }
}
