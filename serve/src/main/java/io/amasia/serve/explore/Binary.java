package io.amasia.serve.explore;

import io.amasia.plan.watch.JsonText;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Answers that are mostly numbers, little-endian: the length of a JSON header as int32, the
/// header, padded with spaces to a whole number of four bytes, then `float32` values, NaN where
/// missing.
final class Binary {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// An answer with that header; values are added.
  Binary(Map<String, ?> header) {
    String json = JsonText.of(header);
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    int padded = Math.ceilDiv(text.length, 4) * 4;
    ByteBuffer head = ByteBuffer.allocate(4 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(padded).put(text);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    out.writeBytes(head.array());
  }

  /// `float32` values as they lie in memory.
  Binary add(MemorySegment values) {
    byte[] bytes = new byte[Math.toIntExact(values.byteSize())];
    MemorySegment.copy(values, 0, MemorySegment.ofArray(bytes), 0, bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  /// Values rounded to `float32`.
  Binary add(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    out.writeBytes(bytes.array());
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
