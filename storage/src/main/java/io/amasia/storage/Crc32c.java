package io.amasia.storage;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/// CRC-32C of memory of any length.
public final class Crc32c {
  private static final long STEP = 1 << 30;

  private Crc32c() {}

  public static int of(MemorySegment bytes) {
    var crc = new CRC32C();
    add(crc, bytes);
    return (int) crc.getValue();
  }

  /// Adds `bytes` to what `crc` has seen.
  public static void add(CRC32C crc, MemorySegment bytes) {
    for (long at = 0; at < bytes.byteSize(); at += STEP) {
      crc.update(bytes.asSlice(at, Math.min(STEP, bytes.byteSize() - at)).asByteBuffer());
    }
  }
}
