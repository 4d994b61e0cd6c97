package io.amasia.storage;

import io.amasia.array.AmasiaException;

/// Which bytes of a value are wanted.
public sealed interface ByteRange {
  /// All of them.
  record All() implements ByteRange {}

  /// `length` bytes from `offset`.
  record Span(long offset, long length) implements ByteRange {
    public Span {
      if (offset < 0 || length < 0 || offset + length < 0) {
        throw new IllegalArgumentException("bytes " + offset + " + " + length);
      }
    }

    /// One past the last byte.
    public long end() {
      return offset + length;
    }
  }

  /// The last `length` bytes, or all when there are fewer.
  record Suffix(long length) implements ByteRange {
    public Suffix {
      if (length < 0) {
        throw new IllegalArgumentException("the last " + length + " bytes");
      }
    }
  }

  /// All bytes.
  ByteRange ALL = new All();

  /// `length` bytes from `offset`, both as a file's own index claims them.
  ///
  /// @throws AmasiaException.Format if they are negative or overflow, as in a damaged file
  static Span span(long offset, long length) {
    if (offset < 0 || length < 0 || offset + length < 0) {
      throw new AmasiaException.Format(
          "impossible byte range: %d bytes from %d; the file is damaged".formatted(length, offset));
    }
    return new Span(offset, length);
  }

  /// Where `range` lies in a value of `size` bytes.
  ///
  /// @param what names the value, for the message
  /// @throws AmasiaException.Format if the value ends before the range does
  static Span within(ByteRange range, long size, String what) {
    Span span =
        switch (range) {
          case All _ -> new Span(0, size);
          case Span s -> s;
          case Suffix(long length) -> new Span(Math.max(0, size - length), Math.min(length, size));
        };
    if (span.end() > size) {
      throw new AmasiaException.Format(
          "%s ends at byte %d, but bytes %d to %d are wanted: it is truncated or damaged"
              .formatted(what, size, span.offset(), span.end()));
    }
    return span;
  }
}
