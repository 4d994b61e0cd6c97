package io.amasia.storage;

import io.amasia.array.Lease;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Bytes by key, read only. Keys are relative paths with `/`, without `.` or `..` parts or a
/// leading `/`.
///
/// Thread-safe. An absent key is not an error; failed I/O is an
/// [io.amasia.array.AmasiaException.Format] that names store, key and range.
public interface Store extends AutoCloseable {
  /// The URL that names this store to people.
  String url();

  /// The length of the value at `key`, or empty if there is none.
  OptionalLong size(String key);

  /// The wanted bytes of the value at `key` in memory of the process's pool, or empty if there is
  /// no such key. The segment has exactly the bytes asked for.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if the value ends before the range does
  Optional<Lease> read(String key, ByteRange range);

  /// Names directly below `prefix` (a folder, or empty for the root), sorted; folders end in `/`.
  ///
  /// @throws io.amasia.array.AmasiaException.Unsupported if this store can't list, as plain http
  List<String> list(String prefix);

  /// How many reads at a time serve this store best: 1 for local ones, more where each read waits
  /// for a network.
  default int concurrentReads() {
    return 1;
  }

  @Override
  void close();
}
