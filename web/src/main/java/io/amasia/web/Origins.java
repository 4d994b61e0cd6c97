package io.amasia.web;

import io.amasia.array.AmasiaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sites whose pages may ask in the background, as [cross-origin resource
/// sharing](https://fetch.spec.whatwg.org/#http-cors-protocol) has it: none unless they are named.
///
/// @param allowed such as `https://maps.example.org`, or `*` for all
public record Origins(List<String> allowed) {
  /// Nobody's but this server's own.
  public static final Origins NONE = new Origins(List.of());

  /// @throws AmasiaException.Usage if one is no origin
  public Origins {
    allowed = List.copyOf(allowed);
    for (String origin : allowed) {
      if (!origin.matches("\\*|https?://[^/?#\\s]+")) {
        throw new AmasiaException.Usage(
            "'%s' is no origin; write a scheme and a host, such as https://maps.example.org, or * for all sites"
                .formatted(origin));
      }
    }
  }

  /// Whether `request` comes from a page of one of them.
  boolean allow(Request request) {
    return request
        .header("Origin")
        .filter(origin -> allowed.contains("*") || allowed.contains(origin))
        .isPresent();
  }

  /// What browsers need to hand the answer to `request` to the page; nothing for others.
  Map<String, String> headers(Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (!allowed.isEmpty()) {
      headers.put("Vary", "Origin");
    }
    if (allow(request)) {
      headers.put("Access-Control-Allow-Origin", request.header("Origin").orElse(""));
      headers.put("Access-Control-Expose-Headers", "Content-Range, ETag");
      headers.put("Cross-Origin-Resource-Policy", "cross-origin");
    }
    return headers;
  }

  /// The answer to a browser that asks whether a page may send headers of its own.
  Response.Body preflight() {
    return new Response.Body(
        204,
        "text/plain",
        new byte[0],
        Map.of(
            "Access-Control-Allow-Methods", "GET, HEAD",
            "Access-Control-Allow-Headers", "Authorization, If-None-Match, Range",
            "Access-Control-Max-Age", "600"));
  }
}
