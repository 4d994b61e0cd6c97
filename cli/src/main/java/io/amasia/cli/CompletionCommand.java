package io.amasia.cli;

import io.amasia.array.AmasiaException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `amasia completion`: a script that lets a shell complete commands and options.
@Command(
    name = "completion",
    description = "Prints a script that completes commands and options in bash or zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(amasia completion bash)              for this shell; in ~/.bashrc for every one",
      "  source <(amasia completion zsh)               the same in zsh and ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  private static final Pattern ALL_VALUES = Pattern.compile("[a-z][a-z0-9-]*(\\|[a-z][a-z0-9-]*)+");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Parameters(paramLabel = "bash|zsh", description = "the shell")
  String shell = "bash";

  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine line = AmasiaCommand.line(console, "");
    offerValues(line);
    String script = AutoComplete.bash("amasia", line);
    switch (shell) {
      case "bash" -> console.print(script);
      // The script is bash's; zsh reads it once its own emulation is on.
      case "zsh" ->
          console.print(
              "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                  + script);
      default ->
          throw new AmasiaException.Usage(
              "no completion for '%s'; there are bash and zsh".formatted(shell));
    }
    return 0;
  }

  /// Has the values completed of every option whose label says them all; those in groups are made
  /// so.
  private static void offerValues(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      List<String> values = values(option.paramLabel());
      if (!values.isEmpty() && option.group() == null && option.completionCandidates() == null) {
        spec.remove(option);
        spec.addOption(option.toBuilder().completionCandidates(values).build());
      }
    }
    line.getSubcommands().values().forEach(CompletionCommand::offerValues);
  }

  /// The words that a label such as `drop|keep` says are all there are; none if it says otherwise.
  static List<String> values(String label) {
    return ALL_VALUES.matcher(label).matches() ? List.of(label.split("\\|", -1)) : List.of();
  }
}
