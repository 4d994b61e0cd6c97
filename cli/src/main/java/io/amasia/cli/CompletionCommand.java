package io.amasia.cli;

import io.amasia.array.AmasiaException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
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
    String script = AutoComplete.bash("amasia", AmasiaCommand.line(console, ""));
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
}
