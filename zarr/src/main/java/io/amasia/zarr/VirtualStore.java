package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Lease;
import io.amasia.array.NdArray;
import io.amasia.storage.ByteRange;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Schema;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The Zarr store that writing a schema would make, without there being one: its documents are at
/// hand, its chunks are encoded from values when somebody asks for them. Thread-safe.
///
/// Keys, documents and bytes are those of [ZarrSink]. Chunks that hold nothing but the fill value
/// are absent, as there. Shards are left out: they save files, of which there are none here.
public final class VirtualStore {
  private final int version;
  private final Map<String, byte[]> documents;
  private final Map<String, WrittenArray> arrays;

  private VirtualStore(
      int version, Map<String, byte[]> documents, Map<String, WrittenArray> arrays) {
    this.version = version;
    this.documents = documents;
    this.arrays = arrays;
  }

  /// The store of `schema`.
  ///
  /// @param version 2 or 3
  /// @throws AmasiaException.Unsupported if a name, size or codec can't be stored
  public static VirtualStore of(Schema schema, int version) {
    Schema whole = schema.withVariables(Schema.Variable::withoutShards);
    StoreMetadata metadata = StoreMetadata.of(whole, version);
    try (var memory = new MemoryStore()) {
      metadata.writeMembers(memory, metadata.members());
      metadata.writeRoot(memory);
      Map<String, byte[]> documents = new LinkedHashMap<>();
      for (String key : metadata.keys(metadata.members())) {
        try (Lease document = memory.read(key, ByteRange.ALL).orElseThrow()) {
          documents.put(key, document.segment().toArray(ValueLayout.JAVA_BYTE));
        }
      }
      return new VirtualStore(
          version, documents, NewStore.arrays(whole.byPath().keySet(), metadata));
    }
  }

  public int version() {
    return version;
  }

  /// The bytes of the metadata document at `key`, such as `zarr.json` or `tas/.zarray`; empty if
  /// there is none.
  public Optional<byte[]> document(String key) {
    return Optional.ofNullable(documents.get(key)).map(byte[]::clone);
  }

  /// The document that says how the array at `path` is encoded, as text.
  public String words(String path) {
    byte[] document = documents.get(path + (version == 2 ? "/.zarray" : "/zarr.json"));
    return document == null ? "" : new String(document, StandardCharsets.UTF_8);
  }

  /// A chunk of an array of the store.
  ///
  /// @param array the path of the array from the root, as [Schema#byPath] has it
  /// @param box the part of the array that lies in it; not empty
  public record Chunk(String array, Box box) {}

  /// The chunk that has `key`, such as `tas/c/0/3`; empty if none of the store has.
  public Optional<Chunk> chunk(String key) {
    for (int slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
      String path = key.substring(0, slash);
      WrittenArray array = arrays.get(path);
      if (array != null) {
        return array.boxOf(key).map(box -> new Chunk(path, box));
      }
    }
    return Optional.empty();
  }

  /// The bytes of `chunk` with `values`, which are of its box's shape and stay the caller's; empty
  /// if they are the fill value alone and so need not be stored.
  public Optional<byte[]> encode(Chunk chunk, NdArray values) {
    WrittenArray array = arrays.get(chunk.array());
    if (array == null
        || values.dtype() != array.dtype()
        || !values.shape().equals(chunk.box().shape())) {
      throw new IllegalArgumentException("%s for %s".formatted(values, chunk));
    }
    byte[][] encoded = {null};
    array.forEachChunk(
        chunk.box(),
        index ->
            array.encode(index, chunk.box(), values).ifPresent(bytes -> encoded[0] = taken(bytes)));
    return Optional.ofNullable(encoded[0]);
  }

  private static byte[] taken(Bytes bytes) {
    try (bytes) {
      return bytes.segment().toArray(ValueLayout.JAVA_BYTE);
    }
  }
}
