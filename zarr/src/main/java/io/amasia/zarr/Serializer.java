package io.amasia.zarr;

/// The array-to-bytes codec of a chain: how values in stored order become bytes.
sealed interface Serializer {
  /// Elements one after another, `bytes` in v3.
  record Fixed(boolean bigEndian) implements Serializer {}

  /// Text as a count, then each element's length and UTF-8 bytes; all numbers `uint32`
  /// little-endian.
  ///
  /// Specification: <https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/vlen-utf8>
  record VlenUtf8() implements Serializer {}

  /// Eight bools a byte, first in the highest bit, after a byte that counts the bits of padding.
  ///
  /// Specification: <https://numcodecs.readthedocs.io/en/stable/filter/packbits.html>
  record PackBits() implements Serializer {}

  /// Inner chunks and their index in one value.
  record Sharded(ShardLayout layout) implements Serializer {}
}
