package io.amasia.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who may ask. On a loopback address: programs and pages of this machine, known by the host they
/// call, so that a foreign site whose name is made to point here gets nothing. Elsewhere: whoever
/// has the token, by the link that was printed (`?token=`), then by a cookie, or as bearer.
///
/// Only `GET` and `HEAD` are answered, and nothing that another site's page asks for in the
/// background, unless that site is among the [Origins] named.
public final class Guard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  /// Cookies are sent to all ports of a host: each server has its own.
  private static final String COOKIE = "amasia-token-";

  private static final int TOKEN_BYTES = 24;

  private final @Nullable String token;
  private final String ownHost;
  private final String cookie;
  private final Origins origins;

  private Guard(@Nullable String token, InetSocketAddress address, Origins origins) {
    this.token = token;
    ownHost = host(address.getAddress());
    cookie = COOKIE + address.getPort();
    this.origins = origins;
  }

  /// The guard of a server at `address`: with a new token unless it is a loopback one.
  public static Guard of(InetSocketAddress address) {
    return of(address, Origins.NONE);
  }

  /// The same, for pages of `origins` too.
  public static Guard of(InetSocketAddress address, Origins origins) {
    boolean isHere = address.getAddress().isLoopbackAddress();
    return new Guard(isHere ? null : newToken(), address, origins);
  }

  /// Whether `address` is one of those that `localhost` is found at, unlike `127.0.0.2`.
  static boolean isLocalhost(InetAddress address) {
    return LOOPBACK.contains(host(address));
  }

  /// `address` as it stands in URLs.
  static String host(InetAddress address) {
    String text = address.getHostAddress();
    return !text.contains(":")
        ? text
        : address.isLoopbackAddress() ? "[::1]" : "[" + text + "]"; // written in full by Java
  }

  private static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// What has to be known to ask; empty on a loopback address.
  public Optional<String> token() {
    return Optional.ofNullable(token);
  }

  /// The answer to a request that is refused or sent elsewhere; empty if it may go on.
  Optional<Response.Body> refuse(Request request) {
    if (request.method().equals("OPTIONS") && origins.allow(request)) {
      return Optional.of(origins.preflight());
    }
    if (!METHODS.contains(request.method())) {
      return Optional.of(
          Response.error(405, "only GET and HEAD are answered").with("Allow", "GET, HEAD"));
    }
    if (isInBackgroundOfOthers(request) && !origins.allow(request)) {
      return Optional.of(Response.error(403, "refused: asked for by a page of another site"));
    }
    return token == null ? refuseHost(request) : refuseToken(request, token);
  }

  /// Browsers say so of themselves: see [fetch metadata](https://www.w3.org/TR/fetch-metadata/).
  private static boolean isInBackgroundOfOthers(Request request) {
    return request.header("Sec-Fetch-Site").filter("cross-site"::equals).isPresent()
        && request.header("Sec-Fetch-Mode").filter("navigate"::equals).isEmpty();
  }

  private Optional<Response.Body> refuseHost(Request request) {
    String host =
        request.header("Host").orElse("").replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(host) || host.equals(ownHost)
        ? Optional.empty()
        : Optional.of(
            Response.error(
                403,
                "refused: this server answers to localhost only, and was called otherwise; open http://localhost with its port, through a tunnel from elsewhere"));
  }

  private Optional<Response.Body> refuseToken(Request request, String token) {
    Optional<String> given = request.parameter("token");
    if (given.isPresent() && isEqual(given.get(), token)) {
      return Optional.of(
          withoutToken(request)
              .with("Set-Cookie", cookie + "=" + token + "; Path=/; HttpOnly; SameSite=Strict"));
    }
    boolean known =
        request.cookie(cookie).filter(value -> isEqual(value, token)).isPresent()
            || request
                .header("Authorization")
                .filter(value -> isEqual(value, "Bearer " + token))
                .isPresent();
    return known
        ? Optional.empty()
        : Optional.of(
            Response.error(
                401,
                given.isPresent()
                    ? "refused: the token is not this server's; open the link that Amasia printed last"
                    : "refused: a token is missing; open the link that Amasia printed, or send it as 'Authorization: Bearer TOKEN'"));
  }

  private static Response.Body withoutToken(Request request) {
    Map<String, String> rest = new LinkedHashMap<>(request.query());
    rest.remove("token");
    String query =
        rest.entrySet().stream()
            .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
            .collect(Collectors.joining("&"));
    // One slash: two would name another host.
    String path = "/" + request.path().replaceFirst("^[/\\\\]+", "");
    return Response.redirect(path, query);
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Takes the same time wherever they differ.
  private static boolean isEqual(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
