package io.amasia.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.serve.DataServer;
import io.amasia.storage.format.Attribute;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Requests that don't fit the data, or that nobody means well with: answered in words, and the
/// explorer stays up.
class HostileRequestsTest {
  private static final Dataset LINE =
      DataArray.of(new double[] {1, 2, 3}, "x").named("line").toDataset();

  private final Asking asking =
      new Asking(
          DataServer.builder()
              .hearing(_ -> {})
              .add("made", MadeField.dataset())
              .add("line", LINE)
              .add("slow", slow()));

  @AfterEach
  void close() {
    assertThat(asking.get("/explore/frame?var=t").status()).isEqualTo(200);
    asking.close();
  }

  /// So much to compute for a picture that it takes long: a mean over many times.
  private static Dataset slow() {
    double[] lat = IntStream.range(0, 500).mapToDouble(j -> -89 + 0.35 * j).toArray();
    double[] lon = IntStream.range(0, 500).mapToDouble(i -> 0.72 * i).toArray();
    var random = Nodes.random(1, Chunks.regular(Shape.of(2, 4000, 500, 500), 1, 10, 500, 500));
    DataArray x =
        new DataArray(
            "x",
            Variable.of(List.of("time", "sample", "lat", "lon"), random),
            new Coordinates(
                Map.of(
                    "lat",
                    Variable.of(List.of("lat"), lat)
                        .withAttr("units", Attribute.of("degrees_north")),
                    "lon",
                    Variable.of(List.of("lon"), lon)
                        .withAttr("units", Attribute.of("degrees_east")))));
    return x.mean("sample").named("x").toDataset();
  }

  @Test
  void whatDoesNotFitTheDataIsToldInASentence() {
    Map<String, String> asked =
        Map.ofEntries(
            Map.entry("var=nothing", "no variable 'nothing'; there are: t, other"),
            Map.entry("data=nothing&var=t", "no dataset 'nothing'; there are: made, line, slow"),
            Map.entry("var=t&at.time=4", "there are 0 to 3"),
            Map.entry("var=t&at.member=0", "no dimension 'member'"),
            Map.entry("var=t&at.lat=0", "shows all of it"),
            Map.entry("var=t&kind=series&at.lat=0", "point=LON,LAT"),
            Map.entry("var=t&on.time=1999", "1999"),
            Map.entry("var=t&on.plev=123", "the nearest is"),
            Map.entry("var=t&point=0,0", "box=W,S,E,N"),
            Map.entry("var=t&box=1,1,2,2", "no cell centre"),
            Map.entry("var=t&units=m", "K"),
            Map.entry("var=t&kind=hovmoller&along=time", "can't be shown against"),
            Map.entry("var=t&kind=series&along=member", "no dimension 'member'"),
            Map.entry("data=line&var=line&kind=map", "longitudes and latitudes"),
            Map.entry("data=line&var=line&kind=series&point=0,0", "no longitudes"),
            Map.entry("var=t&minus=x&minus.data=slow", "'x' has no units"),
            Map.entry("data=slow&var=x&minus=t&minus.data=made", "same places"),
            Map.entry("var=t&w=0", "1 to 4096"),
            Map.entry("var=t&h=999999", "1 to 4096"),
            Map.entry("var=t&w=many", "number of points"),
            Map.entry("var=t&detail=best", "mean or nearest"),
            Map.entry("var=t&panel=" + "p".repeat(100), "80 characters"));
    asked.forEach((query, words) -> {
      Asking.Answer answer = asking.get("/explore/frame?" + query);
      assertThat(answer.status()).as(query + ": " + answer.text()).isEqualTo(400);
      assertThat(answer.json().get("error").asText()).as(query).contains(words);
    });
    for (String path :
        List.of(
            "export?var=t&format=exe",
            "export?var=t&format=gif&dim=lat",
            "export?var=t&format=gif&dim=time&from=3&to=1",
            "export?var=t&format=gif&dim=time&kind=histogram",
            "cells?var=t&kind=series",
            "labels.json?dim=nothing",
            "coast.txt?box=a",
            "coast.txt?box=1,2,3,---",
            "code.json?var=nothing")) {
      assertThat(asking.get("/explore/" + path).status()).as(path).isEqualTo(400);
    }
  }

  @Test
  void namesCantLeaveTheCodeThatIsShown() {
    String name = "a\");}//\n\\u0022 'b\" $(x) `y`";
    Dataset odd =
        DataArray.of(new double[][] {{1, 2}, {3, 4}}, "time", "x").named(name).toDataset();
    try (var other = new Asking(DataServer.builder().add("odd", odd))) {
      var json = other.get("/explore/catalogue.json").json();
      assertThat(json.get("datasets").get(0).get("variables").get(0).get("name").asText())
          .isEqualTo(name);
      String query = "?kind=series&var=" + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8);
      String java = other.get("/explore/code.json" + query).json().get("java").asText();
      assertThat(java).contains("ds.get(\"a\\\");}//\\n\\\\u0022 'b\\\" $(x) `y`\")");
      assertThat(CodeOf.shell("it's $(x)")).isEqualTo("'it'\\''s $(x)'");
    }
  }

  @Test
  void foreignHostsPathsAndMethodsAreRefused() throws Exception {
    assertThat(raw("GET /explore/catalogue.json HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .doesNotContain("air_temperature");
    assertThat(raw("POST /explore/frame?var=t HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 405");
    for (String path :
        List.of(
            "/explore/../../etc/passwd",
            "/explore/%2e%2e/%2e%2e/etc/passwd",
            "/plots/..%2fMapCells.class",
            "/watch/nothing.js")) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 40")
          .doesNotContain("root:");
    }
    assertThat(raw("GET /explore HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .containsIgnoringCase("Content-Security-Policy: default-src 'self'")
        .doesNotContain("<script>");
  }

  private String raw(String request) throws Exception {
    int port = java.net.URI.create(asking.url("/")).getPort();
    try (var socket = new Socket("localhost", port)) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              request
                  .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aNewerRequestOfAPanelStopsTheOneBefore() throws Exception {
    var first =
        CompletableFuture.supplyAsync(
            () -> asking.get("/explore/frame?data=slow&var=x&kind=map&panel=p"));
    Thread.sleep(400);
    assertThat(first).isNotDone();
    Asking.Answer second = asking.get("/explore/frame?var=t&panel=p");
    assertThat(second.status()).isEqualTo(200);
    assertThat(first.get(5, TimeUnit.SECONDS).status()).isEqualTo(503);
    assertThat(first.get().json().get("error").asText()).isEqualTo("cancelled");
  }

  @Test
  void aRequestThatWasOvertakenOnItsWayStopsNobody() throws Exception {
    var newer =
        CompletableFuture.supplyAsync(
            () -> asking.get("/explore/frame?data=slow&var=x&kind=map&panel=p&turn=8"));
    Thread.sleep(400);
    assertThat(asking.get("/explore/frame?var=t&at.time=2&panel=p&turn=7").status()).isEqualTo(503);
    assertThat(newer).isNotDone();
    assertThat(asking.get("/explore/frame?var=t&panel=p&turn=9").status()).isEqualTo(200);
    assertThat(newer.get(5, TimeUnit.SECONDS).status()).isEqualTo(503);
  }
}
