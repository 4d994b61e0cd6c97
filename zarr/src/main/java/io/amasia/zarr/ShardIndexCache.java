package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.KeptHeap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// The shard indexes of a dataset that were used last, up to 32 MB or a sixteenth of the Java heap
/// of them, and as many as other open files leave room for: of an index that has none each who
/// wants it reads it anew. Thread-safe: threads that want the same one wait for one read.
final class ShardIndexCache {
  private static final long MOST_BYTES = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);

  private final Map<String, FutureTask<ShardIndex>> tasks = new LinkedHashMap<>(16, 0.75f, true);
  private final KeptHeap kept = KeptHeap.of(this, "where inner chunks lie in shards", 0);
  private long bytes;

  /// The index known as `id`, from `load` when it is not here.
  ShardIndex get(String id, Supplier<ShardIndex> load) {
    FutureTask<ShardIndex> task;
    synchronized (this) {
      task = tasks.computeIfAbsent(id, _ -> new FutureTask<>(() -> counted(id, load.get())));
    }
    task.run();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("reading the index of " + id + " was interrupted");
    } catch (ExecutionException e) {
      synchronized (this) {
        tasks.remove(id, task);
      }
      if (e.getCause() instanceof AmasiaException cause) {
        throw cause;
      }
      throw new IllegalStateException("reading the index of " + id, e.getCause());
    }
  }

  private synchronized ShardIndex counted(String id, ShardIndex index) {
    drop(MOST_BYTES - index.nbytes());
    if (!kept.addIfRoom(index.nbytes())) {
      drop(0);
      if (!kept.addIfRoom(index.nbytes())) {
        tasks.remove(id);
        return index;
      }
    }
    bytes += index.nbytes();
    return index;
  }

  /// Drops those that were not used for longest, until the others take at most `most` bytes.
  private void drop(long most) {
    Iterator<FutureTask<ShardIndex>> eldest = tasks.values().iterator();
    while (bytes > Math.max(0, most) && eldest.hasNext()) {
      FutureTask<ShardIndex> task = eldest.next();
      if (task.state() == FutureTask.State.SUCCESS) {
        kept.add(-task.resultNow().nbytes());
        bytes -= task.resultNow().nbytes();
        eldest.remove();
      }
    }
  }
}
