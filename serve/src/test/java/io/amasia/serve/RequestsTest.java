package io.amasia.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is answered to requests, good and bad ones.
class RequestsTest {
  @TempDir Path folder;

  private Path file = Path.of("");
  private DataServer server;
  private String base = "";

  @BeforeEach
  void start() {
    Map<String, Variable> coords = new LinkedHashMap<>();
    coords.put("time", Variable.times(Calendar.STANDARD, "time", "2000-01-16", "2000-02-15"));
    coords.put(
        "lat",
        Variable.of(List.of("lat"), new double[] {-45, 0, 45})
            .withAttr("units", Attribute.of("degrees_north")));
    coords.put(
        "lon",
        Variable.of(List.of("lon"), new double[] {0, 90, 180, 270})
            .withAttr("units", Attribute.of("degrees_east")));
    Chunks chunks = Chunks.regular(Shape.of(2, 3, 4), 1, 3, 4);
    Variable tas = Variable.of(List.of("time", "lat", "lon"), Nodes.random(1, chunks));
    file = folder.resolve("tas.nc");
    DatasetWriter.write(
        new Dataset(Map.of("tas", tas), new Coordinates(coords), Map.of()),
        file.toString(),
        DatasetWriter.Options.standard());
    server =
        DataServer.builder().port(0).mostValues(50).open(file.toString()).hearing(_ -> {}).start();
    base = server.zarr("tas").replaceFirst("zarr$", "");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String raw(String head) throws IOException {
    int port = URI.create(server.url()).getPort();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String text = head + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String chunk() {
    return base + "zarr/tas/c/0/0/0";
  }

  @Test
  void chunksCarryTagsAndAreCut() {
    Asked whole = Asked.get(chunk());
    assertThat(whole.status()).isEqualTo(200);
    String tag = whole.header("ETag").orElseThrow();
    assertThat(Asked.get(chunk(), "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(Asked.get(base + "zarr/lat/c/0").header("ETag").orElseThrow()).isNotEqualTo(tag);
    assertThat(Asked.get(base + "zarr2/tas/0.0.0").header("ETag").orElseThrow()).isNotEqualTo(tag);
    Asked part = Asked.get(chunk(), "Range", "bytes=4-7");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.bytes()).isEqualTo(java.util.Arrays.copyOfRange(whole.bytes(), 4, 8));
    Asked head = Asked.ask("HEAD", chunk());
    assertThat(head.header("Content-Length")).contains(String.valueOf(whole.bytes().length));
    assertThat(head.bytes()).isEmpty();
  }

  @Test
  void documentsAreCompressedAndKnown() {
    String url = base + "zarr/zarr.json";
    Asked gzip = Asked.get(url, "Accept-Encoding", "gzip");
    assertThat(gzip.header("Content-Encoding")).contains("gzip");
    String tag = gzip.header("ETag").orElseThrow();
    assertThat(Asked.get(url, "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(Asked.get(base + "zarr2/.zmetadata").text()).contains("zarr_consolidated_format");
    assertThat(Asked.get(base + "zarr/.zmetadata").status()).isEqualTo(404);
  }

  @Test
  void keysThatAreNoneAreNotFound() {
    for (String key :
        List.of(
            "tas/c/0/0/1",
            "tas/c/2/0/0",
            "tas/c/00/0/0",
            "tas/c/0/0",
            "tas/c/0/0/0/0",
            "tas/c/-1/0/0",
            "tas/c/0.0.0",
            "tas/0.0.0",
            "tas/c/99999999999999999999/0/0",
            "tas/c",
            "tas",
            "pr/c/0",
            "c/0/0/0",
            "zarr.json/c/0",
            "tas/zarr.json/",
            ".zattrs")) {
      Asked asked = Asked.get(base + "zarr/" + key);
      assertThat(asked.status()).as(key).isEqualTo(404);
      assertThat(asked.text()).as(key).contains("\"error\"");
    }
    assertThat(Asked.get(base + "zarr2/tas/c/0/0/0").status()).isEqualTo(404);
    assertThat(Asked.get(base.replace("/tas/", "/pr/") + "zarr/zarr.json").text())
        .contains("no dataset 'pr'; there are: [tas]");
  }

  @Test
  void hostileRequestsAreRefused() throws Exception {
    String get = "GET /datasets/tas/zarr/zarr.json HTTP/1.1\r\nHost: ";
    assertThat(raw(get + "localhost")).startsWith("HTTP/1.1 200");
    assertThat(raw(get + "evil.example")).startsWith("HTTP/1.1 403");
    assertThat(raw(get + "localhost\r\nSec-Fetch-Site: cross-site\r\nOrigin: https://evil.example"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw("POST /datasets HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 405");
    for (String path :
        List.of(
            "/datasets/tas/zarr/../../../etc/passwd",
            "/datasets/tas/zarr/%2e%2e/%2e%2e/etc/passwd",
            "/datasets/tas/zarr/..%2f..%2fetc%2fpasswd",
            "/datasets/tas/zarr/tas%00",
            "/datasets/tas/zarr/" + "c/".repeat(4_000),
            "/datasets/tas/values?var=" + "a,".repeat(50_000))) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost"))
          .as(path)
          .startsWith("HTTP/1.1 400")
          .contains("\"status\":400");
    }
  }

  @Test
  void valuesAreChosenAsOnTheCommandLine() {
    String values = base + "values?var=tas&time=2000-01&nearest.lat=44&lon=90..180&format=csv";
    Asked csv = Asked.get(values);
    assertThat(csv.header("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.text().lines()).hasSize(3);
    assertThat(csv.text()).contains("45,2000-01-16,90,");
    Asked json = Asked.get(base + "values?isel.time=-1&sel.lat=0&isel.lon=0,2");
    assertThat(json.text()).contains("\"tas\"").doesNotContain("2000-01-16");
    assertThat(Asked.get(base + "values?lon=-90&format=csv&isel.time=0").text())
        .as("longitudes modulo 360")
        .contains("270");
  }

  @Test
  void valuesThatCannotBeGivenAreRefusedInWords() {
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("format=csv", "413 at most 50");
    wrong.put("var=pr", "400 no variable 'pr'; there are: tas");
    wrong.put("depth=3", "400 no dimension 'depth'; there are: time, lat, lon");
    wrong.put("lon=10", "400 choose it with nearest.lon=10");
    wrong.put("lat=91..95", "400 nothing of 'lat' lies in 91..95");
    wrong.put("lat=10", "400 the nearest is 0");
    wrong.put("isel.lat=7", "400 7");
    wrong.put("isel.lat=x", "400 no whole number");
    wrong.put("lat=", "400 nothing chosen");
    wrong.put("where.lat=1", "400 'where.lat' is no parameter");
    wrong.put("format=xml", "400 json or csv");
    wrong.put("lat=1..2..3..4", "400 is no range");
    wrong.forEach((query, words) -> {
      Asked asked = Asked.get(base + "values?" + query);
      assertThat(asked.status() + " " + asked.text())
          .as(query)
          .startsWith(words.substring(0, 3))
          .contains(words.substring(4))
          .doesNotContain("Exception");
    });
    assertThat(Asked.get(base + "values?isel.time=0&format=csv").status()).isEqualTo(200);
  }

  @Test
  void peopleAndProgramsFindWhatThereIs() {
    assertThat(Asked.get(server.url()).text()).contains("href=\"/datasets/tas/\"");
    assertThat(Asked.get(server.url() + "datasets").text())
        .contains("\"zarr\":\"/datasets/tas/zarr\"");
    assertThat(Asked.get(server.url() + "datasets/").text()).contains("href=\"/datasets/tas/\"");
    Asked page = Asked.get(base);
    assertThat(page.text()).contains("<!doctype html>", "class='amasia'", "open_zarr");
    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(Asked.get(base + "info").text())
        .contains("\"lat\":3", "\"units\":\"degrees_north\"");
    assertThat(Asked.get(server.url() + "health").text()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(Asked.get(server.url() + "sitemap.json").text())
        .contains("/datasets/{dataset}/zarr/{key...}");
  }

  @Test
  void aSourceThatVanishesIsSaidAndTheServerStaysUp() throws Exception {
    assertThat(Asked.get(chunk()).status()).isEqualTo(200);
    Path away = folder.resolve("away.nc");
    Files.move(file, away);
    Thread.sleep(1_050);
    for (String path : List.of("zarr/lat/c/0", "zarr/tas/c/0/0/0", "values?isel.time=0")) {
      Asked asked = Asked.get(base + path);
      assertThat(asked.status()).as(path).isEqualTo(503);
      assertThat(asked.text()).contains("tas.nc is gone or has changed since it was opened");
    }
    assertThat(Asked.get(server.url() + "health").status()).isEqualTo(200);
    Files.move(away, file);
    assertThat(Asked.get(chunk()).status()).isEqualTo(200);
  }

  @Test
  void elsewhereATokenIsNeeded() throws Exception {
    var everywhere = InetAddress.getByName("0.0.0.0");
    try (DataServer open =
        DataServer.builder().port(0).address(everywhere).open(file.toString()).start()) {
      int port = URI.create(open.url()).getPort();
      String token = open.url().replaceFirst(".*token=", "");
      String url = "http://localhost:" + port + "/datasets/tas/zarr/tas/c/0/0/0";
      assertThat(Asked.get(url).status()).isEqualTo(401);
      assertThat(Asked.get(url).text()).contains("\"error\"", "Authorization: Bearer");
      assertThat(Asked.get(url, "Authorization", "Bearer " + token).status()).isEqualTo(200);
      assertThat(open.zarr("tas")).doesNotContain(token).endsWith("/datasets/tas/zarr");
    }
  }

  @Test
  void clientsThatGoAwayLeaveNothingBehind() throws Exception {
    int port = URI.create(server.url()).getPort();
    for (int i = 0; i < 50; i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        String head = "GET /datasets/tas/zarr/tas/c/0/0/0 HTTP/1.1\r\nHost: localhost\r\n";
        socket
            .getOutputStream()
            .write((i % 2 == 0 ? head + "\r\n" : head).getBytes(StandardCharsets.UTF_8));
        socket.setSoLinger(true, 0); // reset rather than close
      }
    }
    assertThat(Asked.get(chunk()).status()).isEqualTo(200);
  }

  @Test
  void nobodyIsToldThePasswordsOfUrls() {
    var x = new Dataset(Map.of(), new Coordinates(Map.of()), Map.of());
    String url = "https://me:pass@example.org/x.nc?sig=5ecret";
    try (var other = DataServer.builder().port(0).add("x", url, x).hearing(_ -> {}).start()) {
      assertThat(other.catalog().all())
          .singleElement()
          .satisfies(
              served -> assertThat(served.title()).isEqualTo("https://example.org/x.nc?sig=…"));
    }
  }

  @Test
  void pagesSayThatProgramsNeedTheToken() throws Exception {
    var x = new Dataset(Map.of(), new Coordinates(Map.of()), Map.of());
    var all = InetAddress.getByName("0.0.0.0");
    try (var other =
            DataServer.builder().address(all).port(0).add("x", x).hearing(_ -> {}).start();
        var client = java.net.http.HttpClient.newHttpClient()) {
      URI link = URI.create(other.url());
      String token = link.getQuery().replace("token=", "");
      var page = URI.create("http://127.0.0.1:%d/datasets/x/".formatted(link.getPort()));
      var request =
          java.net.http.HttpRequest.newBuilder(page).header("Authorization", "Bearer " + token);
      var ofString = java.net.http.HttpResponse.BodyHandlers.ofString();
      assertThat(client.send(request.build(), ofString).body())
          .contains("Bearer TOKEN")
          .doesNotContain(token);
    }
  }
}
