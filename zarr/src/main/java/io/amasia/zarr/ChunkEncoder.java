package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.StridedCopy;
import io.amasia.array.kernel.StridedCopy.Place;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.Codec;
import io.amasia.storage.format.ByteOrders;
import io.amasia.storage.format.NumpyTimeUnit;
import io.amasia.storage.format.WholeChunk;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/// Turns values into the encoded bytes of whole chunks, the reverse of [ChunkDecoder]. Thread-safe.
///
/// @param chunk the shape of each stored chunk; what lies beyond the array is filled
/// @param fill one element
/// @param keepsFill whether chunks that hold nothing but `fill` are stored like others
record ChunkEncoder(CodecChain chain, Shape chunk, NdArray fill, boolean keepsFill) {
  /// The encoded chunk that has box `part` of `values`, or empty if it need not be stored.
  ///
  /// @param part within `values`, at most as large as a chunk
  Optional<Bytes> encode(NdArray values, Box part) {
    if (chain.serializer() instanceof Serializer.Sharded) {
      ShardLayout layout = chain.readableShards();
      if (layout == null) {
        throw new AmasiaException.Unsupported(
            "shards that are filtered, permuted or coded as a whole can be read but not written");
      }
      return new ShardEncoder(layout, fill).encode(values, part);
    }
    if (values.dtype() == DType.STRING) {
      return new TextEncoder(chain, chunk, fill, keepsFill)
          .encode(values, part)
          .map(texts -> Codec.encodeAll(chain.codecs(), texts));
    }
    return encodeWhole(WholeChunk.of(values, Box.all(values.shape()), part, chunk, fill.data()));
  }

  /// Encodes the values of a whole chunk, which are taken over.
  private Optional<Bytes> encodeWhole(Bytes values) {
    if (!keepsFill && isAllFill(values.segment())) {
      values.close();
      return Optional.empty();
    }
    boolean big =
        switch (chain.serializer()) {
          case Serializer.Fixed(boolean bigEndian) -> bigEndian;
          case Serializer.PackBits _, Serializer.VlenUtf8 _, Serializer.Sharded _ -> false;
        };
    boolean swap = big != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
    boolean bits = chain.serializer() instanceof Serializer.PackBits;
    boolean counts =
        chain.type() instanceof ElementType.Time(DType _, NumpyTimeUnit unit) && !unit.isMicros();
    if (chain.inOrder() && chain.filters().isEmpty() && !swap && !bits && !counts) {
      return Optional.of(Codec.encodeAll(chain.codecs(), values));
    }
    Bytes stored;
    try (values) {
      stored = stored(values.segment());
    }
    if (counts) {
      toCounts(stored.segment());
    }
    for (ArrayFilter filter : chain.filters()) {
      try (Bytes before = stored) {
        stored = filter.encoded(before.segment());
      }
    }
    if (swap) {
      ByteOrders.swap(stored.segment(), (int) chain.encodedItemSize());
    }
    if (bits) {
      try (Bytes before = stored) {
        stored = bits(before.segment());
      }
    }
    return Optional.of(Codec.encodeAll(chain.codecs(), stored));
  }

  /// The values of a chunk in stored order.
  private Bytes stored(MemorySegment values) {
    Bytes stored = Bytes.allocate(values.byteSize());
    StridedCopy.copy(
        (int) fill.data().byteSize(),
        chunk.toArray(),
        new Place(values, 0, chunk.strides()),
        new Place(stored.segment(), 0, chain.strides(chain.stored(chunk))));
    return stored;
  }

  private void toCounts(MemorySegment data) {
    if (chain.type() instanceof ElementType.Time(DType _, NumpyTimeUnit unit)) {
      for (long i = 0; i < data.byteSize() / Long.BYTES; i++) {
        long micros = data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
        data.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, unit.fromMicros(micros));
      }
    }
  }

  private static Bytes bits(MemorySegment values) {
    long count = values.byteSize();
    Bytes packed = Bytes.allocate(1 + Math.ceilDiv(count, 8));
    packed.segment().fill((byte) 0);
    packed.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) ((8 - count % 8) % 8));
    for (long i = 0; i < count; i++) {
      if (values.get(ValueLayout.JAVA_BYTE, i) != 0) {
        byte eight = packed.segment().get(ValueLayout.JAVA_BYTE, 1 + i / 8);
        packed.segment().set(ValueLayout.JAVA_BYTE, 1 + i / 8, (byte) (eight | 1 << (7 - i % 8)));
      }
    }
    return packed;
  }

  private boolean isAllFill(MemorySegment values) {
    long itemSize = fill.data().byteSize();
    long rest = values.byteSize() - itemSize;
    // the first element is the fill, and each other one is as the one before it
    return rest < 0
        || (values.asSlice(0, itemSize).mismatch(fill.data()) < 0
            && values.asSlice(0, rest).mismatch(values.asSlice(itemSize)) < 0);
  }
}
