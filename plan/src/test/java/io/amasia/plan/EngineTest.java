package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.storage.format.ChunkLocation;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final Reduction MEAN = Reduction.of(Reduction.Kind.MEAN);
  private static final Reduction SUM = Reduction.of(Reduction.Kind.SUM);

  private static FakeArray counting(long rows, long columns, long chunkRows) {
    Shape shape = Shape.of(rows, columns);
    NdArray values = NdArray.allocate(DType.FLOAT32, shape);
    for (long i = 0; i < shape.size(); i++) {
      values.data().setAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, i, (float) (i % 97));
    }
    return new FakeArray(values, Chunks.regular(shape, chunkRows, columns));
  }

  private static NdArray compute(Node node) {
    return Session.current().compute(List.of(node)).getFirst();
  }

  @Test
  void selectedBoxReadsOnlyTheChunksItTouches() {
    FakeArray array = counting(100, 8, 10);
    Node node = Nodes.elementwise(Op.Unary.SQRT, Nodes.read(array));
    Region region = Region.of(Box.of(new long[] {15, 2}, new long[] {10, 3}));
    compute(Nodes.reduce(Nodes.select(node, region), MEAN, List.of(0))).close();
    assertThat(array.decoded).containsExactlyInAnyOrder(List.of(1L, 0L), List.of(2L, 0L));
  }

  @Test
  void scatteredPositionsReadEachChunkOnce() {
    FakeArray array = counting(100, 8, 10);
    Region region = Region.all(array.shape()).with(0, new Indexer.Points(71, 3, 72, 5, 4, 73));
    try (NdArray taken = compute(Nodes.select(Nodes.read(array), region))) {
      assertThat(taken.getDouble(0)).isEqualTo(71 * 8 % 97);
    }
    assertThat(array.decodes).hasValue(2);
  }

  @Test
  void severalReductionsReadTheirInputOnce() {
    FakeArray array = counting(100, 8, 10);
    Node read = Nodes.read(array);
    List<Node> roots = new ArrayList<>();
    for (Reduction.Kind kind :
        List.of(Reduction.Kind.MEAN, Reduction.Kind.MIN, Reduction.Kind.STD)) {
      roots.add(Nodes.reduce(read, Reduction.of(kind), List.of(0, 1)));
    }
    Session.current().compute(roots).forEach(NdArray::close);
    assertThat(array.decodes).hasValue(10);
  }

  @Test
  void countsOfTheSameValuesInTwoDtypesShareTheirState() {
    Node read = Nodes.read(counting(100, 8, 10));
    List<Node> counts =
        Stream.of(read, Nodes.cast(read, DType.FLOAT64))
            .map(node -> Nodes.reduce(node, Reduction.of(Reduction.Kind.COUNT), List.of(0)))
            .toList();
    List<NdArray> results = Session.current().compute(counts);
    assertThat(results).allSatisfy(count -> assertThat(count.toDoubles()).containsOnly(100));
    results.forEach(NdArray::close);
  }

  @Test
  void thePowerTwoIsTheProductWithItself() {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32)) {
      Node x = Nodes.cast(Nodes.literal(NdArray.of(Shape.of(4), 0.1, -3, 1e-30, 7)), dtype);
      Node two = Nodes.full(2, dtype, Shape.of(1));
      Node squared = Nodes.elementwise(Op.Binary.POWER, x, two);
      Node product = Nodes.elementwise(Op.Binary.MULTIPLY, x, x);
      // Also used as it is.
      Node sum = Nodes.elementwise(Op.Binary.ADD, squared, two);
      List<NdArray> results = Session.current().compute(List.of(squared, product, sum));
      assertThat(results.get(0).toDoubles()).isEqualTo(results.get(1).toDoubles());
      assertThat(results.get(2).getDouble(3)).isEqualTo(51);
      results.forEach(NdArray::close);
    }
  }

  @Test
  void doublingsAreNotWalkedAsATree() {
    Node node = Nodes.literal(NdArray.of(Shape.of(3), 1.0, 2.0, 3.0));
    for (int i = 0; i < 28; i++) {
      node = Nodes.elementwise(Op.Binary.ADD, node, node);
    }
    try (NdArray result = compute(node)) {
      assertThat(result.toDoubles()).containsExactly(0x1p28, 0x1p29, 3 * 0x1p28);
    }
  }

  @Test
  void deepChainsDoNotOverflowTheStack() {
    Node node = Nodes.literal(NdArray.of(Shape.of(1), 0.0));
    Node one = Nodes.full(1.0, DType.FLOAT64, Shape.of(1));
    for (int i = 0; i < 20_000; i++) {
      node = Nodes.elementwise(Op.Binary.ADD, node, one);
    }
    try (NdArray result =
        compute(Nodes.select(node, new Region(List.of(Indexer.Range.of(0, 1)))))) {
      assertThat(result.getDouble(0)).isEqualTo(20_000);
    }
  }

  @Test
  void equalOperationsOnTheSameInputsAreOneNode() {
    Node a = Nodes.literal(NdArray.of(Shape.of(1), 0.0));
    assertThat(Nodes.elementwise(Op.Unary.ABS, a)).isSameAs(Nodes.elementwise(Op.Unary.ABS, a));
    assertThat(Nodes.reduce(a, MEAN, List.of(0))).isNotSameAs(Nodes.reduce(a, SUM, List.of(0)));
  }

  @Test
  void failureNamesOperationAndLeavesNoMemoryBehind() {
    FakeArray broken =
        new FakeArray(
            NdArray.allocate(DType.FLOAT32, Shape.of(64, 4)),
            Chunks.regular(Shape.of(64, 4), 4, 4)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            if (index[0] == 9) {
              throw new IllegalStateException("boom");
            }
            return super.decode(index, location, encoded);
          }
        };
    MemoryPool.process().reclaim(); // what other tests dropped
    long before = MemoryPool.process().usedBytes();
    Node sum = Nodes.reduce(Nodes.elementwise(Op.Unary.ABS, Nodes.read(broken)), SUM, List.of(0));
    assertThatThrownBy(() -> compute(sum))
        .isInstanceOf(AmasiaException.TaskFailed.class)
        .hasMessageContaining("read of /x in memory:fake")
        .hasMessageContaining("boom");
    assertThat(MemoryPool.process().usedBytes()).isEqualTo(before);
  }

  @Test
  void errorsOfReadingKeepTheirOwnWords() {
    FakeArray broken =
        new FakeArray(
            NdArray.allocate(DType.FLOAT32, Shape.of(4)), Chunks.regular(Shape.of(4), 4)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            throw new AmasiaException.Format("x.nc is cut short");
          }
        };
    assertThatThrownBy(() -> compute(Nodes.read(broken)))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessage("x.nc is cut short");
  }

  @Test
  void cancelStopsSoonAndLeavesNoMemoryBehind() {
    Cancel cancel = new Cancel();
    FakeArray array =
        new FakeArray(
            NdArray.allocate(DType.FLOAT32, Shape.of(4000, 600)),
            Chunks.regular(Shape.of(4000, 600), 1000, 600)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            cancel.cancel();
            return NdArray.allocate(DType.FLOAT32, chunks().box(index).shape());
          }
        };
    MemoryPool.process().reclaim(); // what other tests dropped
    long before = MemoryPool.process().usedBytes();
    Node sum = Nodes.reduce(Nodes.read(array), SUM, List.of(0));
    assertThatThrownBy(() -> Session.current().compute(List.of(sum), cancel))
        .isInstanceOf(AmasiaException.Cancelled.class);
    assertThat(MemoryPool.process().usedBytes()).isEqualTo(before);
  }

  @Test
  void poolPeakStaysBelowTheProjection() {
    FakeArray array = counting(2000, 700, 100);
    Node read = Nodes.read(array);
    Node anomaly =
        Nodes.elementwise(
            Op.Binary.SUBTRACT,
            read,
            Nodes.broadcast(
                Nodes.transpose(Nodes.reduce(read, MEAN, List.of(0)), List.of(-1, 0)),
                read.shape()));
    Node std = Nodes.reduce(anomaly, Reduction.of(Reduction.Kind.STD), List.of(0));
    Session session = Session.builder().engine("serial").build();
    long projected = session.explain(Map.of("std", std)).peakBytes();
    MemoryPool pool = MemoryPool.process();
    long before = pool.usedBytes();
    pool.resetPeak();
    session.compute(List.of(std)).forEach(NdArray::close);
    assertThat(pool.peakBytes() - before).isPositive().isLessThanOrEqualTo(projected);
  }

  @Test
  void aScalarIsReducedAlongNoAxes() {
    Node scalar = Nodes.literal(NdArray.of(Shape.SCALAR, 5.0));
    for (Reduction.Kind kind : Reduction.Kind.values()) {
      double expected =
          switch (kind) {
            case COUNT, ANY, ALL -> 1;
            case VAR, STD, ARGMIN, ARGMAX -> 0;
            case SUM, MEAN, PROD, MIN, MAX, FIRST, LAST, MEDIAN, QUANTILE -> 5;
          };
      Node reduced = Nodes.reduce(scalar, Reduction.of(kind), List.of());
      Node alone = Nodes.reduce(Nodes.cast(scalar, DType.INT32), Reduction.of(kind), List.of());
      List<NdArray> found = Session.builder().build().compute(List.of(reduced, alone));
      assertThat(found).as(kind.name()).allMatch(a -> a.getDouble(0) == expected);
      found.forEach(NdArray::close);
    }
  }

  @Test
  void whatCannotFitIsRefusedBeforeRunning() {
    FakeArray array = counting(2000, 700, 100);
    Session small = Session.builder().memoryBytes(1 << 20).build();
    assertThatThrownBy(() -> small.compute(List.of(Nodes.read(array))))
        .isInstanceOf(AmasiaException.MemoryLimit.class)
        .hasMessageContaining("read /x")
        .hasMessageContaining("--memory");
    assertThat(array.decodes).hasValue(0);
  }

  @Test
  void computeInsideATaskIsRefused() {
    Node inner = Nodes.literal(NdArray.of(Shape.of(1), 1.0));
    FakeArray nested =
        new FakeArray(
            NdArray.allocate(DType.FLOAT32, Shape.of(4)), Chunks.regular(Shape.of(4), 4)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            return compute(inner);
          }
        };
    assertThatThrownBy(() -> compute(Nodes.read(nested)))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("inside a task");
  }

  @Test
  void millionChunksArePlannedWithoutAnObjectEach() {
    Shape shape = Shape.of(1_000_000, 4);
    NdArray nothing = NdArray.allocate(DType.FLOAT32, Shape.of(1));
    FakeArray huge =
        new FakeArray(nothing, Chunks.regular(shape, 1, 4)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            NdArray chunk = NdArray.allocate(DType.FLOAT32, Shape.of(1, 4));
            chunk.data().fill((byte) 0);
            return chunk;
          }
        };
    Node mean = Nodes.reduce(Nodes.elementwise(Op.Unary.ABS, Nodes.read(huge)), MEAN, List.of(0));
    long start = System.nanoTime();
    Explanation explanation = Session.current().explain(Map.of("mean", mean));
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    assertThat(explanation.chunks()).isEqualTo(1_000_000);
    assertThat(explanation.tasks()).isLessThan(100);
    assertThat(explanation.sentence()).startsWith("reads 16 MB of 16 MB in 1000000 chunks, peak");
  }

  @Test
  void manyTinyChunksRunAsFewTasks() {
    Shape shape = Shape.of(100_000);
    FakeArray tiny =
        new FakeArray(NdArray.allocate(DType.FLOAT32, Shape.of(1)), Chunks.regular(shape, 1)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            NdArray chunk = NdArray.allocate(DType.FLOAT32, Shape.of(1));
            chunk.data().set(java.lang.foreign.ValueLayout.JAVA_FLOAT, 0, (float) (index[0] % 7));
            return chunk;
          }
        };
    Node sum = Nodes.reduce(Nodes.read(tiny), SUM, List.of(0));
    assertThat(Session.current().explain(Map.of("sum", sum)).tasks()).isLessThan(10);
    try (NdArray result = compute(sum)) {
      assertThat(result.getDouble(0)).isEqualTo(299_995);
    }
  }

  /// Stages that read from a network have more tasks under way than threads.
  @Test
  void remoteStagesRunManyTasksAtATime() {
    var together = new java.util.concurrent.atomic.AtomicInteger();
    var most = new java.util.concurrent.atomic.AtomicInteger();
    NdArray values = NdArray.allocate(DType.FLOAT32, Shape.of(64, 4));
    values.data().fill((byte) 0);
    FakeArray remote =
        new FakeArray(values, Chunks.regular(Shape.of(64, 4), 1, 4)) {
          @Override
          public io.amasia.storage.Store store() {
            return far(super.store());
          }

          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            most.accumulateAndGet(together.incrementAndGet(), Math::max);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            together.decrementAndGet();
            return super.decode(index, location, encoded);
          }
        };
    Session session = Session.builder().threads(2).taskBytes(16).build();
    Node sum = Nodes.reduce(Nodes.read(remote), SUM, List.of(0));
    session.compute(List.of(sum)).forEach(NdArray::close);
    assertThat(remote.decodes).hasValue(64);
    assertThat(most.get()).isGreaterThan(4);
  }

  private static io.amasia.storage.Store far(io.amasia.storage.Store near) {
    return new io.amasia.storage.Store() {
      @Override
      public String url() {
        return "https://example.org/x";
      }

      @Override
      public java.util.OptionalLong size(String key) {
        return near.size(key);
      }

      @Override
      public java.util.Optional<io.amasia.array.Lease> read(
          String key, io.amasia.storage.ByteRange range) {
        return near.read(key, range);
      }

      @Override
      public List<String> list(String prefix) {
        return near.list(prefix);
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void textIsSelectedComparedAndSorted() {
    Node text = Nodes.literal(NdArray.of(Shape.of(4), List.of("d", "a", "c", "b")));
    Node picked = Nodes.select(text, new Region(List.of(new Indexer.Points(2, 0))));
    Node joined = Nodes.concat(0, List.of(picked, text));
    try (NdArray result = compute(joined);
        NdArray order = compute(Nodes.argSort(text, 0));
        NdArray among = compute(Nodes.elementwise(new Op.IsIn(List.of("a", "d")), text));
        NdArray taken =
            compute(
                Nodes.elementwise(
                    new Op.TextAt(List.of("d", "c", "b", "a")), Nodes.argSort(text, 0)));
        NdArray count =
            compute(Nodes.reduce(text, Reduction.of(Reduction.Kind.COUNT), List.of(0)))) {
      assertThat(List.of(result.getString(0), result.getString(1), result.getString(3)))
          .containsExactly("c", "d", "a");
      assertThat(order.toLongs()).containsExactly(1, 3, 2, 0);
      assertThat(List.of(taken.getString(0), taken.getString(1), taken.getString(3)))
          .containsExactly("c", "a", "d");
      assertThat(among.toLongs()).containsExactly(1, 1, 0, 0);
      assertThat(count.getLong(0)).isEqualTo(4);
    }
  }

  @Test
  void aConstantThatComesLateKeepsItsValue() {
    Node present = Nodes.literal(NdArray.of(Shape.of(2), 330.0, 360.0));
    Node wanted = Nodes.literal(NdArray.of(Shape.of(2), 360.0, 360.0));
    Node sum = Nodes.literal(NdArray.of(Shape.of(2), 660.0, 720.0));
    Node enough = Nodes.elementwise(Op.Binary.GREATER_EQUAL, present, wanted);
    Node mean = Nodes.elementwise(Op.Binary.DIVIDE, sum, present);
    Node missing = Nodes.full(Double.NaN, DType.FLOAT64, Shape.of(1));
    try (NdArray result = compute(Nodes.elementwise(new Op.Where(), enough, mean, missing))) {
      assertThat(result.toDoubles()).containsExactly(Double.NaN, 2);
    }
  }

  @Test
  void emptyDimensionsGiveEmptyResultsAndIdentities() {
    Node empty = Nodes.literal(NdArray.allocate(DType.FLOAT64, Shape.of(0, 3)));
    try (NdArray sum = compute(Nodes.reduce(empty, SUM, List.of(0)));
        NdArray same = compute(Nodes.elementwise(Op.Unary.ABS, empty))) {
      assertThat(sum.toDoubles()).containsExactly(0, 0, 0);
      assertThat(same.size()).isZero();
    }
    assertThatThrownBy(() -> Nodes.reduce(empty, Reduction.of(Reduction.Kind.MIN), List.of(0)))
        .isInstanceOf(AmasiaException.Unsupported.class);
  }

  @Test
  void mediansAndQuantilesOfNothingAreMissing() {
    Node nothing = Nodes.full(0, DType.FLOAT32, Shape.of(0, 3));
    Groups groups = new Groups(new int[0], 2);
    for (Reduction reduction :
        List.of(Reduction.of(Reduction.Kind.MEDIAN), Reduction.quantile(0.5, true))) {
      for (Node node :
          List.of(
              Nodes.reduce(nothing, reduction, List.of(0)),
              Nodes.reduce(nothing, reduction, List.of(0, 1)),
              Nodes.groupReduce(nothing, reduction, 0, groups))) {
        try (NdArray result = compute(node)) {
          assertThat(result.size()).isPositive();
          assertThat(result.toDoubles()).containsOnly(Double.NaN);
        }
      }
    }
  }
}
