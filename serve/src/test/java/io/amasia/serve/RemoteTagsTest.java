package io.amasia.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.testkit.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tags of chunks whose source is another server's.
class RemoteTagsTest {
  private static final String CHUNK = "v/c/0";

  @TempDir Path folder;

  private final Map<String, byte[]> there = new ConcurrentHashMap<>();
  private byte[] other = {};

  @BeforeEach
  void write() throws IOException {
    for (int i = 1; i <= 2; i++) {
      Path store = folder.resolve(i + ".zarr");
      var v =
          new DataArray("v", Variable.of(List.of("x"), new double[] {i, 2, 3}), Coordinates.NONE);
      DatasetWriter.write(v.toDataset(), store.toString(), DatasetWriter.Options.standard());
    }
    try (Stream<Path> files = Files.walk(folder.resolve("1.zarr"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        there.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    other = Files.readAllBytes(folder.resolve("2.zarr").resolve(CHUNK));
  }

  private LoopbackServer remote(boolean tells) {
    return new LoopbackServer(exchange -> {
      byte[] value = there.get(exchange.getRequestURI().getPath().substring(1));
      if (tells && value != null) {
        exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(value) + "\"");
      }
      LoopbackServer.well(exchange, there);
    });
  }

  private static DataServer serving(LoopbackServer remote) {
    return DataServer.builder()
        .port(0)
        .hearing(_ -> {})
        .open("d", remote.url() + "/1.zarr")
        .start();
  }

  private static long reads(LoopbackServer remote) {
    return remote.requests().stream()
        .filter(request -> request.startsWith("GET") && request.contains(CHUNK))
        .count();
  }

  @Test
  void whatTheSourceTellsIsAsked() {
    try (LoopbackServer remote = remote(true);
        DataServer server = serving(remote)) {
      String url = server.zarr("d") + "/" + CHUNK;
      Asked first = Asked.get(url);
      String tag = first.header("ETag").orElseThrow();
      assertThat(Asked.get(url).header("ETag")).contains(tag);
      assertThat(Asked.get(url, "If-None-Match", tag).status()).isEqualTo(304);
      assertThat(reads(remote)).isEqualTo(1);
      there.put("1.zarr/" + CHUNK, other);
      Asked changed = Asked.get(url, "If-None-Match", tag);
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.bytes()).isNotEqualTo(first.bytes());
      assertThat(changed.header("ETag").orElseThrow()).isNotEqualTo(tag);
    }
  }

  @Test
  void whereNobodyTellsAWholeChunkIsMadeAnewAndItsPartsAreOfOne() {
    try (LoopbackServer remote = remote(false);
        DataServer server = serving(remote)) {
      String url = server.zarr("d") + "/" + CHUNK;
      String tag = Asked.ask("HEAD", url).header("ETag").orElseThrow();
      Asked part = Asked.get(url, "Range", "bytes=0-3");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.header("ETag")).contains(tag);
      assertThat(reads(remote)).isEqualTo(1);
      Asked same = Asked.get(url, "If-None-Match", tag);
      assertThat(same.status()).isEqualTo(304);
      assertThat(same.header("Cache-Control")).contains("private, no-cache");
      there.put("1.zarr/" + CHUNK, other);
      Asked changed = Asked.get(url, "If-None-Match", tag);
      assertThat(changed.status()).isEqualTo(200);
      assertThat(Asked.get(url, "Range", "bytes=0-3").header("ETag"))
          .isEqualTo(changed.header("ETag"))
          .isNotEqualTo(tag);
    }
  }
}
