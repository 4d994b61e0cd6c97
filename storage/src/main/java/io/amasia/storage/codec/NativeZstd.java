package io.amasia.storage.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Decoding by libzstd.
final class NativeZstd {
  private static final NativeLibrary LIBRARY = NativeLibrary.of("zstd");

  private NativeZstd() {}

  static boolean isThere() {
    return LIBRARY.isThere();
  }

  /// Linked at the first use.
  private static final class Functions {
    static final MethodHandle NEW = LIBRARY.function("ZSTD_createDCtx", ADDRESS);
    static final MethodHandle DECOMPRESS =
        LIBRARY.function(
            "ZSTD_decompressDCtx", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
    static final Contexts<MemorySegment> CONTEXTS = new Contexts<>(Functions::make, Freeing::free);

    private static MemorySegment make() {
      try {
        return (MemorySegment) NEW.invokeExact();
      } catch (Throwable e) {
        throw NativeLibrary.failed(e);
      }
    }
  }

  /// Linked when there are more contexts than are kept.
  private static final class Freeing {
    private static final MethodHandle FREE = LIBRARY.function("ZSTD_freeDCtx", JAVA_LONG, ADDRESS);

    static void free(MemorySegment context) {
      try {
        long _ = (long) FREE.invokeExact(context);
      } catch (Throwable e) {
        throw NativeLibrary.failed(e);
      }
    }
  }

  /// Decodes all of `encoded` to the start of `target`; gives the number of bytes written.
  static long decode(MemorySegment encoded, MemorySegment target) {
    long size = Functions.CONTEXTS.with(context -> decode(context, encoded, target));
    if (size < 0) { // the libraries' error codes, as a size_t near its end
      throw new AmasiaException.Format(
          "zstd: damaged, or decodes to more than the %d bytes expected (libzstd's error %d)"
              .formatted(target.byteSize(), -size));
    }
    return size;
  }

  private static long decode(MemorySegment context, MemorySegment encoded, MemorySegment target) {
    try {
      return (long)
          Functions.DECOMPRESS.invokeExact(
              context, target, target.byteSize(), encoded, encoded.byteSize());
    } catch (Throwable e) {
      throw NativeLibrary.failed(e);
    }
  }
}
