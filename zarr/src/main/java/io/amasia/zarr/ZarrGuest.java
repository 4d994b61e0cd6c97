package io.amasia.zarr;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.storage.Crc32c;
import io.amasia.storage.FileStore;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Sink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes chunks of a new store that another process makes visible. Chunks appear whole, since two
/// guests may write the same one, and one of them may be killed.
///
/// @param store the folder that the other process fills
/// @param arrays as the other process has them
record ZarrGuest(FileStore store, Map<String, WrittenArray> arrays) implements Sink.Guest.Writer {
  /// What a guest needs.
  ///
  /// @param temporaries the folder for chunks that have no name yet
  /// @param paths the arrays, in the order in which the log counts them
  static String invitation(
      Path folder, Path temporaries, StoreMetadata metadata, List<String> paths) {
    var out = JsonObject.MAPPER.createObjectNode();
    out.put("folder", folder.toAbsolutePath().toString());
    out.put("temporaries", temporaries.toAbsolutePath().toString());
    out.put("version", metadata.version());
    out.put("documents", metadata.text());
    paths.forEach(out.putArray("paths")::add);
    return out.toString();
  }

  /// The guest that such an invitation makes.
  static ZarrGuest of(String invitation) {
    var in = JsonObject.parse(invitation.getBytes(StandardCharsets.UTF_8), "invitation").node();
    var metadata = StoreMetadata.ofText(in.path("documents").asText(), in.path("version").asInt());
    List<String> paths = new ArrayList<>();
    in.path("paths").forEach(path -> paths.add(path.asText()));
    FileStore store =
        FileStore.folder(
            Path.of(in.path("folder").asText()), Path.of(in.path("temporaries").asText()));
    return new ZarrGuest(store, NewStore.arrays(paths, metadata));
  }

  @Override
  public Sink.Receipt write(String name, Box box, NdArray values) {
    WrittenArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no variable '" + name + "' in " + arrays.keySet());
    }
    var note = new StringBuilder();
    long[] bytes = {0};
    array.forEachChunk(
        box,
        index -> {
          Attempt.Entry entry = write(array, index, box, values);
          bytes[0] += Math.max(0, entry.length());
          note.append(entry.line()).append('\n');
        });
    return new Sink.Receipt(bytes[0], note.toString());
  }

  private Attempt.Entry write(WrittenArray array, long[] index, Box box, NdArray values) {
    Optional<Bytes> encoded = array.encode(index, box, values);
    if (encoded.isEmpty()) {
      return new Attempt.Entry(array.number(), array.number(index), -1, 0);
    }
    try (Bytes chunk = encoded.get()) {
      store.write(array.key(index), chunk.segment());
      return new Attempt.Entry(
          array.number(),
          array.number(index),
          chunk.segment().byteSize(),
          Crc32c.of(chunk.segment()));
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
