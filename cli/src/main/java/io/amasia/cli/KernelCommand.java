package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.notebook.CellProgress;
import io.amasia.notebook.History;
import io.amasia.notebook.kernel.ConnectionFile;
import io.amasia.notebook.kernel.Kernel;
import io.amasia.notebook.kernel.KernelSpecs;
import io.amasia.notebook.kernel.Parents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `amasia kernel`: Java with Amasia in Jupyter's notebooks.
@Command(
    name = "kernel",
    synopsisSubcommandLabel = "install|uninstall|list|run",
    description = {
      "Java with Amasia in Jupyter: JupyterLab, Notebook, VS Code, nbconvert. Needs no Python itself."
    },
    footer = {
      "",
      "Examples:",
      "  amasia kernel install                         for the notebooks of this user",
      "  amasia kernel install --prefix .venv          for those of a Python environment",
      "  amasia kernel install --name amasia-spark --engine spark://host:7077",
      "                                                another one, which computes on a cluster"
    })
final class KernelCommand implements Runnable {
  private static final String NAME = "amasia";

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandLine.Model.CommandSpec spec;

  private final Console console;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  private KernelCommand(Console console) {
    this.console = console;
  }

  /// The command with its subcommands.
  static CommandLine line(Console console) {
    return new CommandLine(new KernelCommand(console))
        .addSubcommand("install", new Install(console))
        .addSubcommand("uninstall", new Uninstall(console))
        .addSubcommand("list", new Listing(console))
        .addSubcommand("run", new Run(console));
  }

  @Override
  public void run() {
    spec.commandLine().usage(console.out());
  }

  /// Which of Jupyter's folders is meant.
  static final class Where {
    @Option(names = "--user", description = "for the user who installs it (default)")
    boolean user;

    @Option(
        names = "--prefix",
        paramLabel = "DIR",
        description = "for an installation of Jupyter, such as /usr/local or a Python environment")
    @Nullable Path prefix;

    static Path kernels(@Nullable Where where) {
      return where == null || where.prefix == null
          ? KernelSpecs.ofUser(System.getenv())
          : KernelSpecs.ofPrefix(where.prefix.toAbsolutePath());
    }
  }

  /// `amasia kernel install`.
  @Command(
      name = "install",
      description = {
        "Makes the kernel known to Jupyter. Of the options below, those of the engine, memory,",
        "threads, scratch and work folder hold for its notebooks."
      })
  static final class Install implements Callable<Integer> {
    private static final List<String> KEPT =
        List.of("engine", "memory", "threads", "scratch", "work-dir", "dashboard");

    private final Console console;

    @Mixin final GlobalOptions options;
    @ArgGroup @Nullable Where where;

    @Option(names = "--name", paramLabel = "NAME", description = "its name (default: amasia)")
    String name = NAME;

    @Option(
        names = "--display-name",
        paramLabel = "TEXT",
        description = "what notebooks call it (default: Java (Amasia))")
    @Nullable String shown;

    Install(Console console) {
      this.console = console;
      options = new GlobalOptions(console);
    }

    @Override
    public Integer call() {
      Settings.of(options); // says now what is wrong with them
      List<String> command = new ArrayList<>(KernelLaunch.amasia());
      command.addAll(List.of("kernel", "run"));
      for (String setting : KEPT) {
        options.flag(setting).ifPresent(value -> command.add("--" + setting + "=" + value));
      }
      command.add("{connection_file}");
      String title = name.equals(NAME) ? "Java (Amasia)" : "Java (Amasia, " + name + ")";
      Path folder =
          KernelSpecs.install(Where.kernels(where), name, shown == null ? title : shown, command);
      console.print("installed " + folder);
      return 0;
    }
  }

  /// `amasia kernel uninstall`.
  @Command(name = "uninstall", description = "Removes a kernel that install made.")
  static final class Uninstall implements Callable<Integer> {
    private final Console console;

    @Mixin final GlobalOptions options;
    @ArgGroup @Nullable Where where;

    @Option(names = "--name", paramLabel = "NAME", description = "its name (default: amasia)")
    String name = NAME;

    Uninstall(Console console) {
      this.console = console;
      options = new GlobalOptions(console);
    }

    @Override
    public Integer call() {
      console.print("removed " + KernelSpecs.uninstall(Where.kernels(where), name));
      return 0;
    }
  }

  /// `amasia kernel list`.
  @Command(name = "list", description = "Shows which kernels of Amasia Jupyter finds.")
  static final class Listing implements Callable<Integer> {
    private final Console console;

    @Mixin final GlobalOptions options;
    @ArgGroup @Nullable Where where;

    Listing(Console console) {
      this.console = console;
      options = new GlobalOptions(console);
    }

    @Override
    public Integer call() {
      List<Path> folders =
          where == null ? KernelSpecs.searched(System.getenv()) : List.of(Where.kernels(where));
      List<KernelSpecs.Installed> found = KernelSpecs.list(folders);
      var table = new Table("name", "folder", "starts");
      for (KernelSpecs.Installed kernel : found) {
        table.row(kernel.name(), kernel.folder().toString(), String.join(" ", kernel.command()));
      }
      console.print(
          found.isEmpty() ? "no kernels; amasia kernel install makes one" : table.toString());
      return 0;
    }
  }

  /// `amasia kernel run`, which Jupyter calls.
  @Command(
      name = "run",
      description = {
        "Runs a kernel, as Jupyter does, until a notebook ends it or the process that started it ends."
      })
  static final class Run implements Callable<Integer> {
    private final Console console;

    @Mixin final GlobalOptions options;

    @Parameters(
        paramLabel = "CONNECTION_FILE",
        description = "the JSON file that says where it listens, and the key of its messages")
    Path file = Path.of("");

    Run(Console console) {
      this.console = console;
      options = new GlobalOptions(console);
    }

    @Override
    public Integer call() throws Exception {
      ConnectionFile connection = ConnectionFile.read(file);
      if (!connection.isLoopback()) {
        console.warning(
            "the kernel listens at %s: others in this network reach it%s"
                .formatted(connection.ip(), connection.key().isEmpty() ? ", and need no key" : ""));
      }
      options.progress = GlobalOptions.ProgressKind.NONE; // cells show it
      return Work.in(console, options, new CellProgress(), _ -> run(connection));
    }

    private int run(ConnectionFile connection) throws InterruptedException {
      try (var kernel = new Kernel(connection, Version.text(), History.ofUser(), console::say)) {
        Parents.watch(System.getenv("JPY_PARENT_PID"), kernel::end);
        kernel.await();
      } catch (AmasiaException.Usage e) {
        console.error(String.valueOf(e.getMessage()));
        return 1;
      }
      return 0;
    }
  }
}
