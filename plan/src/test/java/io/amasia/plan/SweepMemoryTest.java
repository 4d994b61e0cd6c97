package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// No sweep holds more than was said before it ran.
class SweepMemoryTest {
  private static final Shape FIELD = Shape.of(96, 120, 300);

  private static Node field() {
    NdArray values = NdArray.allocate(DType.FLOAT32, FIELD);
    return Nodes.read(new FakeArray(values, Chunks.regular(FIELD, 8, 120, 300)));
  }

  static Stream<Arguments> sweeps() {
    Node field = field();
    Reduction mean = Reduction.of(Reduction.Kind.MEAN).withMinCount(1);
    int[] ends = new int[600];
    int[] columns = new int[600];
    double[] values = new double[600];
    for (int i = 0; i < 600; i++) {
      ends[i] = i + 1;
      columns[i] = i / 2;
      values[i] = 1;
    }
    var finer = new SparseWeights(Shape.of(300), Shape.of(600), ends, columns, values);
    Span month = new Span(0, -29, 1, 30, 96);
    return Stream.of(
        Arguments.of("window", Sweeps.window(field, mean, month)),
        Arguments.of(
            "windows of two",
            Sweeps.window(
                field, mean, List.of(new Span(1, -1, 1, 3, 120), new Span(2, -1, 1, 3, 300)))),
        Arguments.of("blocks", Sweeps.window(field, mean, new Span(0, 0, 8, 8, 12))),
        Arguments.of("view", Sweeps.slidingView(field, new Span(0, -3, 1, 4, 96), Double.NaN)),
        Arguments.of("scan", Sweeps.scan(field, Scanning.SUM, 0, true, 0, 16)),
        Arguments.of("rank", Sweeps.rank(field, 0, false)),
        Arguments.of("regrid", Sweeps.regrid(field, 2, finer, DType.FLOAT32)),
        Arguments.of(
            "map",
            Sweeps.mapBlocks(
                List.of(field), List::getFirst, DType.FLOAT32, field.chunks(), List.of())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sweeps")
  void holdsNoMoreThanProjected(String name, Node sweep) {
    Session session = Session.builder().engine("serial").threads(1).taskBytes(2 << 20).build();
    Explanation explanation = session.explain(Map.of(name, sweep));
    MemoryPool pool = MemoryPool.process();
    long before = pool.usedBytes();
    pool.resetPeak();
    session.compute(List.of(sweep)).forEach(NdArray::close);
    assertThat(pool.peakBytes() - before).isLessThanOrEqualTo(explanation.peakBytes());
  }
}
