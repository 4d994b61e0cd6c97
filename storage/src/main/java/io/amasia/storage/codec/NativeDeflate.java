package io.amasia.storage.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.amasia.storage.codec.DeflateCodec.Wrap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Decoding by libdeflate, which tests the checksum of what is wrapped.
final class NativeDeflate {
  private static final NativeLibrary LIBRARY = NativeLibrary.of("deflate");

  private NativeDeflate() {}

  static boolean isThere() {
    return LIBRARY.isThere();
  }

  private static MethodHandle decompress(String wrap) {
    // in, in_nbytes, out, out_nbytes_avail, actual_in_nbytes, actual_out_nbytes
    return LIBRARY.function(
        "libdeflate_" + wrap + "_decompress_ex",
        JAVA_INT,
        ADDRESS,
        ADDRESS,
        JAVA_LONG,
        ADDRESS,
        JAVA_LONG,
        ADDRESS,
        ADDRESS);
  }

  private static final class Zlib {
    static final MethodHandle DECOMPRESS = decompress("zlib");
  }

  private static final class Gzip {
    static final MethodHandle DECOMPRESS = decompress("gzip");
  }

  private static final class Raw {
    static final MethodHandle DECOMPRESS = decompress("deflate");
  }

  /// A decompressor, and room for the two lengths that it gives.
  private record Context(MemorySegment decompressor, MemorySegment lengths) {}

  private static final class Functions {
    static final MethodHandle NEW = LIBRARY.function("libdeflate_alloc_decompressor", ADDRESS);
    static final Contexts<Context> CONTEXTS = new Contexts<>(Functions::make, Freeing::free);

    private static Context make() {
      try {
        return new Context((MemorySegment) NEW.invokeExact(), Arena.ofAuto().allocate(16, 8));
      } catch (Throwable e) {
        throw NativeLibrary.failed(e);
      }
    }
  }

  /// Linked when there are more contexts than are kept.
  private static final class Freeing {
    private static final MethodHandle FREE =
        LIBRARY.procedure("libdeflate_free_decompressor", ADDRESS);

    static void free(Context context) {
      try {
        FREE.invokeExact(context.decompressor());
      } catch (Throwable e) {
        throw NativeLibrary.failed(e);
      }
    }
  }

  /// Decodes the usual case, a single stream that fills `encoded`, to the start of `target`; gives
  /// the number of bytes written, or -1 if it is not such a stream, is damaged or too long.
  static long whole(Wrap wrap, MemorySegment encoded, MemorySegment target) {
    return Functions.CONTEXTS.with(context -> whole(wrap, context, encoded, target));
  }

  private static long whole(
      Wrap wrap, Context context, MemorySegment encoded, MemorySegment target) {
    MemorySegment lengths = context.lengths();
    int failure = decode(wrap, context.decompressor(), encoded, target, lengths);
    boolean all = failure == 0 && lengths.get(JAVA_LONG, 0) == encoded.byteSize();
    return all ? lengths.get(JAVA_LONG, 8) : -1;
  }

  private static int decode(
      Wrap wrap,
      MemorySegment decompressor,
      MemorySegment encoded,
      MemorySegment target,
      MemorySegment lengths) {
    long n = encoded.byteSize();
    long room = target.byteSize();
    MemorySegment in = lengths.asSlice(0, 8);
    MemorySegment out = lengths.asSlice(8, 8);
    try {
      return switch (wrap) {
        case ZLIB ->
            (int) Zlib.DECOMPRESS.invokeExact(decompressor, encoded, n, target, room, in, out);
        case GZIP ->
            (int) Gzip.DECOMPRESS.invokeExact(decompressor, encoded, n, target, room, in, out);
        case RAW ->
            (int) Raw.DECOMPRESS.invokeExact(decompressor, encoded, n, target, room, in, out);
      };
    } catch (Throwable e) {
      throw NativeLibrary.failed(e);
    }
  }
}
