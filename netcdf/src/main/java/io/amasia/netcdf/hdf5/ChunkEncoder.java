package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.WholeChunk;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Encodes the chunks of a variable of numbers: those that stick out of the array are filled up,
/// and all go through the filters. It needs no file: [#text] makes the same one anywhere.
///
/// @param path of the variable
/// @param fill one element, for what lies beyond the array
record ChunkEncoder(
    String path, DType dtype, ChunkGrid chunks, FilterChain filters, MemorySegment fill) {
  static ChunkEncoder of(
      String path, DType dtype, ChunkGrid chunks, FilterChain filters, byte[] fill) {
    MemorySegment element = Arena.ofAuto().allocate(fill.length, 8);
    element.copyFrom(MemorySegment.ofArray(fill));
    return new ChunkEncoder(path, dtype, chunks, filters, element);
  }

  /// In one line: `float32 365,90,180 1,90,180 shuffle,deflate:2 0000807e tas`.
  String text() {
    return String.join(
        " ",
        dtype.label(),
        numbers(chunks.chunks().shape()),
        numbers(chunks.chunkShape()),
        CodecChoice.text(filters.choices()),
        HexFormat.of().formatHex(fill.toArray(ValueLayout.JAVA_BYTE)),
        URLEncoder.encode(path, StandardCharsets.UTF_8));
  }

  /// The one that such a line describes.
  static ChunkEncoder of(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 6) {
      throw new AmasiaException.Format("'%s' is no chunk encoder".formatted(text));
    }
    DType dtype = DType.of(words[0]);
    String path = URLDecoder.decode(words[5], StandardCharsets.UTF_8);
    var chunks = new ChunkGrid(Shape.of(numbers(words[1])), numbers(words[2]));
    FilterChain filters = FilterChain.of(CodecChoice.chain(words[3]), dtype, path);
    return of(path, dtype, chunks, filters, HexFormat.of().parseHex(words[4]));
  }

  private static String numbers(Shape shape) {
    return Arrays.stream(shape.toArray()).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  /// Native memory that a thread holds to encode a chunk.
  long encoderBytes() {
    return filters.encoderBytes(chunks.chunks().maxChunk().size() * dtype.itemSize());
  }

  /// The chunks of `box` in C order, encoded; the caller closes them.
  List<Bytes> encode(Box box, NdArray values) {
    List<Bytes> encoded = new ArrayList<>();
    try {
      chunks.forEach(box, (_, part) -> encoded.add(encode(box, values, part)));
      return encoded;
    } catch (Throwable e) {
      encoded.forEach(Bytes::close);
      throw e;
    }
  }

  private Bytes encode(Box box, NdArray values, Box part) {
    AmasiaException.Cancelled.ifInterrupted();
    Bytes whole = WholeChunk.of(values, box, part, chunks.chunkShape(), fill);
    // what is appended later must not be the caller's
    return filters.isEmpty() && whole.isBorrowed()
        ? Bytes.copyOf(whole.segment())
        : filters.encode(whole);
  }
}
