package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.storage.FileStore;
import io.amasia.storage.Location;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.WritableStore;
import io.amasia.storage.format.Joining;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A store that is there, and that something is joined to, replaced in or added to.
///
/// The name of an append in the log has the length that the store had: one that was killed after
/// its shapes were written is not appended again when it is taken up.
final class JoinedStore {
  private final WriteRequest request;
  private final @Nullable Path path;

  private JoinedStore(WriteRequest request) {
    this.request = request;
    this.path = MemoryStore.isNamedBy(request.url()) ? null : Target.path(request.url());
  }

  static ZarrSink create(WriteRequest request) {
    return new JoinedStore(request).open();
  }

  private ZarrSink open() {
    Path folder = path;
    if (folder == null) {
      WritableStore memory = MemoryStore.of(request.url());
      StoreMetadata metadata = load(memory);
      return sink(memory, metadata, joining(metadata), new ZarrSink.Publication(null, null), false);
    }
    Attempt.restore(folder);
    if (!Files.isDirectory(folder)) {
      throw new AmasiaException.Conflict(
          request.url()
              + " is not there, so nothing can be joined to it or replaced in it; write it first");
    }
    StoreMetadata metadata = look(folder);
    Joining joining = joining(metadata);
    List<String> works = works(metadata, joining);
    Attempt attempt = Attempt.at(folder, works, request);
    FileStore store = FileStore.folder(folder, attempt.temporaries(folder));
    try {
      // Another writer may have finished between the look at the shapes and the lock.
      if (!load(store).text().equals(metadata.text())) {
        throw new AmasiaException.Conflict(request.url() + " was changed meanwhile; write again");
      }
      boolean isDone = !attempt.work().equals(works.getFirst());
      if (isDone) {
        joining.before().forEach(metadata::resize);
      }
      Joining places = isDone ? joining(metadata) : joining;
      return sink(store, metadata, places, new ZarrSink.Publication(attempt, null), isDone);
    } catch (Throwable e) {
      store.close();
      attempt.leave();
      throw e;
    }
  }

  private StoreMetadata look(Path folder) {
    try (var store = FileStore.folder(folder)) {
      return load(store);
    }
  }

  private StoreMetadata load(WritableStore store) {
    return StoreMetadata.load(new Location(store, "", request.url()));
  }

  private Joining joining(StoreMetadata metadata) {
    return Joining.of(metadata.there(), request.schema(), request.mode(), request.url());
  }

  /// What an attempt at this may be called in its log: first if it has not changed the shapes yet.
  private List<String> works(StoreMetadata metadata, Joining joining) {
    return switch (request.mode()) {
      case WriteMode.Append _ -> {
        StoreMetadata shorter = metadata.copy();
        joining.before().forEach(shorter::resize);
        yield List.of(metadata.work(request), shorter.work(request));
      }
      case WriteMode.Region _, WriteMode.Add _, WriteMode.Create _, WriteMode.Overwrite _ ->
          List.of(grown(metadata).work(request));
    };
  }

  /// The metadata with the arrays that are added.
  private StoreMetadata grown(StoreMetadata metadata) {
    return request.mode() instanceof WriteMode.Add ? metadata.with(request.schema()) : metadata;
  }

  /// @param isDone whether the shapes are as they will be, so that readers see it already
  private ZarrSink sink(
      WritableStore store,
      StoreMetadata metadata,
      Joining joining,
      ZarrSink.Publication publication,
      boolean isDone) {
    String url = request.url();
    String what = what(joining);
    String unfinished = metadata.unfinished();
    if (unfinished != null && !unfinished.equals(what)) {
      throw new AmasiaException.Conflict(
          "%s is not finished: write %s again first, or overwrite all".formatted(url, unfinished));
    }
    StoreMetadata then = grown(metadata);
    Map<String, WrittenArray> arrays =
        request.mode() instanceof WriteMode.Add
            ? NewStore.arrays(joining.boxes().keySet(), then)
            : arrays(store, metadata, joining);
    var sink = new ZarrSink(request, store, then, arrays, publication);
    sink.begin(() -> {
      if (request.mode() instanceof WriteMode.Region) {
        metadata.journal(what, arrays.keySet());
        metadata.writeMembers(store, arrays.keySet());
      }
      if (!isDone) {
        // also consolidates a store that was not, so that its arrays change together
        metadata.writeRoot(store);
      }
    });
    joining.shapes().forEach(then::resize);
    return sink;
  }

  private Map<String, WrittenArray> arrays(
      WritableStore store, StoreMetadata metadata, Joining joining) {
    Map<String, WrittenArray> arrays = new LinkedHashMap<>();
    var indexes = new ShardIndexCache();
    joining
        .boxes()
        .forEach((name, box) -> {
          ArrayMetadata there = metadata.require(name);
          var place = new Location(store, name, request.url());
          var before = new ZarrArray(place, "/" + name, there, there.dimensionNames(), indexes);
          ArrayMetadata then = there.withShape(joining.shapes().getOrDefault(name, there.shape()));
          boolean keepsFill = !metadata.hasFill(name);
          arrays.put(name, new WrittenArray(arrays.size(), name, then, box, keepsFill, before));
        });
    return arrays;
  }

  private String what(Joining joining) {
    return request.mode() instanceof WriteMode.Region
        ? "region " + joining.boxes()
        : request.mode().toString();
  }
}
