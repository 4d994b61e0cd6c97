package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.storage.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Base64;
import java.util.Map;

/// The stores that `make_v2.py` and `make_v3.py` made.
final class Made {
  private Made() {}

  static JsonNode read(String file) {
    try (InputStream in = Made.class.getResourceAsStream(file)) {
      return JsonObject.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MemoryStore store(JsonNode made) {
    var store = new MemoryStore();
    for (Map.Entry<String, JsonNode> entry : made.get("store").properties()) {
      byte[] value = Base64.getDecoder().decode(entry.getValue().textValue());
      store.write(entry.getKey(), MemorySegment.ofArray(value));
    }
    return store;
  }
}
