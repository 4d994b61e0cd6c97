package io.amasia.zarr;

import io.amasia.storage.MemoryStore;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// One input of the fuzzer: the same bytes as each metadata document, beside a small chunk.
final class FuzzedMetadata {
  private static final byte[] CHUNK = new byte[64];

  private FuzzedMetadata() {}

  /// Opens and reads it; only our own errors are caught.
  static void open(byte[] bytes) {
    for (String document : List.of("zarr.json", ".zarray", ".zmetadata")) {
      var store = new MemoryStore();
      store.write("a/" + document, MemorySegment.ofArray(bytes));
      for (String key : List.of("c/0", "c/0/0", "0", "0.0")) {
        store.write("a/" + key, MemorySegment.ofArray(CHUNK));
      }
      DamagedZarrTest.readAll(store, "a");
    }
  }
}
