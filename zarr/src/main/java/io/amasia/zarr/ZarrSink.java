package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.storage.Crc32c;
import io.amasia.storage.WritableStore;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.nio.file.Path;
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
/// writes chunks first and the shapes last; of arrays that are added the documents come last. A
/// region is replaced chunk by chunk, with a mark in the metadata until it is finished.
final class ZarrSink implements Sink.Keyed {
  private final WriteMode mode;
  private final boolean resume;
  private final WritableStore store;
  private final StoreMetadata metadata;
  private final Map<String, WrittenArray> arrays;
  private final Publication publication;
  private final ConcurrentLinkedQueue<String> inPlace = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> added = new ConcurrentLinkedQueue<>();
  private boolean committed;
  private boolean hasGuests;

  /// How what is written becomes visible.
  ///
  /// @param attempt the log of it, for local targets
  /// @param target the folder whose place is taken, where there is one
  record Publication(@Nullable Attempt attempt, @Nullable Target target) {}

  /// @param metadata as it will be
  ZarrSink(
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
      case WriteMode.Create _ -> NewStore.create(request, false);
      case WriteMode.Overwrite _ -> NewStore.create(request, true);
      case WriteMode.Append _, WriteMode.Region _, WriteMode.Add _ -> JoinedStore.create(request);
    };
  }

  /// Does what comes before the chunks, and takes up what an earlier attempt wrote of them. If that
  /// fails this is closed.
  ZarrSink begin(Runnable first) {
    try {
      first.run();
      if (publication.attempt() != null) {
        publication.attempt().takeUp(this::isThere);
      }
      return this;
    } catch (Throwable e) {
      close();
      throw e;
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
  public long encoderBytes(String name) {
    return array(name).encoderBytes();
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
    AmasiaException.Cancelled.ifInterrupted();
    String key = array.key(index);
    long length = -1;
    int crc = 0;
    Optional<Bytes> encoded = array.encode(index, box, values);
    if (encoded.isPresent()) {
      try (Bytes bytes = encoded.get()) {
        length = bytes.segment().byteSize();
        crc = Crc32c.of(bytes.segment());
        store.write(key, bytes.segment());
      }
    } else if (mode.joins()) {
      store.delete(key);
    }
    if (mode.joins()) {
      inPlace.add(key);
      if (array.isBeyond(index)) {
        added.add(key);
      }
    }
    Attempt attempt = publication.attempt();
    if (attempt != null) {
      attempt.note(new Attempt.Entry(array.number(), array.number(index), length, crc));
    }
    return Math.max(0, length);
  }

  @Override
  public boolean isResumable() {
    return publication.attempt() != null;
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

  /// New local stores are written by others too: nobody reads them yet, and no chunk of theirs was
  /// there before.
  @Override
  public Optional<Invitation> invitation() {
    Attempt attempt = publication.attempt();
    if (mode.joins() || attempt == null) {
      return Optional.empty();
    }
    hasGuests = true;
    Path folder = attempt.partial();
    return Optional.of(
        new Invitation(
            "zarr",
            ZarrGuest.invitation(
                folder, attempt.temporaries(folder), metadata, List.copyOf(arrays.keySet()))));
  }

  @Override
  public void wroteElsewhere(String note) {
    Attempt attempt = publication.attempt();
    if (attempt != null) {
      note.lines().map(Attempt.Entry::of).forEach(attempt::note);
    }
  }

  /// Whether a chunk that an earlier attempt noted is there as it was written.
  private boolean isThere(Attempt.Entry entry) {
    Optional<WrittenArray> noted =
        arrays.values().stream().filter(a -> a.number() == entry.variable()).findFirst();
    if (noted.isEmpty()) {
      return false;
    }
    WrittenArray array = noted.get();
    String key = array.key(array.index(entry.chunk()));
    boolean there = Checksums.isAt(store, key, entry.length(), entry.crc());
    if (there && mode.joins()) {
      inPlace.add(key);
    }
    return there;
  }

  @Override
  public void commit() {
    Attempt attempt = publication.attempt();
    Target target = publication.target();
    if (!mode.joins()) {
      metadata.writeRoot(store);
      if (hasGuests && attempt != null) {
        attempt.temporaries(attempt.partial());
      }
      store.sync();
    } else {
      store.sync(inPlace);
      added.clear(); // they are seen from now on
      metadata.journal(null, metadata.arrays());
      Set<String> changed = arrays.keySet();
      metadata.writeMembers(store, changed);
      metadata.writeRoot(store);
      store.sync(metadata.keys(changed));
    }
    if (target != null && attempt != null) {
      if (target.isReplaced()) {
        attempt.notePublishing();
      }
      target.publish(attempt.partial());
    }
    committed = true;
    if (attempt != null) {
      attempt.remove();
    }
  }

  /// Gives up. Chunks that were appended or added are removed: nobody sees them, but they take
  /// room.
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
      added.forEach(store::delete);
      attempt.remove();
    }
  }
}
