package io.amasia.netcdf.hdf5;

import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Puts attributes into headers, in the types that netCDF-C gives them.
final class AttributeMessages {
  /// Longer texts go to the heap, as a message is shorter than 64 KiB.
  private static final int MOST_TEXT_BYTES = 60_000;

  private final HeapCollections heap;

  AttributeMessages(HeapCollections heap) {
    this.heap = heap;
  }

  static byte[] scalar() {
    return new Fields().u8(2).u8(0).u8(0).u8(0).toByteArray();
  }

  private static byte[] none() {
    return new Fields().u8(2).u8(0).u8(0).u8(2).toByteArray();
  }

  static byte[] vector(long length) {
    return new Fields().u8(2).u8(1).u8(0).u8(1).u64(length).toByteArray();
  }

  /// Adds what a user gave.
  ///
  /// @throws io.amasia.array.AmasiaException.Unsupported if it is too long
  void add(HeaderMessages header, String name, Attribute attribute) {
    switch (attribute) {
      case Attribute.Text(String text) -> text(header, name, text);
      case Attribute.Json(String text) -> text(header, name, text);
      case Attribute.Texts(List<String> texts) -> texts(header, name, texts);
      case Attribute.Numbers numbers -> numbers(header, name, numbers);
    }
  }

  /// Text of a fixed length, as netCDF's `char`.
  void text(HeaderMessages header, String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_TEXT_BYTES) {
      Fields element = new Fields();
      heap.element(element, heap.add(bytes, bytes.length));
      header.attribute(name, DatatypeMessage.vlenText(), scalar(), element.toByteArray());
      return;
    }
    boolean isAscii = bytes.length == text.length();
    byte[] type = DatatypeMessage.fixedText(Math.max(1, bytes.length), isAscii);
    header.attribute(name, type, bytes.length == 0 ? none() : scalar(), bytes);
  }

  /// Texts of any length, as netCDF's `string`.
  void texts(HeaderMessages header, String name, List<String> texts) {
    Fields elements = new Fields();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      heap.element(elements, heap.add(bytes, bytes.length));
    }
    byte[] space = texts.isEmpty() ? none() : vector(texts.size());
    header.attribute(name, DatatypeMessage.vlenText(), space, elements.toByteArray());
  }

  private static void numbers(HeaderMessages header, String name, Attribute.Numbers numbers) {
    DType dtype =
        switch (numbers.dtype()) {
          case BOOL -> DType.INT8;
          case FLOAT16 -> DType.FLOAT32;
          case DATETIME, TIMEDELTA -> DType.INT64;
          default -> numbers.dtype();
        };
    int count = numbers.values().size();
    ByteBuffer data = ByteBuffer.allocate(count * dtype.itemSize()).order(ByteOrder.nativeOrder());
    for (Number value : numbers.values()) {
      switch (dtype) {
        case FLOAT32 -> data.putFloat(value.floatValue());
        case FLOAT64 -> data.putDouble(value.doubleValue());
        default -> {
          switch (dtype.itemSize()) {
            case 1 -> data.put(value.byteValue());
            case 2 -> data.putShort(value.shortValue());
            case 4 -> data.putInt(value.intValue());
            default -> data.putLong(value.longValue());
          }
        }
      }
    }
    byte[] space = count == 0 ? none() : vector(count);
    header.attribute(name, DatatypeMessage.of(dtype), space, data.array());
  }

  /// An integer in this machine's byte order.
  static byte[] integer(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  /// An attribute of 32-bit integers: a lone one as a scalar.
  static void integers(HeaderMessages header, String name, int... values) {
    Fields data = new Fields();
    for (int value : values) {
      data.bytes(integer(value));
    }
    byte[] space = values.length == 1 ? scalar() : vector(values.length);
    header.attribute(name, DatatypeMessage.of(DType.INT32), space, data.toByteArray());
  }
}
