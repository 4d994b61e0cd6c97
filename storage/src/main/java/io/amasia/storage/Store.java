package io.amasia.storage;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import java.time.Instant;
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

  /// The whole value at `key`, which is known to be small, or empty if there is no such key: one
  /// round trip where [#size] and [#read] are two.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if it is longer than `most` bytes
  default Optional<Lease> readSmall(String key, long most) {
    OptionalLong size = size(key);
    if (size.orElse(0) > most) {
      throw tooLarge(url() + ": " + key, most);
    }
    return size.isEmpty() ? Optional.empty() : read(key, ByteRange.ALL);
  }

  /// The error of a value that is longer than what it is for can be.
  static AmasiaException.Format tooLarge(String what, long most) {
    return new AmasiaException.Format(
        "%s is longer than %d bytes, which it can't be; it is damaged or something else"
            .formatted(what, most));
  }

  /// What the server calls the present content of `key`, its ETag; empty where nobody has a name
  /// for it. Costs nothing when [#size] was asked before.
  default Optional<String> tag(String key) {
    return Optional.empty();
  }

  /// When the value of `key` was last changed, by the clock of this machine; for an absent key,
  /// when it may have been removed, as far as it is known. Empty where nobody tells.
  default Optional<Instant> changed(String key) {
    return Optional.empty();
  }

  /// A text that differs once the value of `key` is another one, looked up anew each time; an
  /// absent key may have one too. Empty where nobody tells.
  default Optional<String> version(String key) {
    return changed(key).map(Instant::toString);
  }

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
