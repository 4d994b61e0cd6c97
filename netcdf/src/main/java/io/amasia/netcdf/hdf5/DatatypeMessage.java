package io.amasia.netcdf.hdf5;

import io.amasia.array.DType;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Datatypes as messages, version 1: what [Datatype] reads.
final class DatatypeMessage {
  /// Bytes of a list or text of any length: a count, and a place in a global heap.
  static final int VLEN_BYTES = 16;

  private static final int INTEGER = 0;
  private static final int FLOATING = 1;
  private static final int STRING = 3;
  private static final int COMPOUND = 6;
  private static final int REFERENCE = 7;
  private static final int VLEN = 9;
  private static final int UTF8 = 1;

  private DatatypeMessage() {}

  /// Numbers in this machine's byte order; of text, texts of any length.
  static byte[] of(DType dtype) {
    return switch (dtype) {
      case INT8, INT16, INT32, INT64 -> integer(dtype.itemSize(), true);
      case UINT8, UINT16, UINT32, UINT64 -> integer(dtype.itemSize(), false);
      case FLOAT32 -> floating(4, order(ByteOrder.nativeOrder()));
      case FLOAT64 -> floating(8, order(ByteOrder.nativeOrder()));
      case STRING -> vlenText();
      case BOOL, FLOAT16, DATETIME, TIMEDELTA ->
          throw new IllegalArgumentException("no netCDF-4 type for " + dtype);
    };
  }

  /// Bytes of an element in the file.
  static int bytes(DType dtype) {
    return dtype == DType.STRING ? VLEN_BYTES : dtype.itemSize();
  }

  private static int order(ByteOrder order) {
    return order == ByteOrder.LITTLE_ENDIAN ? 0 : 1;
  }

  private static Fields type(int version, int kind, int bits, int size) {
    return new Fields().u8(version << 4 | kind).u8(bits).u8(bits >>> 8).u8(bits >>> 16).u32(size);
  }

  private static byte[] integer(int size, boolean signed) {
    int bits = order(ByteOrder.nativeOrder()) | (signed ? 8 : 0);
    return type(1, INTEGER, bits, size).u16(0).u16(8 * size).toByteArray();
  }

  private static byte[] floating(int size, int order) {
    int sign = 8 * size - 1;
    int exponentBits = size == 4 ? 8 : 11;
    int mantissaBits = sign - exponentBits;
    // Bit 5: the mantissa's leading 1 is not stored.
    return type(1, FLOATING, order | 0x20 | sign << 8, size)
        .u16(0)
        .u16(8 * size)
        .u8(mantissaBits)
        .u8(exponentBits)
        .u8(0)
        .u8(mantissaBits)
        .u32((1 << (exponentBits - 1)) - 1)
        .toByteArray();
  }

  /// What netCDF-C gives dimensions without a variable: big-endian float32.
  static byte[] placeholder() {
    return floating(4, order(ByteOrder.BIG_ENDIAN));
  }

  /// Text of `size` bytes. Only text that needs it is called UTF-8, as netCDF-C says ASCII.
  static byte[] fixedText(int size, boolean isAscii) {
    return type(1, STRING, isAscii ? 0 : UTF8 << 4, size).toByteArray();
  }

  static byte[] vlenText() {
    return type(1, VLEN, 1 | UTF8 << 8, VLEN_BYTES).bytes(integer(1, false)).toByteArray();
  }

  static byte[] reference() {
    return type(1, REFERENCE, 0, 8).toByteArray();
  }

  static byte[] referenceLists() {
    return type(1, VLEN, 0, VLEN_BYTES).bytes(reference()).toByteArray();
  }

  /// What `REFERENCE_LIST` has for each use of a dimension: the variable and the axis.
  static byte[] referenceAndAxis() {
    Fields type = type(1, COMPOUND, 2, 16);
    member(type, "dataset", 0, reference());
    member(type, "dimension", 8, integer(4, true));
    return type.toByteArray();
  }

  private static void member(Fields type, String name, int offset, byte[] of) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    type.bytes(text).zeros(8 - (text.length & 7)).u32(offset);
    // No array dimensions: their number, padding, permutation, padding, four lengths.
    type.zeros(1 + 3 + 4 + 4 + 16).bytes(of);
  }
}
