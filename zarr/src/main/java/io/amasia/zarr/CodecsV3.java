package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.storage.codec.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The `codecs` of a v3 array as a codec chain.
///
/// Specifications: <https://zarr-specs.readthedocs.io/en/latest/v3/codecs/index.html>,
/// <https://github.com/zarr-developers/zarr-extensions/tree/main/codecs>; `numcodecs.NAME` is the
/// v2 codec `NAME`.
final class CodecsV3 {
  private static final int MOST_NESTED = 8;
  private static final long MOST_INDEX_BYTES = 1L << 28;
  private static final String NUMCODECS = "numcodecs.";

  private final ElementType type;
  private final Shape chunk;
  private final String where;
  private final int depth;
  private List<Integer> order;
  private final List<ArrayFilter> filters = new ArrayList<>();
  private final List<Codec> codecs = new ArrayList<>();
  private @Nullable Serializer serializer;

  private CodecsV3(ElementType type, Shape chunk, String where, int depth) {
    this.type = type;
    this.chunk = chunk;
    this.where = where;
    this.depth = depth;
    this.order = IntStream.range(0, chunk.ndim()).boxed().toList();
  }

  /// The chain that the list `codecs` describes for chunks of `chunk` shape.
  ///
  /// @throws AmasiaException.Format if it is not array-to-array codecs, one array-to-bytes codec,
  ///   bytes-to-bytes codecs
  /// @throws AmasiaException.Unsupported for codecs that can't be read, by name
  static CodecChain chain(JsonNode codecs, ElementType type, Shape chunk, String where) {
    return chain(codecs, type, chunk, where, 0);
  }

  private static CodecChain chain(
      JsonNode codecs, ElementType type, Shape chunk, String where, int depth) {
    if (!codecs.isArray() || codecs.isEmpty()) {
      throw new AmasiaException.Format(where + " must be a list of codecs");
    }
    if (depth > MOST_NESTED) {
      throw new AmasiaException.Unsupported(
          where + ": shards nested more than " + MOST_NESTED + " deep are not supported");
    }
    var builder = new CodecsV3(type, chunk, where, depth);
    codecs.forEach(builder::add);
    return builder.chain();
  }

  private void add(JsonNode node) {
    Extension codec = Extension.of(node, where);
    String name = codec.name();
    JsonObject configuration = codec.configuration();
    switch (name) {
      case "transpose" -> transpose(configuration);
      case "bytes" -> serialize(name, bytes(configuration));
      case "vlen-utf8" -> serialize(name, vlenUtf8());
      case "sharding_indexed" -> serialize(name, new Serializer.Sharded(sharding(configuration)));
      default -> addNumcodec(name, codec);
    }
  }

  private void addNumcodec(String name, Extension codec) {
    String id = name.startsWith(NUMCODECS) ? name.substring(NUMCODECS.length()) : name;
    Optional<ArrayFilter> filter =
        id.equals(name) && !id.equals("bitround")
            ? Optional.empty()
            : Filters.of(id, codec.configuration(), filteredType());
    if (filter.isPresent()) {
      if (serializer != null) {
        throw late(name);
      }
      if (filter.get() instanceof ArrayFilter.Delta && !inOrder()) {
        // zarr-python flattens in memory order there, which depends on the writer
        throw new AmasiaException.Unsupported(
            where + ": '" + name + "' after 'transpose' is not supported");
      }
      filters.add(filter.get());
      return;
    }
    try {
      List<Codec> found = ByteCodecs.of(name, codec.configuration(), filteredType().itemSize());
      if (serializer == null) {
        throw new AmasiaException.Format(
            where + ": '" + name + "' stands before the codec that makes bytes of the array");
      }
      codecs.addAll(found);
    } catch (AmasiaException.Unsupported e) {
      if (codec.mustUnderstand()) {
        throw e;
      }
    }
  }

  private AmasiaException.Format late(String name) {
    return new AmasiaException.Format(
        where + ": '" + name + "' stands after the codec that makes bytes of the array");
  }

  private boolean inOrder() {
    return IntStream.range(0, order.size()).allMatch(d -> order.get(d) == d);
  }

  private ElementType filteredType() {
    return filters.isEmpty() ? type : new ElementType.Plain(filters.getLast().encodedType());
  }

  private void transpose(JsonObject configuration) {
    if (serializer != null) {
      throw late("transpose");
    }
    JsonNode axes = configuration.need("order");
    List<Integer> now = new ArrayList<>();
    if (axes.isTextual()) {
      // drafts of the specification had "C" and "F" here
      boolean reversed = axes.textValue().equals("F");
      now.addAll(reversed ? order.reversed() : order);
    } else {
      axes.forEach(axis -> now.add(axis.canConvertToInt() ? axis.intValue() : -1));
    }
    boolean permutation =
        now.stream().sorted().toList().equals(IntStream.range(0, chunk.ndim()).boxed().toList());
    if (!permutation) {
      throw configuration.damaged(
          "order %s does not name each of %d axes once"
              .formatted(JsonObject.brief(axes), chunk.ndim()));
    }
    order = axes.isTextual() ? now : now.stream().map(order::get).toList();
  }

  private void serialize(String name, Serializer next) {
    if (serializer != null) {
      throw late(name);
    }
    serializer = next;
  }

  private Serializer bytes(JsonObject configuration) {
    if (type instanceof ElementType.Text) {
      throw configuration.damaged("texts of any length need the codec 'vlen-utf8', not 'bytes'");
    }
    return new Serializer.Fixed(bigEndian(configuration, filteredType()));
  }

  private static boolean bigEndian(JsonObject configuration, ElementType type) {
    boolean single = type.itemSize() == 1 || type instanceof ElementType.FixedBytes;
    if (single && configuration.find("endian") == null) {
      return false;
    }
    String endian = configuration.text("endian");
    if (!endian.equals("little") && !endian.equals("big")) {
      throw configuration.damaged("endian must be 'little' or 'big', not '" + endian + "'");
    }
    return endian.equals("big");
  }

  private Serializer vlenUtf8() {
    if (!(type instanceof ElementType.Text)) {
      throw new AmasiaException.Format(where + ": 'vlen-utf8' is for the data type 'string' only");
    }
    return new Serializer.VlenUtf8();
  }

  private ShardLayout sharding(JsonObject configuration) {
    if (!filters.isEmpty()) {
      throw new AmasiaException.Unsupported(where + ": filters before sharding are not supported");
    }
    Shape shard =
        new CodecChain(type, order, filters, new Serializer.VlenUtf8(), codecs).stored(chunk);
    Shape inner = configuration.lengths("chunk_shape", 1);
    boolean fits = inner.ndim() == shard.ndim();
    for (int d = 0; fits && d < inner.ndim(); d++) {
      fits = shard.size(d) % inner.size(d) == 0;
    }
    if (!fits) {
      throw configuration.damaged(
          "inner chunks of %s don't divide shards of %s".formatted(inner, shard));
    }
    CodecChain chain =
        chain(configuration.need("codecs"), type, inner, configuration.where(), depth + 1);
    var layout = new ShardLayout(shard, inner, chain, index(configuration));
    if (layout.perShard().size() > MOST_INDEX_BYTES / 16) {
      throw configuration.damaged(
          "a shard of %s in chunks of %s is refused: its index would take more than 256 MiB"
              .formatted(shard, inner));
    }
    return layout;
  }

  private static ShardLayout.IndexCoding index(JsonObject configuration) {
    String location = configuration.text("index_location", "end");
    if (!location.equals("start") && !location.equals("end")) {
      throw configuration.damaged(
          "index_location must be 'start' or 'end', not '" + location + "'");
    }
    JsonNode list = configuration.need("index_codecs");
    if (!list.isArray() || list.isEmpty() || list.size() > 2) {
      throw configuration.damaged("index_codecs must be 'bytes', then perhaps 'crc32c'");
    }
    Extension bytes = Extension.of(list.get(0), configuration.where() + " index_codecs");
    if (!bytes.name().equals("bytes")) {
      throw new AmasiaException.Unsupported(
          configuration.where() + ": index codec '" + bytes.name() + "' is not supported");
    }
    if (list.size() == 2) {
      Extension checksum = Extension.of(list.get(1), configuration.where() + " index_codecs");
      if (!checksum.name().equals("crc32c")) {
        throw new AmasiaException.Unsupported(
            configuration.where() + ": index codec '" + checksum.name() + "' is not supported");
      }
    }
    boolean bigEndian = bigEndian(bytes.configuration(), new ElementType.Plain(DType.UINT64));
    return new ShardLayout.IndexCoding(location.equals("end"), bigEndian, list.size() == 2);
  }

  private CodecChain chain() {
    if (serializer == null) {
      throw new AmasiaException.Format(where + " has no codec that makes bytes of the array");
    }
    var chain = new CodecChain(type, order, filters, serializer, codecs);
    boolean whole = serializer instanceof Serializer.Sharded && chain.readableShards() == null;
    if (whole && type.dtype() == DType.STRING) {
      throw new AmasiaException.Unsupported(
          where + ": text in shards that are coded as a whole is not supported");
    }
    return chain;
  }
}
