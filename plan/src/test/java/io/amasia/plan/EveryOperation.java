package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.Store;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.ZstdCodec;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.Sink;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// A plan for each operation there is, on a field of which a chunk is a step.
final class EveryOperation {
  private static final int STEPS = 80;
  private static final Shape FIELD = Shape.of(STEPS, 256, 512);

  private EveryOperation() {}

  /// `[step, row, column]`, float32: 42 MB in chunks of half a megabyte.
  static Node field() {
    return Nodes.read(
        new FakeArray(
            NdArray.allocate(DType.FLOAT32, Shape.of(1)), Chunks.regular(FIELD, 1, 256, 512)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            NdArray chunk = NdArray.allocate(DType.FLOAT32, Shape.of(1, 256, 512));
            chunk.data().fill((byte) index[0]);
            return chunk;
          }
        });
  }

  /// The same, compressed, as bytes that hardly compress.
  private static Node compressed() {
    byte[] values = new byte[256 * 512 * Float.BYTES];
    new Random(3).nextBytes(values);
    var codec = new ZstdCodec(1);
    var store = new MemoryStore();
    try (Bytes encoded = codec.encode(MemorySegment.ofArray(values))) {
      store.write("chunk", encoded.segment());
    }
    return Nodes.read(
        new FakeArray(
            NdArray.allocate(DType.FLOAT32, Shape.of(1)), Chunks.regular(FIELD, 1, 256, 512)) {
          @Override
          public Store store() {
            return store;
          }

          @Override
          public Optional<ChunkLocation> locate(long[] index) {
            return Optional.of(new ChunkLocation("chunk", ByteRange.ALL, 0));
          }

          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            NdArray chunk = NdArray.allocate(DType.FLOAT32, Shape.of(1, 256, 512));
            codec.decode(encoded, chunk.data());
            return chunk;
          }
        });
  }

  /// What comes from no file.
  static Map<String, Node> onNothing() {
    Node row = Nodes.literal(NdArray.of(Shape.of(1, 1, 512), new float[512]));
    return Map.of(
        "literal", Nodes.elementwise(Op.Binary.ADD, field(), row),
        "full", Nodes.elementwise(Op.Unary.SQRT, Nodes.full(1.0, DType.FLOAT32, FIELD)),
        "random", Nodes.random(1, Chunks.regular(FIELD, 1, 256, 512)));
  }

  /// What is done with text.
  static Map<String, Node> onText() {
    return Map.of("text", names(), "text-sort", Nodes.argSort(names(), 0));
  }

  /// A few words a cell.
  private static Node names() {
    Shape shape = Shape.of(STEPS, 32, 32);
    return Nodes.read(
        new FakeArray(NdArray.of(Shape.of(1), List.of("")), Chunks.regular(shape, 1, 32, 32)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            List<String> words =
                IntStream.range(0, 32 * 32)
                    .mapToObj(i -> "step %d, cell %d".formatted(index[0], i))
                    .toList();
            return NdArray.of(Shape.of(1, 32, 32), words);
          }
        });
  }

  static Map<String, Node> on(Node field) {
    var months = new Groups(IntStream.range(0, STEPS).map(i -> i % 12).toArray(), 12);
    var pairs = new Groups(IntStream.range(0, STEPS).map(i -> i / 2).toArray(), STEPS / 2);
    Reduction mean = Reduction.of(Reduction.Kind.MEAN);
    Reduction median = Reduction.of(Reduction.Kind.MEDIAN);
    Region all = Region.all(FIELD);
    long[] scattered = IntStream.range(0, 30).mapToLong(i -> i * 37 % STEPS).toArray();
    Region some = all.with(0, new Indexer.Points(scattered));
    Region strided = all.with(2, new Indexer.Range(1, 170, 3));
    Node climatology = Nodes.groupReduce(field, mean, 0, months);
    long[] month = IntStream.range(0, STEPS).mapToLong(i -> i % 12).toArray();
    Region byMonth = Region.all(climatology.shape()).with(0, new Indexer.Points(month));
    Node first = Nodes.select(field, all.with(0, Indexer.Range.of(0, 1)));

    var plans = new LinkedHashMap<String, Node>();
    plans.put("elementwise", Nodes.elementwise(Op.Unary.SQRT, field));
    plans.put("decode", Nodes.elementwise(Op.Unary.SQRT, compressed()));
    plans.put("decode-reduce", Nodes.reduce(compressed(), mean, List.of(0)));
    plans.put("cast", Nodes.cast(field, DType.FLOAT64));
    plans.put("select", Nodes.select(field, strided));
    plans.put("select-points", Nodes.select(field, some));
    plans.put(
        "gather", Nodes.make(new Operation.Gather(List.of(0), List.of(scattered)), List.of(field)));
    plans.put("transpose", Nodes.transpose(field, List.of(1, 0, 2)));
    plans.put(
        "reshape", Nodes.make(new Operation.Reshape(1, 2, List.of(256L * 512)), List.of(field)));
    plans.put("broadcast", Nodes.broadcast(first, FIELD));
    plans.put("concat", Nodes.concat(0, List.of(field, field)));
    plans.put("rechunk", Nodes.rechunk(field, Chunks.regular(FIELD, STEPS, 16, 512)));
    plans.put("reduce-time", Nodes.reduce(field, Reduction.of(Reduction.Kind.STD), List.of(0)));
    plans.put("reduce-space", Nodes.reduce(field, Reduction.of(Reduction.Kind.MAX), List.of(1, 2)));
    plans.put("reduce-all", Nodes.reduce(field, mean, List.of(0, 1, 2)));
    plans.put("group-months", climatology);
    plans.put("group-pairs", Nodes.groupReduce(field, mean, 0, pairs));
    plans.put(
        "anomaly",
        Nodes.elementwise(Op.Binary.SUBTRACT, field, Nodes.select(climatology, byMonth)));
    plans.put("median-time", Nodes.reduce(field, median, List.of(0)));
    plans.put("group-median", Nodes.groupReduce(field, median, 0, months));
    plans.put("argsort", Nodes.make(new Operation.ArgSort(0), List.of(field)));
    plans.put("scan", Sweeps.scan(field, Scanning.SUM, 0, true, 0));
    plans.put("window", Sweeps.window(field, mean.withMinCount(1), new Span(0, -9, 1, 10, STEPS)));
    plans.put("view", Sweeps.slidingView(field, new Span(0, -3, 1, 4, STEPS), Double.NaN));
    plans.put("regrid", Sweeps.regrid(field, 2, halves(), DType.FLOAT32));
    plans.put("rank", Sweeps.rank(field, 0, false));
    plans.put(
        "map-blocks",
        Sweeps.mapBlocks(List.of(field), List::getFirst, DType.FLOAT32, field.chunks(), List.of()));
    return plans;
  }

  /// Pairs of neighbours into one.
  private static SparseWeights halves() {
    int[] ends = IntStream.range(0, 256).map(i -> 2 * i + 2).toArray();
    int[] columns = IntStream.range(0, 512).toArray();
    double[] weights = IntStream.range(0, 512).mapToDouble(i -> 0.5).toArray();
    return new SparseWeights(Shape.of(512), Shape.of(256), ends, columns, weights);
  }

  /// About the chunks of `node`, those of a sink.
  private static Chunks written(Node node) {
    return node.dtype() == DType.STRING
        ? node.chunks()
        : Grids.atMost(node.chunks(), node.dtype(), 1 << 20, List.of());
  }

  /// Takes a node's values one after the other, encoded as they are, and drops them.
  static final class OneByOne implements Sink.Serial {
    private final Chunks chunks;

    OneByOne(Node node) {
      chunks = written(node);
    }

    private record Copy(NdArray values) implements Piece {
      @Override
      public long bytes() {
        return values.nbytes();
      }

      @Override
      public void close() {
        values.close();
      }
    }

    @Override
    public Chunks writeChunks(String name) {
      return chunks;
    }

    @Override
    public Piece encode(String name, Box box, NdArray values) {
      NdArray copy = NdArray.allocate(values.dtype(), values.shape());
      copy.data().copyFrom(values.data());
      return new Copy(copy);
    }

    @Override
    public void append(Piece piece) {}

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }

  /// Takes a node's values in about its own chunks, and drops them.
  static final class Nowhere implements Sink.Keyed {
    private final Chunks chunks;

    Nowhere(Node node) {
      chunks = written(node);
    }

    @Override
    public Chunks writeChunks(String name) {
      return chunks;
    }

    @Override
    public long write(String name, Box box, NdArray values) {
      return 0;
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }
}
