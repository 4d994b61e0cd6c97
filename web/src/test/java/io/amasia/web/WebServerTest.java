package io.amasia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The server over real sockets.
class WebServerTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final Broadcast broadcast = new Broadcast(() -> "\"welcome\"");
  private final List<String> warnings = new ArrayList<>();
  private final Router router =
      new Router()
          .get("/", _ -> Response.text("root"))
          .get("/long", _ -> Response.text("x".repeat(5_000)))
          .get("/broken", _ -> Response.text(Integer.toString(Integer.parseInt("no number"))))
          .get(
              "/large",
              _ -> {
                throw new OutOfMemoryError("made by a test");
              })
          .get(
              "/deep",
              _ -> {
                throw new StackOverflowError("made by a test");
              })
          .get("/events", _ -> new Response.Events(broadcast));
  private final WebServer server = WebServer.start(HERE, 0, router, warnings::add);

  @AfterEach
  void close() {
    broadcast.close();
    server.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  /// What comes back for a request as it is, which no client would send.
  private String raw(String head) throws IOException {
    try (var socket = new Socket(HERE, server.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void answersCarryTheHeadersThatKeepPagesToThemselves() throws Exception {
    var headers = get("/").headers();
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
    assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aHostThatIsNotThisMachineIsRefused() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example")).startsWith("HTTP/1.1 403");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:1")).startsWith("HTTP/1.1 200");
  }

  @Test
  void pathsThatLeadElsewhereLeadNowhere() throws Exception {
    for (String path :
        List.of("/../pom.xml", "/watch/../../x", "/%2e%2e/etc/passwd", "//etc/passwd", "/..%2f")) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost"))
          .as(path)
          .matches(
              answer -> answer.startsWith("HTTP/1.1 404") || answer.startsWith("HTTP/1.1 400"));
    }
  }

  @Test
  void brokenRequestsAreRefused() throws Exception {
    assertThat(raw("GET /?a=%zz HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 400");
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void aHandlerThatFailsIsAnErrorOfOneAnswer() throws Exception {
    assertThat(get("/broken").statusCode()).isEqualTo(500);
    assertThat(get("/").body()).isEqualTo("root");
  }

  @Test
  void anAnswerThatDoesNotFitInMemoryIsToldInWords() throws Exception {
    assertThat(get("/large").statusCode()).isEqualTo(503);
    assertThat(get("/large").body()).contains("not enough memory");
    assertThat(get("/deep").statusCode()).isEqualTo(413);
    assertThat(get("/").body()).isEqualTo("root");
  }

  @Test
  void longAnswersAreCompressedForThoseWhoTakeIt() throws Exception {
    assertThat(get("/long", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
        .contains("gzip");
    assertThat(get("/long").body()).hasSize(5_000);
  }

  @Test
  void anAnswerToHeadHasNoBody() throws Exception {
    assertThat(raw("HEAD /long HTTP/1.1\r\nHost: localhost"))
        .startsWith("HTTP/1.1 200")
        .endsWith("\r\n\r\n");
  }

  @Test
  void aBusyPortGivesTheNextFreeOneAndAWarning() throws Exception {
    try (var busy = new ServerSocket()) {
      busy.bind(new InetSocketAddress(HERE, 0));
      int port = busy.getLocalPort();
      try (var other = WebServer.start(HERE, port, router, warnings::add)) {
        assertThat(other.port()).isGreaterThan(port).isLessThanOrEqualTo(port + 100);
        assertThat(warnings)
            .containsExactly(
                "port %d is in use; the next free one is taken: %d".formatted(port, other.port()));
        assertThat(other.url("/status")).isEqualTo("http://localhost:" + other.port() + "/status");
      }
    }
  }

  @Test
  void anAddressOfAnotherMachineIsAnError() throws Exception {
    InetAddress elsewhere = InetAddress.getByName("192.0.2.1");
    assertThatThrownBy(() -> WebServer.start(elsewhere, 0, router, warnings::add))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("192.0.2.1");
  }

  @Test
  void elsewhereThanOnLoopbackTheLinkCarriesTheToken() throws Exception {
    InetAddress all = InetAddress.getByName("0.0.0.0");
    try (var open = WebServer.start(all, 0, router, warnings::add);
        HttpClient client = HttpClient.newHttpClient()) {
      URI root = URI.create("http://127.0.0.1:" + open.port() + "/");
      var plain = HttpRequest.newBuilder(root).build();
      var strings = HttpResponse.BodyHandlers.ofString();
      assertThat(client.send(plain, strings).statusCode()).isEqualTo(401);
      assertThat(client.send(plain, strings).body()).contains("open the link that Amasia printed");
      assertThat(open.url("/")).endsWith("/?token=" + open.token().orElseThrow());
      var bearer =
          HttpRequest.newBuilder(root)
              .header("Authorization", "Bearer " + open.token().orElseThrow())
              .build();
      assertThat(client.send(bearer, strings).body()).isEqualTo("root");
    }
  }

  @Test
  void eventsReachWhoListens() throws Exception {
    try (var socket = new Socket(HERE, server.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(until(in, "data: \"welcome\"")).contains("Content-type: text/event-stream");
      broadcast.send("kind", "{\"a\":1}");
      broadcast.send("kind", "two\nlines");
      assertThat(until(in, "data: lines"))
          .contains("id: 1", "event: kind", "data: {\"a\":1}", "id: 2", "data: two");
      broadcast.close();
      assertThat(until(in, "0")).isNotNull();
    }
  }

  private static List<String> until(BufferedReader in, String last) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines.add(line);
      if (line.equals(last)) {
        return lines;
      }
    }
    throw new AssertionError("ended before '" + last + "': " + lines);
  }

  @Test
  void whoDoesNotKeepUpHoldsUpNobody() {
    long start = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      broadcast.send("kind", "x");
    }
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }
}
