package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A type as NumPy writes it down, such as `<f4`, `|S12` or `<M8[ns]`: in `.npy` files and Zarr v2.
///
/// Specification: <https://numpy.org/doc/stable/reference/arrays.interface.html>
///
/// @param dtype of the values; text for characters and objects
/// @param itemBytes bytes of an element; 0 of objects
/// @param bigEndian whether the first byte is the highest
/// @param charBytes bytes of a character: 1 or 4; 0 of all that isn't characters
/// @param unit of times
public record NumpyType(
    DType dtype, long itemBytes, boolean bigEndian, int charBytes, @Nullable NumpyTimeUnit unit) {
  private static final Pattern TYPESTR =
      Pattern.compile(
          "([<>|=])([a-zA-Z])(\\d{0,9})(?:\\[(\\d{0,9})([a-zμ]{1,2}|[YMWD]|generic)])?");

  /// The type that `typestr` names.
  ///
  /// @throws AmasiaException.Format if it is no such text
  /// @throws AmasiaException.Unsupported for complex numbers, raw bytes and others we don't have
  public static NumpyType parse(String typestr, String where) {
    Matcher match = TYPESTR.matcher(typestr);
    if (!match.matches()) {
      throw new AmasiaException.Format(
          "%s: dtype '%s' is not a NumPy type string such as '<f4'".formatted(where, typestr));
    }
    boolean bigEndian = match.group(1).equals(">");
    String kind = match.group(2);
    long size = count(match.group(3), 0);
    return switch (kind) {
      case "S", "a" -> new NumpyType(DType.STRING, size, bigEndian, 1, null);
      case "U" -> new NumpyType(DType.STRING, 4 * size, bigEndian, 4, null);
      case "O" -> new NumpyType(DType.STRING, 0, bigEndian, 0, null);
      default -> {
        DType dtype = number(kind + size);
        if (dtype == null) {
          throw new AmasiaException.Unsupported(
              "%s: dtype '%s' is not supported; bool, integers, floats, times and text are"
                  .formatted(where, typestr));
        }
        yield new NumpyType(dtype, size, bigEndian, 0, dtype.isTime() ? unit(dtype, match) : null);
      }
    };
  }

  private static long count(@Nullable String digits, long otherwise) {
    return digits == null || digits.isEmpty() ? otherwise : Long.parseLong(digits);
  }

  private static NumpyTimeUnit unit(DType dtype, Matcher match) {
    String name = match.group(5) == null ? "generic" : match.group(5);
    return NumpyTimeUnit.of(name, Math.max(1, count(match.group(4), 1)), dtype);
  }

  private static @Nullable DType number(String code) {
    return switch (code) {
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
      default -> null;
    };
  }

  /// How values of `dtype` are named when they are written, low byte first; text as objects.
  public static String typestr(DType dtype) {
    return switch (dtype) {
      case BOOL -> "|b1";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16, INT32, INT64 -> "<i" + dtype.itemSize();
      case UINT16, UINT32, UINT64 -> "<u" + dtype.itemSize();
      case FLOAT16, FLOAT32, FLOAT64 -> "<f" + dtype.itemSize();
      case DATETIME -> "<M8[us]";
      case TIMEDELTA -> "<m8[us]";
      case STRING -> "|O";
    };
  }
}
