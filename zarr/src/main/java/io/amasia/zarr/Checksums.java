package io.amasia.zarr;

import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Crc32c;
import io.amasia.storage.Store;
import java.util.Optional;

/// CRC-32C of values in a store.
final class Checksums {
  private Checksums() {}

  /// Whether the value at `key` has that length and checksum, or for length -1 is absent.
  static boolean isAt(Store store, String key, long length, int crc) {
    if (store.size(key).orElse(-1) != length) {
      return false;
    }
    if (length < 0) {
      return true;
    }
    Optional<Lease> value = store.read(key, ByteRange.ALL);
    if (value.isEmpty()) {
      return false;
    }
    try (Lease lease = value.get()) {
      return Crc32c.of(lease.segment().asSlice(0, length)) == crc;
    }
  }
}
