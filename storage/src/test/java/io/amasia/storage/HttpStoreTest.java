package io.amasia.storage;

import static io.amasia.testkit.LoopbackServer.send;
import static io.amasia.testkit.LoopbackServer.well;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.testkit.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against a real server on loopback: well behaved, and badly in each way we know of.
class HttpStoreTest extends StoreConformance {
  private static final HttpRequests QUICK =
      new HttpRequests(HttpRequests.newClient(), Duration.ofMillis(500), Duration.ofMillis(1), 4);

  private @Nullable LoopbackServer server;

  private String serve(LoopbackServer.Answering answering) {
    server = new LoopbackServer(answering);
    return server.url();
  }

  private int requests() {
    return server == null ? 0 : server.requests().size();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  Store holding(Map<String, byte[]> values) throws Exception {
    Map<String, byte[]> below = new HashMap<>();
    values.forEach((key, value) -> below.put("data/" + key, value));
    String url = serve(e -> LoopbackServer.well(e, below));
    return HttpStore.folder(url + "/data", false, QUICK);
  }

  @Override
  boolean lists() {
    return false;
  }

  @Test
  void theETagIsKnownWithTheSize() throws IOException {
    Store store =
        one(exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          well(exchange, Map.of("x.nc", new byte[] {1, 2, 3}));
        });
    assertThat(store.size("x.nc")).hasValue(3);
    int before = requests();
    assertThat(store.tag("x.nc")).contains("\"v1\"");
    assertThat(requests()).isEqualTo(before);
    assertThat(store.tag("other")).isEmpty();
  }

  @Test
  void aServerTellsHowLongAgoAValueWasChanged() throws IOException {
    Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
    Store store =
        one(exchange -> {
          exchange
              .getResponseHeaders()
              .set(
                  "Last-Modified",
                  DateTimeFormatter.RFC_1123_DATE_TIME.format(hourAgo.atOffset(ZoneOffset.UTC)));
          well(exchange, Map.of("x.nc", new byte[] {1, 2, 3}));
        });
    assertThat(store.changed("x.nc"))
        .hasValueSatisfying(at -> assertThat(at).isBetween(hourAgo, hourAgo.plusSeconds(60)));
    Store silent = one(exchange -> well(exchange, Map.of("x.nc", new byte[] {1, 2, 3})));
    assertThat(silent.changed("x.nc")).isEmpty();
  }

  @Test
  void versionsAreAskedAnewAndOnlyWhatIsSureCounts() throws IOException {
    Map<String, String> headers = new HashMap<>();
    int[] status = {200};
    Store store =
        one(exchange -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          send(exchange, status[0], new byte[3]);
        });
    assertThat(store.version("x.nc")).isEmpty();
    headers.put("ETag", "\"v1\"");
    assertThat(store.version("x.nc")).contains("\"v1\"");
    headers.put("ETag", "\"v2\"");
    assertThat(store.version("x.nc")).contains("\"v2\"");
    headers.put("ETag", "W/\"v2\"");
    headers.put("Last-Modified", httpTime(Instant.now()));
    assertThat(store.version("x.nc")).isEmpty();
    headers.put("Last-Modified", httpTime(Instant.now().minusSeconds(60)));
    assertThat(store.version("x.nc")).isPresent().isEqualTo(store.version("x.nc"));
    status[0] = 403;
    assertThat(store.version("x.nc")).isEmpty();
    status[0] = 404;
    assertThat(store.version("x.nc")).contains("absent");
  }

  private static String httpTime(Instant at) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
  }

  private Store one(LoopbackServer.Answering answering) throws IOException {
    return HttpStore.file(serve(answering) + "/x.nc", false, QUICK);
  }

  private static void assertClear(Store store, String... parts) {
    assertThatThrownBy(() -> store.read("x.nc", new ByteRange.Span(2, 3)))
        .isInstanceOfAny(AmasiaException.Format.class, AmasiaException.Unsupported.class)
        .hasMessageContaining(store.url())
        .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
  }

  @Test
  void serverErrorsAreTriedAgain() throws Exception {
    Store store =
        one(e -> {
          if (requests() < 4) {
            send(e, 503, TEXT);
          } else {
            well(e, TEXT);
          }
        });
    assertThat(bytes(store.read("x.nc", new ByteRange.Span(2, 3)))).asString().isEqualTo("234");
    assertThat(requests()).isEqualTo(4);
  }

  @Test
  void serverErrorsThatStayAreReported() throws Exception {
    assertClear(one(e -> send(e, 500, TEXT)), "500", "try again later");
    assertThat(requests()).isEqualTo(4);
  }

  @Test
  void brokenConnectionsAreTriedAgain() throws Exception {
    Store store =
        one(e -> {
          if (requests() < 3) {
            e.getResponseHeaders().set("Content-Range", "bytes 2-4/10");
            e.sendResponseHeaders(206, 3); // and then too few bytes
            e.getResponseBody().write('2');
            e.getResponseBody().flush();
            throw new IOException("cut");
          }
          well(e, TEXT);
        });
    assertThat(bytes(store.read("x.nc", new ByteRange.Span(2, 3)))).asString().isEqualTo("234");
  }

  @Test
  void alwaysShortBodiesAreReported() throws Exception {
    assertClear(
        one(e -> {
          e.getResponseHeaders().set("Content-Range", "bytes 2-4/10");
          e.sendResponseHeaders(206, 3);
          e.getResponseBody().write('2');
          e.getResponseBody().flush();
          throw new IOException("cut");
        }),
        "tried 4 times");
  }

  @Test
  void silentServersAreGivenUp() throws Exception {
    Store store =
        one(e -> {
          try {
            Thread.sleep(1500);
          } catch (InterruptedException x) {
            Thread.currentThread().interrupt();
          }
        });
    assertClear(store, "tried 4 times");
  }

  @Test
  void bodiesThatStallAreGivenUp() throws Exception {
    Store store =
        one(e -> {
          e.getResponseHeaders().set("Content-Range", "bytes 2-4/10");
          e.sendResponseHeaders(206, 3);
          e.getResponseBody().write('2');
          e.getResponseBody().flush();
          try {
            Thread.sleep(2000);
          } catch (InterruptedException x) {
            Thread.currentThread().interrupt();
          }
        });
    assertClear(store, "nothing came");
  }

  @Test
  void smallFilesOfServersThatIgnoreRangesAreTaken() throws Exception {
    Store store = one(e -> send(e, 200, TEXT));
    assertThat(bytes(store.read("x.nc", new ByteRange.Span(2, 3)))).asString().isEqualTo("234");
    assertThat(bytes(store.read("x.nc", new ByteRange.Suffix(2)))).asString().isEqualTo("89");
  }

  @Test
  void largeFilesOfServersThatIgnoreRangesAreRefused() throws Exception {
    Store store =
        one(e -> {
          e.sendResponseHeaders(200, 0); // no length, no end
          byte[] part = new byte[1 << 20];
          for (int i = 0; i < 40; i++) {
            e.getResponseBody().write(part);
          }
        });
    assertClear(store, "ignores Range requests", "copy the file");
  }

  @Test
  void wrongRangesAreRefused() throws Exception {
    assertClear(
        one(e -> {
          e.getResponseHeaders().set("Content-Range", "bytes 0-2/10");
          send(e, 206, "012".getBytes(StandardCharsets.UTF_8));
        }),
        "asked for bytes 2-4",
        "bytes 0-2/10");
  }

  @Test
  void rangesWithoutContentRangeAreRefused() throws Exception {
    assertClear(one(e -> send(e, 206, "234".getBytes(StandardCharsets.UTF_8))), "no Content-Range");
  }

  @Test
  void tooManyBytesAreRefused() throws Exception {
    assertClear(
        one(e -> {
          e.getResponseHeaders().set("Content-Range", "bytes 2-4/10");
          send(e, 206, "2345678".getBytes(StandardCharsets.UTF_8));
        }),
        "3 bytes from 2 wanted, 7 came");
  }

  @Test
  void webPagesAreRefused() throws Exception {
    assertClear(
        one(e -> {
          e.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          send(e, 200, "<html>please log in</html>".getBytes(StandardCharsets.UTF_8));
        }),
        "web page");
  }

  @Test
  void compressedAnswersAreRefused() throws Exception {
    assertClear(
        one(e -> {
          e.getResponseHeaders().set("Content-Encoding", "gzip");
          send(e, 200, TEXT);
        }),
        "gzip");
  }

  @Test
  void redirectsAreFollowedButNotForEver() throws Exception {
    Store store =
        one(e -> {
          if (e.getRequestURI().getPath().equals("/x.nc")) {
            e.getResponseHeaders().set("Location", "/y.nc");
            send(e, 302, new byte[0]);
          } else {
            well(e, TEXT);
          }
        });
    assertThat(bytes(store.read("x.nc", new ByteRange.Span(2, 3)))).asString().isEqualTo("234");
    stop();
    assertClear(
        one(e -> {
          e.getResponseHeaders().set("Location", "/x.nc");
          send(e, 302, new byte[0]);
        }),
        "redirect");
  }

  @Test
  void sizesWithoutHead() throws Exception {
    Store store =
        one(e -> {
          if (e.getRequestMethod().equals("HEAD")) {
            send(e, 405, new byte[0]);
          } else {
            well(e, TEXT);
          }
        });
    assertThat(store.size("x.nc")).hasValue(10);
  }

  @Test
  void forbiddenIsAbsentOnlyInBuckets() throws Exception {
    String url = serve(e -> send(e, 403, TEXT));
    assertThat(HttpStore.file(url + "/x.nc", true, QUICK).read("x.nc", ByteRange.ALL)).isEmpty();
    assertClear(HttpStore.file(url + "/x.nc", false, QUICK), "403", "public data");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    assertClear(HttpStore.file("http://127.0.0.1:1/x.nc", false, QUICK), "refuses connections");
  }

  @Test
  void bucketsAreReadByTheirEndpoint() throws Exception {
    String url =
        serve(e -> {
          if (e.getRequestURI().getPath().equals("/buck/dir/x.nc")) {
            well(e, TEXT);
          } else {
            send(e, 403, new byte[0]);
          }
        });
    System.setProperty("amasia.s3.endpoint", url);
    try {
      Location location = Locations.of("s3://buck/dir/x.nc");
      assertThat(location.key()).isEqualTo("x.nc");
      assertThat(bytes(location.store().read("x.nc", new ByteRange.Span(2, 3))))
          .asString()
          .isEqualTo("234");
      assertThat(Locations.of("s3://buck/dir/y").key()).isEmpty();
    } finally {
      System.clearProperty("amasia.s3.endpoint");
    }
  }
}
