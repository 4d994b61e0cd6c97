package io.amasia.zarr;

import io.amasia.array.Shape;

/// How the chunks of a shard are laid out, the `sharding_indexed` codec.
///
/// Specification:
/// <https://zarr-specs.readthedocs.io/en/latest/v3/codecs/sharding-indexed/index.html>
///
/// @param shard the shape of a shard, a multiple of `inner`
/// @param inner the shape of an inner chunk
/// @param chain how an inner chunk is encoded
/// @param index how the index is encoded
record ShardLayout(Shape shard, Shape inner, CodecChain chain, IndexCoding index) {
  /// How the index of a shard is encoded.
  ///
  /// @param atEnd whether it is the last part of the shard, else the first
  /// @param checksum whether a crc32c follows
  record IndexCoding(boolean atEnd, boolean bigEndian, boolean checksum) {}

  /// Inner chunks along each dimension.
  Shape perShard() {
    long[] counts = new long[shard.ndim()];
    for (int d = 0; d < counts.length; d++) {
      counts[d] = shard.size(d) / inner.size(d);
    }
    return Shape.of(counts);
  }

  /// Bytes of the encoded index.
  long indexBytes() {
    return 16 * perShard().size() + (index.checksum() ? 4 : 0);
  }
}
