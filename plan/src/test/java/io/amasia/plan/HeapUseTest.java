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
