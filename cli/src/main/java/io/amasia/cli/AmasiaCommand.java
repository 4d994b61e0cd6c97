package io.amasia.cli;

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

  /// The command with all its subcommands.
  static CommandLine line(Console console) {
    var line = new CommandLine(new AmasiaCommand(console));
    line.addSubcommand(new DemoCommand(console));
    line.addSubcommand(new InfoCommand(console));
    line.addSubcommand(new StatsCommand(console));
    line.addSubcommand(new CheckCommand(console));
    for (ComputeCommand.Purpose purpose : ComputeCommand.Purpose.values()) {
      CommandLine command = ComputeCommand.line(purpose, console);
      line.addSubcommand(command.getCommandName(), command);
    }
    line.addSubcommand(new ConvertCommand(console));
    line.addSubcommand(new RunCommand(console));
    line.addSubcommand(new DoctorCommand(console));
    line.addSubcommand(new WarmupCommand());
    var passes = new CommandLine(new PassesCommand(console));
    passes.setStopAtPositional(true);
    line.addSubcommand("passes", passes);
    line.addSubcommand(new CommandLine.HelpCommand());
    return line;
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
