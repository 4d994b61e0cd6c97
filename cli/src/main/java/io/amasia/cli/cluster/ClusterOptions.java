package io.amasia.cli.cluster;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/// What a new cluster should be.
///
/// @param workers how many
/// @param host the master's address
/// @param port the master's port; the next free one is taken if it is busy
/// @param hosts machines for the workers, `localhost` for this one
/// @param authenticated whether a secret guards it
public record ClusterOptions(
    String name,
    int workers,
    int cores,
    long memoryBytes,
    String host,
    int port,
    List<String> hosts,
    String ssh,
    boolean authenticated) {
  private static final long LEAST_MEMORY = 512L << 20;
  private static final int PORTS_TRIED = 50;
  private static final int MOST_PORT = 65_535;
  private static final int PAGE_PORT = 8090;
  private static final int SECRET_BYTES = 32;

  /// @throws AmasiaException.Usage if they don't fit together, or would let strangers in
  public ClusterOptions {
    hosts = hosts.isEmpty() ? List.of(Machine.THIS) : List.copyOf(hosts);
    require(workers >= 0, "--workers is at least 0, not " + workers);
    require(cores >= 1, "--cores is at least 1, not " + cores);
    require(
        memoryBytes >= LEAST_MEMORY,
        "--memory of a worker is at least 512 MiB, not " + (memoryBytes >> 20) + " MiB");
    require(port >= 1 && port <= MOST_PORT, "--port is from 1 to " + MOST_PORT + ", not " + port);
    InetAddress address = resolved(host);
    require(
        !address.isAnyLocalAddress(),
        "--host is the address that workers and programs connect to; " + host + " is none");
    require(
        authenticated || address.isLoopbackAddress(),
        "a cluster that listens on "
            + host
            + " runs any code that anybody on the network sends to it; it needs its secret:"
            + " leave out --no-auth");
    for (String worker : hosts) {
      String at = new Machine(worker, ssh).address();
      require(
          !address.isLoopbackAddress() || resolved(at).isLoopbackAddress(),
          "workers on %s can't reach a master on %s; give this machine's address by --host"
              .formatted(at, host));
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AmasiaException.Usage(otherwise);
    }
  }

  private static InetAddress resolved(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new AmasiaException.Usage("no such host: " + host);
    }
  }

  /// A cluster that has no process yet.
  ClusterState state(String started) {
    int free = freePort(host, port);
    int page = freePort("127.0.0.1", free == PAGE_PORT ? PAGE_PORT + 1 : PAGE_PORT);
    String secret = authenticated ? secret() : "";
    return new ClusterState(
        name,
        host,
        free,
        page,
        hosts,
        ssh,
        cores,
        memoryBytes,
        authenticated,
        secret,
        null,
        started,
        null,
        List.of());
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// The first free port of `host` from `first` on.
  private static int freePort(String host, int first) {
    int last = Math.min(MOST_PORT, first + PORTS_TRIED - 1);
    for (int port = first; port <= last; port++) {
      try (var socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(host, port));
        return port;
      } catch (IOException e) {
        // Taken: the next one.
      }
    }
    throw new AmasiaException.Usage(
        "no port of %s is free from %d to %d; is it an address of this machine?"
            .formatted(host, first, last));
  }
}
