package io.amasia.zarr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.FileStore;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Writes a Zarr v3 group to a local folder: any thread writes whole chunks, each a file of its
/// own.
///
/// All is written to [Target], a folder beside the target, which takes its place at the end. Chunks
/// of nothing but the fill value are not stored.
final class ZarrSink implements Sink.Keyed {
  /// Blosc's limit, and a fair one for all codecs.
  private static final long MOST_CHUNK_BYTES = Integer.MAX_VALUE - 16;

  private final Target target;
  private final FileStore store;
  private final Map<String, Variable> variables = new LinkedHashMap<>();

  private record Variable(Chunks chunks, DType dtype, ChunkEncoder encoder) {}

  private ZarrSink(Target target) {
    this.target = target;
    this.store = FileStore.folder(target.partial());
  }

  /// A sink with the default codecs.
  static ZarrSink create(String url, Schema schema, boolean overwrite) {
    return create(url, schema, overwrite, WriteCoding::standard);
  }

  /// A sink that encodes each dtype as `coding` says.
  ///
  /// @throws AmasiaException.Conflict if the target exists and may not be replaced
  /// @throws AmasiaException.Unsupported if the target is not local, or a name or size can't be
  ///   stored
  static ZarrSink create(
      String url, Schema schema, boolean overwrite, Function<DType, WriteCoding> coding) {
    var sink = new ZarrSink(Target.of(url, overwrite));
    try {
      Map<String, ObjectNode> documents = new LinkedHashMap<>();
      for (Schema.Variable variable : schema.variables()) {
        documents.put(variable.name(), sink.add(variable, coding.apply(variable.dtype())));
      }
      documents.forEach((name, document) -> sink.put(name + "/zarr.json", document));
      sink.put("zarr.json", MetadataWriter.group(schema.attrs(), documents));
      return sink;
    } catch (Throwable e) {
      sink.close();
      throw e;
    }
  }

  private ObjectNode add(Schema.Variable variable, WriteCoding coding) {
    String name = variable.name();
    if (name.isEmpty() || name.contains("/") || name.matches("\\.+|__.*|zarr\\.json")) {
      throw new AmasiaException.Unsupported("Zarr can't store a variable called '" + name + "'");
    }
    Shape shape = variable.shape();
    long[] chunkShape = new long[shape.ndim()];
    for (int d = 0; d < chunkShape.length; d++) {
      Chunks.Cut cut = variable.chunks().cut(d);
      chunkShape[d] = Math.max(1, Math.min(cut.maxLength(), shape.size(d)));
    }
    Shape chunk = Shape.of(chunkShape);
    if (chunk.size() > MOST_CHUNK_BYTES / variable.dtype().itemSize()) {
      throw new AmasiaException.Unsupported(
          "chunks of %s %s of '%s' take more than 2 GiB; choose smaller ones"
              .formatted(chunk, variable.dtype(), name));
    }
    NdArray fill = fill(variable);
    Chunks chunks = Chunks.regular(shape, chunkShape);
    variables.put(
        name, new Variable(chunks, variable.dtype(), new ChunkEncoder(chunk, fill, coding)));
    return MetadataWriter.array(variable, chunkShape, fill, coding);
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
    } else if (variable.attrs().get(FillAttribute.NAME) instanceof Attribute.Numbers numbers
        && numbers.isScalar()) {
      Number value = numbers.values().getFirst();
      if (dtype.isFloating()) {
        ArrayFilter.Values.set(fill.data(), dtype, 0, value.doubleValue());
      } else if (!numbers.dtype().isFloating()) {
        ArrayFilter.Values.set(fill.data(), dtype, 0, value.longValue());
      }
    }
    return fill;
  }

  private void put(String key, ObjectNode document) {
    byte[] bytes = MetadataWriter.bytes(document);
    try (Arena arena = Arena.ofConfined()) {
      store.write(key, arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes));
    }
  }

  private Variable variable(String name) {
    Variable variable = variables.get(name);
    if (variable == null) {
      throw new IllegalArgumentException("no variable '" + name + "' in " + variables.keySet());
    }
    return variable;
  }

  @Override
  public Chunks writeChunks(String name) {
    return variable(name).chunks();
  }

  @Override
  public void write(String name, Box box, NdArray values) {
    Variable variable = variable(name);
    if (values.dtype() != variable.dtype() || !values.shape().equals(box.shape())) {
      throw new IllegalArgumentException("%s for %s of '%s'".formatted(values, box, name));
    }
    Box grid = grid(name, box);
    long[] first = Boxes.starts(grid);
    Boxes.forEach(
        grid.shape(),
        step -> {
          long[] index = step.clone();
          for (int d = 0; d < index.length; d++) {
            index[d] += first[d];
          }
          writeChunk(name, index, box, values);
        });
  }

  private void writeChunk(String name, long[] index, Box box, NdArray values) {
    Variable variable = variable(name);
    Box chunk = variable.chunks().box(index);
    long[] start = Boxes.starts(chunk);
    for (int d = 0; d < start.length; d++) {
      start[d] -= box.start(d);
    }
    Box part = Box.of(start, chunk.shape().toArray());
    Optional<Bytes> encoded = variable.encoder().encode(values, part);
    if (encoded.isPresent()) {
      try (Bytes bytes = encoded.get()) {
        String key = name + "/" + new ChunkKeys(true, '/').key(index);
        store.write(key, bytes.segment());
      }
    }
  }

  /// The chunks that make up `box`, as a box of the chunk grid.
  private Box grid(String name, Box box) {
    Chunks chunks = variable(name).chunks();
    long[] first = new long[box.ndim()];
    long[] count = new long[box.ndim()];
    for (int d = 0; d < first.length; d++) {
      Chunks.Cut cut = chunks.cut(d);
      if (box.length(d) > 0) {
        first[d] = cut.chunkOf(box.start(d));
        long last = cut.chunkOf(box.end(d) - 1);
        count[d] = last - first[d] + 1;
        if (cut.start(first[d]) != box.start(d)
            || cut.start(last) + cut.length(last) != box.end(d)) {
          throw new IllegalArgumentException(
              "box %s of '%s' is not made of whole chunks".formatted(box, name));
        }
      }
    }
    return Box.of(first, count);
  }

  @Override
  public void commit() {
    store.sync();
    target.publish();
  }

  @Override
  public void close() {
    store.close();
    target.abandon();
  }
}
