package io.amasia.serve.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.serve.DataServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Asks an explorer as its page does.
final class Asking implements AutoCloseable {
  private final DataServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  Asking(DataServer.Builder builder) {
    server = builder.port(0).pages(new Explorer()).start();
  }

  String url(String path) {
    return server.url().replaceFirst("/$", "") + path;
  }

  /// What was answered.
  @SuppressWarnings("ArrayRecordComponent") // looked at by one test
  record Answer(int status, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// The header before the values.
    JsonNode header() {
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      return new Answer(status, java.util.Arrays.copyOfRange(bytes, 4, 4 + buffer.getInt())).json();
    }

    float[] values() {
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int skip = 4 + buffer.getInt();
      float[] values = new float[(bytes.length - skip) / 4];
      buffer.position(skip).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return values;
    }
  }

  Answer get(String path, String... headers) {
    try {
      var request = HttpRequest.newBuilder(URI.create(url(path)));
      for (int i = 0; i < headers.length; i += 2) {
        request.header(headers[i], headers[i + 1]);
      }
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
