package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.testkit.RandomTest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damaged metadata and chunks give one clear error, never another exception, never memory by
/// claim.
class DamagedZarrTest {
  private static final List<JsonNode> MADE =
      List.of(Made.read("made_v2.json"), Made.read("made_v3.json"));

  /// Reads everything; any error must be one of ours.
  static void readAll(MemoryStore store, String key) {
    try (StoredDataset dataset = new ZarrFormat().open(new Location(store, key, "damaged.zarr"))) {
      readAll(dataset.root());
    } catch (AmasiaException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void readAll(StoredGroup group) {
    for (StoredArray array : group.arrays()) {
      // a damaged shape may claim more than any test has memory for
      boolean small = array.chunks().maxChunk().size() < 1 << 20 && array.chunks().count() < 1000;
      if (small && array.shape().size() < 1 << 20) {
        try (NdArray values = ArrayReader.read(array, Box.all(array.shape()))) {
          assertThat(values.size()).isEqualTo(array.shape().size());
        } catch (AmasiaException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }
    group.groups().forEach(DamagedZarrTest::readAll);
  }

  @RandomTest
  void damagedBytesGiveOurErrors(long seed) {
    var random = new Random(seed);
    JsonNode made = MADE.get(random.nextInt(2));
    MemoryStore store = Made.store(made);
    List<String> keys = made.get("store").propertyStream().map(e -> e.getKey()).toList();
    for (int i = 0; i < 20; i++) {
      String key = keys.get(random.nextInt(keys.size()));
      if (!key.contains("/")) {
        continue;
      }
      byte[] value;
      try (var lease = store.read(key, ByteRange.ALL).orElseThrow()) {
        value = lease.segment().toArray(ValueLayout.JAVA_BYTE);
      }
      store.write(key, MemorySegment.ofArray(damaged(random, value)));
      readAll(store, key.substring(0, key.indexOf('/')));
    }
  }

  private static byte[] damaged(Random random, byte[] value) {
    byte[] bytes = value.clone();
    if (bytes.length == 0 || random.nextInt(3) == 0) {
      return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static void put(MemoryStore store, String key, String text) {
    store.write(key, MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String array(String shape, String chunk) {
    return """
    {"zarr_format": 3, "node_type": "array", "shape": %s, "data_type": "float32",
     "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": %s}},
     "chunk_key_encoding": {"name": "default"}, "fill_value": 0,
     "codecs": [{"name": "bytes", "configuration": {"endian": "little"}},
                {"name": "zstd", "configuration": {"level": 1}}]}
    """
        .formatted(shape, chunk);
  }

  private static void assertRefused(String document, String words) {
    var store = new MemoryStore();
    put(store, "a/zarr.json", document);
    assertThatThrownBy(() -> new ZarrFormat().open(new Location(store, "a", "x.zarr")))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining(words)
        .hasMessageContaining("x.zarr");
  }

  @Test
  void impossibleSizesAreRefusedInOneLine() {
    assertRefused(array("[10]", "[0]"), "from 1 to 2^53");
    assertRefused(array("[-1]", "[1]"), "from 0 to 2^53");
    assertRefused(array("[10]", "[1.5]"), "chunk_shape");
    assertRefused(array("[10]", "[1, 1]"), "differ in dimensions");
    assertRefused(array("[9007199254740992, 9007199254740992]", "[1, 1]"), "refused");
    assertRefused(array("[10, 10]", "[4611686018427387904, 8]"), "2^53");
    assertRefused(array("[10, 10]", "[9007199254740992, 9007199254740992]"), "64 GiB");
    assertRefused("{", "not JSON");
    assertRefused("[]", "JSON object");
  }

  @Test
  void memoryIsNotTakenForWhatAChunkClaims() {
    var store = new MemoryStore();
    put(store, "a/zarr.json", array("[1000000000]", "[1000000000]"));
    put(store, "a/c/0", "tiny");
    try (StoredDataset dataset = new ZarrFormat().open(new Location(store, "a", "x.zarr"))) {
      StoredArray array = dataset.root().arrays().getFirst();
      assertThatThrownBy(() -> ArrayReader.read(array, Box.all(array.shape())))
          .isInstanceOf(AmasiaException.Format.class)
          .hasMessageContainingAll("/a", "a/c/0", "can't decode to");
    }
  }

  @Test
  void damagedChunksAreNamed() {
    var store = new MemoryStore();
    put(store, "a/zarr.json", array("[10]", "[5]"));
    put(store, "a/c/1", "no zstd at all");
    try (StoredDataset dataset = new ZarrFormat().open(new Location(store, "a", "x.zarr"))) {
      StoredArray array = dataset.root().arrays().getFirst();
      assertThatThrownBy(() -> ArrayReader.read(array, Box.all(array.shape())))
          .isInstanceOf(AmasiaException.Format.class)
          .hasMessageContainingAll("x.zarr", "array /a", "chunk a/c/1");
    }
  }
}
