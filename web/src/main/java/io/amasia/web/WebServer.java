package io.amasia.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amasia.array.AmasiaException;
import io.amasia.plan.watch.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// The JDK's HTTP server in front of a [Router]: a virtual thread a request, a [Guard] before each,
/// and on every answer the headers that keep pages to themselves.
public final class WebServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.amasia.web");

  /// Ports that are tried when the wanted one is busy.
  private static final int NEXT_PORTS = 100;

  private static final int COMPRESSED_FROM = 1_000;

  /// A client that takes nothing for so long is taken to be gone.
  private static final long STALLED_MILLIS = 60_000;

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          // Notebooks of this machine may show a page inside theirs.
          "Content-Security-Policy",
              "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'self' http://localhost:* http://127.0.0.1:* vscode-webview:");

  static {
    // Answers in small parts come at once, who sends half a request does not hold a connection, and
    // of more than so many connections the newest are closed.
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "20");
    System.getProperties().putIfAbsent("jdk.httpserver.maxConnections", "2000");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Guard guard;
  private final Origins origins;
  private final Router router;
  private final Stalls stalls = new Stalls(STALLED_MILLIS);
  private final AnswerRoom room = new AnswerRoom(Runtime.getRuntime().maxMemory() / 4);

  private WebServer(HttpServer server, Guard guard, Origins origins, Router router) {
    this.server = server;
    this.guard = guard;
    this.origins = origins;
    this.router = router;
  }

  /// Serves `router` at `address`: on `port`, or on the next free one, of which `warning` is told;
  /// on any free one for 0.
  ///
  /// @throws AmasiaException.Conflict if no port is free, or the address is not of this machine
  public static WebServer start(
      InetAddress address, int port, Router router, Consumer<String> warning) {
    return start(address, port, Origins.NONE, router, warning);
  }

  /// The same, for pages of `origins` too.
  ///
  /// @throws AmasiaException.Conflict if no port is free, or the address is not of this machine
  public static WebServer start(
      InetAddress address, int port, Origins origins, Router router, Consumer<String> warning) {
    HttpServer bound = bind(address, port);
    if (port != 0 && bound.getAddress().getPort() != port) {
      warning.accept(
          "port %d is in use; the next free one is taken: %d"
              .formatted(port, bound.getAddress().getPort()));
    }
    var server = new WebServer(bound, Guard.of(bound.getAddress(), origins), origins, router);
    bound.setExecutor(server.threads);
    bound.createContext("/", server::exchange);
    bound.start();
    return server;
  }

  private static HttpServer bind(InetAddress address, int port) {
    BindException busy = null;
    int last = port == 0 ? 0 : Math.min(65_535, port + NEXT_PORTS);
    for (int p = port; p <= last; p++) {
      try {
        return HttpServer.create(new InetSocketAddress(address, p), 0);
      } catch (BindException e) {
        busy = e;
      } catch (IOException e) {
        throw new AmasiaException.Conflict("can't serve pages at %s: %s".formatted(address, e));
      }
    }
    throw new AmasiaException.Conflict(
        "no free port at %s from %d to %d (%s); ask for another"
            .formatted(address.getHostAddress(), port, last, busy));
  }

  /// Where a page is found, with the token if one is needed: `http://localhost:8787/status`.
  public String url(String path) {
    String url = address() + path;
    return guard.token().map(token -> url + "?token=" + token).orElse(url);
  }

  /// The start of all its links: `http://localhost:8787`.
  public String address() {
    InetAddress address = server.getAddress().getAddress();
    String host =
        Guard.isLocalhost(address)
            ? "localhost"
            : address.isAnyLocalAddress() ? hostName() : Guard.host(address);
    return "http://%s:%d".formatted(host, port());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException _) {
      return "localhost";
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// What has to be known to ask; empty on a loopback address.
  public Optional<String> token() {
    return guard.token();
  }

  private void exchange(HttpExchange exchange) {
    try (exchange) {
      try {
        Request request =
            Request.of(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    exchange.getRequestHeaders()::getFirst)
                .by(
                    new Connection(
                        exchange.getLocalAddress().getPort(),
                        exchange.getRemoteAddress().getPort()));
        room.during(() -> {
          Optional<Response.Body> refused = guard.refuse(request);
          send(exchange, request, refused.isPresent() ? refused.get() : answer(request));
          return null;
        });
      } catch (IllegalArgumentException e) {
        sendBare(exchange, Response.error(400, "bad request: " + e.getMessage()));
      }
    } catch (IOException e) {
      // The other side went away; nobody is left to tell.
      LOG.log(Level.TRACE, "connection ended", e);
    }
  }

  private Response answer(Request request) {
    try {
      return router.answer(request);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "no answer for " + request.path(), e);
      return Response.error(
          500,
          "no answer for %s: an error of this server, of which its log tells more"
              .formatted(request.path()));
    } catch (OutOfMemoryError e) {
      LOG.log(Level.WARNING, "no memory for the answer to " + request.path(), e);
      return Response.error(
              503, "there was not enough memory for this answer; ask for less, or later again")
          .with("Retry-After", "10");
    } catch (StackOverflowError e) {
      LOG.log(Level.WARNING, "no stack for the answer to " + request.path(), e);
      return Response.error(413, "what was asked for is nested too deeply; ask for less");
    }
  }

  /// To who asked for nothing that can be understood.
  private void sendBare(HttpExchange exchange, Response.Body error) throws IOException {
    Response.Body body = told(error);
    HEADERS.forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", body.type());
    exchange.sendResponseHeaders(body.status(), body.bytes().length);
    exchange.getResponseBody().write(body.bytes());
  }

  private void send(HttpExchange exchange, Request request, Response response) throws IOException {
    HEADERS.forEach(exchange.getResponseHeaders()::set);
    origins.headers(request).forEach(exchange.getResponseHeaders()::set);
    boolean head = request.method().equals("HEAD");
    switch (response) {
      case Response.Body body -> send(exchange, request, told(body), head);
      case Response.Events(var from) when from.isFull() ->
          send(exchange, request, Response.error(503, "too many pages listen; close some"), head);
      case Response.Events(var from) -> {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, head ? -1 : 0);
        if (!head) {
          try (OutputStream out = stalls.watched(exchange.getResponseBody())) {
            from.serve(out);
          }
        }
      }
    }
  }

  /// `body`, an error as the router wants it told.
  private Response.Body told(Response.Body body) {
    if (body.status() < 400
        || !router.tellsErrorsAsJson()
        || !body.type().startsWith("text/plain")) {
      return body;
    }
    String sentence = new String(body.bytes(), StandardCharsets.UTF_8).strip();
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("error", sentence);
    error.put("status", body.status());
    byte[] json = (JsonText.of(error) + "\n").getBytes(StandardCharsets.UTF_8);
    return new Response.Body(body.status(), "application/json", json, body.headers());
  }

  private void send(HttpExchange exchange, Request request, Response.Body whole, boolean head)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    Response.Body body = KnownPart.of(request, whole);
    body.headers().forEach(headers::set);
    headers.set("Content-Type", body.type());
    byte[] bytes = body.bytes();
    byte[] compressed = compressed(request, body);
    if (compressed != null) {
      headers.set("Content-Encoding", "gzip");
      headers.add("Vary", "Accept-Encoding");
      // other bytes than those that the tag names
      headers.computeIfPresent("ETag", (_, tags) -> List.of("W/" + tags.getFirst()));
      bytes = compressed;
    }
    if (head && body.status() < 300) {
      headers.set("Content-Length", Integer.toString(bytes.length));
    }
    boolean empty = head || bytes.length == 0;
    exchange.sendResponseHeaders(body.status(), empty ? -1 : bytes.length);
    if (!empty) {
      stalls.watched(exchange.getResponseBody()).write(bytes);
    }
  }

  private static byte @Nullable [] compressed(Request request, Response.Body body)
      throws IOException {
    if (body.bytes().length < COMPRESSED_FROM
        || body.status() == 206
        || !body.type().matches("text/.*|application/json.*|image/svg.*")
        || !request.header("Accept-Encoding").orElse("").contains("gzip")) {
      return null;
    }
    var out = new ByteArrayOutputStream(body.bytes().length / 2);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(body.bytes());
    }
    return out.toByteArray();
  }

  /// Ends at once. Streams of events are best closed before.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    stalls.close();
  }
}
