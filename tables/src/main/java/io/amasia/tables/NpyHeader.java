package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.storage.format.NumpyTimeUnit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The head of a `.npy` file: dtype, order, shape.
///
/// @param dtype of the values
/// @param itemBytes bytes of an element in the file
/// @param order of these bytes
/// @param unit of times
/// @param charSize bytes of a character of text: 1 or 4; 0 of numbers
/// @param fortran whether the first index runs fastest
/// @param dataStart the first byte of the values
///
///   Specification: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>
record NpyHeader(
    DType dtype,
    int itemBytes,
    ByteOrder order,
    @Nullable NumpyTimeUnit unit,
    int charSize,
    boolean fortran,
    Shape shape,
    long dataStart) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /// No header is as long as this.
  static final int MOST_BYTES = 1 << 16;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");
  private static final Pattern TYPE =
      Pattern.compile("([<>|=])([a-zA-Z])(\\d*)(?:\\[(\\d*)([a-zA-Zμ]+)\\])?");

  /// Reads the header at the start of `head`.
  ///
  /// @throws AmasiaException.Format if it is damaged
  /// @throws AmasiaException.Unsupported if its dtype is not read
  static NpyHeader read(byte[] head, String where) {
    if (head.length < 12 || !Arrays.equals(head, 0, 6, MAGIC, 0, 6)) {
      throw new AmasiaException.Format(where + ": no .npy file");
    }
    int version = head[6];
    ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int start = version == 1 ? 10 : 12;
    long length = version == 1 ? numbers.getShort(8) & 0xFFFF : numbers.getInt(8) & 0xFFFF_FFFFL;
    if (version < 1 || version > 3 || length > head.length - start) {
      throw new AmasiaException.Format(
          "%s: a .npy header of version %d and %d bytes; damaged or cut"
              .formatted(where, version, length));
    }
    String text = new String(head, start, (int) length, StandardCharsets.UTF_8);
    Matcher fortran = FORTRAN.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!fortran.find() || !shape.find()) {
      throw new AmasiaException.Format(where + ": a damaged .npy header: " + text.strip());
    }
    Matcher descr = DESCR.matcher(text);
    if (!descr.find()) {
      throw new AmasiaException.Unsupported(
          where + ": records of several fields can't be read; save each field by itself");
    }
    return typed(
        descr.group(1),
        fortran.group(1).equals("True"),
        shape(shape.group(1), where),
        start + length,
        where);
  }

  private static Shape shape(String text, String where) {
    try {
      long[] sizes =
          Arrays.stream(text.replace("L", "").split(",", -1))
              .map(String::strip)
              .filter(s -> !s.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      Shape shape = Shape.of(sizes);
      Math.multiplyExact(shape.size(), 4096L);
      return shape;
    } catch (NumberFormatException | ArithmeticException e) {
      throw new AmasiaException.Format("%s: impossible shape (%s)".formatted(where, text), e);
    }
  }

  private static NpyHeader typed(
      String descr, boolean fortran, Shape shape, long dataStart, String where) {
    Matcher m = TYPE.matcher(descr);
    DType dtype = null;
    NumpyTimeUnit unit = null;
    int size = 0;
    int charSize = 0;
    if (m.matches()) {
      size = m.group(3).isEmpty() ? 0 : Integer.parseInt(m.group(3));
      String kind = m.group(2) + (m.group(2).matches("[SUa]") ? "" : m.group(3));
      dtype = dtype(kind);
      charSize = kind.equals("U") ? 4 : kind.equals("S") || kind.equals("a") ? 1 : 0;
      size *= Math.max(1, charSize);
      if (dtype != null && dtype.isTime()) {
        String name = m.group(5) == null ? "generic" : m.group(5);
        long steps = m.group(4) == null || m.group(4).isEmpty() ? 1 : Long.parseLong(m.group(4));
        unit = NumpyTimeUnit.of(name, steps, dtype);
      }
    }
    if (dtype == null) {
      throw new AmasiaException.Unsupported(
          "%s: dtype '%s' can't be read; save bool, integers, floats, times or text"
              .formatted(where, descr));
    }
    ByteOrder order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(dtype, size, order, unit, charSize, fortran, shape, dataStart);
  }

  private static @Nullable DType dtype(String kind) {
    return switch (kind) {
      case "b1" -> DType.BOOL;
      case "i1" -> DType.INT8;
      case "i2" -> DType.INT16;
      case "i4" -> DType.INT32;
      case "i8" -> DType.INT64;
      case "u1" -> DType.UINT8;
      case "u2" -> DType.UINT16;
      case "u4" -> DType.UINT32;
      case "u8" -> DType.UINT64;
      case "f2" -> DType.FLOAT16;
      case "f4" -> DType.FLOAT32;
      case "f8" -> DType.FLOAT64;
      case "M8" -> DType.DATETIME;
      case "m8" -> DType.TIMEDELTA;
      case "S", "a", "U" -> DType.STRING;
      default -> null;
    };
  }

  /// The header of an array in C order and low byte first, padded so that values are aligned.
  ///
  /// @param characters of the longest text
  static byte[] of(DType dtype, Shape shape, int characters) {
    String descr =
        switch (dtype) {
          case BOOL -> "|b1";
          case INT8 -> "|i1";
          case UINT8 -> "|u1";
          case INT16, INT32, INT64 -> "<i" + dtype.itemSize();
          case UINT16, UINT32, UINT64 -> "<u" + dtype.itemSize();
          case FLOAT16, FLOAT32, FLOAT64 -> "<f" + dtype.itemSize();
          case DATETIME -> "<M8[us]";
          case TIMEDELTA -> "<m8[us]";
          case STRING -> "<U" + Math.max(1, characters);
        };
    String sizes =
        Arrays.stream(shape.toArray()).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(descr, shape.ndim() > 1 ? sizes.substring(0, sizes.length() - 1) : sizes);
    int padded = Math.ceilDiv(10 + text.length() + 1, 64) * 64;
    byte[] bytes = new byte[padded];
    Arrays.fill(bytes, (byte) ' ');
    System.arraycopy(MAGIC, 0, bytes, 0, 6);
    bytes[6] = 1;
    bytes[7] = 0;
    bytes[8] = (byte) (padded - 10);
    bytes[9] = (byte) ((padded - 10) >>> 8);
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, bytes, 10, ascii.length);
    bytes[padded - 1] = '\n';
    return bytes;
  }
}
