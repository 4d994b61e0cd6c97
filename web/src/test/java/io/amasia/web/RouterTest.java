package io.amasia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Patterns of paths, what is refused of them, and which part of an answer is sent.
class RouterTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final Router router =
      new Router()
          .errorsAsJson()
          .get("/datasets/{name}/", request -> Response.text("page " + request.part("name")))
          .get("/datasets/{name}/info", request -> Response.text("info " + request.part("name")))
          .get(
              "/datasets/{name}/zarr/{key...}",
              request -> Response.text(request.part("name") + " has " + request.part("key")))
          .get("/datasets/all/info", _ -> Response.text("all of them"))
          .get("/bytes", _ -> bytes("0123456789"));
  private final WebServer server =
      WebServer.start(HERE, 0, new Origins(List.of("https://maps.example")), router, _ -> {});

  private static Response bytes(String text) {
    return new Response.Body(
        200,
        "application/octet-stream",
        text.getBytes(StandardCharsets.UTF_8),
        Map.of("ETag", "\"t1\"", "Accept-Ranges", "bytes"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String raw(String head) throws IOException {
    try (var socket = new Socket(HERE, server.port())) {
      socket.setSoTimeout(10_000);
      String text = head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String get(String path, String... headers) throws IOException {
    String more = headers.length == 0 ? "" : "\r\n" + String.join("\r\n", headers);
    return raw("GET " + path + " HTTP/1.1" + more);
  }

  @Test
  void namesStandForOnePartOrAllThatFollow() throws Exception {
    assertThat(get("/datasets/a%20b/info")).endsWith("info a b");
    assertThat(get("/datasets/tas/zarr/g/tas/c/0/1")).endsWith("tas has g/tas/c/0/1");
    assertThat(get("/datasets/tas/")).endsWith("page tas");
    assertThat(get("/datasets/all/info")).endsWith("all of them");
    assertThat(get("/datasets/t%C3%A5s/info")).endsWith("info tås");
  }

  @Test
  void partsAreNeverEmpty() throws Exception {
    for (String path :
        List.of(
            "/datasets//info", "/datasets/x/zarr/", "/datasets/x", "/datasets/{name}/nothing")) {
      assertThat(get(path.replace("{", "%7B").replace("}", "%7D")))
          .as(path)
          .startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void aPatternIsNoPathOfItsOwn() throws Exception {
    assertThat(get("/datasets/%7Bname%7D/info")).endsWith("info {name}");
  }

  @Test
  void pathsThatCouldLeadElsewhereAreRefused() throws Exception {
    for (String path :
        List.of(
            "/datasets/x/zarr/../../y",
            "/datasets/x/zarr/%2e%2e/y",
            "/datasets/x/zarr/a%2Fb",
            "/datasets/x/zarr/a%5Cb",
            "/datasets/x/zarr/a%00b",
            "/datasets/x/zarr/a%0d%0aSet-Cookie:b",
            "/datasets/x/zarr/%ff",
            "/datasets/x/zarr/" + "y".repeat(5_000))) {
      assertThat(get(path)).as(path).startsWith("HTTP/1.1 400").contains("\"status\":400");
    }
    assertThat(get("/datasets/x/info?" + "q".repeat(10_000))).startsWith("HTTP/1.1 400");
  }

  @Test
  void errorsAreJson() throws Exception {
    assertThat(get("/nothing"))
        .contains("application/json")
        .endsWith("{\"error\":\"nothing at /nothing\",\"status\":404}\n");
  }

  @Test
  void rangesAreCut() throws Exception {
    assertThat(get("/bytes", "Range: bytes=2-4"))
        .startsWith("HTTP/1.1 206")
        .contains("bytes 2-4/10")
        .endsWith("\r\n234");
    assertThat(get("/bytes", "Range: bytes=-3")).startsWith("HTTP/1.1 206").endsWith("\r\n789");
    assertThat(get("/bytes", "Range: bytes=8-99")).startsWith("HTTP/1.1 206").endsWith("\r\n89");
    assertThat(get("/bytes", "Range: bytes=10-")).startsWith("HTTP/1.1 416").contains("*/10");
    assertThat(get("/bytes", "Range: bytes=5-2")).startsWith("HTTP/1.1 416");
    String endless = "bytes=0-" + "9".repeat(50_000);
    String many = "bytes=" + "0-,".repeat(20_000);
    for (String odd : List.of("bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=x", endless, many)) {
      assertThat(get("/bytes", "Range: " + odd)).as(odd).startsWith("HTTP/1.1 200");
    }
    assertThat(get("/bytes", "Range: bytes=2-4", "If-Range: \"old\"")).startsWith("HTTP/1.1 200");
  }

  @Test
  void whatIsKnownIsNotSent() throws Exception {
    assertThat(get("/bytes", "If-None-Match: \"other\", W/\"t1\""))
        .startsWith("HTTP/1.1 304")
        .contains("\"t1\"")
        .endsWith("\r\n\r\n");
    assertThat(get("/bytes", "If-None-Match: \"t2\"")).startsWith("HTTP/1.1 200");
  }

  @Test
  void headTellsTheLength() throws Exception {
    assertThat(raw("HEAD /bytes HTTP/1.1"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Content-Length: 10")
        .endsWith("\r\n\r\n");
  }

  @Test
  void namedOriginsMayAsk() throws Exception {
    String other = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\nOrigin: https://";
    assertThat(get("/bytes", other + "maps.example"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Access-Control-Allow-Origin: https://maps.example");
    assertThat(get("/bytes", other + "evil.example"))
        .startsWith("HTTP/1.1 403")
        .doesNotContainIgnoringCase("Access-Control-Allow");
    assertThat(raw("OPTIONS /bytes HTTP/1.1\r\nOrigin: https://maps.example"))
        .startsWith("HTTP/1.1 204")
        .containsIgnoringCase("Access-Control-Allow-Headers");
    assertThat(raw("OPTIONS /bytes HTTP/1.1\r\nOrigin: https://evil.example"))
        .startsWith("HTTP/1.1 405");
  }
}
