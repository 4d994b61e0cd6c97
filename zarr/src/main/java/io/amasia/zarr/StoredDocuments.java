package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.storage.Location;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Documents as they lie in their store, each read once, those of a group together; children are
/// its folders, by name.
final class StoredDocuments implements Documents {
  /// Metadata is small; this only keeps a damaged or foreign file from filling the heap.
  private static final long MOST_BYTES = 1L << 28;

  /// Also a local disk may be a network's, where each read waits.
  private static final int LEAST_READERS = 8;

  private final Location root;
  private final Map<String, FutureTask<Optional<JsonObject>>> found = new ConcurrentHashMap<>();

  StoredDocuments(Location root) {
    this.root = root;
  }

  @Override
  public @Nullable JsonObject find(String key) {
    FutureTask<Optional<JsonObject>> task = task(key);
    task.run();
    try {
      return task.get().orElse(null);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("reading " + root.url() + " was interrupted");
    }
  }

  private FutureTask<Optional<JsonObject>> task(String key) {
    return found.computeIfAbsent(key, k -> new FutureTask<>(() -> read(k)));
  }

  private Optional<JsonObject> read(String key) {
    Optional<Lease> bytes = root.store().readSmall(root.resolve(key), MOST_BYTES);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try (Lease lease = bytes.get()) {
      byte[] text = lease.segment().toArray(ValueLayout.JAVA_BYTE);
      return Optional.of(JsonObject.parse(text, root.url() + ": " + key));
    }
  }

  @Override
  public void fetch(List<String> keys) {
    int readers = Math.max(LEAST_READERS, root.store().concurrentReads());
    if (keys.size() < LEAST_READERS) {
      return;
    }
    // Errors stay in the tasks, until somebody asks for that document.
    try (var pool = Executors.newFixedThreadPool(readers, Thread.ofVirtual().factory())) {
      keys.forEach(key -> pool.execute(task(key)));
    }
  }

  @Override
  public List<String> children(String path) {
    List<String> names = new ArrayList<>();
    String folder = path.isEmpty() ? root.key() : root.resolve(path);
    try {
      for (String name : root.store().list(folder)) {
        if (name.endsWith("/") && !name.startsWith("__") && !name.startsWith(".")) {
          names.add(name.substring(0, name.length() - 1));
        }
      }
      return names;
    } catch (AmasiaException.Unsupported e) {
      throw new AmasiaException.Unsupported(
          "%s: the arrays of this Zarr group can't be listed here, and it has no consolidated metadata; write that with zarr.consolidate_metadata, or open one array by its URL (%s)"
              .formatted(root.url(), e.getMessage()));
    }
  }

  @Override
  public boolean isWhole() {
    return false;
  }
}
