package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;

/// A dataset being written. It appears whole at [#commit], or not at all.
public interface Sink extends AutoCloseable {
  /// The boxes of variable `name` that are written one call each; the writer's task grid must be
  /// unions of them.
  Chunks writeChunks(String name);

  /// Writes `values` to `box` of variable `name`. `box` is a union of whole [#writeChunks]; each
  /// element is written once. Thread-safe.
  void write(String name, Box box, NdArray values);

  /// Publishes what was written, synced to disk.
  void commit();

  /// Gives up and removes what was written, unless it was committed.
  @Override
  void close();
}
