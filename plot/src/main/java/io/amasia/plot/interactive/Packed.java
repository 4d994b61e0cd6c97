package io.amasia.plot.interactive;

import io.amasia.array.AmasiaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Numbers in a document: little-endian bytes in base64, which `packed.js` reads.
final class Packed {
  private Packed() {}

  /// Rounded to float32.
  ///
  /// @throws AmasiaException.Usage if a finite value is too large for it
  static String floats(double[] values) {
    ByteBuffer bytes = room(values.length, Float.BYTES);
    for (double value : values) {
      float rounded = (float) value;
      if (Float.isInfinite(rounded) && Double.isFinite(value)) {
        throw new AmasiaException.Usage(
            "a page keeps values as float32, up to 3.4e38; %s is beyond. Divide the values first"
                .formatted(value));
      }
      bytes.putFloat(rounded);
    }
    return text(bytes);
  }

  static String doubles(double[] values) {
    ByteBuffer bytes = room(values.length, Double.BYTES);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return text(bytes);
  }

  static String integers(int[] values) {
    ByteBuffer bytes = room(values.length, Integer.BYTES);
    for (int value : values) {
      bytes.putInt(value);
    }
    return text(bytes);
  }

  private static ByteBuffer room(int count, int size) {
    return ByteBuffer.allocate(Math.multiplyExact(count, size)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The whole of `bytes` in base64.
  static String text(ByteBuffer bytes) {
    byte[] all = new byte[bytes.capacity()];
    bytes.get(0, all);
    return Base64.getEncoder().encodeToString(all);
  }
}
