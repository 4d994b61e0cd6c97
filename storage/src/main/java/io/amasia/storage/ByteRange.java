package io.amasia.storage;

/// Which bytes of a value are wanted.
public sealed interface ByteRange {
  /// All of them.
  record All() implements ByteRange {}

  /// `length` bytes from `offset`.
  record Span(long offset, long length) implements ByteRange {
    public Span {
      if (offset < 0 || length < 0) {
        throw new IllegalArgumentException("bytes " + offset + " + " + length);
      }
    }
  }

  /// The last `length` bytes, or all when there are fewer.
  record Suffix(long length) implements ByteRange {}

  /// All bytes.
  ByteRange ALL = new All();
}
