package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.NumpyType;
import io.amasia.storage.format.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The metadata documents of a dataset that is written, as zarr-python and xarray write them.
///
/// In v3 `_FillValue` is an attribute beside Zarr's fill value. In v2 they are one, and an array
/// without has none: then all its chunks are stored, as readers differ in what they put for those
/// that are not.
final class MetadataWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// Blosc's limit, and a fair one for all codecs.
  private static final long MOST_CHUNK_BYTES = Integer.MAX_VALUE - 16;

  private final int version;
  private final Map<String, ObjectNode> documents = new LinkedHashMap<>();

  private MetadataWriter(int version) {
    this.version = version;
  }

  /// All documents of `schema` by key, each group before what is in it, without consolidation.
  ///
  /// @param version 2 or 3
  /// @throws AmasiaException.Unsupported if a name, size or codec can't be stored
  static Map<String, ObjectNode> documents(Schema schema, int version) {
    var writer = new MetadataWriter(version);
    writer.group("", schema);
    return writer.documents;
  }

  private void group(String path, Schema schema) {
    ObjectNode attributes = JsonAttributes.write(UnlimitedDims.attributes(schema));
    if (version == 2) {
      documents.put(Documents.key(path, ".zgroup"), NODES.objectNode().put("zarr_format", 2));
      documents.put(Documents.key(path, ".zattrs"), attributes);
    } else {
      ObjectNode group = NODES.objectNode().put("zarr_format", 3).put("node_type", "group");
      group.set("attributes", attributes);
      documents.put(Documents.key(path, "zarr.json"), group);
    }
    for (Schema.Variable variable : schema.variables()) {
      array(Documents.key(path, checked(variable.name())), variable);
    }
    schema.groups().forEach((name, child) -> group(Documents.key(path, checked(name)), child));
  }

  private static String checked(String name) {
    if (name.isEmpty() || name.contains("/") || name.matches("\\.+|__.*|zarr\\.json|\\.z.*")) {
      throw new AmasiaException.Unsupported(
          "Zarr can't store a variable or group called '" + name + "'");
    }
    return name;
  }

  private void array(String path, Schema.Variable variable) {
    var codecs = new CodecDocuments(variable.dtype(), variable.shape().ndim(), path);
    List<CodecChoice> chain =
        variable.codecs() == null ? CodecDocuments.standard(variable.dtype()) : variable.codecs();
    long[] chunk = chunkShape(path, variable);
    if (version == 2) {
      documents.put(path + "/.zarray", arrayV2(variable, chunk, codecs, chain));
      documents.put(path + "/.zattrs", attributesV2(variable));
    } else {
      documents.put(path + "/zarr.json", arrayV3(path, variable, chunk, codecs, chain));
    }
  }

  private static long[] chunkShape(String path, Schema.Variable variable) {
    Shape shape = variable.shape();
    long[] chunk = new long[shape.ndim()];
    for (int d = 0; d < chunk.length; d++) {
      Chunks.Cut cut = variable.chunks().cut(d);
      // of a dimension that grows, chunks may be longer than what is there so far
      long length = cut instanceof Chunks.Regular(var _, var wanted) ? wanted : cut.maxLength();
      chunk[d] = Math.max(1, length);
    }
    if (Shape.of(chunk).size() > MOST_CHUNK_BYTES / variable.dtype().itemSize()) {
      throw new AmasiaException.Unsupported(
          "chunks of %s %s of '%s' take more than 2 GiB; choose smaller ones"
              .formatted(Shape.of(chunk), variable.dtype(), path));
    }
    return chunk;
  }

  private static ObjectNode arrayV3(
      String path,
      Schema.Variable variable,
      long[] chunk,
      CodecDocuments codecs,
      List<CodecChoice> chain) {
    ObjectNode array = NODES.objectNode().put("zarr_format", 3).put("node_type", "array");
    array.set("shape", lengths(variable.shape().toArray()));
    array.set("data_type", dataType(variable.dtype()));
    boolean sharded = !variable.shards().isEmpty();
    long[] keyed = sharded ? shardShape(path, variable, chunk) : chunk;
    ObjectNode grid = array.putObject("chunk_grid").put("name", "regular");
    grid.putObject("configuration").set("chunk_shape", lengths(keyed));
    ObjectNode keys = array.putObject("chunk_key_encoding").put("name", "default");
    keys.putObject("configuration").put("separator", "/");
    array.set("fill_value", fillValue(fill(variable)));
    array.set(
        "codecs",
        sharded ? NODES.arrayNode().add(codecs.sharded(chain, lengths(chunk))) : codecs.v3(chain));
    ObjectNode attributes = JsonAttributes.write(variable.attrs());
    FillAttribute.set(attributes, variable.attrs(), variable.dtype());
    array.set("attributes", attributes);
    ArrayNode names = array.putArray("dimension_names");
    variable.dims().forEach(names::add);
    array.putArray("storage_transformers");
    return array;
  }

  private static long[] shardShape(String path, Schema.Variable variable, long[] chunk) {
    long[] shard = variable.shards().stream().mapToLong(Long::longValue).toArray();
    boolean fits = shard.length == chunk.length;
    for (int d = 0; fits && d < shard.length; d++) {
      fits = shard[d] > 0 && shard[d] % chunk[d] == 0;
    }
    if (!fits) {
      throw new AmasiaException.Usage(
          "'%s': shards of %s are not made of whole chunks of %s; give multiples of them"
              .formatted(path, variable.shards(), Shape.of(chunk)));
    }
    return shard;
  }

  private static ObjectNode arrayV2(
      Schema.Variable variable, long[] chunk, CodecDocuments codecs, List<CodecChoice> chain) {
    if (!variable.shards().isEmpty()) {
      throw new AmasiaException.Unsupported(
          "'%s': Zarr v2 has no shards; write v3".formatted(variable.name()));
    }
    ObjectNode array = NODES.objectNode().put("zarr_format", 2);
    array.set("shape", lengths(variable.shape().toArray()));
    array.set("chunks", lengths(chunk));
    array.put("dtype", NumpyType.typestr(variable.dtype()));
    // readers take a fill value of version 2 as missing, so there is none that is not
    boolean fills =
        variable.fill() != null
            || FillAttribute.held(variable.attrs(), variable.dtype()).isPresent();
    array.set("fill_value", fills ? fillValue(fill(variable)) : NODES.nullNode());
    array.put("dimension_separator", ".");
    codecs.v2(chain, array);
    return array;
  }

  private static ObjectNode attributesV2(Schema.Variable variable) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(variable.attrs());
    if (attrs.get(FillAttribute.NAME) instanceof Attribute.Numbers) {
      attrs.remove(FillAttribute.NAME);
    }
    ObjectNode attributes = JsonAttributes.write(attrs);
    ArrayNode names = attributes.putArray("_ARRAY_DIMENSIONS");
    variable.dims().forEach(names::add);
    return attributes;
  }

  /// What unwritten chunks hold: the schema's fill, else `_FillValue`, else zero.
  private static NdArray fill(Schema.Variable variable) {
    DType dtype = variable.dtype();
    NdArray given = variable.fill();
    if (dtype == DType.STRING) {
      return NdArray.of(Shape.SCALAR, List.of(given == null ? "" : given.getString(0)));
    }
    NdArray fill = Fill.one(dtype, dtype.isTime() ? DType.NAT : 0);
    if (given != null) {
      fill.data().copyFrom(given.data());
    } else {
      FillAttribute.held(variable.attrs(), dtype).ifPresent(value -> set(fill, value));
    }
    return fill;
  }

  private static void set(NdArray fill, Number value) {
    if (fill.dtype().isFloating()) {
      ArrayFilter.Values.set(fill.data(), fill.dtype(), 0, value.doubleValue());
    } else {
      ArrayFilter.Values.set(fill.data(), fill.dtype(), 0, value.longValue());
    }
  }

  /// `lengths` as a JSON list.
  static ArrayNode lengths(long[] lengths) {
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
}
