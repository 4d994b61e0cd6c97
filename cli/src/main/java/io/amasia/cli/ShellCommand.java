package io.amasia.cli;

import io.amasia.cli.shell.Shell;
import io.amasia.notebook.History;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `amasia shell`: the API interactively, or from a pipe.
@Command(
    name = "shell",
    description = {
      "The API interactively: Java line by line, with completion and history.",
      "Lines from a pipe are run until one fails."
    },
    footer = {
      "",
      "Example:",
      "  echo 'open(\"tas.nc\").get(\"tas\").mean(\"time\")' | amasia shell"
    })
final class ShellCommand implements Callable<Integer> {
  private final Console console;

  @Mixin final GlobalOptions options;

  ShellCommand(Console console) {
    this.console = console;
    options = new GlobalOptions(console);
  }

  @Override
  public Integer call() throws Exception {
    return Work.in(
        console,
        options,
        _ -> {
          var shell = new Shell(console.out(), console.err());
          return atTerminal()
              ? shell.interactive(History.ofUser())
              : shell.piped(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        });
  }

  @SuppressWarnings("SystemConsoleNull") // NullAway knows it as nullable
  private static boolean atTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }
}
