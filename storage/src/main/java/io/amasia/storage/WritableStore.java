package io.amasia.storage;

import java.lang.foreign.MemorySegment;

/// A store that can be written. A value appears whole or not at all.
public interface WritableStore extends Store {
  /// Sets the value at `key`, replacing what was there.
  void write(String key, MemorySegment value);

  /// Removes the value at `key`, if any.
  void delete(String key);

  /// Makes what was written so far survive a crash of the machine, where the store can.
  default void sync() {}

  /// The same for the values at `keys` alone; those that are absent stay so.
  default void sync(Iterable<String> keys) {
    sync();
  }
}
