package io.amasia.storage.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Decoding by liblz4.
final class NativeLz4 {
  private static final NativeLibrary LIBRARY = NativeLibrary.of("lz4");

  private NativeLz4() {}

  static boolean isThere() {
    return LIBRARY.isThere();
  }

  /// Linked at the first use.
  private static final class Functions {
    static final MethodHandle DECOMPRESS =
        LIBRARY.function("LZ4_decompress_safe", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
  }

  /// Decodes a bare block to the start of `target`; gives the number of bytes written.
  static long decode(MemorySegment encoded, MemorySegment target) {
    int length = Damage.length("lz4", encoded);
    int room = (int) Math.min(target.byteSize(), Integer.MAX_VALUE);
    int size;
    try {
      size = (int) Functions.DECOMPRESS.invokeExact(encoded, target, length, room);
    } catch (Throwable e) {
      throw NativeLibrary.failed(e);
    }
    if (size < 0) {
      throw new AmasiaException.Format(
          "lz4: damaged, or decodes to more than the %d bytes expected: at about byte %d"
              .formatted(target.byteSize(), -size - 1L));
    }
    return size;
  }
}
