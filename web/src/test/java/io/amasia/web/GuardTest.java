package io.amasia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who is let in.
class GuardTest {
  private final Guard here =
      Guard.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8788));
  private final Guard open = Guard.of(new InetSocketAddress(address(), 8788));
  private final String token = open.token().orElseThrow();

  private static InetAddress address() {
    try {
      return InetAddress.getByName("0.0.0.0");
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The status of the refusal, or 200.
  private static int status(Guard guard, String method, String uri, Map<String, String> headers) {
    return guard
        .refuse(Request.of(method, URI.create(uri), headers::get))
        .map(Response.Body::status)
        .orElse(200);
  }

  private static int get(Guard guard, String uri, Map<String, String> headers) {
    return status(guard, "GET", uri, headers);
  }

  @Test
  void localNamesAreAnswered() {
    for (String host : new String[] {"localhost", "LocalHost:8787", "127.0.0.1:1", "[::1]:8787"}) {
      assertThat(get(here, "/status", Map.of("Host", host))).as(host).isEqualTo(200);
    }
  }

  @Test
  void otherLoopbackAddressesAreAnsweredByTheirNumber() throws Exception {
    var there = InetAddress.getByName("127.0.0.2");
    Guard guard = Guard.of(new InetSocketAddress(there, 8788));
    assertThat(get(guard, "/status", Map.of("Host", "127.0.0.2:8788"))).isEqualTo(200);
    assertThat(get(guard, "/status", Map.of("Host", "127.0.0.3:8788"))).isEqualTo(403);
    assertThat(get(here, "/status", Map.of("Host", "127.0.0.2:8788"))).isEqualTo(403);
    try (var server = WebServer.start(there, 0, new Router(), _ -> {})) {
      assertThat(server.address()).isEqualTo("http://127.0.0.2:" + server.port());
    }
  }

  @Test
  void namesMadeToPointHereAreNot() {
    for (String host :
        new String[] {"evil.example", "localhost.evil.example:8787", "", "127.0.0.1.nip.io"}) {
      assertThat(get(here, "/status", Map.of("Host", host))).as(host).isEqualTo(403);
    }
    assertThat(get(here, "/status", Map.of())).isEqualTo(403);
  }

  @Test
  void otherSitesMayLeadHereButNotAskInTheBackground() {
    Map<String, String> background =
        Map.of("Host", "localhost", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors");
    Map<String, String> link =
        Map.of("Host", "localhost", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate");
    assertThat(get(here, "/json/log.json", background)).isEqualTo(403);
    assertThat(get(here, "/status", link)).isEqualTo(200);
  }

  @Test
  void onlyReadingIsAnswered() {
    assertThat(status(here, "HEAD", "/status", Map.of("Host", "localhost"))).isEqualTo(200);
    for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS"}) {
      assertThat(status(here, method, "/status", Map.of("Host", "localhost"))).isEqualTo(405);
    }
  }

  @Test
  void loopbackNeedsNoToken() {
    assertThat(here.token()).isEmpty();
  }

  @Test
  void elsewhereATokenIsNeeded() {
    assertThat(get(open, "/status", Map.of("Host", "node7"))).isEqualTo(401);
    assertThat(get(open, "/status?token=wrong", Map.of())).isEqualTo(401);
    assertThat(get(open, "/status?token=", Map.of())).isEqualTo(401);
    assertThat(get(open, "/status", Map.of("Cookie", "amasia-token-8788=wrong"))).isEqualTo(401);
    assertThat(get(open, "/status", Map.of("Authorization", "Bearer x"))).isEqualTo(401);
  }

  @Test
  void theTokenComesByCookieOrAsBearer() {
    assertThat(get(open, "/status", Map.of("Cookie", "a=b; amasia-token-8788=" + token)))
        .isEqualTo(200);
    assertThat(get(open, "/status", Map.of("Authorization", "Bearer " + token))).isEqualTo(200);
  }

  @Test
  void aLinkWithTheTokenSetsTheCookieAndLosesTheToken() {
    Response.Body body =
        open.refuse(
                Request.of(
                    "GET",
                    URI.create("/status?token=" + token + "&x=1"),
                    Map.<String, String>of()::get))
            .orElseThrow();
    assertThat(body.status()).isEqualTo(303);
    assertThat(body.headers())
        .containsEntry("Location", "/status?x=1")
        .containsEntry(
            "Set-Cookie", "amasia-token-8788=" + token + "; Path=/; HttpOnly; SameSite=Strict");
  }

  @Test
  void theWayOnStaysOnThisHost() {
    Response.Body body =
        open.refuse(
                Request.of(
                    "GET",
                    URI.create("http://x//evil.example/?token=" + token),
                    Map.<String, String>of()::get))
            .orElseThrow();
    assertThat(body.headers()).containsEntry("Location", "/evil.example/");
  }

  @Test
  void theWayOnIsWrittenAsItIsSent() {
    Response.Body body =
        open.refuse(
                Request.of(
                    "GET",
                    URI.create("/d%C3%BC%3Fx%20%25/?a=%C3%BC%26&token=" + token),
                    Map.<String, String>of()::get))
            .orElseThrow();
    assertThat(body.headers()).containsEntry("Location", "/d%C3%BC%3Fx%20%25/?a=%C3%BC%26");
    assertThat(RequestPath.decoded(RequestPath.encoded("/dü?x %/時"))).isEqualTo("/dü?x %/時");
  }

  @Test
  void tokensAreLongAndNew() {
    assertThat(token).hasSizeGreaterThanOrEqualTo(32);
    assertThat(Guard.of(new InetSocketAddress(address(), 8788)).token()).isNotEqualTo(open.token());
  }
}
