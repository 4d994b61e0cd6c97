package io.amasia.cli.cluster;

import io.amasia.array.AmasiaException;
import io.amasia.cli.cluster.ClusterState.Adapt;
import io.amasia.cli.cluster.ClusterState.Daemon;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The cluster of a name: started, looked at, grown, shrunk and stopped.
///
/// What is known of it is written down after every process that starts or ends, so that whatever
/// kills this command, the next one finds them all.
public final class Cluster {
  private static final long START_SECONDS = 90;
  private static final long LOOK_MILLIS = 250;

  private final String name;
  private final ClusterFolder folder;
  private final Consumer<String> say;

  /// @param say is told what is done
  public Cluster(String name, Consumer<String> say) {
    this.name = name;
    folder = new ClusterFolder(name);
    this.say = say;
  }

  /// Starts it and gives the URL for `--engine`.
  ///
  /// @throws AmasiaException.Conflict if it runs already
  /// @throws AmasiaException.Unsupported if Spark is not installed or a process does not come up
  public String start(ClusterOptions options) {
    SparkInstall install = SparkInstall.find();
    try (var _ = folder.take()) {
      folder.read().ifPresent(old -> clearRemains(old, install));
      ClusterState state = options.state(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      if (state.port() != options.port()) {
        say.accept(
            "port %d is taken; the cluster is on %d".formatted(options.port(), state.port()));
      }
      folder.write(state);
      try {
        state = state.withMaster(new Daemons(state, folder.path(), install).startMaster());
        folder.write(state);
        awaitWorkers(state, install, 0);
        state = grow(state, install, options.workers());
        folder.publish(state);
        return state.url();
      } catch (RuntimeException e) {
        ClusterState left = folder.read().orElse(state);
        new Daemons(left, folder.path(), install).stop(left.daemons().reversed());
        folder.delete();
        throw e;
      }
    }
  }

  /// Forgets a cluster whose processes are gone, as after a restart of the machine.
  private void clearRemains(ClusterState old, SparkInstall install) {
    var daemons = new Daemons(old, folder.path(), install);
    Daemon master = old.master();
    if (master != null && daemons.alive(List.of(master)).contains(master)) {
      throw new AmasiaException.Conflict(
          "the cluster '%s' runs already, at %s; see: amasia cluster status"
              .formatted(name, old.url()));
    }
    say.accept("what was left of an earlier cluster '" + name + "' is cleared away");
    daemons.stop(old.workers());
  }

  /// Starts workers until `count` run, and waits until the master hears from all.
  private ClusterState grow(ClusterState from, SparkInstall install, int count) {
    ClusterState state = from;
    List<Daemon> workers = new ArrayList<>(from.workers());
    for (int number = 1; workers.size() < count; number++) {
      String id = "worker-" + number;
      if (workers.stream().noneMatch(worker -> worker.id().equals(id))) {
        workers.add(new Daemons(state, folder.path(), install).startWorker(number));
        state = state.withWorkers(workers);
        folder.write(state);
      }
    }
    awaitWorkers(state, install, count);
    return state;
  }

  private void awaitWorkers(ClusterState state, SparkInstall install, int count) {
    long end = System.nanoTime() + START_SECONDS * 1_000_000_000L;
    var daemons = new Daemons(state, folder.path(), install);
    Optional<MasterPage> page = MasterPage.of(state.pagePort());
    while (page.isEmpty() || page.get().aliveWorkers() < count) {
      Set<Daemon> alive = daemons.alive(state.daemons());
      for (Daemon daemon : state.daemons()) {
        if (!alive.contains(daemon)) {
          throw new AmasiaException.Unsupported(
              "the cluster did not start: " + daemons.lastWords(daemon));
        }
      }
      if (System.nanoTime() > end) {
        throw new AmasiaException.Unsupported(
            "the cluster did not start within %d s: the master hears from %s of %d workers; %s"
                .formatted(
                    START_SECONDS,
                    page.map(p -> Integer.toString(p.aliveWorkers())).orElse("none"),
                    count,
                    daemons.lastWords(state.daemons().getLast())));
      }
      pause();
      page = MasterPage.of(state.pagePort());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    }
  }

  /// How it is.
  ///
  /// @throws AmasiaException.Usage if there is none
  public ClusterStatus status() {
    ClusterState state = known();
    var daemons = new Daemons(state, folder.path(), SparkInstall.find());
    return new ClusterStatus(
        state, folder.path(), daemons.alive(state.daemons()), MasterPage.of(state.pagePort()));
  }

  private ClusterState known() {
    return folder
        .read()
        .orElseThrow(() ->
            new AmasiaException.Usage(
                "there is no cluster '%s'; start it by: amasia cluster start".formatted(name)));
  }

  /// Starts or stops workers until `count` run; those that died are replaced.
  ///
  /// @throws AmasiaException.Usage if there is no such cluster
  /// @throws AmasiaException.Unsupported if its master is gone
  public void scale(int count) {
    if (count < 0) {
      throw new AmasiaException.Usage("a cluster has at least 0 workers, not " + count);
    }
    try (var _ = takeKnown()) {
      SparkInstall install = SparkInstall.find();
      ClusterState state = scaled(known(), install, count);
      folder.publish(state);
    }
  }

  /// Nothing is made for a name that no cluster has.
  private ClusterFolder.Turn takeKnown() {
    known();
    return folder.take();
  }

  private ClusterState scaled(ClusterState from, SparkInstall install, int count) {
    var daemons = new Daemons(from, folder.path(), install);
    Set<Daemon> alive = daemons.alive(from.daemons());
    Daemon master = from.master();
    if (master == null || !alive.contains(master)) {
      throw new AmasiaException.Unsupported(
          "the master of the cluster '%s' is gone; begin anew: amasia cluster stop, then start"
              .formatted(name));
    }
    List<Daemon> dead = from.workers().stream().filter(w -> !alive.contains(w)).toList();
    List<Daemon> running = from.workers().stream().filter(alive::contains).toList();
    List<Daemon> kept = running.subList(0, Math.min(count, running.size()));
    List<Daemon> more = running.subList(kept.size(), running.size());
    dead.forEach(worker -> say.accept(worker.id() + " had died"));
    daemons.stop(dead);
    daemons.stop(more);
    more.forEach(worker -> say.accept("stopped " + worker.id()));
    ClusterState state = from.withWorkers(kept);
    folder.write(state);
    return grow(state, install, count);
  }

  /// Gives each program that connects from now on between `least` and `most` executors, by the work
  /// it has, and sees to it that there are workers for the most.
  ///
  /// @throws AmasiaException.Usage if there is no such cluster, or the bounds are wrong
  public void adapt(int least, int most) {
    if (least < 0 || most < Math.max(1, least)) {
      throw new AmasiaException.Usage(
          "adapt takes LEAST:MOST with 0 <= LEAST <= MOST and MOST >= 1, not %d:%d"
              .formatted(least, most));
    }
    try (var _ = takeKnown()) {
      SparkInstall install = SparkInstall.find();
      ClusterState state = known().withAdapt(new Adapt(least, most));
      state = scaled(state, install, Math.max(most, state.workers().size()));
      folder.publish(state);
    }
  }

  /// Ends all its processes and forgets it.
  ///
  /// @throws AmasiaException.Usage if there is none
  public void stop() {
    try (var _ = takeKnown()) {
      ClusterState state = known();
      new Daemons(state, folder.path(), SparkInstall.find()).stop(state.daemons().reversed());
      folder.delete();
    }
  }
}
