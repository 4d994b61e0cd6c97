package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.cli.cluster.Cluster;
import io.amasia.cli.cluster.ClusterOptions;
import io.amasia.cli.cluster.ClusterStatus;
import io.amasia.plan.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `amasia cluster`: a Spark cluster of processes, here or on other machines over SSH.
@Command(
    name = "cluster",
    description = {
      "Starts a Spark cluster on this machine, or on others over SSH, and looks after it.",
      "It stays when the terminal is closed. No Spark distribution is needed."
    },
    footer = {
      "",
      "Examples:",
      "  amasia cluster start --workers 2 --cores 1 --memory 2GB",
      "  amasia compute tas.nc --mean time --engine spark://127.0.0.1:7077 -o mean.nc",
      "  amasia cluster start --host 10.0.0.1 --hosts node1,node2,node3 --cores 16 --memory 60GB",
      "  amasia cluster scale 4                        four workers; those that died are replaced",
      "  amasia cluster adapt 0:4                      a program gets none to four, by its work",
      "  amasia cluster stop"
    })
final class ClusterCommand implements Runnable {
  private static final int WORKERS_HERE = 2;

  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  boolean help;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "which cluster, of several (default: ${DEFAULT-VALUE})",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  String name = "default";

  @Option(
      names = "--debug",
      description = "show stack traces of errors",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  void debug(boolean on) {
    console.debug(on);
  }

  ClusterCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    spec.commandLine().usage(console.out());
  }

  private Cluster cluster() {
    return new Cluster(name, console::say);
  }

  @Command(name = "start", description = "Starts a master and workers, and prints their URL.")
  void start(
      @Option(
              names = "--workers",
              paramLabel = "N",
              description = "how many (default: 2 here, or one on each of --hosts)")
          @Nullable Integer workers,
      @Option(
              names = "--cores",
              paramLabel = "N",
              description = "of each worker (default: this machine's, shared among its workers)")
          @Nullable Integer cores,
      @Option(
              names = "--memory",
              paramLabel = "SIZE",
              description = "of each worker's tasks (default: half of this machine's, shared)")
          @Nullable String memory,
      @Option(
              names = "--host",
              paramLabel = "ADDRESS",
              defaultValue = "127.0.0.1",
              description =
                  "where the master listens (default: ${DEFAULT-VALUE}, this machine only)")
          String host,
      @Option(
              names = "--port",
              paramLabel = "PORT",
              defaultValue = "7077",
              description = "of the master; the next free one if it is taken (default: 7077)")
          int port,
      @Option(
              names = "--hosts",
              paramLabel = "HOST,..|@FILE",
              description = "machines for the workers, reached by SSH; localhost is this one")
          @Nullable String hosts,
      @Option(
              names = "--ssh",
              paramLabel = "COMMAND",
              defaultValue = "ssh -o BatchMode=yes",
              description = "how they are reached (default: ${DEFAULT-VALUE})")
          String ssh,
      @Option(names = "--no-auth", description = "no secret; on this machine's loopback only")
          boolean open) {
    List<String> machines = hosts == null ? List.of() : machines(hosts);
    int count = workers != null ? workers : machines.isEmpty() ? WORKERS_HERE : machines.size();
    int shared = machines.isEmpty() ? Math.max(1, count) : 1;
    Session here = Session.current();
    var options =
        new ClusterOptions(
            name,
            count,
            cores != null ? cores : Math.max(1, here.threads() / shared),
            memory != null ? ByteSize.of("--memory", memory) : here.memoryBytes() / shared,
            host,
            port,
            machines,
            ssh,
            !open);
    String url = cluster().start(options);
    console.say("started; use it by --engine %s, end it by: amasia cluster stop".formatted(url));
    console.print(url);
  }

  private static List<String> machines(String given) {
    try {
      List<String> names =
          given.startsWith("@")
              ? Files.readAllLines(Path.of(given.substring(1)))
              : List.of(given.split(",", -1));
      List<String> hosts =
          names.stream()
              .map(String::strip)
              .filter(n -> !n.isEmpty() && !n.startsWith("#"))
              .toList();
      if (hosts.isEmpty()) {
        throw new AmasiaException.Usage("--hosts names no machine: " + given);
      }
      return hosts;
    } catch (IOException e) {
      throw new AmasiaException.Usage("--hosts: can't read " + given.substring(1));
    }
  }

  @Command(
      name = "status",
      description = "Shows which processes run and what they do; exit 1 if one is gone.")
  int status(@Option(names = "--json", description = "as JSON") boolean json) {
    ClusterStatus status = cluster().status();
    if (json) {
      console.print(Json.line(status.facts()));
    } else {
      status.lines().forEach(console::print);
    }
    return status.isHealthy() ? 0 : 1;
  }

  @Command(
      name = "scale",
      description = "Starts or stops workers until N run; those that died are replaced.")
  void scale(@Parameters(paramLabel = "N", description = "how many workers") int count) {
    cluster().scale(count);
    console.say(count + (count == 1 ? " worker runs" : " workers run"));
  }

  @Command(
      name = "adapt",
      description =
          "Lets each program that connects have between MIN and MAX workers, by the work it has.")
  void adapt(@Parameters(paramLabel = "MIN:MAX", description = "such as 0:4") String bounds) {
    String[] parts = bounds.split(":", -1);
    try {
      cluster().adapt(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new AmasiaException.Usage("adapt takes MIN:MAX, such as 0:4, not '" + bounds + "'");
    }
    console.say(
        "programs that connect from now on get " + bounds.replace(":", " to ") + " workers");
  }

  @Command(name = "stop", description = "Ends all processes of the cluster.")
  void stop() {
    cluster().stop();
    console.say("stopped");
  }
}
