package io.amasia.zarr;

import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the metadata of an array says, of either version, checked.
///
/// @param version 2 or 3
/// @param chunk the shape of the chunks that have keys: shards where it is sharded
/// @param fill one element, the value of what was never written
/// @param dimensionNames one a dimension, empty where it has none
/// @param choices the codecs as they can be asked for again, or null if they have no such form
/// @param attrs as given back to the user: without those that only name dimensions
record ArrayMetadata(
    int version,
    Shape shape,
    Shape chunk,
    ChunkKeys keys,
    NdArray fill,
    CodecChain chain,
    List<String> dimensionNames,
    Map<String, Attribute> attrs,
    @Nullable List<CodecChoice> choices) {
  /// The same array with another shape.
  ArrayMetadata withShape(Shape changed) {
    return new ArrayMetadata(
        version, changed, chunk, keys, fill, chain, dimensionNames, attrs, choices);
  }

  /// A chunk above this is a mistake: it would never fit the memory of one task.
  private static final long MOST_CHUNK_BYTES = 1L << 36;

  /// Refuses sizes that can't be handled, so that later products can't overflow.
  static void checkSizes(Shape shape, Shape chunk, ElementType type, String where) {
    if (chunk.ndim() != shape.ndim()) {
      throw new io.amasia.array.AmasiaException.Format(
          "%s: shape %s and chunk shape %s differ in dimensions".formatted(where, shape, chunk));
    }
    try {
      Math.multiplyExact(shape.size(), 8L);
      if (Math.multiplyExact(chunk.size(), Math.max(1, type.itemSize())) <= MOST_CHUNK_BYTES) {
        return;
      }
    } catch (ArithmeticException e) {
      // said below
    }
    throw new io.amasia.array.AmasiaException.Format(
        "%s: shape %s in chunks of %s is refused: a chunk may take at most 64 GiB"
            .formatted(where, shape, chunk));
  }
}
