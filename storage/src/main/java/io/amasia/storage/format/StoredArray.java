package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.Store;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One array of an opened dataset: its metadata, where each chunk's bytes lie, and how they decode.
///
/// Thread-safe. Values are as stored: no fill value is masked, nothing is scaled. Reading a box of
/// it is [ArrayReader]'s work, the same for every format.
public interface StoredArray {
  /// Its name within its group.
  String name();

  /// Its path from the root of the dataset, such as `/forecast/tas`.
  String path();

  /// The store its chunks are read from.
  Store store();

  /// The URL of the dataset it belongs to, for messages.
  String url();

  /// Dimension names, slowest first.
  List<String> dims();

  DType dtype();

  Shape shape();

  /// The smallest parts that can be read apart; of a sharded array the inner chunks.
  Chunks chunks();

  default Map<String, Attribute> attrs() {
    return Map.of();
  }

  /// The codec chain in words, such as `shuffle, deflate(4)`; `none` for raw values.
  default String codecs() {
    return "none";
  }

  /// The codec chain as it can be asked for again, or empty where nobody can tell or it has no such
  /// form.
  default Optional<List<CodecChoice>> codecChoices() {
    return Optional.empty();
  }

  /// The shape of the shards that [#chunks] lie in; empty where there are none.
  default List<Long> shards() {
    return List.of();
  }

  /// The value of chunks that were never written: one element of this dtype. It lives as long as
  /// the array.
  NdArray fill();

  /// Where the chunk at `index` of the chunk grid lies, or empty if it was never written.
  Optional<ChunkLocation> locate(long[] index);

  /// The keys in its store whose whole values have the chunks that meet `box`, not all of which
  /// need be there; empty where chunks are parts of the one file that the array is of. Nothing is
  /// read.
  default Stream<String> keys(Box box) {
    return Stream.empty();
  }

  /// The shape in which the bytes of each chunk in its store are its values, in C order and of this
  /// machine's byte order, so that parts can be read by their ranges; empty where they are encoded.
  default Optional<Shape> rawChunk() {
    return Optional.empty();
  }

  /// Whether it is known, without looking at each, that none of the chunks in `grid`, a box of the
  /// chunk grid, was ever written.
  default boolean isUnwritten(Box grid) {
    return false;
  }

  /// The most bytes of the Java heap that decoding a chunk takes, where that is much: all else is
  /// in the pool.
  default long decodeHeapBytes() {
    return 0;
  }

  /// The values of a chunk from its encoded bytes: a new array of the chunk's clipped shape
  /// (`chunks().box(index).shape()`), which the caller closes. `encoded` stays the caller's.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if the bytes are damaged; names array and chunk
  NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded);

  /// The same from bytes it takes over: where they are the values already, they are given as such.
  default NdArray decode(long[] index, ChunkLocation location, Lease encoded) {
    try (encoded) {
      return decode(index, location, encoded.segment());
    }
  }

  /// Decodes a chunk straight into `target`, dense memory for its clipped shape, where the last
  /// step of decoding can write there.
  ///
  /// @return whether it could; else nothing was done
  /// @throws io.amasia.array.AmasiaException.Format if the bytes are damaged; names array and chunk
  default boolean decodeInto(
      long[] index, ChunkLocation location, MemorySegment encoded, MemorySegment target) {
    return false;
  }

  /// Puts `part`, a box of the array within a chunk, into its place in `target`, the values of
  /// `box`, without decoding all of the chunk or without laying it out first, where it can. Damage
  /// to what lies elsewhere in the chunk may not be seen.
  ///
  /// @return whether it could; else nothing was done
  /// @throws io.amasia.array.AmasiaException.Format if the bytes are damaged; names array and chunk
  default boolean decodePart(
      long[] index,
      ChunkLocation location,
      MemorySegment encoded,
      Box part,
      NdArray target,
      Box box) {
    return false;
  }
}
