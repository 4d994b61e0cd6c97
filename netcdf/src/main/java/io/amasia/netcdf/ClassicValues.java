package io.amasia.netcdf;

import io.amasia.storage.format.Attribute;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Values of attributes as the classic formats store them, big-endian.
final class ClassicValues {
  private ClassicValues() {}

  /// The attribute that `bytes` hold. Text loses its trailing NULs.
  static Attribute attribute(ClassicType type, byte[] bytes) {
    if (type == ClassicType.CHAR) {
      return Attribute.of(FixedText.decode(bytes, 0, bytes.length, StandardCharsets.UTF_8));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Number> values = new ArrayList<>(bytes.length / type.size);
    while (in.remaining() >= type.size) {
      values.add(next(type, in));
    }
    return new Attribute.Numbers(type.dtype, values);
  }

  private static Number next(ClassicType type, ByteBuffer in) {
    return switch (type) {
      case BYTE -> (long) in.get();
      case CHAR, UBYTE -> in.get() & 0xFFL;
      case SHORT -> (long) in.getShort();
      case USHORT -> in.getShort() & 0xFFFFL;
      case INT -> (long) in.getInt();
      case UINT -> in.getInt() & 0xFFFF_FFFFL;
      case INT64, UINT64 -> in.getLong();
      case FLOAT -> (double) in.getFloat();
      case DOUBLE -> in.getDouble();
    };
  }

  /// The bytes that store `value` as `type`.
  static void put(ClassicType type, Number value, ByteBuffer out) {
    switch (type) {
      case BYTE, CHAR, UBYTE -> out.put((byte) value.longValue());
      case SHORT, USHORT -> out.putShort((short) value.longValue());
      case INT, UINT -> out.putInt((int) value.longValue());
      case INT64, UINT64 -> out.putLong(value.longValue());
      case FLOAT -> out.putFloat((float) value.doubleValue());
      case DOUBLE -> out.putDouble(value.doubleValue());
    }
  }
}
