package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Shape;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.Codec;
import io.amasia.storage.codec.WantedBytes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a chunk is encoded, in the order of encoding: axes permuted, values filtered, serialized to
/// bytes, bytes coded.
///
/// @param order which decoded axis each stored axis is; `1, 0` for Fortran order of a matrix
/// @param codecs bytes to bytes, in the order of encoding
record CodecChain(
    ElementType type,
    List<Integer> order,
    List<ArrayFilter> filters,
    Serializer serializer,
    List<Codec> codecs) {
  /// What the best compression reaches on the emptiest data (zstd, blosc); bzip2 goes beyond.
  private static final long USUAL_RATIO = 40_000;

  private static final long BZIP2_RATIO = 2_000_000;

  CodecChain {
    order = List.copyOf(order);
    filters = List.copyOf(filters);
    codecs = List.copyOf(codecs);
  }

  /// Whether axes are stored in their decoded order.
  boolean inOrder() {
    for (int d = 0; d < order.size(); d++) {
      if (order.get(d) != d) {
        return false;
      }
    }
    return true;
  }

  /// The shape of a chunk of `decoded` shape as it is stored.
  Shape stored(Shape decoded) {
    long[] sizes = new long[order.size()];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = decoded.size(order.get(d));
    }
    return Shape.of(sizes);
  }

  /// The strides over a stored chunk for one step along each decoded dimension.
  long[] strides(Shape stored) {
    long[] inStore = stored.strides();
    long[] strides = new long[inStore.length];
    for (int d = 0; d < strides.length; d++) {
      strides[order.get(d)] = inStore[d];
    }
    return strides;
  }

  /// Bytes an element takes where it is serialized, 0 where they vary.
  long encodedItemSize() {
    return filters.isEmpty() ? type.itemSize() : filters.getLast().encodedType().itemSize();
  }

  /// Native memory that a thread holds to encode a chunk of shape `chunk`.
  long encoderBytes(Shape chunk) {
    return Codec.encoderBytes(codecs, chunk.size() * encodedItemSize());
  }

  /// The layout of shards whose inner chunks can be read apart, or null.
  @Nullable ShardLayout readableShards() {
    boolean bare = codecs.isEmpty() && filters.isEmpty() && inOrder();
    return bare && serializer instanceof Serializer.Sharded(ShardLayout layout) ? layout : null;
  }

  /// The serialized bytes of a chunk, decoded into `target`, which is exactly as long.
  ///
  /// @throws AmasiaException.Format if they are damaged or of another length
  void unpackInto(MemorySegment encoded, MemorySegment target) {
    unpackInto(encoded, target, null);
  }

  /// The same of those bytes that are wanted, or all for null, where that takes less.
  void unpackInto(MemorySegment encoded, MemorySegment target, @Nullable WantedBytes wanted) {
    long expected = target.byteSize();
    if (codecs.isEmpty()) {
      checkLength(encoded.byteSize(), expected);
      target.copyFrom(encoded);
      return;
    }
    try (Unpacked last = unpackFrom(1, encoded, expected + expected / 8 + (1 << 20))) {
      Codec first = codecs.getFirst();
      long length =
          wanted == null
              ? first.decode(last.segment(), target)
              : first.decode(last.segment(), target, wanted);
      checkLength(length, expected);
    }
  }

  /// Refuses a chunk that can't decode to `expected` bytes, before memory is taken for it.
  void checkPlausible(MemorySegment encoded, long expected) {
    if (codecs.isEmpty()) {
      checkLength(encoded.byteSize(), expected);
    }
    boolean bzip2 = codecs.stream().anyMatch(c -> c.name().startsWith("bz"));
    long ratio = bzip2 ? BZIP2_RATIO : USUAL_RATIO;
    if (expected / ratio > encoded.byteSize()) {
      throw new AmasiaException.Format(
          "%d bytes can't decode to the %d a chunk takes".formatted(encoded.byteSize(), expected));
    }
  }

  private static void checkLength(long actual, long expected) {
    if (actual != expected) {
      throw new AmasiaException.Format(
          "it decodes to %d bytes where a chunk takes %d".formatted(actual, expected));
    }
  }

  /// The serialized bytes of a chunk, at most `most` of them.
  Unpacked unpack(MemorySegment encoded, long most) {
    return unpackFrom(0, encoded, most);
  }

  private Unpacked unpackFrom(int first, MemorySegment encoded, long most) {
    Unpacked now = new Unpacked(encoded, null);
    for (int i = codecs.size() - 1; i >= first; i--) {
      try (Unpacked before = now) {
        Bytes decoded = codecs.get(i).decode(before.segment(), most);
        now = new Unpacked(decoded.segment(), decoded);
      }
    }
    return now;
  }

  /// Bytes, owned unless they are the encoded ones themselves.
  record Unpacked(MemorySegment segment, @Nullable Bytes owned) implements AutoCloseable {
    @Override
    public void close() {
      if (owned != null) {
        owned.close();
      }
    }
  }

  /// The chain in words, such as `bytes, shuffle, zstd`; `none` for raw values.
  String words() {
    List<String> words = new ArrayList<>();
    if (!inOrder()) {
      words.add("transpose" + order);
    }
    filters.forEach(f -> words.add(f.name()));
    switch (serializer) {
      case Serializer.Fixed(boolean big) -> {
        if (big && encodedItemSize() > 1) {
          words.add("big-endian");
        }
      }
      case Serializer.VlenUtf8 _ -> words.add("vlen-utf8");
      case Serializer.PackBits _ -> words.add("packbits");
      case Serializer.Sharded(ShardLayout layout) ->
          words.add("sharding" + layout.shard() + "(" + layout.chain().words() + ")");
    }
    codecs.forEach(c -> words.add(c.name()));
    return words.isEmpty() ? "none" : String.join(", ", words);
  }
}
