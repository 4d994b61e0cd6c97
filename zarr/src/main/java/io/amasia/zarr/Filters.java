package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import java.util.Optional;

/// Array-to-array codecs by their numcodecs name.
final class Filters {
  private Filters() {}

  /// The filter `id`, or empty if that names no array-to-array codec.
  ///
  /// @param type what it is applied to
  /// @throws AmasiaException.Unsupported if it can't be undone for that type
  static Optional<ArrayFilter> of(String id, JsonObject configuration, ElementType type) {
    return switch (id) {
      case "delta" -> {
        DType decoded = decoded(configuration, "dtype", id, type);
        yield Optional.of(
            new ArrayFilter.Delta(decoded, dtype(configuration, "astype", id, decoded)));
      }
      case "fixedscaleoffset" -> {
        DType decoded = decoded(configuration, "dtype", id, type);
        yield Optional.of(
            new ArrayFilter.FixedScaleOffset(
                decoded,
                dtype(configuration, "astype", id, decoded),
                real(configuration, "scale"),
                real(configuration, "offset")));
      }
      case "astype" -> {
        DType decoded = decoded(configuration, "decode_dtype", id, type);
        yield Optional.of(
            new ArrayFilter.AsType(decoded, dtype(configuration, "encode_dtype", id, decoded)));
      }
      case "quantize" -> {
        DType decoded = decoded(configuration, "dtype", id, type);
        yield Optional.of(
            new ArrayFilter.AsType(decoded, dtype(configuration, "astype", id, decoded)));
      }
      case "bitround" -> {
        DType plain = plain(type, id);
        yield Optional.of(new ArrayFilter.AsType(plain, plain));
      }
      default -> Optional.empty();
    };
  }

  private static DType decoded(JsonObject configuration, String key, String id, ElementType type) {
    DType plain = plain(type, id);
    DType said = dtype(configuration, key, id, plain);
    if (said != plain) {
      throw configuration.damaged(
          "%s of '%s' is %s where its input is %s".formatted(key, id, said, plain));
    }
    return plain;
  }

  private static DType plain(ElementType type, String id) {
    return ArrayFilter.Values.dtype(type, false, id);
  }

  private static DType dtype(JsonObject configuration, String key, String id, DType otherwise) {
    JsonNode name = configuration.find(key);
    if (name == null) {
      return otherwise;
    }
    DataTypes.Typestr dtype = DataTypes.v2(name, configuration.where());
    return ArrayFilter.Values.dtype(
        dtype.type(), dtype.bigEndian() && dtype.type().itemSize() > 1, id);
  }

  private static double real(JsonObject configuration, String key) {
    JsonNode value = configuration.need(key);
    if (!value.isNumber()) {
      throw configuration.damaged("'" + key + "' must be a number, not " + JsonObject.brief(value));
    }
    return value.doubleValue();
  }
}
