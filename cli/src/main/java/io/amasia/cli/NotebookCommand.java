package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.notebook.Output;
import io.amasia.notebook.ipynb.Notebook;
import io.amasia.notebook.ipynb.NotebookPage;
import io.amasia.notebook.ipynb.NotebookRun;
import io.amasia.notebook.ipynb.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `amasia notebook`: notebook files without Jupyter.
@Command(
    name = "notebook",
    synopsisSubcommandLabel = "run|convert",
    description = {
      "Runs Jupyter notebooks of Java cells, and makes pages of them, without Jupyter."
    },
    footer = {
      "",
      "Examples:",
      "  amasia notebook run main-job.ipynb            prints what its cells give",
      "  amasia notebook run main-job.ipynb -p region=Peru -p first=1971 -o peru.html",
      "                                                with other parameters, as a page",
      "  amasia notebook convert peru.ipynb peru.html  a page of what was run before"
    })
final class NotebookCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandLine.Model.CommandSpec spec;

  private final Console console;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  private NotebookCommand(Console console) {
    this.console = console;
  }

  /// The command with its subcommands.
  static CommandLine line(Console console) {
    return new CommandLine(new NotebookCommand(console))
        .addSubcommand("run", new Run(console))
        .addSubcommand("convert", new Convert(console));
  }

  @Override
  public void run() {
    spec.commandLine().usage(console.out());
  }

  /// Where a notebook goes.
  private record Target(Path file, boolean page) {
    /// @throws AmasiaException.Usage if a notebook can't go there
    static Target of(Path file, boolean overwrite) {
      String name = file.toString();
      if (!name.endsWith(".ipynb") && !name.endsWith(".html")) {
        throw new AmasiaException.Usage(
            "a notebook goes to a file whose name ends in .ipynb or .html, not to " + file);
      }
      if (Files.exists(file) && !overwrite) {
        throw new AmasiaException.Usage(file + " is there already; -O overwrites it");
      }
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isWritable(folder)) { // said now, not after hours
        throw new AmasiaException.Usage(
            "%s can't be written: there is no folder %s that you may write to"
                .formatted(file, folder));
      }
      return new Target(file, name.endsWith(".html"));
    }

    void write(Notebook notebook, Path from, Console console) {
      if (page) {
        NotebookPage.write(notebook, String.valueOf(from.getFileName()), file);
      } else {
        notebook.write(file);
      }
      console.say("wrote " + file);
    }
  }

  /// `amasia notebook run`.
  @Command(
      name = "run",
      description = {
        "Runs the cells of a notebook, one after the other, and writes it with what they give.",
        "Without -o what they give is printed as text. Paths in cells are seen from this folder."
      },
      footer = {
        "",
        "Parameters are papermill's: a cell with the tag 'parameters' declares them with the values",
        "they have when nothing is said. The first error ends the run with exit code 1, after what",
        "was run is written; cells with the tag 'raises-exception' may fail.",
        "",
        "Examples:",
        "  amasia notebook run main-job.ipynb -p region=Peru -p first=1971 -o peru.ipynb",
        "  amasia notebook run main-job.ipynb --timeout 600 --engine processes[4] -o job.html"
      })
  static final class Run implements Callable<Integer> {
    private final Console console;

    @Mixin final GlobalOptions options;

    @Parameters(paramLabel = "FILE.ipynb", description = "the notebook")
    Path file = Path.of("");

    @Option(
        names = {"-p", "--parameter"},
        paramLabel = "NAME=VALUE",
        description = {
          "the value of a variable that a cell with the tag 'parameters' declares, as Java writes it",
          "(1990, 1e-3, true, \"text\"); all else is text"
        })
    List<String> parameters = List.of();

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        description = "where it goes with its outputs: a notebook (.ipynb) or a page (.html)")
    @Nullable Path output;

    @Option(names = "-O", description = "overwrite what is there")
    boolean overwrite;

    @Option(names = "--allow-errors", description = "run the cells after one that fails")
    boolean allowErrors;

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        description = "how long one cell may run (default: as long as it takes)")
    @Nullable Double timeout;

    Run(Console console) {
      this.console = console;
      options = new GlobalOptions(console);
    }

    @Override
    public Integer call() throws Exception {
      if (timeout != null && !(timeout > 0 && timeout < 1e9)) {
        throw new AmasiaException.Usage("--timeout is a number of seconds above 0, not " + timeout);
      }
      Target target = output == null ? null : Target.of(output, overwrite);
      List<Parameter> given = parameters.stream().map(Parameter::of).toList();
      Notebook notebook = Notebook.read(file);
      var run =
          new NotebookRun(
              given,
              allowErrors,
              Optional.ofNullable(timeout).map(s -> Duration.ofMillis(Math.round(1e3 * s))),
              new Told(console, options.progress, target == null));
      Optional<NotebookRun.Failed> failed =
          Work.in(
              console,
              options,
              _ -> {
                Optional<NotebookRun.Failed> error = run.run(notebook);
                if (target != null) {
                  target.write(notebook, file, console);
                }
                return error;
              });
      failed.ifPresent(
          f -> console.error("%s failed: %s".formatted(f.cell(), f.error().message())));
      return failed.isPresent() ? 1 : 0;
    }
  }

  /// What people at the terminal hear: which cell runs, what is wrong with it, and where nothing is
  /// written what it gives.
  private record Told(
      Console console, GlobalOptions.@Nullable ProgressKind progress, boolean outputs)
      implements NotebookRun.Watching {
    private static final int MOST_SHOWN = 70;

    @Override
    public void begins(int number, int of, String source) {
      if (progress != GlobalOptions.ProgressKind.NONE) {
        console.say("cell %d of %d: %s".formatted(number, of, beginning(source)));
      }
    }

    /// What people know a cell by: its first line.
    private static String beginning(String source) {
      String line = source.strip().lines().findFirst().orElse("");
      return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN - 1) + "…";
    }

    @Override
    public void warns(String text) {
      console.warning(text);
    }

    @Override
    public void gave(Output output) {
      if (output instanceof Output.Failure failure) {
        console.say(String.join("\n", failure.traceback()));
      } else if (outputs) {
        print(output);
      }
    }

    private void print(Output output) {
      switch (output) {
        case Output.Stream printed ->
            (printed.channel() == Output.Channel.OUT ? console.out() : console.err())
                .print(printed.text());
        case Output.DisplayData shown -> console.print(shown.data().plain());
        case Output.UpdateDisplay shown -> console.print(shown.data().plain());
        case Output.ExecuteResult result -> console.print(result.data().plain());
        case Output.Failure _ -> {}
      }
      console.out().flush();
    }
  }

  /// `amasia notebook convert`.
  @Command(
      name = "convert",
      description = {"Writes a notebook as a page, or in today's notebook format; runs nothing."},
      footer = {"", "Example:", "  amasia notebook convert peru.ipynb peru.html"})
  static final class Convert implements Callable<Integer> {
    private final Console console;

    @Mixin final GlobalOptions options;

    @Parameters(index = "0", paramLabel = "FILE.ipynb", description = "the notebook")
    Path file = Path.of("");

    @Parameters(
        index = "1",
        paramLabel = "TARGET",
        description = "a page (.html) or a notebook (.ipynb)")
    Path output = Path.of("");

    @Option(names = "-O", description = "overwrite what is there")
    boolean overwrite;

    Convert(Console console) {
      this.console = console;
      options = new GlobalOptions(console);
    }

    @Override
    public Integer call() {
      Target target = Target.of(output, overwrite);
      target.write(Notebook.read(file), file, console);
      return 0;
    }
  }
}
