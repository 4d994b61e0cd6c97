package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.Codec;
import io.amasia.storage.format.NumpyTimeUnit;
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
      return new TextEncoder(chain, chunk, fill, keepsFill).encode(values, part).map(this::packed);
    }
    if (part.equals(Box.all(values.shape())) && part.shape().equals(chunk)) {
      return encodeWhole(values.data());
    }
    try (NdArray whole = NdArray.allocate(values.dtype(), chunk)) {
      if (!part.shape().equals(chunk)) {
        Boxes.fill(fill, whole, Box.all(chunk));
      }
      long[] strides = values.shape().strides();
      new StridedCopy(
              values.data(), strides, whole.data(), chunk.strides(), values.dtype().itemSize())
          .run(Boxes.dot(Boxes.starts(part), strides), 0, part.shape().toArray());
      return encodeWhole(whole.data());
    }
  }

  private Optional<Bytes> encodeWhole(MemorySegment values) {
    if (!keepsFill && isAllFill(values)) {
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
      return Optional.of(pack(values));
    }
    Bytes stored = stored(values);
    if (counts) {
      toCounts(stored.segment());
    }
    for (ArrayFilter filter : chain.filters()) {
      try (Bytes before = stored) {
        stored = Bytes.allocate(chunk.size() * filter.encodedType().itemSize());
        filter.encode(before.segment(), stored.segment());
      }
    }
    if (swap) {
      StridedCopy.swapBytes(stored.segment(), (int) chain.encodedItemSize());
    }
    if (bits) {
      try (Bytes before = stored) {
        stored = bits(before.segment());
      }
    }
    return Optional.of(packed(stored));
  }

  /// The values of a chunk in stored order.
  private Bytes stored(MemorySegment values) {
    Bytes stored = Bytes.allocate(values.byteSize());
    long[] strides = chain.strides(chain.stored(chunk));
    new StridedCopy(
            values, chunk.strides(), stored.segment(), strides, (int) fill.data().byteSize())
        .run(0, 0, chunk.toArray());
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

  /// `values`, which are closed, through the codecs of bytes.
  private Bytes packed(Bytes values) {
    if (chain.codecs().isEmpty()) {
      return values;
    }
    try (values) {
      return pack(values.segment());
    }
  }

  private Bytes pack(MemorySegment values) {
    Bytes now = null;
    for (Codec codec : chain.codecs()) {
      Bytes next = codec.encode(now == null ? values : now.segment());
      if (now != null) {
        now.close();
      }
      now = next;
    }
    if (now == null) {
      now = Bytes.allocate(values.byteSize());
      now.segment().copyFrom(values);
    }
    return now;
  }
}
