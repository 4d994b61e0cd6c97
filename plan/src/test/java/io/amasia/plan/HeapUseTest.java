package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What tasks put on the Java heap is what was projected, also along a dimension that is as long as
/// the data: a list of places takes eight bytes for each.
class HeapUseTest {
  private static final long LENGTH = 1 << 19;

  /// Bookkeeping, and lists that are dropped as soon as they are copied.
  private static final long BESIDES = 4 << 20;

  @Test
  void aTaskAllocatesNoMoreThanProjected() {
    try (NdArray values = NdArray.allocate(DType.FLOAT32, Shape.of(LENGTH))) {
      values.data().fill((byte) 0);
      Node x = Nodes.read(new FakeArray(values, Chunks.regular(values.shape(), LENGTH)));
      operations(x).forEach(HeapUseTest::check);
    }
  }

  /// Long windows of one column with gaps, and quantiles of the fewest values that have one.
  @Test
  void aTaskOfLongWindowsOrShortColumnsAllocatesNoMoreThanProjected() {
    float[] line = new float[(int) LENGTH];
    for (int i = 0; i < line.length; i++) {
      line[i] = i % 7 == 0 ? Float.NaN : i % 100;
    }
    Shape pairs = Shape.of(2, LENGTH / 2);
    try (NdArray series = NdArray.of(Shape.of(LENGTH), line);
        NdArray short32 = NdArray.of(pairs, line);
        NdArray short64 = NdArray.allocate(DType.FLOAT64, pairs)) {
      short64.data().fill((byte) 0);
      Node x = Nodes.read(new FakeArray(series, Chunks.regular(series.shape(), LENGTH)));
      var span = new Span(0, -LENGTH / 2, 1, LENGTH / 2, LENGTH);
      for (var kind : List.of(Reduction.Kind.MEAN, Reduction.Kind.STD, Reduction.Kind.COUNT)) {
        check("long moving " + kind, Sweeps.window(x, Reduction.of(kind), span));
      }
      var median = Reduction.of(Reduction.Kind.MEDIAN);
      for (NdArray values : List.of(short32, short64)) {
        Node two = Nodes.read(new FakeArray(values, Chunks.regular(pairs, 2, LENGTH / 2)));
        check("median of two " + values.dtype(), Nodes.reduce(two, median, List.of(0)));
        Groups one = new Groups(new int[] {0, 1}, 2);
        check("median by one " + values.dtype(), Nodes.groupReduce(two, median, 0, one));
      }
    }
  }

  /// A column of many cells, whose target takes two of them for each.
  @Test
  void aRegriddedTaskAllocatesNoMoreThanProjected() {
    int cells = 1 << 17;
    int[] ends = new int[cells];
    int[] columns = new int[2 * cells];
    for (int i = 0; i < cells; i++) {
      ends[i] = 2 * i + 2;
      columns[2 * i] = i;
      columns[2 * i + 1] = Math.min(i + 1, cells - 1);
    }
    double[] halves = new double[2 * cells];
    Arrays.fill(halves, 0.5);
    var weights = new SparseWeights(Shape.of(cells), Shape.of(cells), ends, columns, halves);
    for (Shape shape : List.of(Shape.of(cells), Shape.of(cells, 3))) {
      try (NdArray values = NdArray.allocate(DType.FLOAT32, shape)) {
        values.data().fill((byte) 0);
        Node x = Nodes.read(new FakeArray(values, Chunks.regular(shape, shape.toArray())));
        check("regrid " + shape, Sweeps.regrid(x, 0, weights, DType.FLOAT32));
      }
    }
  }

  @Test
  void aRunningSumListsNoPlaces() {
    Node values = Nodes.random(1, Chunks.regular(Shape.of(1L << 26), 1 << 20));
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Node sums = Sweeps.scan(values, Scanning.SUM, 0, true, 0);
    Explanation plan = Session.builder().memoryBytes(1L << 32).build().explain(Map.of("x", sums));
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
    assertThat(plan.stageSummaries()).hasSize(2);
  }

  private static Map<String, Node> operations(Node x) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    nodes.put("every other", select(x, new Indexer.Range(0, LENGTH / 2, 2)));
    nodes.put("reversed", select(x, new Indexer.Range(LENGTH - 1, LENGTH, -1)));
    nodes.put("joined", Nodes.concat(0, List.of(x, x)));
    nodes.put(
        "every other root",
        select(Nodes.elementwise(Op.Unary.SQRT, x), new Indexer.Range(0, LENGTH / 2, 2)));
    long[] places = new long[(int) LENGTH / 2];
    for (int i = 0; i < places.length; i++) {
      places[i] = i * 7919L % LENGTH;
    }
    nodes.put("listed", select(x, new Indexer.Points(places)));
    nodes.put("gathered", Nodes.gather(x, List.of(0), List.of(places)));
    var week = new Span(0, -3, 1, 7, LENGTH);
    nodes.put("moving mean", Sweeps.window(x, Reduction.of(Reduction.Kind.MEAN), week));
    nodes.put("moving median", Sweeps.window(x, Reduction.of(Reduction.Kind.MEDIAN), week));
    nodes.put("running sum", Sweeps.scan(x, Scanning.SUM, 0, true, 0));
    nodes.put("rank", Sweeps.rank(x, 0, true));
    nodes.put("median", Nodes.reduce(x, Reduction.of(Reduction.Kind.MEDIAN), List.of(0)));
    return nodes;
  }

  private static Node select(Node x, Indexer indexer) {
    return Nodes.select(x, new Region(List.of(indexer)));
  }

  private static void check(String name, Node node) {
    Session session = Session.builder().engine("serial").memoryBytes(1L << 30).build();
    session.compute(List.of(node)).forEach(NdArray::close);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    session.compute(List.of(node)).forEach(NdArray::close);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    before = threads.getCurrentThreadAllocatedBytes();
    Stage.Projection projection =
        session.explain(Map.of("x", node)).stageSummaries().getFirst().projection();
    long planned = threads.getCurrentThreadAllocatedBytes() - before;
    // Strips of a scan are made once for each block of it, and not held together.
    long made = name.equals("running sum") ? 16 * LENGTH : 0;
    assertThat(allocated - planned)
        .as(name)
        .isLessThan(projection.neededHeapBytes() + made + BESIDES);
  }
}
