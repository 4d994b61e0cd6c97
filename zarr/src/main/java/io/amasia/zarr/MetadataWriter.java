package io.amasia.zarr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The `zarr.json` documents of a dataset that is written, as zarr-python and xarray write them.
final class MetadataWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MetadataWriter() {}

  /// The root group, with the documents of `arrays` by name consolidated in it.
  static ObjectNode group(Map<String, Attribute> attrs, Map<String, ObjectNode> arrays) {
    ObjectNode group = NODES.objectNode().put("zarr_format", 3).put("node_type", "group");
    group.set("attributes", JsonAttributes.write(attrs));
    ObjectNode consolidated =
        group
            .putObject("consolidated_metadata")
            .put("kind", "inline")
            .put("must_understand", false);
    ObjectNode metadata = consolidated.putObject("metadata");
    arrays.forEach(metadata::set);
    return group;
  }

  /// An array.
  static ObjectNode array(
      Schema.Variable variable, long[] chunkShape, NdArray fill, WriteCoding coding) {
    DType dtype = variable.dtype();
    ObjectNode array = NODES.objectNode().put("zarr_format", 3).put("node_type", "array");
    array.set("shape", lengths(variable.shape().toArray()));
    array.set("data_type", dataType(dtype));
    ObjectNode grid = array.putObject("chunk_grid").put("name", "regular");
    grid.putObject("configuration").set("chunk_shape", lengths(chunkShape));
    ObjectNode keys = array.putObject("chunk_key_encoding").put("name", "default");
    keys.putObject("configuration").put("separator", "/");
    array.set("fill_value", fillValue(fill));
    ArrayNode codecs = array.putArray("codecs");
    codecs.add(serializer(dtype));
    coding.metadata().forEach(codecs::add);
    array.set("attributes", attributes(variable));
    ArrayNode names = array.putArray("dimension_names");
    variable.dims().forEach(names::add);
    array.putArray("storage_transformers");
    return array;
  }

  private static ObjectNode attributes(Schema.Variable variable) {
    ObjectNode attributes = JsonAttributes.write(variable.attrs());
    if (variable.attrs().get(FillAttribute.NAME) instanceof Attribute.Numbers numbers
        && numbers.isScalar()) {
      attributes.set(FillAttribute.NAME, FillAttribute.encoded(numbers, variable.dtype()));
    }
    return attributes;
  }

  private static ArrayNode lengths(long[] lengths) {
    ArrayNode list = NODES.arrayNode();
    for (long length : lengths) {
      list.add(length);
    }
    return list;
  }

  private static JsonNode dataType(DType dtype) {
    return switch (dtype) {
      case STRING -> NODES.textNode("string");
      case DATETIME -> micros("numpy.datetime64");
      case TIMEDELTA -> micros("numpy.timedelta64");
      default -> NODES.textNode(dtype.label());
    };
  }

  private static ObjectNode micros(String name) {
    ObjectNode type = NODES.objectNode().put("name", name);
    type.putObject("configuration").put("unit", "us").put("scale_factor", 1);
    return type;
  }

  private static ObjectNode serializer(DType dtype) {
    if (dtype == DType.STRING) {
      return NODES.objectNode().put("name", "vlen-utf8");
    }
    ObjectNode bytes = NODES.objectNode().put("name", "bytes");
    if (dtype.itemSize() > 1) {
      boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
      bytes.putObject("configuration").put("endian", big ? "big" : "little");
    }
    return bytes;
  }

  /// The one element of `fill` in the forms [Fill] reads.
  static JsonNode fillValue(NdArray fill) {
    DType dtype = fill.dtype();
    if (dtype == DType.STRING) {
      return NODES.textNode(fill.getString(0));
    }
    if (!dtype.isFloating()) {
      return JsonAttributes.number(dtype, fill.getLong(0));
    }
    double value = fill.getDouble(0);
    if (Double.isNaN(value)) {
      return NODES.textNode("NaN");
    }
    return Double.isInfinite(value)
        ? NODES.textNode(value > 0 ? "Infinity" : "-Infinity")
        : NODES.numberNode(value);
  }

  /// `document` as the bytes of a file.
  static byte[] bytes(ObjectNode document) {
    try {
      return JsonObject.MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(document)
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
