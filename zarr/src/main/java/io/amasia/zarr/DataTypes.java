package io.amasia.zarr;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.format.NumpyTimeUnit;
import io.amasia.storage.format.NumpyType;
import java.util.Arrays;

/// The names of data types in Zarr v2 (NumPy's typestr) and v3.
///
/// Specifications: <https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html#data-type-encoding>,
/// <https://zarr-specs.readthedocs.io/en/latest/v3/data-types/index.html>,
/// <https://github.com/zarr-developers/zarr-extensions/tree/main/data-types>
final class DataTypes {
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
    NumpyType numpy = NumpyType.parse(dtype.asText(), where);
    ElementType type =
        switch (numpy.dtype()) {
          case STRING ->
              switch (numpy.charBytes()) {
                case 1 -> new ElementType.FixedBytes(numpy.itemBytes());
                case 4 -> new ElementType.FixedUtf32(numpy.itemBytes());
                default -> new ElementType.Text();
              };
          case DATETIME, TIMEDELTA ->
              new ElementType.Time(numpy.dtype(), requireNonNull(numpy.unit()));
          default -> new ElementType.Plain(numpy.dtype());
        };
    return new Typestr(type, numpy.bigEndian());
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

  /// The label of the dtype that a typestr names; the typestr itself if it names none of ours.
  static String label(String typestr) {
    return Arrays.stream(DType.values())
        .filter(dtype ->
            NumpyType.typestr(dtype).equals(typestr.replace('|', '<'))
                || NumpyType.typestr(dtype).equals(typestr))
        .findFirst()
        .map(DType::label)
        .orElse(typestr);
  }
}
