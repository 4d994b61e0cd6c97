package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads `zarr.json`.
///
/// Specification: <https://zarr-specs.readthedocs.io/en/latest/v3/core/index.html>
final class MetadataV3 {
  private static final Set<String> ARRAY_KEYS =
      Set.of(
          "zarr_format",
          "node_type",
          "shape",
          "data_type",
          "chunk_grid",
          "chunk_key_encoding",
          "fill_value",
          "codecs",
          "attributes",
          "storage_transformers",
          "dimension_names");
  private static final Set<String> GROUP_KEYS =
      Set.of("zarr_format", "node_type", "attributes", "consolidated_metadata");

  private MetadataV3() {}

  /// Whether the document is of an array, not of a group.
  ///
  /// @throws AmasiaException.Format if it is of neither
  static boolean isArray(JsonObject document) {
    if (document.integer("zarr_format") != 3) {
      throw document.damaged("zarr_format must be 3, not " + document.integer("zarr_format"));
    }
    return switch (document.text("node_type")) {
      case "array" -> true;
      case "group" -> false;
      default ->
          throw document.damaged(
              "node_type must be 'array' or 'group', not '" + document.text("node_type") + "'");
    };
  }

  /// The metadata of an array.
  ///
  /// @throws AmasiaException.Format if it is damaged
  /// @throws AmasiaException.Unsupported for what can't be read, also for storage transformers and
  ///   unknown members that must be understood
  static ArrayMetadata read(JsonObject array) {
    StoreMetadata.refuseJournal(array);
    checkUnderstood(array, ARRAY_KEYS);
    String where = array.where();
    JsonNode transformers = array.find("storage_transformers");
    if (transformers != null && !transformers.isEmpty()) {
      throw new AmasiaException.Unsupported(where + ": storage transformers are not supported");
    }
    ElementType type = DataTypes.v3(array.need("data_type"), where);
    Shape shape = array.lengths("shape", 0);
    Shape chunk = chunkShape(array);
    ArrayMetadata.checkSizes(shape, chunk, type, where);
    CodecChain chain = CodecsV3.chain(array.need("codecs"), type, chunk, where + ": codecs");
    NdArray fill = Fill.of(type, array.find("fill_value"), where);
    Map<String, Attribute> attrs = JsonAttributes.read(array.object("attributes"));
    attrs.computeIfPresent(
        FillAttribute.NAME, (_, value) -> FillAttribute.decoded(value, fill.dtype()));
    ChunkKeys keys = ChunkKeys.v3(array.find("chunk_key_encoding"), where);
    List<String> names = dimensionNames(array, attrs, shape.ndim());
    return new ArrayMetadata(
        3,
        shape,
        chunk,
        keys,
        fill,
        chain,
        names,
        Collections.unmodifiableMap(attrs),
        CodecDocuments.ofV3(array.need("codecs")));
  }

  /// Attributes of a group.
  static Map<String, Attribute> groupAttributes(JsonObject group) {
    StoreMetadata.refuseJournal(group);
    checkUnderstood(group, GROUP_KEYS);
    return Collections.unmodifiableMap(JsonAttributes.read(group.object("attributes")));
  }

  private static void checkUnderstood(JsonObject document, Set<String> known) {
    for (Map.Entry<String, JsonNode> member : document.node().properties()) {
      if (!known.contains(member.getKey()) && Extension.mustUnderstand(member.getValue())) {
        throw new AmasiaException.Unsupported(
            "%s: '%s' is unknown here and must be understood to read it"
                .formatted(document.where(), member.getKey()));
      }
    }
  }

  private static Shape chunkShape(JsonObject array) {
    Extension grid = Extension.of(array.need("chunk_grid"), array.where() + ": chunk_grid");
    if (!grid.name().equals("regular")) {
      throw new AmasiaException.Unsupported(
          array.where() + ": chunk_grid '" + grid.name() + "' is not supported, only 'regular'");
    }
    return grid.configuration().lengths("chunk_shape", 1);
  }

  private static List<String> dimensionNames(
      JsonObject array, Map<String, Attribute> attrs, int ndim) {
    JsonNode names = array.find("dimension_names");
    List<String> given = new ArrayList<>();
    if (names != null) {
      names.forEach(name -> given.add(name.isNull() ? "" : name.asText()));
    } else if (attrs.get("_ARRAY_DIMENSIONS") instanceof Attribute.Texts(List<String> texts)) {
      // some writers carried the attribute of v2 over
      given.addAll(texts);
      attrs.remove("_ARRAY_DIMENSIONS");
    }
    if (!given.isEmpty() && given.size() != ndim) {
      throw array.damaged("it has %d dimensions, but the names %s".formatted(ndim, given));
    }
    return given.isEmpty() ? Collections.nCopies(ndim, "") : List.copyOf(given);
  }
}
