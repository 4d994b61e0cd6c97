package io.amasia.storage.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;
import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;

/// Zstandard by zstd-jni, which has libzstd for more machines (Windows, macOS on x86, older glibc)
/// than aircompressor.
///
/// Its classes and library are loaded only where the other's library is not there.
final class JniZstd {
  private static final boolean THERE = load();

  private JniZstd() {}

  private static boolean load() {
    try {
      Native.load();
      return Native.isLoaded();
    } catch (LinkageError | RuntimeException _) {
      return false; // no library for this machine, or the jar was left out
    }
  }

  static boolean isThere() {
    return THERE;
  }

  /// Decodes all of `encoded` to the start of `target`; gives the number of bytes written.
  static long decode(MemorySegment encoded, MemorySegment target) {
    long size =
        Zstd.decompressUnsafe(
            target.address(), target.byteSize(), encoded.address(), encoded.byteSize());
    if (Zstd.isError(size)) {
      throw new AmasiaException.Format(
          "zstd: damaged, or decodes to more than the %d bytes expected: %s"
              .formatted(target.byteSize(), Zstd.getErrorName(size)));
    }
    return size;
  }

  /// Encodes `decoded` into a new block.
  static Bytes encode(MemorySegment decoded, int level) {
    Bytes block = Bytes.allocate(Zstd.compressBound(decoded.byteSize()));
    long size =
        Zstd.compressUnsafe(
            block.segment().address(),
            block.segment().byteSize(),
            decoded.address(),
            decoded.byteSize(),
            level);
    if (Zstd.isError(size)) {
      block.close();
      throw new AmasiaException.MemoryLimit("zstd: can't encode: " + Zstd.getErrorName(size));
    }
    return block.first(size);
  }
}
