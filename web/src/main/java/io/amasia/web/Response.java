package io.amasia.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a request is answered with.
public sealed interface Response {
  /// A whole body.
  ///
  /// @param headers besides its type and length
  @SuppressWarnings("ArrayRecordComponent") // made for one answer, and compared by nobody
  record Body(int status, String type, byte[] bytes, Map<String, String> headers)
      implements Response {
    /// The same with one more header.
    public Body with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Body(status, type, bytes, more);
    }
  }

  /// Events as they happen, until either side ends it.
  record Events(Broadcast from) implements Response {}

  static Body of(String type, byte[] bytes) {
    return new Body(200, type, bytes, Map.of("Cache-Control", "no-store"));
  }

  static Body of(String type, String text) {
    return of(type + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static Body json(String text) {
    return of("application/json", text);
  }

  static Body html(String text) {
    return of("text/html", text);
  }

  static Body text(String text) {
    return of("text/plain", text);
  }

  /// An error that is told in a sentence, without the [Secrets] of URLs in it.
  static Body error(int status, String sentence) {
    byte[] bytes = (Secrets.hidden(sentence) + "\n").getBytes(StandardCharsets.UTF_8);
    return new Body(
        status, "text/plain; charset=utf-8", bytes, Map.of("Cache-Control", "no-store"));
  }

  /// To `path` instead.
  ///
  /// @param path decoded, as [Request#path] is
  static Body redirect(String path) {
    return redirect(path, "");
  }

  /// The same with a query.
  ///
  /// @param query encoded; empty if there is none
  static Body redirect(String path, String query) {
    String location = RequestPath.encoded(path) + (query.isEmpty() ? "" : "?" + query);
    return error(303, "see " + location).with("Location", location);
  }
}
