package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.codec.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `filters` and `compressor` of a v2 array as a codec chain.
///
/// Filters work on the values of a chunk in stored order; what numcodecs calls a filter may also be
/// a coding of bytes, as kerchunk writes `[shuffle, zlib]`.
final class CodecsV2 {
  private final DataTypes.Typestr dtype;
  private final String where;
  private final List<ArrayFilter> filters = new ArrayList<>();
  private final List<Codec> codecs = new ArrayList<>();
  private @Nullable Serializer serializer;

  private CodecsV2(DataTypes.Typestr dtype, String where) {
    this.dtype = dtype;
    this.where = where;
  }

  /// The chain that `array` describes.
  ///
  /// @param order which decoded axis each stored axis is
  /// @throws AmasiaException.Unsupported for filters and compressors that can't be read, by name
  static CodecChain chain(JsonObject array, DataTypes.Typestr dtype, List<Integer> order) {
    var codecs = new CodecsV2(dtype, array.where());
    JsonNode filters = array.find("filters");
    if (filters != null) {
      if (!filters.isArray()) {
        throw array.damaged("filters must be a list, not " + JsonObject.brief(filters));
      }
      filters.forEach(codecs::add);
    }
    JsonNode compressor = array.find("compressor");
    if (compressor != null) {
      codecs.add(compressor);
    }
    return codecs.chain(order);
  }

  private void add(JsonNode node) {
    JsonObject codec = JsonObject.of(node, where + ": codec");
    String id = codec.text("id");
    Optional<ArrayFilter> filter = Filters.of(id, codec, decodedType());
    if (filter.isPresent()) {
      if (serializer != null || !codecs.isEmpty()) {
        throw new AmasiaException.Unsupported(
            where + ": filter '" + id + "' after a coding of bytes is not supported");
      }
      filters.add(filter.get());
    } else if (id.equals("packbits") && serializer == null && codecs.isEmpty() && isBool()) {
      serializer = new Serializer.PackBits();
    } else if (id.equals("vlen-utf8") && serializer == null && isObject() && codecs.isEmpty()) {
      serializer = new Serializer.VlenUtf8();
    } else {
      codecs.addAll(ByteCodecs.of(id, codec, decodedType().itemSize()));
    }
  }

  private boolean isBool() {
    return filters.isEmpty() && dtype.type().dtype() == DType.BOOL;
  }

  private boolean isObject() {
    return dtype.type() instanceof ElementType.Text;
  }

  private ElementType decodedType() {
    return filters.isEmpty()
        ? dtype.type()
        : new ElementType.Plain(filters.getLast().encodedType());
  }

  private CodecChain chain(List<Integer> order) {
    Serializer last = serializer;
    if (last == null) {
      if (isObject()) {
        throw new AmasiaException.Unsupported(
            where + ": objects are supported as text of the filter 'vlen-utf8' only");
      }
      last = new Serializer.Fixed(dtype.bigEndian() && filters.isEmpty());
    }
    return new CodecChain(dtype.type(), order, filters, last, codecs);
  }
}
