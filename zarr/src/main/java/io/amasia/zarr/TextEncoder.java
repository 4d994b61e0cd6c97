package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Text as the serialized bytes of a chunk, the reverse of [TextDecoder].
///
/// @param chunk the shape of a stored chunk
/// @param fill what lies beyond the array
/// @param keepsFill whether chunks of nothing but `fill` are made
record TextEncoder(CodecChain chain, Shape chunk, NdArray fill, boolean keepsFill) {
  /// The serialized chunk that has box `part` of `values`.
  Optional<Bytes> encode(NdArray values, Box part) {
    String[] texts = new String[Math.toIntExact(chunk.size())];
    String nothing = fill.getString(0);
    Arrays.fill(texts, nothing);
    long[] from = values.shape().strides();
    long start = Boxes.dot(Boxes.starts(part), from);
    long[] to = chain.strides(chain.stored(chunk));
    Boxes.forEach(
        part.shape(),
        index ->
            texts[(int) Boxes.dot(index, to)] = values.getString(start + Boxes.dot(index, from)));
    if (!keepsFill && Arrays.stream(texts).allMatch(nothing::equals)) {
      return Optional.empty();
    }
    byte[] serialized =
        switch (chain.type()) {
          case ElementType.FixedBytes(long size) -> fixed(texts, (int) size);
          case ElementType.FixedUtf32(long size) -> points(texts, (int) size);
          case ElementType.Text _, ElementType.Plain _, ElementType.Time _ -> vlenUtf8(texts);
        };
    Bytes block = Bytes.allocate(serialized.length);
    block.segment().copyFrom(MemorySegment.ofArray(serialized));
    return Optional.of(block);
  }

  private static byte[] vlenUtf8(String[] texts) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(little(texts.length));
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(little(bytes.length));
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] little(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] fixed(String[] texts, int size) {
    ByteBuffer all = ByteBuffer.allocate(Math.multiplyExact(size, texts.length));
    for (int i = 0; i < texts.length; i++) {
      byte[] bytes = texts[i].getBytes(StandardCharsets.UTF_8);
      requireFits(texts[i], bytes.length, size, "bytes");
      all.put(i * size, bytes);
    }
    return all.array();
  }

  private byte[] points(String[] texts, int size) {
    boolean big = chain.serializer() instanceof Serializer.Fixed(boolean order) && order;
    ByteBuffer all = ByteBuffer.allocate(Math.multiplyExact(size, texts.length));
    all.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < texts.length; i++) {
      int[] points = texts[i].codePoints().toArray();
      requireFits(texts[i], points.length, size / 4, "characters");
      for (int c = 0; c < points.length; c++) {
        all.putInt(i * size + 4 * c, points[c]);
      }
    }
    return all.array();
  }

  private static void requireFits(String text, int length, int room, String what) {
    if (length > room) {
      throw new AmasiaException.Conflict(
          "the text '%s' takes %d %s; the array there has room for %d"
              .formatted(text, length, what, room));
    }
  }
}
