package io.amasia.web;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Sends the same events to everybody who listens, as [server-sent
/// events](https://html.spec.whatwg.org/multipage/server-sent-events.html). Thread-safe.
///
/// A listener that does not keep up loses events rather than hold up others; it sees so by the
/// numbers, which events are given one after the other.
public final class Broadcast implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.amasia.web");

  /// As many events wait for a slow listener.
  private static final int WAITING = 64;

  /// A line that means nothing, sent when nothing else is: else nobody would notice that the other
  /// side went away.
  private static final String ALIVE = ":\n\n";

  private static final long ALIVE_SECONDS = 15;
  private static final long CLOSING_NANOS = 500_000_000L;
  private static final String END = "";
  private static final int MOST_LISTENERS = 64;

  private final Set<BlockingQueue<String>> listeners = ConcurrentHashMap.newKeySet();
  private final Supplier<String> greeting;
  private long number;
  private boolean closed;

  /// @param greeting the data of the event `hello` that each listener hears first
  public Broadcast(Supplier<String> greeting) {
    this.greeting = greeting;
  }

  /// Whether anybody listens.
  public boolean isHeard() {
    return !listeners.isEmpty();
  }

  /// Sends an event of a kind with a line of data to all.
  public synchronized void send(String kind, String data) {
    String event = event(++number, kind, data);
    for (BlockingQueue<String> listener : listeners) {
      if (!listener.offer(event)) {
        LOG.log(Level.DEBUG, "a listener does not keep up");
      }
    }
  }

  private static String event(long number, String kind, String data) {
    return "id: %d\nevent: %s\ndata: %s\n\n"
        .formatted(number, kind, data.replace("\n", "\ndata: "));
  }

  /// Whether no more can listen.
  boolean isFull() {
    return listeners.size() >= MOST_LISTENERS;
  }

  /// Sends events to `to` until it is closed by either side.
  void serve(OutputStream to) throws IOException {
    BlockingQueue<String> waiting = new LinkedBlockingQueue<>(WAITING);
    synchronized (this) {
      if (closed) {
        return;
      }
      waiting.add(event(number, "hello", greeting.get()));
      listeners.add(waiting);
    }
    try {
      List<String> next = new ArrayList<>();
      boolean ended = false;
      while (!ended) {
        next.clear();
        String first = waiting.poll(ALIVE_SECONDS, TimeUnit.SECONDS);
        next.add(first == null ? ALIVE : first);
        waiting.drainTo(next);
        ended = next.remove(END);
        to.write(String.join("", next).getBytes(StandardCharsets.UTF_8));
        to.flush();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.remove(waiting);
    }
  }

  /// Ends all streams, once they are told what is waiting, or a moment later.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      for (BlockingQueue<String> listener : listeners) {
        while (!listener.offer(END)) {
          listener.poll();
        }
      }
    }
    long until = System.nanoTime() + CLOSING_NANOS;
    try {
      while (!listeners.isEmpty() && System.nanoTime() < until) {
        Thread.sleep(5);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
