package io.amasia.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What of an answer needs to be sent: nothing where the client has it already, a range of its
/// bytes where it asks for one.
///
/// Specification: [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110), sections 13 and 14. Only
/// answers that have an `ETag` are compared, and only those with `Accept-Ranges` are cut. Of
/// several ranges at once all bytes are sent, as the specification allows.
final class KnownPart {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  private KnownPart() {}

  /// `body` or what is sent in its place.
  static Response.Body of(Request request, Response.Body body) {
    String tag = body.headers().get("ETag");
    if (body.status() != 200 || tag == null) {
      return body;
    }
    if (request.knows(tag)) {
      return new Response.Body(304, body.type(), new byte[0], body.headers());
    }
    boolean isSame = request.header("If-Range").map(tag::equals).orElse(true);
    Matcher range = RANGE.matcher(request.header("Range").orElse("").strip());
    return body.headers().containsKey("Accept-Ranges") && isSame && range.matches()
        ? cut(body, range.group(1), range.group(2))
        : body;
  }

  private static Response.Body cut(Response.Body body, String from, String to) {
    int length = body.bytes().length;
    if (from.isEmpty() && to.isEmpty()) {
      return body;
    }
    long first = from.isEmpty() ? Math.max(0, length - Long.parseLong(to)) : Long.parseLong(from);
    long last = from.isEmpty() || to.isEmpty() ? length - 1 : Long.parseLong(to);
    if (first >= length || last < first) {
      return Response.error(416, "the bytes asked for are none of the %d".formatted(length))
          .with("Content-Range", "bytes */" + length);
    }
    int end = (int) Math.min(length, last + 1);
    Map<String, String> headers = new LinkedHashMap<>(body.headers());
    headers.put("Content-Range", "bytes %d-%d/%d".formatted(first, end - 1, length));
    return new Response.Body(
        206, body.type(), Arrays.copyOfRange(body.bytes(), (int) first, end), headers);
  }
}
