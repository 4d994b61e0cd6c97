package io.amasia.zarr;

import static io.amasia.testkit.LoopbackServer.send;
import static io.amasia.testkit.LoopbackServer.well;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.storage.Location;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.testkit.LoopbackServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Zarr over http, by ranged reads from a server that behaves well or badly, and in zip archives.
class HttpZarrTest {
  private static final String FORM =
      """
      {"zarr_format": 3, "node_type": "array", "shape": [40], "data_type": "int32",
       "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [%d]}},
       "chunk_key_encoding": {"name": "default"}, "fill_value": -7,
       "dimension_names": ["x"], "attributes": {}, "codecs": [%s]}
      """;
  private static final String BYTES =
      "{\"name\": \"bytes\", \"configuration\": {\"endian\": \"little\"}}";
  private static final String SHARDS =
      """
      {"name": "sharding_indexed", "configuration": {"chunk_shape": [5], "codecs": [%s],
       "index_codecs": [%s, {"name": "crc32c"}], "index_location": "end"}}
      """
          .formatted(BYTES, BYTES);

  private final Map<String, byte[]> values = new LinkedHashMap<>();

  /// `plain` of four chunks, the third absent; `sharded` of two shards of four chunks.
  @BeforeEach
  void fill() {
    String plain = FORM.formatted(10, BYTES);
    String sharded = FORM.formatted(20, SHARDS);
    put("x.zarr/plain/zarr.json", plain);
    put("x.zarr/sharded/zarr.json", sharded);
    put(
        "x.zarr/zarr.json",
        """
        {"zarr_format": 3, "node_type": "group", "attributes": {"title": "over http"},
         "consolidated_metadata": {"kind": "inline", "must_understand": false,
           "metadata": {"plain": %s, "sharded": %s}}}
        """
            .formatted(plain, sharded));
    for (int c : new int[] {0, 1, 3}) {
      values.put("x.zarr/plain/c/" + c, numbers(10 * c, 10));
    }
    values.put("x.zarr/sharded/c/0", shard(0));
    values.put("x.zarr/sharded/c/1", shard(20));
  }

  private void put(String key, String text) {
    values.put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] numbers(int first, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putInt(first + i);
    }
    return bytes.array();
  }

  /// Four chunks of five numbers, then where each lies, then a checksum of that.
  private static byte[] shard(int first) {
    ByteBuffer index = ByteBuffer.allocate(4 * 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int c = 0; c < 4; c++) {
      index.putLong(20L * c).putLong(20);
    }
    var crc = new CRC32C();
    crc.update(index.array());
    return ByteBuffer.allocate(80 + 64 + 4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(numbers(first, 20))
        .put(index.array())
        .putInt((int) crc.getValue())
        .array();
  }

  @BeforeEach
  void soon() {
    System.setProperty("amasia.http.timeout", "1");
    System.setProperty("amasia.http.attempts", "2");
  }

  @AfterEach
  void patient() {
    System.clearProperty("amasia.http.timeout");
    System.clearProperty("amasia.http.attempts");
  }

  private static StoredArray array(StoredDataset dataset, String name) {
    return dataset.root().arrays().stream()
        .filter(a -> a.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static long[] read(StoredDataset dataset, String name, long from, long to) {
    try (NdArray read =
        ArrayReader.read(array(dataset, name), Box.of(new long[] {from}, new long[] {to - from}))) {
      return read.toLongs();
    }
  }

  private static long[] expected(boolean gap) {
    long[] all = new long[40];
    Arrays.setAll(all, i -> gap && i / 10 == 2 ? -7 : i);
    return all;
  }

  @Test
  void readsWithFewRoundTrips() {
    try (var server = LoopbackServer.of(values);
        StoredDataset dataset = Formats.open(server.url() + "/x.zarr")) {
      assertThat(server.requests())
          .containsExactly("HEAD /x.zarr/zarr.json", "GET /x.zarr/zarr.json");
      server.forget();
      assertThat(read(dataset, "plain", 0, 40)).isEqualTo(expected(true));
      assertThat(server.requests()).allMatch(r -> r.startsWith("GET /x.zarr/plain/c/")).hasSize(4);
      server.forget();
      assertThat(read(dataset, "sharded", 22, 26)).containsExactly(22, 23, 24, 25);
      assertThat(server.requests()).first().isEqualTo("GET /x.zarr/sharded/c/1 bytes=-68");
      assertThat(server.requests()).hasSizeBetween(2, 3);
      assertThat(read(dataset, "sharded", 0, 40)).isEqualTo(expected(false));
    }
  }

  @Test
  void aGroupWithoutConsolidatedMetadataNeedsAListing() {
    put("x.zarr/zarr.json", "{\"zarr_format\": 3, \"node_type\": \"group\"}");
    try (var server = LoopbackServer.of(values)) {
      assertThatThrownBy(() -> Formats.open(server.url() + "/x.zarr"))
          .isInstanceOf(AmasiaException.Unsupported.class)
          .hasMessageContaining("consolidate_metadata");
      try (StoredDataset one = Formats.open(server.url() + "/x.zarr/plain/")) {
        assertThat(read(one, "plain", 8, 12)).containsExactly(8, 9, 10, 11);
      }
    }
  }

  /// Announces all and sends half.
  private static void sendHalf(HttpExchange exchange, byte[] value) throws IOException {
    exchange.sendResponseHeaders(200, value.length);
    exchange.getResponseBody().write(value, 0, value.length / 2);
    exchange.getResponseBody().flush();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "shorter", "longer", "range", "error", "hang", "page"})
  void badAnswersNameTheChunkAndEnd(String how) {
    try (var server =
            new LoopbackServer(e -> {
              String path = e.getRequestURI().getPath().substring(1);
              if (!path.contains("/c/1")) {
                well(e, values);
                return;
              }
              byte[] value = values.getOrDefault(path, new byte[0]);
              switch (how) {
                case "short" -> sendHalf(e, value);
                case "shorter" -> send(e, 200, Arrays.copyOf(value, value.length - 3));
                case "longer" -> send(e, 200, Arrays.copyOf(value, value.length + 3));
                case "range" -> {
                  e.getResponseHeaders().set("Content-Range", "bytes 7-46/99");
                  send(e, 206, value);
                }
                case "error" -> send(e, 500, value);
                case "page" -> {
                  e.getResponseHeaders().set("Content-Type", "text/html");
                  send(e, 200, value);
                }
                default -> LockSupport.parkNanos(20_000_000_000L);
              }
            });
        StoredDataset dataset = Formats.open(server.url() + "/x.zarr")) {
      for (String name : new String[] {"plain", "sharded"}) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> read(dataset, name, 0, 40))
            .isInstanceOfAny(AmasiaException.Format.class, AmasiaException.Unsupported.class)
            .hasMessageContaining(name + "/c/1")
            .hasMessageNotContaining("\n");
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
      }
    }
  }

  @Test
  void readsFromAZipArchiveOnDiskAndOverHttp(@TempDir Path folder) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setLevel(3);
      for (Map.Entry<String, byte[]> entry : values.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    Path file = folder.resolve("x.zarr.zip");
    Files.write(file, bytes.toByteArray());
    try (var server = LoopbackServer.of(Map.of("x.zarr.zip", bytes.toByteArray()))) {
      for (String url : new String[] {file.toString(), server.url() + "/x.zarr.zip"}) {
        try (StoredDataset dataset = Formats.open(url)) {
          assertThat(read(dataset, "plain", 0, 40)).isEqualTo(expected(true));
          assertThat(read(dataset, "sharded", 3, 37)).hasSize(34).startsWith(3, 4);
        }
      }
    }
  }

  @Test
  void manyArraysWithoutConsolidatedMetadataAreReadEachOnce() {
    var store = new MemoryStore();
    values.forEach((k, v) -> store.write(k, MemorySegment.ofArray(v)));
    byte[] document = values.get("x.zarr/plain/zarr.json");
    for (int i = 0; i < 300; i++) {
      store.write("m.zarr/a%03d/zarr.json".formatted(i), MemorySegment.ofArray(document));
    }
    String group = "{\"zarr_format\": 3, \"node_type\": \"group\"}";
    store.write("m.zarr/zarr.json", MemorySegment.ofArray(group.getBytes(StandardCharsets.UTF_8)));
    try (StoredDataset dataset = new ZarrFormat().open(new Location(store, "m.zarr", "m.zarr"))) {
      assertThat(dataset.root().arrays()).hasSize(300).extracting(StoredArray::name).isSorted();
    }
    store.write("m.zarr/a150/zarr.json", MemorySegment.ofArray(new byte[] {'{'}));
    assertThatThrownBy(() -> new ZarrFormat().open(new Location(store, "m.zarr", "m.zarr")))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("a150/zarr.json is not JSON");
  }
}
