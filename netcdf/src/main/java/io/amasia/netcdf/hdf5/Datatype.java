package io.amasia.netcdf.hdf5;

import io.amasia.array.DType;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The type of an element.
sealed interface Datatype {
  /// Bytes an element takes in the file.
  int size();

  /// Integers and IEEE floats, enums by their integers.
  ///
  /// @param shift the first bit that is used
  /// @param precision the number of bits that are used; of an integer perhaps not all
  record Numbers(int size, DType dtype, ByteOrder order, int shift, int precision)
      implements Datatype {
    Numbers(int size, DType dtype, ByteOrder order) {
      this(size, dtype, order, 0, 8 * size);
    }

    /// Whether there are bits that mean nothing.
    boolean isPartial() {
      return precision != 8 * size;
    }

    /// The value in the bits of an element that are used.
    long value(long bits) {
      long top = bits << (64 - shift - precision);
      return dtype.isUnsigned() ? top >>> (64 - precision) : top >> (64 - precision);
    }

    /// The next value: a `Long` (of `uint64` the bits) or a `Double`.
    Number read(Cursor in) {
      long bits = in.unsigned(size);
      if (order == ByteOrder.BIG_ENDIAN) {
        bits = Long.reverseBytes(bits) >>> (64 - 8 * size);
      }
      if (isPartial()) {
        return value(bits);
      }
      return switch (dtype) {
        case INT8 -> (long) (byte) bits;
        case INT16 -> (long) (short) bits;
        case INT32 -> (long) (int) bits;
        case FLOAT16 -> (double) Float.float16ToFloat((short) bits);
        case FLOAT32 -> (double) Float.intBitsToFloat((int) bits);
        case FLOAT64 -> Double.longBitsToDouble(bits);
        default -> bits;
      };
    }
  }

  /// Text of a fixed number of bytes. Files that say ASCII often hold UTF-8, of which it is a part.
  record FixedString(int size, Charset charset) implements Datatype {}

  /// Text of any length: a length, and a place in a global heap.
  record VlenString(int size, Charset charset) implements Datatype {}

  /// Lists of any length, as those of references that dimensions are found by.
  record Vlen(int size, Datatype element) implements Datatype {}

  /// The address of an object.
  record Reference(int size) implements Datatype {}

  /// What is not read.
  ///
  /// @param kind its name in messages, such as `compound`
  record Other(int size, String kind) implements Datatype {}

  static Datatype read(Cursor in) {
    return read(in, 0);
  }

  private static Datatype read(Cursor in, int depth) {
    if (depth > 8) {
      throw in.damaged("types within types, more than eight deep");
    }
    int classAndVersion = in.u8();
    int bits = (int) in.unsigned(3);
    long size = in.u32();
    if (size == 0 || size > Integer.MAX_VALUE) {
      throw in.damaged("a type of %d bytes".formatted(size));
    }
    int bytes = (int) size;
    return switch (classAndVersion & 15) {
      case 0 -> integer(in, bits, bytes);
      case 1 -> floating(in, bits, bytes);
      case 2 -> new Other(bytes, "time");
      case 3 -> new FixedString(bytes, StandardCharsets.UTF_8);
      case 4 -> new Other(bytes, "bit field");
      case 5 -> new Other(bytes, "opaque");
      case 6 -> new Other(bytes, "compound");
      case 7 -> (bits & 15) == 0 ? new Reference(bytes) : new Other(bytes, "region reference");
      case 8 -> enumeration(read(in, depth + 1), bytes);
      case 9 ->
          (bits & 15) == 1
              ? new VlenString(bytes, StandardCharsets.UTF_8)
              : new Vlen(bytes, read(in, depth + 1));
      case 10 -> new Other(bytes, "array");
      case 11 -> new Other(bytes, "complex");
      default -> throw in.damaged("a type of class %d".formatted(classAndVersion & 15));
    };
  }

  private static Datatype enumeration(Datatype base, int size) {
    return base instanceof Numbers ? base : new Other(size, "enum");
  }

  private static ByteOrder order(int bits) {
    return (bits & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private static Datatype integer(Cursor in, int bits, int size) {
    int shift = in.u16();
    int precision = in.u16();
    boolean signed = (bits & 8) != 0;
    DType dtype =
        switch (size) {
          case 1 -> signed ? DType.INT8 : DType.UINT8;
          case 2 -> signed ? DType.INT16 : DType.UINT16;
          case 4 -> signed ? DType.INT32 : DType.UINT32;
          case 8 -> signed ? DType.INT64 : DType.UINT64;
          default -> null;
        };
    return dtype == null || precision < 1 || shift + precision > 8 * size
        ? new Other(size, precision + "-bit integer")
        : new Numbers(size, dtype, order(bits), shift, precision);
  }

  private static Datatype floating(Cursor in, int bits, int size) {
    int shift = in.u16();
    int precision = in.u16();
    int exponentAt = in.u8();
    int exponentBits = in.u8();
    int mantissaAt = in.u8();
    int mantissaBits = in.u8();
    long bias = in.u32();
    @Nullable DType dtype =
        switch (size) {
          case 2 -> exponentBits == 5 && bias == 15 ? DType.FLOAT16 : null;
          case 4 -> exponentBits == 8 && bias == 127 ? DType.FLOAT32 : null;
          case 8 -> exponentBits == 11 && bias == 1023 ? DType.FLOAT64 : null;
          default -> null;
        };
    boolean isIeee =
        shift == 0
            && precision == 8 * size
            && mantissaAt == 0
            && mantissaBits == exponentAt
            && exponentAt + exponentBits + 1 == precision
            && (bits & 0x40) == 0;
    return dtype == null || !isIeee
        ? new Other(size, precision + "-bit float")
        : new Numbers(size, dtype, order(bits));
  }
}
