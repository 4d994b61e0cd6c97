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
  private static Node field(long... chunk) {
    NdArray values = NdArray.allocate(DType.FLOAT64, FIELD);
    var random = new Random(5);
    for (long i = 0; i < FIELD.size(); i++) {
      double value = random.nextGaussian() * Math.exp(random.nextInt(12) - 6.0);
      values.data().setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
    }
    return Nodes.read(
        new FakeArray(values, Chunks.regular(FIELD, chunk)) {
          @Override
          public String codecs() {
            return "gzip";
          }
        });
  }

  @Test
  void aMeanOverAllIsTheSameInEveryBudget() {
    for (Node x : List.of(field(1, 16, 128), field(3, 10, 70))) {
      Node mean = Nodes.reduce(x, Reduction.of(Reduction.Kind.MEAN), List.of(0, 1, 2));
      same(x, mean, List.of(-1, -1, -1));
    }
  }

  @Test
  void aDeviationOverTimeIsTheSameInEveryBudget() {
    Node x = field(2, 16, 128);
    Node std = Nodes.reduce(x, Reduction.of(Reduction.Kind.STD), List.of(0));
    same(x, std, List.of(-1, 0, 1));
  }

  @Test
  void aMeanOfWhatIsComputedIsTheSameInEveryBudget() {
    Node x = field(1, 16, 128);
    Node sizes = Nodes.elementwise(Op.Unary.ABS, x);
    Node mean = Nodes.reduce(sizes, Reduction.of(Reduction.Kind.MEAN), List.of(0, 1, 2));
    same(x, mean, List.of(-1, -1, -1));
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
