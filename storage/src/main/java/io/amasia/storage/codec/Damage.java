package io.amasia.storage.codec;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The errors of codecs, in one voice.
final class Damage {
  private Damage() {}

  /// Bytes that no encoder writes, at `offset` of the encoded bytes.
  static AmasiaException.Format at(String codec, long offset, String reason) {
    return at(codec, offset, reason, null);
  }

  /// The same, with what a library threw.
  static AmasiaException.Format at(
      String codec, long offset, String reason, @Nullable Throwable cause) {
    return new AmasiaException.Format(
        "%s: damaged at byte %d: %s".formatted(codec, offset, reason), cause);
  }

  /// Bytes that end before a header or a whole unit does.
  static void require(String codec, MemorySegment encoded, long offset, long bytes) {
    if (bytes < 0 || offset < 0 || encoded.byteSize() - offset < bytes) {
      throw at(
          codec,
          Math.min(offset, encoded.byteSize()),
          "truncated, %d bytes needed".formatted(bytes));
    }
  }

  /// Bytes that decode to more than the target holds.
  static AmasiaException.Format overrun(String codec, long claimed, long allowed) {
    return new AmasiaException.Format(
        "%s: decodes to %s bytes where %d are expected; it is damaged"
            .formatted(codec, claimed < 0 ? "more" : String.valueOf(claimed), allowed));
  }

  /// The length as an `int`, which the libraries take.
  static int length(String codec, MemorySegment segment) {
    if (segment.byteSize() > Integer.MAX_VALUE) {
      throw new AmasiaException.Unsupported(
          "%s: %d bytes in one piece; at most 2147483647 can be coded, use smaller chunks"
              .formatted(codec, segment.byteSize()));
    }
    return (int) segment.byteSize();
  }

  /// At most as much of `target` as libraries can address.
  static MemorySegment addressable(MemorySegment target) {
    return target.byteSize() > Integer.MAX_VALUE ? target.asSlice(0, Integer.MAX_VALUE) : target;
  }
}
