package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.StridedCopy;
import io.amasia.array.kernel.StridedCopy.Place;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.BoxCopy;
import io.amasia.storage.format.ByteOrders;
import io.amasia.storage.format.ChunkPart;
import io.amasia.storage.format.NumpyTimeUnit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Turns the encoded bytes of a chunk into its values, cut to the part that lies in the array.
///
/// Whole chunks of plain values are decoded straight into the array that is given back.
/// Thread-safe.
///
/// @param chain how chunks are encoded
/// @param chunk the shape of a stored chunk, also at the array's edge
/// @param fill the value of inner chunks that were never written
record ChunkDecoder(CodecChain chain, Shape chunk, NdArray fill) {
  private static final long MOST_TEXT_BYTES = 1L << 31;

  /// The values of the chunk's first `clipped` indices.
  ///
  /// @throws AmasiaException.Format if `encoded` is damaged; the message says how, not where
  NdArray decode(MemorySegment encoded, Shape clipped) {
    return switch (chain.serializer()) {
      case Serializer.Fixed(boolean bigEndian) ->
          switch (chain.type()) {
            case ElementType.Plain _, ElementType.Time _ -> numbers(encoded, clipped, bigEndian);
            case ElementType.FixedBytes _, ElementType.FixedUtf32 _, ElementType.Text _ -> {
              try (var raw = unpack(encoded)) {
                yield new TextDecoder(chain, chunk).fixed(raw.segment(), clipped, bigEndian);
              }
            }
          };
      case Serializer.VlenUtf8 _ -> {
        try (var raw = chain.unpack(encoded, MOST_TEXT_BYTES)) {
          yield new TextDecoder(chain, chunk).variable(raw.segment(), clipped);
        }
      }
      case Serializer.PackBits _ -> bits(encoded, clipped);
      case Serializer.Sharded(ShardLayout layout) -> shard(encoded, clipped, layout);
    };
  }

  /// Whether the encoded bytes of chunks are their values, in the shape of a whole chunk.
  boolean isRaw() {
    return chain.codecs().isEmpty() && isAsStored();
  }

  /// Whether the encoded bytes of a chunk cut to `clipped` are its values.
  boolean isAsStored(Shape clipped) {
    return clipped.equals(chunk) && isRaw();
  }

  /// Decodes a whole chunk of numbers straight into `target`.
  ///
  /// @return whether it is such a chunk; else nothing was done
  boolean decodeInto(MemorySegment encoded, Shape clipped, MemorySegment target) {
    boolean numbers =
        chain.type() instanceof ElementType.Plain || chain.type() instanceof ElementType.Time;
    if (!numbers
        || !isDirect(clipped)
        || !(chain.serializer() instanceof Serializer.Fixed(boolean bigEndian))) {
      return false;
    }
    chain.checkPlausible(encoded, target.byteSize());
    chain.unpackInto(encoded, target);
    finish(target, isSwapped(bigEndian));
    return true;
  }

  /// Puts `part` of a chunk of plain numbers to `place`, if that takes less than decoding it whole
  /// and then copying.
  ///
  /// @param part within the chunk
  /// @return whether it does; else nothing was done
  boolean decodePart(MemorySegment encoded, Box part, Place place) {
    if (!isAsStored()) {
      return false;
    }
    int itemSize = (int) chain.type().itemSize();
    long bytes = chunk.size() * itemSize;
    chain.checkPlausible(encoded, bytes);
    if (chain.codecs().isEmpty()) {
      copyPart(encoded, part, place);
      return true;
    }
    if (!chain.codecs().getFirst().decodesParts()) {
      return false;
    }
    try (Bytes whole = Bytes.allocate(bytes)) {
      chain.unpackInto(encoded, whole.segment(), new ChunkPart(chunk, part, itemSize));
      copyPart(whole.segment(), part, place);
      return true;
    }
  }

  private void copyPart(MemorySegment values, Box part, Place to) {
    long[] strides = chunk.strides();
    var from = new Place(values, Boxes.dot(Boxes.starts(part), strides), strides);
    StridedCopy.copy((int) chain.type().itemSize(), part.shape().toArray(), from, to);
  }

  /// Whether the decoded bytes of chunks are their values.
  private boolean isAsStored() {
    return chain.filters().isEmpty()
        && chain.inOrder()
        && chain.type() instanceof ElementType.Plain
        && chain.type().dtype() != DType.BOOL
        && chain.serializer() instanceof Serializer.Fixed(boolean bigEndian)
        && !isSwapped(bigEndian);
  }

  private boolean isDirect(Shape clipped) {
    return chain.filters().isEmpty() && chain.inOrder() && clipped.equals(chunk);
  }

  private static boolean isSwapped(boolean bigEndian) {
    return bigEndian != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
  }

  private NdArray numbers(MemorySegment encoded, Shape clipped, boolean bigEndian) {
    boolean swap = isSwapped(bigEndian);
    int itemSize = (int) chain.type().itemSize();
    if (isDirect(clipped)) {
      chain.checkPlausible(encoded, chunk.size() * itemSize);
      return made(clipped, target -> chain.unpackInto(encoded, target.data()), swap);
    }
    try (var raw = unpack(encoded);
        var values = filtered(raw, swap)) {
      boolean swapLater = swap && chain.filters().isEmpty();
      return made(clipped, target -> place(values.segment(), target), swapLater);
    }
  }

  /// What fills a new array.
  private interface Filling {
    void into(NdArray target);
  }

  private NdArray made(Shape shape, Filling filling, boolean swap) {
    NdArray target = NdArray.allocate(chain.type().dtype(), shape);
    try {
      filling.into(target);
      finish(target.data(), swap);
      return target;
    } catch (Throwable e) {
      target.close();
      throw e;
    }
  }

  private void place(MemorySegment values, NdArray target) {
    copy(values, chain.stored(chunk), target);
  }

  /// Fills `target` from the first of `values`, which lie in the order of `stored`.
  private void copy(MemorySegment values, Shape stored, NdArray target) {
    Shape shape = target.shape();
    StridedCopy.copy(
        target.dtype().itemSize(),
        shape.toArray(),
        new Place(values, 0, chain.strides(stored)),
        new Place(target.data(), 0, shape.strides()));
  }

  private void finish(MemorySegment data, boolean swap) {
    if (swap) {
      ByteOrders.swap(data, (int) chain.type().itemSize());
    }
    if (chain.type() instanceof ElementType.Time(DType _, NumpyTimeUnit unit) && !unit.isMicros()) {
      for (long i = 0; i < data.byteSize() / Long.BYTES; i++) {
        long count = data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
        data.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, unit.toMicros(count));
      }
    } else if (chain.type().dtype() == DType.BOOL) {
      for (long i = 0; i < data.byteSize(); i++) {
        data.set(
            ValueLayout.JAVA_BYTE, i, (byte) (data.get(ValueLayout.JAVA_BYTE, i) == 0 ? 0 : 1));
      }
    }
  }

  private CodecChain.Unpacked unpack(MemorySegment encoded) {
    long expected = chunk.size() * chain.encodedItemSize();
    chain.checkPlausible(encoded, expected);
    if (chain.codecs().isEmpty()) {
      return new CodecChain.Unpacked(encoded, null);
    }
    Bytes raw = Bytes.allocate(expected);
    try {
      chain.unpackInto(encoded, raw.segment());
      return new CodecChain.Unpacked(raw.segment(), raw);
    } catch (Throwable e) {
      raw.close();
      throw e;
    }
  }

  /// The values of the chunk in stored order after all filters; `raw` stays the caller's.
  private CodecChain.Unpacked filtered(CodecChain.Unpacked raw, boolean swap) {
    if (chain.filters().isEmpty()) {
      return new CodecChain.Unpacked(raw.segment(), null);
    }
    Bytes now = Bytes.copyOf(raw.segment());
    if (swap) {
      ByteOrders.swap(now.segment(), (int) chain.encodedItemSize());
    }
    for (ArrayFilter filter : chain.filters().reversed()) {
      try (Bytes before = now) {
        now = filter.decoded(before.segment());
      }
    }
    return new CodecChain.Unpacked(now.segment(), now);
  }

  private NdArray bits(MemorySegment encoded, Shape clipped) {
    long count = chunk.size();
    long bytes = 1 + Math.ceilDiv(count, 8);
    chain.checkPlausible(encoded, bytes);
    try (Bytes packed = Bytes.allocate(bytes);
        Bytes values = Bytes.allocate(count)) {
      chain.unpackInto(encoded, packed.segment());
      for (long i = 0; i < count; i++) {
        int eight = packed.segment().get(ValueLayout.JAVA_BYTE, 1 + i / 8);
        int bit = (eight >> (7 - i % 8)) & 1;
        values.segment().set(ValueLayout.JAVA_BYTE, i, (byte) bit);
      }
      return made(clipped, target -> place(values.segment(), target), false);
    }
  }

  /// A shard whose inner chunks can't be reached one by one, because it is coded or permuted as a
  /// whole.
  private NdArray shard(MemorySegment encoded, Shape clipped, ShardLayout layout) {
    long most = Math.min(Integer.MAX_VALUE, chunk.size() * 16 + layout.indexBytes() + (1 << 20));
    try (var raw = chain.unpack(encoded, most)) {
      MemorySegment shard = raw.segment();
      ShardIndex index = indexOf(shard, layout);
      Shape kept = chain.stored(clipped);
      try (NdArray values = NdArray.allocate(chain.type().dtype(), kept)) {
        var inner = new ChunkDecoder(layout.chain(), layout.inner(), fill);
        Chunks grid = Chunks.regular(kept, layout.inner().toArray());
        long[] perShard = layout.perShard().strides();
        Box whole = Box.all(kept);
        Boxes.forEach(
            grid.gridShape(),
            at -> {
              Box box = grid.box(at);
              long i = Boxes.dot(at, perShard);
              if (!index.has(i)) {
                BoxCopy.fill(fill, box, values, whole);
              } else {
                index.check(i, shard.byteSize());
                MemorySegment part = shard.asSlice(index.offset(i), index.length(i));
                try (NdArray chunkValues = inner.decode(part, box.shape())) {
                  BoxCopy.copy(chunkValues, box, values, whole);
                }
              }
            });
        return madeFrom(values, clipped);
      }
    }
  }

  private NdArray madeFrom(NdArray stored, Shape clipped) {
    NdArray target = NdArray.allocate(stored.dtype(), clipped);
    copy(stored.data(), stored.shape(), target);
    return target;
  }

  private static ShardIndex indexOf(MemorySegment shard, ShardLayout layout) {
    long length = Math.min(layout.indexBytes(), shard.byteSize());
    long start = layout.index().atEnd() ? shard.byteSize() - length : 0;
    return ShardIndex.parse(shard.asSlice(start, length), layout);
  }
}
