package io.amasia.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Ends connections whose client takes nothing more of its answer: else each would hold its answer
/// for ever. Thread-safe.
final class Stalls implements AutoCloseable {
  private static final int PIECE = 1 << 16;

  private final long mostNanos;
  private final Set<Watched> writing = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("amasia-web").factory());

  /// @param mostMillis how long a piece may take
  Stalls(long mostMillis) {
    mostNanos = TimeUnit.MILLISECONDS.toNanos(mostMillis);
    long often = Math.max(1, mostMillis / 8);
    var _ = clock.scheduleWithFixedDelay(this::look, often, often, TimeUnit.MILLISECONDS);
  }

  private void look() {
    long now = System.nanoTime();
    for (Watched one : writing) {
      one.endIfLate(now);
    }
  }

  /// A stream to `to` that fails once the client takes nothing for too long.
  OutputStream watched(OutputStream to) {
    return new Watched(to);
  }

  private final class Watched extends OutputStream {
    private final OutputStream to;
    private long since;
    private Thread by = Thread.currentThread();

    private Watched(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int from = offset; from < offset + length; from += PIECE) {
        start();
        try {
          to.write(bytes, from, Math.min(PIECE, offset + length - from));
        } finally {
          end();
        }
      }
    }

    @Override
    public void flush() throws IOException {
      start();
      try {
        to.flush();
      } finally {
        end();
      }
    }

    private synchronized void start() {
      since = System.nanoTime();
      by = Thread.currentThread();
      writing.add(this);
    }

    private synchronized void end() {
      writing.remove(this);
    }

    /// Interrupted, a channel closes itself; to close the exchange would wait for what it writes.
    private synchronized void endIfLate(long now) {
      if (writing.contains(this) && now - since > mostNanos) {
        by.interrupt();
      }
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
