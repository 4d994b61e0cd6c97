package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Values;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Describes a stored dataset for another format: the same arrays with their stored values, of
/// which nothing is decoded by CF. Types that the format lacks become the nearest it has.
final class StoredSchema {
  private final StoredDataset source;
  private final Format target;
  private final ConversionOptions options;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private StoredSchema(StoredDataset source, Format target, ConversionOptions options) {
    this.source = source;
    this.target = target;
    this.options = options;
  }

  /// `source` as `target` is to hold it, and its values by path.
  ///
  /// @throws AmasiaException.Usage if chunks are asked for along dimensions that are not there
  static CfEncoder.Encoded of(StoredDataset source, Format target, ConversionOptions options) {
    var described = new StoredSchema(source, target, options);
    Schema schema = described.schema(source.root(), "");
    if (!options.unlimited().isEmpty()) {
      Set<String> growing = new LinkedHashSet<>(schema.unlimited());
      growing.addAll(options.unlimited());
      schema = schema.withUnlimited(List.copyOf(growing));
    }
    described.requireDims(schema);
    return new CfEncoder.Encoded(schema, described.nodes, Map.of());
  }

  private void requireDims(Schema schema) {
    List<String> known = new ArrayList<>();
    schema.byPath().values().forEach(v -> known.addAll(v.dims()));
    for (Collection<String> asked :
        List.of(options.chunks().keySet(), options.shards().keySet(), options.unlimited())) {
      for (String dim : asked) {
        if (!known.contains(dim)) {
          throw new AmasiaException.Usage(
              "no dimension '%s' in %s; there are: %s"
                  .formatted(dim, source.url(), known.stream().distinct().toList()));
        }
      }
    }
  }

  /// Whether attributes lose their types on the way: JSON has none.
  private boolean isUntyped() {
    return source.format().startsWith("zarr") && !target.name().equals("zarr");
  }

  private Schema schema(StoredGroup group, String path) {
    List<Schema.Variable> variables = new ArrayList<>();
    for (StoredArray array : group.arrays()) {
      variables.add(variable(array, path + array.name()));
    }
    Map<String, Schema> groups = new LinkedHashMap<>();
    for (StoredGroup child : group.groups()) {
      groups.put(child.name(), schema(child, path + child.name() + "/"));
    }
    Map<String, Attribute> attrs =
        isUntyped() ? AttributeTypes.ofGroup(group.attrs()) : group.attrs();
    return new Schema(group.dims(), group.unlimited(), attrs, variables, groups);
  }

  private Schema.Variable variable(StoredArray array, String path) {
    DType dtype = target.holds(array.dtype()) ? array.dtype() : nearest(array.dtype());
    Map<String, Attribute> attrs =
        isUntyped()
            ? AttributeTypes.ofVariable(array.attrs(), dtype)
            : new LinkedHashMap<>(array.attrs());
    if (dtype != array.dtype()) {
      describe(array.dtype(), dtype, attrs);
    }
    nodes.put(path, Nodes.cast(Nodes.read(array), dtype));
    return new Schema.Variable(
        array.name(),
        array.dims(),
        dtype,
        array.shape(),
        chunks(array),
        shards(array),
        codecs(array),
        fill(dtype, attrs),
        attrs);
  }

  /// The type that holds all values of one that the target lacks.
  static DType nearest(DType dtype) {
    return switch (dtype) {
      case BOOL -> DType.INT8;
      case FLOAT16 -> DType.FLOAT32;
      case DATETIME, TIMEDELTA -> DType.INT64;
      default -> dtype;
    };
  }

  /// A float16 variable as a float32 one.
  static Schema.Variable widened(Schema.Variable variable) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(variable.attrs());
    describe(variable.dtype(), DType.FLOAT32, attrs);
    return new Schema.Variable(
        variable.name(),
        variable.dims(),
        DType.FLOAT32,
        variable.shape(),
        variable.chunks(),
        variable.shards(),
        variable.codecs(),
        fill(DType.FLOAT32, attrs),
        attrs);
  }

  private static @Nullable NdArray fill(DType dtype, Map<String, Attribute> attrs) {
    return attrs.get("_FillValue") instanceof Attribute.Numbers(var type, var values)
            && type == dtype
            && values.size() == 1
        ? Values.fill(dtype, Shape.SCALAR, values)
        : null;
  }

  /// Says in `attrs` what the values were, so that readers by CF make the same of them.
  private static void describe(DType from, DType to, Map<String, Attribute> attrs) {
    switch (from) {
      case BOOL -> attrs.put("dtype", Attribute.of("bool"));
      case DATETIME -> {
        attrs.put("units", Attribute.of("microseconds since 1970-01-01 00:00:00"));
        attrs.putIfAbsent("calendar", Attribute.of("proleptic_gregorian"));
        attrs.put("_FillValue", Attribute.of(DType.NAT));
      }
      case TIMEDELTA -> {
        attrs.put("units", Attribute.of("microseconds"));
        attrs.put("dtype", Attribute.of("timedelta64[us]"));
        attrs.put("_FillValue", Attribute.of(DType.NAT));
      }
      default -> {
        if (attrs.get("_FillValue") instanceof Attribute.Numbers(var _, var values)) {
          attrs.put("_FillValue", new Attribute.Numbers(to, values));
        }
      }
    }
  }

  /// Those of the source; in another format tiny ones are joined, as each may become a file, and
  /// huge ones cut.
  private Chunks chunks(StoredArray array) {
    boolean same = source.format().startsWith(target.name());
    Chunks own = same ? array.chunks() : ChunkChoice.of(array.chunks(), array.dtype());
    long[] lengths = own.maxChunk().toArray();
    boolean changed = false;
    for (int d = 0; d < lengths.length; d++) {
      Long asked = options.chunks().get(array.dims().get(d));
      changed |= asked != null;
      lengths[d] = Math.max(1, asked == null ? lengths[d] : clipped(asked, array.shape().size(d)));
    }
    return changed ? Chunks.regular(array.shape(), lengths) : own;
  }

  private static long clipped(long asked, long size) {
    return asked < 0 ? size : Math.min(asked, size);
  }

  private List<Long> shards(StoredArray array) {
    if (options.shards().isEmpty()) {
      return options.chunks().isEmpty() ? array.shards() : List.of();
    }
    long[] chunk = chunks(array).maxChunk().toArray();
    List<Long> lengths = new ArrayList<>();
    for (int d = 0; d < chunk.length; d++) {
      long asked = options.shards().getOrDefault(array.dims().get(d), chunk[d]);
      long size = clipped(asked, Math.max(1, array.shape().size(d)));
      // A shard is made of whole chunks.
      lengths.add(Math.ceilDiv(size, Math.max(1, chunk[d])) * Math.max(1, chunk[d]));
    }
    return lengths;
  }

  private @Nullable List<CodecChoice> codecs(StoredArray array) {
    if (options.codecs().isPresent()) {
      return array.dtype() == DType.STRING ? null : options.codecs().get();
    }
    boolean same = source.format().startsWith(target.name());
    return array
        .codecChoices()
        .filter(chain -> same || target.keeps(chain, options.variant()))
        .orElse(null);
  }
}
