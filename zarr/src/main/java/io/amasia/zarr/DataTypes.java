package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.format.NumpyTimeUnit;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of data types in Zarr v2 (NumPy's typestr) and v3.
///
/// Specifications: <https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html#data-type-encoding>,
/// <https://zarr-specs.readthedocs.io/en/latest/v3/data-types/index.html>,
/// <https://github.com/zarr-developers/zarr-extensions/tree/main/data-types>
final class DataTypes {
  private static final Pattern TYPESTR =
      Pattern.compile(
          "([<>|=])([a-zA-Z])(\\d{0,9})(?:\\[(\\d{0,9})([a-zμ]{1,2}|[YMWD]|generic)])?");

  private DataTypes() {}

  /// A typestr read.
  record Typestr(ElementType type, boolean bigEndian) {}

  /// The type that a v2 `dtype` names. Objects are text; which filter tells.
  ///
  /// @throws AmasiaException.Unsupported for structured, complex and raw types
  static Typestr v2(JsonNode dtype, String where) {
    if (dtype.isArray()) {
      throw new AmasiaException.Unsupported(where + ": structured dtypes are not supported");
    }
    Matcher match = TYPESTR.matcher(dtype.asText());
    if (!match.matches()) {
      throw new AmasiaException.Format(
          where
              + ": dtype "
              + JsonObject.brief(dtype)
              + " is not a NumPy type string such as '<f4'");
    }
    boolean bigEndian = match.group(1).equals(">");
    long size = match.group(3).isEmpty() ? 0 : Long.parseLong(match.group(3));
    String kind = match.group(2);
    ElementType type =
        switch (kind) {
          case "S", "a" -> new ElementType.FixedBytes(size);
          case "U" -> new ElementType.FixedUtf32(4 * size);
          case "O" -> new ElementType.Text();
          case "M" -> time(DType.DATETIME, match);
          case "m" -> time(DType.TIMEDELTA, match);
          default -> number(kind + size, dtype, where);
        };
    return new Typestr(type, bigEndian);
  }

  private static ElementType number(String code, JsonNode dtype, String where) {
    return new ElementType.Plain(
        switch (code) {
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
          default ->
              throw new AmasiaException.Unsupported(
                  where + ": dtype " + JsonObject.brief(dtype) + " is not supported");
        });
  }

  private static ElementType time(DType dtype, Matcher match) {
    String unit = match.group(5) == null ? "generic" : match.group(5);
    String scale = match.group(4);
    long steps = scale == null || scale.isEmpty() ? 1 : Long.parseLong(scale);
    return new ElementType.Time(dtype, NumpyTimeUnit.of(unit, Math.max(1, steps), dtype));
  }

  /// The type that a v3 `data_type` names.
  ///
  /// @throws AmasiaException.Unsupported for complex, raw, struct and unknown types
  static ElementType v3(JsonNode dataType, String where) {
    Extension extension = Extension.of(dataType, where + ": data_type");
    JsonObject configuration = extension.configuration();
    return switch (extension.name()) {
      case "bool",
          "int8",
          "int16",
          "int32",
          "int64",
          "uint8",
          "uint16",
          "uint32",
          "uint64",
          "float16",
          "float32",
          "float64" ->
          new ElementType.Plain(DType.of(extension.name()));
      case "string" -> new ElementType.Text();
      case "fixed_length_utf32" -> new ElementType.FixedUtf32(length(configuration, 4));
      case "null_terminated_bytes" -> new ElementType.FixedBytes(length(configuration, 1));
      case "numpy.datetime64" -> time(DType.DATETIME, configuration);
      case "numpy.timedelta64" -> time(DType.TIMEDELTA, configuration);
      default ->
          throw new AmasiaException.Unsupported(
              where + ": data_type '" + extension.name() + "' is not supported");
    };
  }

  private static long length(JsonObject configuration, int unit) {
    long length = configuration.integer("length_bytes");
    if (length < 0 || length > Integer.MAX_VALUE || length % unit != 0) {
      throw configuration.damaged(
          "length_bytes is %d; it must be a multiple of %d".formatted(length, unit));
    }
    return length;
  }

  private static ElementType time(DType dtype, JsonObject configuration) {
    long scale =
        configuration.find("scale_factor") == null ? 1 : configuration.integer("scale_factor");
    if (scale < 0 || scale > Integer.MAX_VALUE) {
      throw configuration.damaged("scale_factor is " + scale + "; it must be 1 to 2^31 - 1");
    }
    return new ElementType.Time(
        dtype, NumpyTimeUnit.of(configuration.text("unit"), Math.max(1, scale), dtype));
  }

  /// The little-endian typestr of `dtype`; text is an object.
  static String typestr(DType dtype) {
    return switch (dtype) {
      case BOOL -> "|b1";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16 -> "<i2";
      case UINT16 -> "<u2";
      case INT32 -> "<i4";
      case UINT32 -> "<u4";
      case INT64 -> "<i8";
      case UINT64 -> "<u8";
      case FLOAT16 -> "<f2";
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case DATETIME -> "<M8[us]";
      case TIMEDELTA -> "<m8[us]";
      case STRING -> "|O";
    };
  }

  /// The label of the dtype that a typestr names; the typestr itself if it names none of ours.
  static String label(String typestr) {
    return Arrays.stream(DType.values())
        .filter(dtype ->
            typestr(dtype).equals(typestr.replace('|', '<')) || typestr(dtype).equals(typestr))
        .findFirst()
        .map(DType::label)
        .orElse(typestr);
  }
}
