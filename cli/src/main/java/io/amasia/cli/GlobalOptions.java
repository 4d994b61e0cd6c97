package io.amasia.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options that every command takes.
final class GlobalOptions {
  private final Console console;

  @Option(
      names = "--engine",
      paramLabel = "URL",
      description =
          "where tasks run: local (default), serial, processes[N], spark://HOST:PORT, "
              + "spark-local[N], local-cluster[N,CORES,MB]")
  @Nullable String engine;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "memory of the whole process, such as 2GB (default: half of the machine's)")
  @Nullable String memory;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that compute (default: all cores allowed)")
  @Nullable Integer threads;

  @Option(
      names = "--scratch",
      paramLabel = "DIR",
      description =
          "folder for intermediate values that do not fit in memory (default: the system's)")
  @Nullable String scratch;

  @Option(
      names = "--work-dir",
      paramLabel = "URL",
      description =
          "folder that all processes which run tasks see, for engines of several (default: in --scratch)")
  @Nullable String workDirectory;

  @Option(
      names = "--resume",
      description =
          "take up an attempt at the same work that was broken off: what it wrote (Zarr, netCDF), and "
              + "tasks of engines of several processes")
  boolean resume;

  @Option(
      names = "--progress",
      paramLabel = "auto|plain|none",
      description = "a bar, lines, or nothing (default: auto)")
  @Nullable ProgressKind progress;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "write a page that shows how it ran: tasks, memory and bytes over time, plan")
  @Nullable String report;

  @Option(
      names = "--dashboard",
      paramLabel = "PORT",
      arity = "0..1",
      parameterConsumer = DashboardPort.class,
      description = "show what runs in a browser, at http://localhost:8787/status or another port")
  @Nullable String dashboard;

  @Option(
      names = "--trace",
      paramLabel = "FILE.json",
      description = "write every task as a Chrome trace, for Perfetto or about:tracing")
  @Nullable String trace;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  GlobalOptions(Console console) {
    this.console = console;
  }

  @Option(names = "--verbose", description = "say more about what is done")
  void verbose(boolean on) {
    console.verbose(on);
  }

  @Option(names = "--debug", description = "show stack traces of errors")
  void debug(boolean on) {
    console.debug(on);
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  /// How progress is shown.
  enum ProgressKind {
    AUTO,
    PLAIN,
    NONE
  }

  Optional<String> flag(String setting) {
    return switch (setting) {
      case "engine" -> Optional.ofNullable(engine);
      case "memory" -> Optional.ofNullable(memory);
      case "threads" -> Optional.ofNullable(threads).map(String::valueOf);
      case "scratch" -> Optional.ofNullable(scratch);
      case "work-dir" -> Optional.ofNullable(workDirectory);
      case "dashboard" -> Optional.ofNullable(dashboard);
      case "progress" -> Optional.ofNullable(progress).map(String::valueOf);
      default -> Optional.empty();
    };
  }
}
