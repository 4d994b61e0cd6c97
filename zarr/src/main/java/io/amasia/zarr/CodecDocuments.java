package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.NumpyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The codecs that were asked for as the JSON objects of v2 and v3.
///
/// | choice | v2 | v3 |
/// |---|---|---|
/// | `zstd:LEVEL` `gzip:LEVEL` | `zstd` `gzip` | the same |
/// | `blosc:CNAME:LEVEL:SHUFFLE` | `blosc` | the same |
/// | `crc32c` | `crc32c` | the same |
/// | `zlib:LEVEL` (`deflate`) `lz4` `bz2:LEVEL` | the same | `numcodecs.` |
/// | `shuffle:SIZE` `crc32` `adler32` `fletcher32` | the same | `numcodecs.` |
/// | `delta` `fixedscaleoffset:SCALE:OFFSET:DTYPE` | the same | `numcodecs.` |
/// | `transpose:AXIS:AXIS` (reversed without axes) | `order: "F"` | `transpose` |
/// | `sharding:start` (where shards have their index) | | `sharding_indexed` |
///
/// What stands in v3 as `numcodecs.` is read by zarr-python and by us, not by tensorstore.
final class CodecDocuments {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> COMPRESSORS =
      Set.of("zstd", "gzip", "blosc", "zlib", "lz4", "bz2");
  private static final Set<String> FILTERS = Set.of("delta", "fixedscaleoffset", "transpose");
  private static final Set<String> OTHERS =
      Set.of("shuffle", "crc32c", "crc32", "adler32", "fletcher32");
  private static final Set<String> PLAIN_V3 = Set.of("zstd", "gzip", "blosc", "crc32c");

  /// What all formats of ours call the codecs that Zarr has.
  private static final String KNOWN =
      "zstd, gzip, zlib, blosc, lz4, bz2, shuffle, crc32c, crc32, adler32, fletcher32, delta, fixedscaleoffset, transpose, none";

  private final DType dtype;
  private final int ndim;
  private final String where;

  /// @param dtype of the values
  /// @param where the variable, for messages
  CodecDocuments(DType dtype, int ndim, String where) {
    this.dtype = dtype;
    this.ndim = ndim;
    this.where = where;
  }

  /// What is written when nobody asks: blosc of zstd 1 over shuffled bytes, zstd 3 where there is
  /// no more than one byte to shuffle. `bench/RESULTS.md` has the numbers behind it.
  static List<CodecChoice> standard(DType dtype) {
    boolean single = dtype.itemSize() == 1 || dtype == DType.STRING;
    return single
        ? List.of(CodecChoice.of("zstd", 3))
        : List.of(CodecChoice.of("blosc", "zstd", 1, "shuffle"));
  }

  /// The list `codecs` of a v3 array without shards.
  ArrayNode v3(List<CodecChoice> chain) {
    ArrayNode before = NODES.arrayNode();
    ArrayNode after = NODES.arrayNode();
    for (CodecChoice choice : chain) {
      if (choice.name().equals("sharding")) {
        continue;
      }
      String name = name(choice);
      ObjectNode configuration = configuration(name, choice);
      boolean filter = FILTERS.contains(name);
      if (filter && !after.isEmpty()) {
        throw new AmasiaException.Usage(
            "%s: '%s' works on values, so it must stand before the codecs of bytes"
                .formatted(where, name));
      }
      if (name.equals("transpose")) {
        configuration.set("order", order(choice));
      }
      boolean plain = PLAIN_V3.contains(name) || name.equals("transpose");
      ObjectNode codec = NODES.objectNode().put("name", plain ? name : "numcodecs." + name);
      if (name.equals("blosc")) {
        configuration.put("typesize", dtype == DType.STRING ? 1 : dtype.itemSize());
        configuration.put("shuffle", choice.word(2, "shuffle"));
      }
      if (name.equals("zstd")) {
        configuration.put("checksum", false);
      }
      if (!configuration.isEmpty() || !plain) {
        codec.set("configuration", configuration);
      }
      (filter ? before : after).add(codec);
    }
    return before.add(serializer(before)).addAll(after);
  }

  private ObjectNode serializer(ArrayNode before) {
    if (dtype == DType.STRING) {
      return NODES.objectNode().put("name", "vlen-utf8");
    }
    ObjectNode bytes = NODES.objectNode().put("name", "bytes");
    boolean single = before.isEmpty() && dtype.itemSize() == 1;
    if (!single) {
      bytes.putObject("configuration").put("endian", "little");
    }
    return bytes;
  }

  /// The codecs of a v3 array whose chunks lie in shards; `shardCodecs` of [#v3] become the inner.
  ObjectNode sharded(List<CodecChoice> chain, ArrayNode chunkShape) {
    String location =
        chain.stream()
            .filter(choice -> choice.name().equals("sharding"))
            .map(choice -> choice.word(0, "end"))
            .findFirst()
            .orElse("end");
    if (!location.equals("start") && !location.equals("end")) {
      throw new AmasiaException.Usage(
          where + ": 'sharding' takes 'start' or 'end', not '" + location + "'");
    }
    ObjectNode codec = NODES.objectNode().put("name", "sharding_indexed");
    ObjectNode configuration = codec.putObject("configuration");
    configuration.set("chunk_shape", chunkShape);
    configuration.set("codecs", v3(chain));
    ArrayNode index = configuration.putArray("index_codecs");
    index.addObject().put("name", "bytes").putObject("configuration").put("endian", "little");
    index.addObject().put("name", "crc32c");
    configuration.put("index_location", location);
    return codec;
  }

  /// Sets `order`, `filters` and `compressor` of a v2 array.
  void v2(List<CodecChoice> chain, ObjectNode array) {
    List<ObjectNode> codecs = new ArrayList<>();
    array.put("order", "C");
    if (dtype == DType.STRING) {
      codecs.add(NODES.objectNode().put("id", "vlen-utf8"));
    }
    for (CodecChoice choice : chain) {
      String name = name(choice);
      if (name.equals("sharding")) {
        throw new AmasiaException.Unsupported(where + ": Zarr v2 has no shards; write v3");
      }
      if (name.equals("transpose")) {
        if (!codecs.isEmpty() || !order(choice).equals(order(CodecChoice.of("transpose")))) {
          throw new AmasiaException.Unsupported(
              where + ": Zarr v2 can only reverse all axes, before all codecs; write v3");
        }
        array.put("order", "F");
        continue;
      }
      ObjectNode codec = NODES.objectNode().put("id", name);
      codec.setAll(configuration(name, choice));
      if (name.equals("blosc")) {
        codec.put("shuffle", shuffleNumber(choice));
      }
      codecs.add(codec);
    }
    boolean compressed =
        !codecs.isEmpty() && COMPRESSORS.contains(codecs.getLast().get("id").textValue());
    array.set("compressor", compressed ? codecs.removeLast() : NODES.nullNode());
    array.set("filters", codecs.isEmpty() ? NODES.nullNode() : NODES.arrayNode().addAll(codecs));
  }

  private static String name(CodecChoice choice) {
    return choice.name().equals("deflate") ? "zlib" : choice.name();
  }

  private ObjectNode configuration(String name, CodecChoice choice) {
    ObjectNode configuration = NODES.objectNode();
    switch (name) {
      case "zstd" -> configuration.put("level", choice.number(0, 3, -131072, 22));
      case "gzip", "zlib" -> configuration.put("level", choice.number(0, 5, 0, 9));
      case "bz2" -> configuration.put("level", choice.number(0, 9, 1, 9));
      case "lz4" -> configuration.put("acceleration", choice.number(0, 1, 1, 65537));
      case "blosc" -> {
        configuration.put("cname", choice.word(0, "zstd"));
        configuration.put("clevel", choice.number(1, 5, 0, 9));
        shuffleNumber(choice);
        configuration.put("blocksize", choice.number(3, 0, 0, 1 << 30));
      }
      case "shuffle" ->
          configuration.put(
              "elementsize", choice.number(0, Math.max(1, dtype.itemSize()), 1, 4096));
      case "delta" -> {
        if (!dtype.isInteger()) {
          throw new AmasiaException.Unsupported(
              "%s: 'delta' loses digits of %s, and all after a missing value; it is for integers"
                  .formatted(where, dtype.label()));
        }
        configuration.put("dtype", NumpyType.typestr(dtype));
        configuration.put("astype", NumpyType.typestr(dtype));
      }
      case "fixedscaleoffset" -> fixedScaleOffset(choice, configuration);
      case "crc32c", "crc32", "adler32", "fletcher32", "transpose" -> {}
      default ->
          throw new AmasiaException.Unsupported(
              "%s: Zarr has no codec '%s' here; there are %s".formatted(where, name, KNOWN));
    }
    return configuration;
  }

  private void fixedScaleOffset(CodecChoice choice, ObjectNode configuration) {
    try {
      configuration.put("scale", Double.parseDouble(choice.word(0, "1")));
      configuration.put("offset", Double.parseDouble(choice.word(1, "0")));
      DType stored = DType.of(choice.word(2, dtype.label()));
      configuration.put("dtype", NumpyType.typestr(dtype));
      configuration.put("astype", NumpyType.typestr(stored));
    } catch (IllegalArgumentException e) {
      throw new AmasiaException.Usage(
          where + ": '" + choice + "' must be fixedscaleoffset:SCALE:OFFSET:DTYPE");
    }
  }

  private int shuffleNumber(CodecChoice choice) {
    return switch (choice.word(2, "shuffle")) {
      case "noshuffle" -> 0;
      case "shuffle" -> 1;
      case "bitshuffle" -> 2;
      default ->
          throw new AmasiaException.Usage(
              "%s: blosc shuffles by 'noshuffle', 'shuffle' or 'bitshuffle', not '%s'"
                  .formatted(where, choice.word(2, "")));
    };
  }

  private ArrayNode order(CodecChoice choice) {
    ArrayNode order = NODES.arrayNode();
    if (choice.settings().isEmpty()) {
      IntStream.range(0, ndim).forEach(d -> order.add(ndim - 1 - d));
      return order;
    }
    List<Integer> axes =
        IntStream.range(0, choice.settings().size())
            .mapToObj(i -> choice.number(i, 0, 0, Math.max(0, ndim - 1)))
            .toList();
    if (!axes.stream().sorted().toList().equals(IntStream.range(0, ndim).boxed().toList())) {
      throw new AmasiaException.Usage(
          "%s: '%s' must name each of its %d axes once".formatted(where, choice, ndim));
    }
    axes.forEach(order::add);
    return order;
  }

  /// The choices that give the codecs of a v2 array again, or null if none do.
  static @Nullable List<CodecChoice> ofV2(JsonNode array) {
    List<CodecChoice> chain = new ArrayList<>();
    if (array.path("order").asText("C").equals("F") && array.path("shape").size() > 1) {
      chain.add(CodecChoice.of("transpose"));
    }
    List<JsonNode> codecs = new ArrayList<>();
    array.path("filters").forEach(codecs::add);
    if (array.path("compressor").isObject()) {
      codecs.add(array.get("compressor"));
    }
    for (JsonNode codec : codecs) {
      String id = codec.path("id").asText();
      if (!id.equals("vlen-utf8")) {
        if (!isKnown(id)) {
          return null;
        }
        chain.add(choice(id, codec));
      }
    }
    return chain;
  }

  /// The choices that give the codecs of a v3 array again, or null if none do.
  static @Nullable List<CodecChoice> ofV3(JsonNode codecs) {
    List<CodecChoice> chain = new ArrayList<>();
    for (JsonNode codec : codecs) {
      String name = codec.isTextual() ? codec.textValue() : codec.path("name").asText();
      JsonNode configuration = codec.path("configuration");
      String id = name.startsWith("numcodecs.") ? name.substring("numcodecs.".length()) : name;
      if (name.equals("sharding_indexed")) {
        List<CodecChoice> inner = ofV3(configuration.path("codecs"));
        if (inner == null
            || codecs.size() != 1
            || inner.stream().anyMatch(c -> c.name().equals("sharding"))) {
          return null;
        }
        chain.addAll(inner);
        if (configuration.path("index_location").asText("end").equals("start")) {
          chain.add(CodecChoice.of("sharding", "start"));
        }
      } else if (isKnown(id)) {
        chain.add(choice(id, configuration));
      } else if (!name.equals("bytes") && !name.equals("vlen-utf8")) {
        return null;
      }
    }
    return chain;
  }

  /// Whether all readers of that version know these codecs.
  static boolean areCommon(List<CodecChoice> chain, int version) {
    return chain.stream()
        .map(CodecChoice::name)
        .allMatch(name ->
            version == 2
                ? isKnown(name)
                : PLAIN_V3.contains(name) || name.equals("transpose") || name.equals("sharding"));
  }

  private static boolean isKnown(String name) {
    return COMPRESSORS.contains(name) || FILTERS.contains(name) || OTHERS.contains(name);
  }

  /// The choice that a v2 or v3 codec object is, without what [#v3] sets by itself.
  ///
  /// @param name without `numcodecs.`
  static CodecChoice choice(String name, JsonNode configuration) {
    return switch (name) {
      case "zstd", "gzip", "zlib", "bz2" ->
          configuration.path("level").isInt()
              ? CodecChoice.of(name, configuration.get("level").intValue())
              : CodecChoice.of(name);
      case "blosc" ->
          CodecChoice.of(
              name,
              configuration.path("cname").asText("lz4"),
              configuration.path("clevel").asInt(5),
              shuffleWord(configuration.path("shuffle")));
      case "shuffle" -> CodecChoice.of(name, configuration.path("elementsize").asInt(4));
      case "transpose" -> {
        List<String> axes = new ArrayList<>();
        configuration.path("order").forEach(axis -> axes.add(axis.asText()));
        yield new CodecChoice(name, axes);
      }
      case "fixedscaleoffset" ->
          CodecChoice.of(
              name,
              configuration.path("scale").asDouble(1),
              configuration.path("offset").asDouble(0),
              DataTypes.label(configuration.path("astype").asText("")));
      default -> CodecChoice.of(name);
    };
  }

  private static String shuffleWord(JsonNode shuffle) {
    return switch (shuffle.asText("1")) {
      case "0", "noshuffle" -> "noshuffle";
      case "2", "bitshuffle" -> "bitshuffle";
      default -> "shuffle";
    };
  }
}
