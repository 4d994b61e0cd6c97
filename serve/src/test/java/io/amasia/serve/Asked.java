package io.amasia.serve;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a server answers.
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Asked(int status, byte[] bytes, HttpHeaders headers) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  static Asked get(String url, String... headers) {
    return ask("GET", url, headers);
  }

  static Asked ask(String method, String url, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Asked(answer.statusCode(), answer.body(), answer.headers());
    } catch (Exception e) {
      throw new IllegalStateException(url, e);
    }
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }
}
