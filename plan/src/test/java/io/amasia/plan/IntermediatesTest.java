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
import io.amasia.plan.engine.SerialEngine;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.Sink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data that are needed twice are decoded once, and results too large to wait in memory wait in
/// pieces.
class IntermediatesTest {
  private static final int STEPS = 48;
  private static final Shape FIELD = Shape.of(STEPS, 64, 1024);

  @TempDir Path scratch;

  /// A chunk a step: 12 MB in chunks of 256 kB; element = step² + cell.
  private static final class Field extends FakeArray {
    Field() {
      super(NdArray.allocate(DType.FLOAT32, Shape.of(1)), Chunks.regular(FIELD, 1, 64, 1024));
    }

    @Override
    public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
      decodes.incrementAndGet();
      NdArray chunk = NdArray.allocate(DType.FLOAT32, Shape.of(1, 64, 1024));
      for (long i = 0; i < chunk.size(); i++) {
        chunk
            .data()
            .setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (index[0] * index[0] + i % 1000));
      }
      return chunk;
    }
  }

  /// Each step minus the mean of its group of the steps with the same remainder.
  private static Node anomaly(Node x) {
    int[] codes = IntStream.range(0, STEPS).map(i -> i % 4).toArray();
    Node means = Nodes.groupReduce(x, Reduction.of(Reduction.Kind.MEAN), 0, new Groups(codes, 4));
    long[] at = IntStream.range(0, STEPS).mapToLong(i -> i % 4).toArray();
    Region region = Region.all(means.shape()).with(0, new Indexer.Points(at));
    return Nodes.elementwise(Op.Binary.SUBTRACT, x, Nodes.select(means, region));
  }

  private Session session(long bytes) {
    return Session.builder()
        .threads(2)
        .taskBytes(1 << 20)
        .memoryBytes(bytes)
        .scratch(scratch)
        .build();
  }

  @Test
  void anAnomalyDecodesItsDataOnceWhereTheyFit() {
    var field = new Field();
    Node anomaly = anomaly(Nodes.read(field));
    Session session = session(64 << 20);
    assertThat(session.explain(Map.of("x", anomaly)).toString())
        .contains("in memory, so that it is decoded once and not 2.0 times");
    MemoryPool pool = MemoryPool.process();
    pool.reclaim(); // what other tests dropped
    long before = pool.usedBytes();
    var sink = new Kept(FIELD);
    session.write(Map.of("x", anomaly), sink);
    assertThat(field.decodes).hasValue(STEPS);
    assertThat(pool.usedBytes()).isEqualTo(before);
    var twice = new Field();
    var small = new Kept(FIELD);
    session(12 << 20).write(Map.of("x", anomaly(Nodes.read(twice))), small);
    assertThat(twice.decodes).hasValue(2 * STEPS);
    assertThat(small.sum).hasValue(sink.sum.get());
  }

  @Test
  void tasksOfQuantilesAreSmallWhereTheirValuesWaitInMemory() {
    Node median =
        Nodes.reduce(
            anomaly(Nodes.read(new Field())), Reduction.of(Reduction.Kind.MEDIAN), List.of(0));
    var stages = session(1 << 30).explain(Map.of("x", median)).stageSummaries();
    assertThat(stages.getFirst().what()).contains("keep read");
    // Its values, as they are kept, computed and gathered.
    assertThat(stages.getLast().projection().taskBytes()).isLessThan(6 << 20);
  }

  @Test
  void whyDataAreDecodedTwiceIsSaid() {
    Node anomaly = anomaly(Nodes.read(new Field()));
    Session small = session(12 << 20);
    assertThat(small.explain(Map.of("x", anomaly), Map.of(), new Kept(FIELD)).toString())
        .contains("decodes read /x 2.0 times: ");
  }

  /// Means of pairs of steps: half of what was read, more than the budget.
  @Test
  void resultsLargerThanTheBudgetWaitInPieces() throws IOException {
    long budget = 5 << 20;
    int[] codes = IntStream.range(0, STEPS).map(i -> i / 2).toArray();
    var pairs = new Groups(codes, STEPS / 2);
    Node read = Nodes.read(new Field());
    Node means = Nodes.groupReduce(read, Reduction.of(Reduction.Kind.MEAN), 0, pairs);
    MemoryPool pool = MemoryPool.process();
    pool.reclaim(); // what other tests dropped
    long before = pool.usedBytes();
    pool.resetPeak();
    var sink = new Kept(FIELD.with(0, STEPS / 2));
    session(budget).write(Map.of("x", means), sink);
    assertThat(pool.peakBytes() - before).isLessThanOrEqualTo(budget);
    double expected = 0;
    for (int step = 0; step < STEPS; step += 2) {
      for (int cell = 0; cell < 64 * 1024; cell++) {
        expected += (step * step + (step + 1) * (step + 1)) / 2.0 + cell % 1000;
      }
    }
    assertThat(sink.sum).hasValue(Math.round(8 * expected));
    assertThat(pool.usedBytes()).isEqualTo(before);
    try (var files = Files.list(scratch)) {
      assertThat(files).isEmpty();
    }
  }

  /// Adds up eighths, in any order.
  private static final class Kept implements Sink.Keyed {
    private final Shape shape;
    private final AtomicLong sum = new AtomicLong();

    Kept(Shape shape) {
      this.shape = shape;
    }

    @Override
    public Chunks writeChunks(String name) {
      return Chunks.regular(shape, 2, 64, 1024);
    }

    @Override
    public long write(String name, Box box, NdArray values) {
      double own = 0;
      for (long i = 0; i < values.size(); i++) {
        own += values.getDouble(i);
      }
      sum.addAndGet(Math.round(8 * own));
      return 0;
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }

  /// A median of long lines, whose data would wait in so many pieces that where they lie would fill
  /// the Java heap: they are decoded again and again instead.
  @Test
  void dataAreDecodedAgainWhereTheirPiecesWouldFillTheHeap() {
    Shape shape = Shape.of(8192, 8192);
    NdArray nothing = NdArray.allocate(DType.FLOAT32, Shape.of(1));
    Node read = Nodes.read(new FakeArray(nothing, Chunks.regular(shape, 4, 8192)));
    Node median = Nodes.reduce(read, Reduction.of(Reduction.Kind.MEDIAN), List.of(0));
    assertThat(planned(median, 64 << 20)).anyMatch(s -> s.what().contains("keep read"));
    assertThat(planned(median, 2 << 20))
        .noneMatch(s -> s.what().contains("keep read"))
        .allMatch(s -> s.projection().neededHeapBytes() <= 2 << 20);
  }

  private static List<Explanation.StageSummary> planned(Node node, long heapBytes) {
    var resources = new Resources(12 << 20, 2, 1 << 12, 1 << 16, heapBytes);
    Plan plan = Plan.of(Map.of("x", node));
    List<Stage> stages = Planner.stages(plan, List.of(new Stage.Keep(node)), resources);
    return new Explanation(plan, plan, stages).stageSummaries();
  }

  @Test
  void manyResultsOfTheSameDataShareTheirTasks() {
    Node read = Nodes.read(new Field());
    Map<String, Node> powers = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      Node power = Nodes.elementwise(Op.Binary.POWER, read, Nodes.full(i, DType.FLOAT32, FIELD));
      powers.put("x" + i, Nodes.reduce(power, Reduction.of(Reduction.Kind.MEAN), List.of(0)));
    }
    assertThat(session(64 << 20).explain(powers).stageSummaries()).hasSize(1);
  }

  @Test
  void tooManyPiecesAreRefusedBeforeAnythingRuns() {
    Shape shape = Shape.of(60_000_000);
    NdArray nothing = NdArray.allocate(DType.FLOAT32, Shape.of(1));
    Node read = Nodes.read(new FakeArray(nothing, Chunks.regular(shape, 1_000_000)));
    var resources = new Resources(1 << 30, 2, 2 << 20, 32 << 20, 1 << 30);
    Plan plan = Plan.of(Map.of("x", read));
    Stage kept = Planner.stages(plan, List.of(new Stage.Keep(read)), resources).getFirst();
    var spill = new Stage.Spill(read, new Pieces(Chunks.regular(shape, 1), 0));
    Stage stage = StageGrid.with(kept, List.of(spill), kept.atHand(), List.of(), resources);
    var engine =
        new Computation(
            new SerialEngine(),
            1,
            new Computation.Allowed(new Budget(1L << 34), new Budget(1 << 30)),
            resources,
            scratch,
            _ -> {});
    assertThatThrownBy(() ->
            engine.run(new Explanation(plan, plan, List.of(stage)), new Results(), new Cancel()))
        .isInstanceOf(AmasiaException.MemoryLimit.class)
        .hasMessageContaining("60000000 pieces, of 4 B each")
        .hasMessageContaining("--memory");
  }
}
