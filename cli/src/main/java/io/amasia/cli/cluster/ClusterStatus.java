package io.amasia.cli.cluster;

import io.amasia.cli.cluster.ClusterState.Adapt;
import io.amasia.cli.cluster.ClusterState.Daemon;
import io.amasia.plan.Sizes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a cluster is at a moment.
public final class ClusterStatus {
  private final ClusterState state;
  private final Path folder;
  private final Set<Daemon> alive;
  private final Optional<MasterPage> page;

  ClusterStatus(ClusterState state, Path folder, Set<Daemon> alive, Optional<MasterPage> page) {
    this.state = state;
    this.folder = folder;
    this.alive = alive;
    this.page = page;
  }

  /// Whether all that was started runs and the master hears from every worker.
  public boolean isHealthy() {
    return alive.containsAll(state.daemons())
        && state.master() != null
        && page.isPresent()
        && page.get().aliveWorkers() >= state.workers().size();
  }

  /// As people read it, line by line.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "cluster '%s' at %s, started %s, %s"
            .formatted(
                state.name(),
                state.url(),
                state.started(),
                state.authenticated() ? "guarded by a secret, encrypted" : "open to this machine"));
    Adapt adapt = state.adapt();
    lines.add(
        "each worker: %d core%s, %s; a program gets %s"
            .formatted(
                state.cores(),
                state.cores() == 1 ? "" : "s",
                Sizes.text(state.memoryBytes()),
                adapt == null
                    ? "all that are free"
                    : "%d to %d, by its work".formatted(adapt.least(), adapt.most())));
    for (Daemon daemon : state.daemons()) {
      lines.add(
          "  %-10s on %s, process %d: %s"
              .formatted(
                  daemon.id(),
                  daemon.host(),
                  daemon.pid(),
                  alive.contains(daemon)
                      ? "runs"
                      : "gone; it said: " + folder.resolve(daemon.id()).resolve("log")));
    }
    lines.addAll(heard());
    return lines;
  }

  private List<String> heard() {
    if (page.isEmpty()) {
      return List.of("the master does not answer; begin anew: amasia cluster stop, then start");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "the master hears from %d of %d workers; %d of %d cores are in use"
            .formatted(
                page.get().aliveWorkers(),
                state.workers().size(),
                page.get().coresUsed(),
                page.get().cores()));
    page.get()
        .programs()
        .forEach(p ->
            lines.add(
                "  program '%s': %s, %d cores"
                    .formatted(p.name(), p.state().toLowerCase(java.util.Locale.ROOT), p.cores())));
    if (!isHealthy()) {
      lines.add("to replace what is gone: amasia cluster scale " + state.workers().size());
    }
    return lines;
  }

  /// As programs read it. The secret is not in it.
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", state.name());
    facts.put("url", state.url());
    facts.put("page", "http://127.0.0.1:" + state.pagePort());
    facts.put("started", state.started());
    facts.put("healthy", isHealthy());
    facts.put("authenticated", state.authenticated());
    facts.put("cores", (long) state.cores());
    facts.put("memory", state.memoryBytes());
    List<Map<String, Object>> daemons = new ArrayList<>();
    for (Daemon daemon : state.daemons()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", daemon.id());
      one.put("host", daemon.host());
      one.put("pid", daemon.pid());
      one.put("alive", alive.contains(daemon));
      daemons.add(one);
    }
    facts.put("processes", daemons);
    facts.put("aliveWorkers", page.map(p -> (long) p.aliveWorkers()).orElse(0L));
    return facts;
  }
}
