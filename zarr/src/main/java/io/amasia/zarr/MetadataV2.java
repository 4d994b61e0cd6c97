package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads `.zarray` and `.zattrs`.
///
/// Specification: <https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html>. Dimension names come
/// from xarray's `_ARRAY_DIMENSIONS` or NCZarr's `dimrefs`, and the fill value is `_FillValue`, as
/// xarray has it: <https://docs.xarray.dev/en/stable/internals/zarr-encoding-spec.html>.
final class MetadataV2 {
  private static final String DIMENSIONS = "_ARRAY_DIMENSIONS";

  private MetadataV2() {}

  /// The metadata of an array.
  ///
  /// @throws AmasiaException.Format if it is damaged
  /// @throws AmasiaException.Unsupported for types and codecs that can't be read
  static ArrayMetadata read(JsonObject array, @Nullable JsonObject attributes) {
    checkVersion(array);
    StoreMetadata.refuseJournal(array);
    String where = array.where();
    DataTypes.Typestr dtype = DataTypes.v2(array.need("dtype"), where);
    Shape shape = array.lengths("shape", 0);
    Shape chunk = array.lengths("chunks", 1);
    ArrayMetadata.checkSizes(shape, chunk, dtype.type(), where);
    CodecChain chain = CodecsV2.chain(array, dtype, order(array, shape.ndim()));
    @Nullable JsonNode fillValue = array.find("fill_value");
    NdArray fill = Fill.of(dtype.type(), fillValue, where);
    Map<String, Attribute> attrs =
        attributes == null ? new LinkedHashMap<>() : JsonAttributes.read(attributes);
    List<String> names = dimensionNames(array, attrs, shape.ndim());
    attrs.keySet().removeIf(MetadataV2::isHidden);
    DType type = fill.dtype();
    if (fillValue != null && (type.isNumeric() || type == DType.BOOL)) {
      attrs.put("_FillValue", FillAttribute.of(fill));
    }
    return new ArrayMetadata(
        2,
        shape,
        chunk,
        ChunkKeys.v2(array),
        fill,
        chain,
        names,
        Collections.unmodifiableMap(attrs),
        CodecDocuments.ofV2(array.node()));
  }

  /// Refuses documents of another version.
  static void checkVersion(JsonObject document) {
    if (document.integer("zarr_format") != 2) {
      throw document.damaged("zarr_format must be 2, not " + document.integer("zarr_format"));
    }
  }

  /// Attributes of a group, without NCZarr's own, but with that of [UnlimitedDims].
  static Map<String, Attribute> groupAttributes(@Nullable JsonObject attributes) {
    Map<String, Attribute> attrs =
        attributes == null ? new LinkedHashMap<>() : JsonAttributes.read(attributes);
    attrs.keySet().removeIf(name -> isHidden(name) && !name.equals(UnlimitedDims.ATTRIBUTE));
    return Collections.unmodifiableMap(attrs);
  }

  private static boolean isHidden(String name) {
    return name.equals(DIMENSIONS) || name.toLowerCase(Locale.ROOT).startsWith("_nc");
  }

  private static List<Integer> order(JsonObject array, int ndim) {
    String order = array.text("order", "C");
    if (!order.equals("C") && !order.equals("F")) {
      throw array.damaged("order must be 'C' or 'F', not '" + order + "'");
    }
    List<Integer> axes = IntStream.range(0, ndim).boxed().toList();
    return order.equals("C") ? axes : axes.reversed();
  }

  private static List<String> dimensionNames(
      JsonObject array, Map<String, Attribute> attrs, int ndim) {
    List<String> names =
        switch (attrs.get(DIMENSIONS)) {
          case Attribute.Texts(List<String> texts) -> texts;
          case null, default -> dimrefs(array);
        };
    if (!names.isEmpty() && names.size() != ndim) {
      throw array.damaged("it has %d dimensions, but the names %s".formatted(ndim, names));
    }
    return names.isEmpty() ? Collections.nCopies(ndim, "") : names;
  }

  private static List<String> dimrefs(JsonObject array) {
    JsonNode ncZarr = array.find("_NCZARR_ARRAY");
    List<String> names = new ArrayList<>();
    if (ncZarr != null) {
      ncZarr
          .path("dimrefs")
          .forEach(ref -> names.add(ref.asText().substring(ref.asText().lastIndexOf('/') + 1)));
    }
    return names;
  }
}
