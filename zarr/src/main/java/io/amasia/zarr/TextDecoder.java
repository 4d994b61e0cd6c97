package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// Text from the serialized bytes of a chunk.
///
/// @param chunk the shape of a stored chunk
record TextDecoder(CodecChain chain, Shape chunk) {
  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Elements of fixed size, padded with NUL.
  NdArray fixed(MemorySegment raw, Shape clipped, boolean bigEndian) {
    long size = chain.type().itemSize();
    if (chain.type() instanceof ElementType.FixedUtf32) {
      ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      ValueLayout.OfInt point = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
      return pick(clipped, i -> codePoints(raw.asSlice(i * size, size), point));
    }
    return pick(clipped, i -> padded(raw.asSlice(i * size, size)));
  }

  private static String padded(MemorySegment element) {
    long end = element.byteSize();
    while (end > 0 && element.get(ValueLayout.JAVA_BYTE, end - 1) == 0) {
      end--;
    }
    return utf8(element.asSlice(0, end));
  }

  private static String codePoints(MemorySegment element, ValueLayout.OfInt layout) {
    int end = (int) (element.byteSize() / Integer.BYTES);
    while (end > 0 && element.getAtIndex(layout, end - 1) == 0) {
      end--;
    }
    var text = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      int point = element.getAtIndex(layout, i);
      if (!Character.isValidCodePoint(point)) {
        throw new AmasiaException.Format("0x%x is no Unicode character".formatted(point));
      }
      text.appendCodePoint(point);
    }
    return text.toString();
  }

  private static String utf8(MemorySegment bytes) {
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /// Elements of any length, each after its length.
  NdArray variable(MemorySegment raw, Shape clipped) {
    long count = chunk.size();
    long claimed = raw.byteSize() < 4 ? -1 : Integer.toUnsignedLong(raw.get(LENGTH, 0));
    if (claimed != count || raw.byteSize() < 4 + 4 * count) {
      throw new AmasiaException.Format(
          "it holds %d texts in %d bytes where a chunk has %d"
              .formatted(claimed, raw.byteSize(), count));
    }
    long[] starts = new long[Math.toIntExact(count)];
    long at = 4;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = at;
      long length =
          at + 4 > raw.byteSize()
              ? Long.MAX_VALUE / 2
              : Integer.toUnsignedLong(raw.get(LENGTH, at));
      at += 4 + length;
      if (at > raw.byteSize()) {
        throw new AmasiaException.Format("text %d runs past the end of the chunk".formatted(i));
      }
    }
    return pick(
        clipped,
        i -> {
          long start = starts[(int) i];
          return utf8(raw.asSlice(start + 4, Integer.toUnsignedLong(raw.get(LENGTH, start))));
        });
  }

  private NdArray pick(Shape clipped, LongFunction<String> element) {
    long[] strides = chain.strides(chain.stored(chunk));
    List<String> texts = new ArrayList<>();
    Boxes.forEach(clipped, index -> texts.add(element.apply(Boxes.dot(index, strides))));
    return NdArray.of(clipped, texts);
  }
}
