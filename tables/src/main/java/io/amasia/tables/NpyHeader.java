package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.storage.format.NumpyType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The head of a `.npy` file: dtype, order, shape.
///
/// @param type of the values
/// @param fortran whether the first index runs fastest
/// @param dataStart the first byte of the values
///
///   Specification: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>
record NpyHeader(NumpyType type, boolean fortran, Shape shape, long dataStart) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /// No header is as long as this.
  static final int MOST_BYTES = 1 << 16;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

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
    NumpyType type = NumpyType.parse(descr.group(1), where);
    if (type.dtype() == DType.STRING && type.charBytes() == 0) {
      throw new AmasiaException.Unsupported(
          where + ": objects of Python can't be read; save bool, integers, floats, times or text");
    }
    return new NpyHeader(
        type, fortran.group(1).equals("True"), shape(shape.group(1), where), start + length);
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

  /// The header of an array in C order and low byte first, padded so that values are aligned.
  ///
  /// @param characters of the longest text
  static byte[] of(DType dtype, Shape shape, int characters) {
    String descr =
        dtype == DType.STRING ? "<U" + Math.max(1, characters) : NumpyType.typestr(dtype);
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
