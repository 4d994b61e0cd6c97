package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.storage.FileStore;
import io.amasia.storage.Location;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.WritableStore;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Writes a Zarr group: any thread writes whole chunks, or shards, each a value of its own.
///
/// A new local store is written to a folder beside the target, which takes its name at the end; a
/// new store elsewhere becomes visible with the documents of its root, which come last. Appending
/// writes chunks first and the shapes last. A region is replaced chunk by chunk, with a mark in the
/// metadata until it is finished.
final class ZarrSink implements Sink.Keyed {
  private final WriteMode mode;
  private final boolean resume;
  private final WritableStore store;
  private final StoreMetadata metadata;
  private final Map<String, WrittenArray> arrays;
  private final Publication publication;
  private final ConcurrentLinkedQueue<String> inPlace = new ConcurrentLinkedQueue<>();
  private boolean committed;

  /// How what is written becomes visible.
  ///
  /// @param attempt the log of it, for local targets
  /// @param target the folder whose place is taken, where there is one
  private record Publication(@Nullable Attempt attempt, @Nullable Target target) {}

  private ZarrSink(
      WriteRequest request,
      WritableStore store,
      StoreMetadata metadata,
      Map<String, WrittenArray> arrays,
      Publication publication) {
    this.mode = request.mode();
    this.resume = request.resume();
    this.store = store;
    this.metadata = metadata;
    this.arrays = arrays;
    this.publication = publication;
  }

  /// A sink for `request`.
  ///
  /// @throws AmasiaException.Conflict if something is there that may not be replaced, or nothing to
  ///   join to
  /// @throws AmasiaException.Unsupported if the target can't be written, or a name, size or codec
  ///   can't be stored
  static ZarrSink create(WriteRequest request) {
    return switch (request.mode()) {
      case WriteMode.Create _ -> fresh(request, false);
      case WriteMode.Overwrite _ -> fresh(request, true);
      case WriteMode.Append _, WriteMode.Region _ -> joined(request);
    };
  }

  private static ZarrSink fresh(WriteRequest request, boolean overwrite) {
    String url = request.url();
    StoreMetadata metadata =
        StoreMetadata.of(request.schema(), request.variant().equals("zarr2") ? 2 : 3);
    Map<String, WrittenArray> arrays = new LinkedHashMap<>();
    request
        .schema()
        .byPath()
        .forEach((path, _) -> {
          ArrayMetadata array = parsed(metadata, path);
          Box all = Box.all(array.shape());
          boolean keepsFill = !metadata.hasFill(path);
          arrays.put(path, new WrittenArray(arrays.size(), path, array, all, keepsFill, null));
        });
    if (url.startsWith("memory:")) {
      MemoryStore memory = MemoryStore.named(url.substring("memory:".length()));
      clear(memory, url, overwrite);
      metadata.writeMembers(memory, metadata.arrays());
      return new ZarrSink(request, memory, metadata, arrays, new Publication(null, null));
    }
    Path path = path(url);
    Target target = Target.of(path, overwrite);
    Attempt attempt = Attempt.at(path, fingerprint(request, metadata), resumes(request), false);
    FileStore folder = FileStore.folder(attempt.partial());
    var sink = new ZarrSink(request, folder, metadata, arrays, new Publication(attempt, target));
    sink.begin(() -> metadata.writeMembers(folder, metadata.members()));
    return sink;
  }

  private static ZarrSink joined(WriteRequest request) {
    String url = request.url();
    boolean local = !url.startsWith("memory:");
    if (local && !Files.isDirectory(path(url))) {
      throw new AmasiaException.Conflict(
          url + " is not there, so nothing can be joined to it or replaced in it; write it first");
    }
    WritableStore store =
        local ? FileStore.folder(path(url)) : MemoryStore.named(url.substring("memory:".length()));
    var location = new Location(store, "", url);
    StoreMetadata metadata = StoreMetadata.load(location);
    Joining joining = Joining.of(metadata, request.schema(), request.mode(), url);
    String what = what(request.mode(), joining);
    String unfinished = metadata.unfinished();
    if (unfinished != null && !unfinished.equals(what)) {
      throw new AmasiaException.Conflict(
          "%s is not finished: write %s again first, or overwrite all".formatted(url, unfinished));
    }
    Map<String, WrittenArray> arrays = new LinkedHashMap<>();
    var indexes = new ShardIndexCache();
    joining
        .boxes()
        .forEach((path, box) -> {
          ArrayMetadata there = parsed(metadata, path);
          var place = new Location(store, path, url);
          var before = new ZarrArray(place, "/" + path, there, there.dimensionNames(), indexes);
          ArrayMetadata then = there.withShape(joining.shapes().getOrDefault(path, there.shape()));
          boolean keepsFill = !metadata.hasFill(path);
          arrays.put(path, new WrittenArray(arrays.size(), path, then, box, keepsFill, before));
        });
    Attempt attempt =
        local
            ? Attempt.at(path(url), fingerprint(request, metadata), resumes(request), true)
            : null;
    // Another writer may have finished between the look at the shapes and the lock.
    if (attempt != null && !StoreMetadata.load(location).text().equals(metadata.text())) {
      attempt.leave();
      throw new AmasiaException.Conflict(url + " was changed meanwhile; write again");
    }
    var sink = new ZarrSink(request, store, metadata, arrays, new Publication(attempt, null));
    sink.begin(() -> {
      if (request.mode() instanceof WriteMode.Region) {
        metadata.journal(what, arrays.keySet());
        metadata.writeMembers(store, arrays.keySet());
      }
      // also consolidates a store that was not, so that its arrays change together
      metadata.writeRoot(store);
    });
    joining.shapes().forEach(metadata::resize);
    return sink;
  }

  private void begin(Runnable first) {
    try {
      first.run();
      if (publication.attempt() != null) {
        publication.attempt().takeUp(this::isThere);
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private static ArrayMetadata parsed(StoreMetadata metadata, String path) {
    ArrayMetadata array = metadata.array(path);
    if (array == null) {
      throw new IllegalStateException("no metadata of " + path);
    }
    return array;
  }

  private static boolean resumes(WriteRequest request) {
    return request.resume() && !request.fingerprint().isEmpty();
  }

  private static Path path(String url) {
    if (url.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") && !url.startsWith("file:")) {
      throw new AmasiaException.Unsupported(
          "'" + url + "': Zarr is written to local folders and memory: only; give a path");
    }
    return Target.path(url);
  }

  private static void clear(MemoryStore memory, String url, boolean overwrite) {
    if (!memory.list("").isEmpty() && !overwrite) {
      throw new AmasiaException.Conflict(
          url + " exists; choose another name, or allow it to be overwritten (-O)");
    }
    for (String root : List.of(".zmetadata", ".zgroup", "zarr.json")) {
      memory.delete(root);
    }
    clear(memory, "");
  }

  private static void clear(MemoryStore memory, String folder) {
    for (String name : memory.list(folder)) {
      if (name.endsWith("/")) {
        clear(memory, folder + name);
      } else {
        memory.delete(folder + name);
      }
    }
  }

  private static String what(WriteMode mode, Joining joining) {
    return mode instanceof WriteMode.Region ? "region " + joining.boxes() : mode.toString();
  }

  private static String fingerprint(WriteRequest request, StoreMetadata metadata) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String all = request.mode() + "\n" + request.fingerprint() + "\n" + metadata.text();
      return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private WrittenArray array(String name) {
    WrittenArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no variable '" + name + "' in " + arrays.keySet());
    }
    return array;
  }

  @Override
  public Chunks writeChunks(String name) {
    return array(name).writeChunks();
  }

  @Override
  public long write(String name, Box box, NdArray values) {
    WrittenArray array = array(name);
    if (values.dtype() != array.dtype() || !values.shape().equals(box.shape())) {
      throw new IllegalArgumentException("%s for %s of '%s'".formatted(values, box, name));
    }
    long[] bytes = {0};
    array.forEachChunk(box, index -> bytes[0] += writeChunk(array, index, box, values));
    return bytes[0];
  }

  /// Gives the bytes that the chunk takes: none if it holds nothing but fill values.
  private long writeChunk(WrittenArray array, long[] index, Box box, NdArray values) {
    String key = array.key(index);
    long length = -1;
    int crc = 0;
    Optional<Bytes> encoded = array.encode(index, box, values);
    if (encoded.isPresent()) {
      try (Bytes bytes = encoded.get()) {
        length = bytes.segment().byteSize();
        crc = Checksums.crc32c(bytes.segment());
        store.write(key, bytes.segment());
      }
    } else if (mode.joins()) {
      store.delete(key);
    }
    if (mode.joins()) {
      inPlace.add(key);
    }
    Attempt attempt = publication.attempt();
    if (attempt != null) {
      attempt.note(new Attempt.Entry(array.number(), array.number(index), length, crc));
    }
    return Math.max(0, length);
  }

  @Override
  public boolean isWritten(String name, Box box) {
    Attempt attempt = publication.attempt();
    if (attempt == null || !resume) {
      return false;
    }
    WrittenArray array = array(name);
    boolean[] all = {true};
    array.forEachChunk(box, index -> all[0] &= attempt.has(array.number(), array.number(index)));
    return all[0];
  }

  /// Whether a chunk that an earlier attempt noted is there as it was written.
  private boolean isThere(Attempt.Entry entry) {
    WrittenArray array =
        arrays.values().stream()
            .filter(a -> a.number() == entry.variable())
            .findFirst()
            .orElseThrow();
    String key = array.key(array.index(entry.chunk()));
    boolean there = Checksums.isAt(store, key, entry.length(), entry.crc());
    if (there && mode.joins()) {
      inPlace.add(key);
    }
    return there;
  }

  @Override
  public void commit() {
    if (!mode.joins()) {
      metadata.writeRoot(store);
      store.sync();
    } else {
      store.sync(inPlace);
      metadata.journal(null, metadata.arrays());
      Set<String> changed = arrays.keySet();
      metadata.writeMembers(store, changed);
      metadata.writeRoot(store);
      store.sync(metadata.keys(changed));
    }
    if (publication.target() != null && publication.attempt() != null) {
      publication.target().publish(publication.attempt().partial());
    }
    committed = true;
    if (publication.attempt() != null) {
      publication.attempt().remove();
    }
  }

  @Override
  public void close() {
    store.close();
    Attempt attempt = publication.attempt();
    if (committed || attempt == null) {
      return;
    }
    committed = true;
    if (resume) {
      attempt.leave();
    } else {
      attempt.remove();
    }
  }
}
