package io.amasia.zarr;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.Codec;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Turns values into the encoded bytes of whole chunks. Thread-safe.
///
/// @param chunk the shape of each stored chunk; what lies beyond the array is filled
/// @param fill one element; chunks that hold nothing else are not stored
record ChunkEncoder(Shape chunk, NdArray fill, WriteCoding coding) {
  /// The encoded chunk that has box `part` of `values`, or empty if it is all fill.
  ///
  /// @param part within `values`, at most as large as a chunk
  Optional<Bytes> encode(NdArray values, Box part) {
    if (values.dtype() == DType.STRING) {
      return encodeText(values, part);
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
    return isAllFill(values) ? Optional.empty() : Optional.of(pack(values));
  }

  private boolean isAllFill(MemorySegment values) {
    long itemSize = fill.data().byteSize();
    long rest = values.byteSize() - itemSize;
    // the first element is the fill, and each other one is as the one before it
    return rest < 0
        || (values.asSlice(0, itemSize).mismatch(fill.data()) < 0
            && values.asSlice(0, rest).mismatch(values.asSlice(itemSize)) < 0);
  }

  private Bytes pack(MemorySegment values) {
    Bytes now = null;
    for (Codec codec : coding.codecs()) {
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

  private Optional<Bytes> encodeText(NdArray values, Box part) {
    String[] texts = new String[Math.toIntExact(chunk.size())];
    String nothing = fill.getString(0);
    Arrays.fill(texts, nothing);
    long[] from = values.shape().strides();
    long start = Boxes.dot(Boxes.starts(part), from);
    long[] to = chunk.strides();
    Boxes.forEach(
        part.shape(),
        index ->
            texts[(int) Boxes.dot(index, to)] = values.getString(start + Boxes.dot(index, from)));
    if (Arrays.stream(texts).allMatch(nothing::equals)) {
      return Optional.empty();
    }
    byte[] serialized = vlenUtf8(texts);
    try (Bytes block = Bytes.allocate(serialized.length)) {
      block.segment().copyFrom(MemorySegment.ofArray(serialized));
      return Optional.of(pack(block.segment()));
    }
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
}
