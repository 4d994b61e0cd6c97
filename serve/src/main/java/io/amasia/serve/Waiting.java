package io.amasia.serve;

import io.amasia.plan.Cancel;
import io.amasia.web.Connection;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The clients that wait for an answer. What is computed for one that goes away is stopped, soon
/// after it has waited for a moment. Thread-safe.
final class Waiting implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.amasia.serve");
  private static final long LOOK_MILLIS = 250;

  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("amasia-serve").factory());

  Waiting() {
    var _ =
        clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// A client that waits until this is closed.
  final class Client implements AutoCloseable {
    private final Connection connection;
    private final Cancel gone;
    private boolean hasWaited;

    private Client(Connection connection, Cancel gone) {
      this.connection = connection;
      this.gone = gone;
    }

    @Override
    public void close() {
      clients.remove(this);
    }
  }

  /// Notes that the client of `connection` waits.
  ///
  /// @param gone thrown when it goes away
  Client client(Connection connection, Cancel gone) {
    var client = new Client(connection, gone);
    clients.add(client);
    return client;
  }

  /// Most are answered before the system is asked about them.
  private void look() {
    try {
      List<Client> late = clients.stream().filter(client -> client.hasWaited).toList();
      clients.forEach(client -> client.hasWaited = true);
      if (late.isEmpty()) {
        return;
      }
      Set<Connection> ended =
          Connection.ended(late.stream().map(client -> client.connection).toList());
      late.stream()
          .filter(client -> ended.contains(client.connection))
          .forEach(client -> client.gone.cancel());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "could not look after clients", e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
