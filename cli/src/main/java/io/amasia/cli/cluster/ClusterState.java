package io.amasia.cli.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a cluster: who runs where, and what each was given. Kept as JSON in the
/// cluster's folder.
///
/// @param host the address of the master
/// @param pagePort where the master answers how it is, on this machine only
/// @param hosts the machines for workers, each in turn
/// @param ssh the command that reaches the others
/// @param cores of each worker
/// @param memoryBytes of each worker: the whole process that runs its tasks
/// @param authenticated whether all who connect must know the secret
/// @param secret which is empty without authentication
/// @param adapt the executors that programs are given, or null for one on each worker
/// @param started when, as people write it
record ClusterState(
    String name,
    String host,
    int port,
    int pagePort,
    List<String> hosts,
    String ssh,
    int cores,
    long memoryBytes,
    boolean authenticated,
    String secret,
    @Nullable Adapt adapt,
    String started,
    @Nullable Daemon master,
    List<Daemon> workers) {

  /// The least and the most executors, by the work there is.
  record Adapt(int least, int most) {}

  /// A process of the cluster.
  ///
  /// @param id such as `worker-2`, which names its folder too
  /// @param host the machine it runs on
  /// @param pid its number there
  record Daemon(String id, String host, long pid) {}

  /// What programs give as `--engine`.
  @JsonIgnore
  String url() {
    return "spark://" + host + ":" + port;
  }

  ClusterState withMaster(Daemon started) {
    return with(adapt, started, workers);
  }

  ClusterState withWorkers(List<Daemon> some) {
    return with(adapt, master, List.copyOf(some));
  }

  ClusterState withAdapt(@Nullable Adapt bounds) {
    return with(bounds, master, workers);
  }

  private ClusterState with(@Nullable Adapt bounds, @Nullable Daemon first, List<Daemon> others) {
    return new ClusterState(
        name,
        host,
        port,
        pagePort,
        hosts,
        ssh,
        cores,
        memoryBytes,
        authenticated,
        secret,
        bounds,
        started,
        first,
        others);
  }

  /// All processes, the master first.
  List<Daemon> daemons() {
    List<Daemon> all = new ArrayList<>();
    if (master != null) {
      all.add(master);
    }
    all.addAll(workers);
    return all;
  }
}
