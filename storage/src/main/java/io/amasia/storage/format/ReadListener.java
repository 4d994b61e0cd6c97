package io.amasia.storage.format;

/// Hears what a read costs. Called from the threads that read, so it must be thread-safe and quick.
public interface ReadListener {
  /// A chunk's bytes arrived from its store: `encodedBytes` of them.
  default void chunkRead(StoredArray array, long encodedBytes) {}

  /// A chunk was decoded to `decodedBytes` of values.
  default void chunkDecoded(StoredArray array, long decodedBytes) {}

  /// Called before each chunk; may throw to stop the read, as when a computation is cancelled.
  default void beforeChunk(StoredArray array) {}

  /// Hears nothing.
  ReadListener NONE = new ReadListener() {};
}
