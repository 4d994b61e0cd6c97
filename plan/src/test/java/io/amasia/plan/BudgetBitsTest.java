package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data that are needed twice and do or don't fit into the budget: in memory, in the scratch folder
/// or decoded again, the results have the same bits.
class BudgetBitsTest {
  /// 4 MB in chunks of 16 kB: 32 of them a task, 4 a leaf.
  private static final Shape FIELD = Shape.of(32, 64, 256);

  private static final Map<String, Long> BUDGETS =
      Map.of("in memory", 64L << 20, "in the scratch folder", 4L << 20, "decodes read", 2L << 20);

  @TempDir Path scratch;

  /// Values of all magnitudes, so that sums in another order have other bits; dear to decode.
  private static Node field(Shape shape, long... chunk) {
    NdArray values = NdArray.allocate(DType.FLOAT64, shape);
    var random = new Random(5);
    for (long i = 0; i < shape.size(); i++) {
      double value = random.nextGaussian() * Math.exp(random.nextInt(12) - 6.0);
      values.data().setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
    }
    return Nodes.read(
        new FakeArray(values, Chunks.regular(shape, chunk)) {
          @Override
          public String codecs() {
            return "gzip";
          }
        });
  }

  @Test
  void aMeanOverAllIsTheSameInEveryBudget() {
    for (Node x : List.of(field(FIELD, 1, 16, 128), field(FIELD, 3, 10, 70))) {
      Node mean = Nodes.reduce(x, Reduction.of(Reduction.Kind.MEAN), List.of(0, 1, 2));
      same(x, mean, List.of(-1, -1, -1));
    }
  }

  @Test
  void aDeviationOverTimeIsTheSameInEveryBudget() {
    Node x = field(FIELD, 2, 16, 128);
    Node std = Nodes.reduce(x, Reduction.of(Reduction.Kind.STD), List.of(0));
    same(x, std, List.of(-1, 0, 1));
  }

  @Test
  void aMeanOfWhatIsComputedIsTheSameInEveryBudget() {
    Node x = field(FIELD, 1, 16, 128);
    Node sizes = Nodes.elementwise(Op.Unary.ABS, x);
    Node mean = Nodes.reduce(sizes, Reduction.of(Reduction.Kind.MEAN), List.of(0, 1, 2));
    same(x, mean, List.of(-1, -1, -1));
  }

  /// Leaves of two levels and one; in small tasks the one that is alone stays the same.
  @Test
  void sumsAroundAKeptDimensionAreTheSameInSmallTasks() {
    Node x = field(Shape.of(64, 5, 128), 64, 1, 128);
    Node sum = Nodes.reduce(x, Reduction.of(Reduction.Kind.SUM), List.of(0, 2));
    var results = new ArrayList<NdArray>();
    try {
      for (long bytes : new long[] {64 << 20, 3 << 20}) {
        Session session =
            Session.builder().threads(4).taskBytes(1 << 20).memoryBytes(bytes).build();
        assertThat(session.explain(Map.of("sum", sum)).toString())
            .contains(results.isEmpty() ? "[64, 5, 128] of" : "[64, 2, 128] of");
        results.add(session.compute(List.of(sum)).getFirst());
      }
      assertThat(results.get(1).data().mismatch(results.get(0).data())).isEqualTo(-1);
    } finally {
      results.forEach(NdArray::close);
    }
  }

  /// Computes what `x` is reduced to, and what differs most from it, in each budget.
  private void same(Node x, Node reduced, List<Integer> order) {
    Node apart = Nodes.elementwise(Op.Binary.SUBTRACT, x, Nodes.transpose(reduced, order));
    Node most = Nodes.reduce(apart, Reduction.of(Reduction.Kind.MAX), List.of(0, 1, 2));
    var results = new ArrayList<NdArray>();
    try {
      BUDGETS.forEach((where, bytes) -> {
        Session session =
            Session.builder()
                .threads(2)
                .taskBytes(512 << 10)
                .memoryBytes(bytes)
                .scratch(scratch)
                .build();
        assertThat(session.explain(Map.of("reduced", reduced, "most", most)).toString())
            .contains(where);
        results.addAll(session.compute(List.of(reduced, most)));
      });
      for (int i = 2; i < results.size(); i++) {
        assertThat(results.get(i).data().mismatch(results.get(i % 2).data())).isEqualTo(-1);
      }
    } finally {
      results.forEach(NdArray::close);
    }
  }
}
