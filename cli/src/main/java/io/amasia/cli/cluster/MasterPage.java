package io.amasia.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a master says of itself on its page for programs, `/json/`.
///
/// @param aliveWorkers workers that it hears from; one that falls silent is missed after a minute
/// @param cores of them all
/// @param coresUsed of those, by programs
/// @param programs that run, or wait for cores
record MasterPage(int aliveWorkers, int cores, int coresUsed, List<Program> programs) {
  private static final int PATIENCE_MILLIS = 3_000;

  /// A program that is connected.
  ///
  /// @param state `RUNNING`, or `WAITING` for cores
  record Program(String name, String state, int cores) {}

  /// Asks the master whose page is at `port` of this machine; empty if it does not answer.
  static Optional<MasterPage> of(int port) {
    try {
      var connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/json/").toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try (InputStream body = connection.getInputStream()) {
        return Optional.of(parse(new ObjectMapper().readTree(body)));
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static MasterPage parse(JsonNode page) {
    List<Program> programs = new ArrayList<>();
    for (JsonNode app : page.path("activeapps")) {
      programs.add(
          new Program(
              app.path("name").asText(), app.path("state").asText(), app.path("cores").asInt()));
    }
    return new MasterPage(
        page.path("aliveworkers").asInt(),
        page.path("cores").asInt(),
        page.path("coresused").asInt(),
        programs);
  }
}
