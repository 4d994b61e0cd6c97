package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.storage.FileStore;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.format.WriteRequest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A store that is written from nothing, and appears whole.
final class NewStore {
  private NewStore() {}

  /// @param overwrite whether what is there is replaced
  static ZarrSink create(WriteRequest request, boolean overwrite) {
    StoreMetadata metadata =
        StoreMetadata.of(request.schema(), request.variant().equals("zarr2") ? 2 : 3);
    Map<String, WrittenArray> arrays = arrays(request.schema().byPath().keySet(), metadata);
    String url = request.url();
    if (MemoryStore.isNamedBy(url)) {
      MemoryStore memory = MemoryStore.of(url);
      clear(memory, url, overwrite);
      metadata.writeMembers(memory, metadata.arrays());
      return new ZarrSink(request, memory, metadata, arrays, new ZarrSink.Publication(null, null));
    }
    Path path = Target.path(url);
    Attempt.restore(path);
    Target target = Target.of(path, overwrite);
    String work = metadata.work(request);
    Attempt attempt = Attempt.at(path, List.of(work), request);
    FileStore store = FileStore.unseen(attempt.partial());
    var publication = new ZarrSink.Publication(attempt, target);
    return new ZarrSink(request, store, metadata, arrays, publication)
        .begin(() -> metadata.writeMembers(store, metadata.members()));
  }

  /// The arrays at `paths`, in the order in which the log counts them.
  static Map<String, WrittenArray> arrays(Collection<String> paths, StoreMetadata metadata) {
    Map<String, WrittenArray> arrays = new LinkedHashMap<>();
    for (String path : paths) {
      ArrayMetadata array = metadata.require(path);
      boolean keepsFill = !metadata.hasFill(path);
      arrays.put(
          path,
          new WrittenArray(arrays.size(), path, array, Box.all(array.shape()), keepsFill, null));
    }
    return arrays;
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
}
