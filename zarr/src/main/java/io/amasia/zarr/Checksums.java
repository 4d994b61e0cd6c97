package io.amasia.zarr;

import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Store;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.zip.CRC32C;

/// CRC-32C of values in a store.
final class Checksums {
  private Checksums() {}

  static int crc32c(MemorySegment bytes) {
    var crc = new CRC32C();
    long step = 1 << 30;
    for (long at = 0; at < bytes.byteSize(); at += step) {
      crc.update(bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer());
    }
    return (int) crc.getValue();
  }

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
      return crc32c(lease.segment().asSlice(0, length)) == crc;
    }
  }
}
