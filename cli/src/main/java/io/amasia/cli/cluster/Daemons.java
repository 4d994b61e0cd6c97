package io.amasia.cli.cluster;

import static io.amasia.cli.cluster.Machine.quoted;

import io.amasia.cli.cluster.ClusterState.Daemon;
import io.amasia.plan.EngineJars;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The processes of a cluster: the scripts that start, look after and stop them, the same here and
/// over SSH. Each has a folder of its own in the cluster's, with its settings and what it printed.
///
/// A process outlives the terminal and the command that started it: it leads a session of its own.
final class Daemons {
  private static final String PACKAGE = "org.apache.spark.deploy.";

  private final ClusterState state;
  private final Path folder;
  private final SparkInstall install;

  /// @param folder of the cluster; at the same place on every machine
  Daemons(ClusterState state, Path folder, SparkInstall install) {
    this.state = state;
    this.folder = folder;
    this.install = install;
  }

  Daemon startMaster() {
    String arguments =
        "--host %s --port %d --webui-port %d"
            .formatted(quoted(state.host()), state.port(), state.pagePort());
    return start("master", Machine.THIS, "master.Master", arguments);
  }

  /// Starts the worker of this number, counted from 1, on the machine whose turn it is.
  Daemon startWorker(int number) {
    String id = "worker-" + number;
    String host = state.hosts().get((number - 1) % state.hosts().size());
    var machine = new Machine(host, state.ssh());
    String address = machine.isThis() ? state.host() : machine.address();
    String arguments =
        "--host %s --cores %d --memory %dm --webui-port 0 --work-dir %s %s"
            .formatted(
                quoted(address),
                state.cores(),
                state.memoryBytes() >> 20,
                quoted(folder.resolve(id).resolve("work").toString()),
                state.url());
    return start(id, host, "worker.Worker", arguments);
  }

  private Daemon start(String id, String host, String main, String arguments) {
    Path own = folder.resolve(id);
    String java = install.java().resolve("bin/java").toString();
    String script =
        """
        set -eu
        umask 077
        here=%s; lib=%s; java=%s
        [ -x "$java" ] || { echo "there is no JDK at $java"; exit 1; }
        [ -d "$lib" ] || { echo "Amasia's Spark is not at $lib"; exit 1; }
        mkdir -p "$here/conf" "$here/work" "$here/tmp"
        ln -sfn "$lib" "$here/jars"
        cat > "$here/conf/spark.conf" <<'END'
        %sEND
        cat > "$here/conf/log4j2.properties" <<'END'
        %sEND
        export SPARK_HOME="$here" SPARK_CONF_DIR="$here/conf" SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
        export SPARK_LOCAL_DIRS="$here/tmp" JAVA_HOME=%s
        unset SPARK_DAEMON_JAVA_OPTS SPARK_DIST_CLASSPATH HADOOP_CONF_DIR YARN_CONF_DIR CDPATH
        own=$(command -v setsid || command -v nohup)
        cd "$here"
        "$own" "$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 %s -cp "$here/conf:$lib/*" \\
          %s%s --properties-file "$here/conf/spark.conf" %s > "$here/log" 2>&1 < /dev/null &
        pid=$!
        # a copy of this shell until it has become Java: who looks now would think it is dead
        i=0
        while [ $i -lt 50 ] && kill -0 $pid 2> /dev/null && ! %s; do sleep 0.1; i=$((i + 1)); done
        echo $pid
        """
            .formatted(
                quoted(own.toString()),
                quoted(install.libraries().toString()),
                quoted(java),
                settings(),
                EngineJars.SPARK_LOGGING,
                quoted(install.java().toString()),
                install.flags(),
                PACKAGE,
                main,
                arguments,
                runs("$pid", id));
    String printed = new Machine(host, state.ssh()).run(script);
    return new Daemon(id, host, Long.parseLong(printed.lines().toList().getLast().strip()));
  }

  private String settings() {
    Map<String, String> settings = new LinkedHashMap<>(security(state));
    settings.put("spark.ui.killEnabled", "false");
    settings.put("spark.master.rest.enabled", "false");
    settings.put("spark.worker.timeout", "30");
    settings.put("spark.worker.cleanup.enabled", "true");
    settings.put("spark.worker.cleanup.interval", "600");
    settings.put("spark.worker.cleanup.appDataTtl", "86400");
    return lines(settings);
  }

  /// What all who speak with each other must have the same.
  static Map<String, String> security(ClusterState state) {
    if (!state.authenticated()) {
      return Map.of();
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.authenticate", "true");
    settings.put("spark.authenticate.secret", state.secret());
    settings.put("spark.network.crypto.enabled", "true");
    return settings;
  }

  static String lines(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /// Those of `daemons` that run; a number that another process has got since does not count.
  Set<Daemon> alive(List<Daemon> daemons) {
    return daemons.stream()
        .collect(Collectors.groupingBy(Daemon::host, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .flatMap(machine -> aliveOn(machine.getKey(), machine.getValue()).stream())
        .collect(Collectors.toSet());
  }

  private List<Daemon> aliveOn(String host, List<Daemon> some) {
    String script = some.stream().map(this::aliveLine).collect(Collectors.joining());
    List<String> ids = new Machine(host, state.ssh()).run(script + "true\n").lines().toList();
    return some.stream().filter(daemon -> ids.contains(daemon.id())).toList();
  }

  /// Prints the daemon's id if its process runs.
  private String aliveLine(Daemon daemon) {
    return "if %s; then echo %s; fi\n".formatted(runs(daemon), daemon.id());
  }

  /// Many images of containers have no `ps`, other systems than Linux no `/proc`.
  private String runs(Daemon daemon) {
    return runs(Long.toString(daemon.pid()), daemon.id());
  }

  private String runs(String pid, String id) {
    return "{ tr '\\0' ' ' < /proc/%1$s/cmdline || ps -ww -o args= -p %1$s; } 2>/dev/null | grep -qF %2$s"
        .formatted(pid, quoted(folder.resolve(id) + "/conf"));
  }

  /// Ends `daemons`, politely first, and removes their folders.
  void stop(List<Daemon> daemons) {
    for (Daemon daemon : daemons) {
      String script =
          """
          if %s; then
            kill %d
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
              %s || break
              sleep 0.2
            done
            if %s; then kill -9 %d; fi
          fi
          rm -rf %s
          """
              .formatted(
                  runs(daemon),
                  daemon.pid(),
                  runs(daemon),
                  runs(daemon),
                  daemon.pid(),
                  quoted(folder.resolve(daemon.id()).toString()));
      new Machine(daemon.host(), state.ssh()).run(script);
    }
  }

  /// The end of what a daemon has printed, for an error.
  String lastWords(Daemon daemon) {
    String log = folder.resolve(daemon.id()).resolve("log").toString();
    String last =
        new Machine(daemon.host(), state.ssh()).run("tail -n 8 " + quoted(log) + " || true\n");
    return "%s on %s said (%s):\n%s"
        .formatted(daemon.id(), daemon.host(), log, last.isEmpty() ? "(nothing)" : last);
  }
}
