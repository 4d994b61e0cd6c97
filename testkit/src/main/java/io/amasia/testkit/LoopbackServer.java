package io.amasia.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A real web server on loopback that answers as a test says, well or badly, and keeps what it was
/// asked.
public final class LoopbackServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /// What the server does with a request.
  @FunctionalInterface
  public interface Answering {
    void to(HttpExchange exchange) throws IOException;
  }

  /// A server that answers by `answering`.
  public LoopbackServer(Answering answering) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI().getPath()
                  + (range == null ? "" : " " + range));
          try (exchange) {
            answering.to(exchange);
          }
        });
    server.start();
  }

  /// A server that has `values` by their paths, such as `data/x.nc`, and knows ranges.
  public static LoopbackServer of(Map<String, byte[]> values) {
    return new LoopbackServer(exchange -> well(exchange, values));
  }

  /// Its address, without a last slash.
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// What was asked so far, such as `GET /data/x.nc bytes=0-3`.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// Forgets what was asked so far.
  public void forget() {
    requests.clear();
  }

  /// Answers as a good server does that has `values`.
  public static void well(HttpExchange exchange, Map<String, byte[]> values) throws IOException {
    byte[] value = values.get(exchange.getRequestURI().getPath().substring(1));
    if (value == null) {
      send(exchange, 404, "<html>not here</html>".getBytes(StandardCharsets.UTF_8));
    } else {
      well(exchange, value);
    }
  }

  /// Answers as a good server does that has `value` at the address asked for.
  public static void well(HttpExchange exchange, byte[] value) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      send(exchange, 200, value);
      return;
    }
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    int n = value.length;
    long first =
        ends[0].isEmpty() ? Math.max(0, n - Long.parseLong(ends[1])) : Long.parseLong(ends[0]);
    long last =
        ends[0].isEmpty() || ends[1].isEmpty() ? n - 1 : Math.min(n - 1, Long.parseLong(ends[1]));
    if (first >= n) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + n);
      send(exchange, 416, new byte[0]);
      return;
    }
    exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + last + "/" + n);
    send(exchange, 206, Arrays.copyOfRange(value, (int) first, (int) last + 1));
  }

  /// Sends `body`; to a HEAD only its length.
  public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
    }
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
