package io.amasia.web.dashboard;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Event;
import io.amasia.plan.watch.Recording;
import io.amasia.web.Broadcast;
import io.amasia.web.WebServer;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Pages at `http://localhost:8787/status` that show computations while they run and after.
/// Thread-safe.
///
/// Give it to [io.amasia.plan.Session.Builder#listener]. Whatever runs, it sends two messages a
/// second to each open page, of bounded size, and nothing when no page is open.
public final class Dashboard implements Consumer<Event>, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.amasia.web");

  /// The port of dask's dashboard, which people know.
  public static final int PORT = 8787;

  private static final long TICK_MILLIS = 500;

  private final Recording recording = new Recording();
  private final LogBook log = new LogBook();
  private final Totals totals = new Totals();
  private final Machine machine = new Machine();
  private final Broadcast broadcast;
  private final WebServer server;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("amasia-dashboard").factory());
  private volatile boolean listChanged;
  private long ticks;

  private Dashboard(InetAddress address, int port, String title, Consumer<String> warning) {
    broadcast = new Broadcast(this::hello);
    var pages = new Pages(recording, log, totals, machine, broadcast, title);
    server = WebServer.start(address, port, pages.router(), warning);
    var _ =
        clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Serves at a loopback address, so that nobody else can ask.
  ///
  /// @param port the port, or the next free one; any free one for 0
  /// @param title what is done, such as the command line
  /// @param warning told if another port is taken
  /// @throws AmasiaException.Conflict if no port is free
  public static Dashboard start(int port, String title, Consumer<String> warning) {
    return start(InetAddress.getLoopbackAddress(), port, title, warning);
  }

  /// Serves at `address`; elsewhere than at a loopback address whoever asks must know a token,
  /// which [#url] carries.
  ///
  /// @throws AmasiaException.Conflict if no port is free, or the address is not of this machine
  public static Dashboard start(
      InetAddress address, int port, String title, Consumer<String> warning) {
    return new Dashboard(address, port, title, warning);
  }

  /// The link of the main page.
  public String url() {
    return server.url("/status");
  }

  @Override
  public void accept(Event event) {
    recording.accept(event);
    totals.accept(event);
    log.accept(event);
    if (event instanceof Event.ComputationStarted || event instanceof Event.ComputationFinished) {
      listChanged = true;
    }
  }

  private String hello() {
    return recording.listJson();
  }

  /// A clock forgets what threw once: an error costs one tick, not all.
  private void tick() {
    try {
      tell();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the dashboard missed a moment", e);
    }
  }

  private void tell() {
    if (ticks++ % 2 == 0) {
      machine.look();
    }
    if (!broadcast.isHeard()) {
      return;
    }
    recording.takeChanges().forEach(change -> broadcast.send("change", change));
    if (listChanged) {
      listChanged = false;
      broadcast.send("computations", recording.listJson());
    }
    log.takeNew().ifPresent(lines -> broadcast.send("log", lines));
    if (ticks % 2 == 0) {
      broadcast.send("machine", machine.lastJson());
    }
  }

  /// Tells open pages how the last computation ended, which they keep, and ends.
  @Override
  public void close() {
    clock.shutdownNow();
    if (broadcast.isHeard()) {
      broadcast.send("computations", recording.listJson());
      recording.lastJson().ifPresent(last -> broadcast.send("whole", last));
      log.takeNew().ifPresent(lines -> broadcast.send("log", lines));
      broadcast.send("bye", "{}");
    }
    broadcast.close();
    server.close();
  }
}
