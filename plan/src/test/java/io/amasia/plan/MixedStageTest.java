package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Reduction.Kind;
import io.amasia.storage.format.ChunkLocation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reductions along other axes in one stage wait for each other's parts in other orders: none waits
/// for ever, as each waits for earlier tasks only, whatever is worked through in leaves or panels.
class MixedStageTest {
  private static final Shape SHAPE = Shape.of(24, 6, 2048);

  /// Chunks that take now and then a little longer.
  private static Node field() {
    NdArray values = NdArray.allocate(DType.FLOAT32, SHAPE);
    for (long i = 0; i < SHAPE.size(); i++) {
      values.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (i % 1013));
    }
    return Nodes.read(
        new FakeArray(values, Chunks.regular(SHAPE, 2, 2, 1024)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            if (ThreadLocalRandom.current().nextInt(4) == 0) {
              try {
                TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(500));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
            return super.decode(index, location, encoded);
          }
        });
  }

  private static List<Node> statistics(Node x) {
    var groups = new Groups(IntStream.range(0, 24).map(i -> i % 5).toArray(), 5);
    return List.of(
        Nodes.reduce(x, Reduction.of(Kind.MEAN), List.of(0)),
        Nodes.reduce(x, Reduction.of(Kind.STD), List.of(1)),
        Nodes.reduce(x, Reduction.of(Kind.MAX), List.of(2)),
        Nodes.reduce(x, Reduction.of(Kind.SUM), List.of(0, 1, 2)),
        Nodes.groupReduce(x, Reduction.of(Kind.SUM), 0, groups),
        Nodes.reduce(x, Reduction.of(Kind.MIN), List.of(0)),
        Nodes.elementwise(Op.Unary.ABS, x));
  }

  @ParameterizedTest(name = "tasks of {0} bytes, {1} threads")
  @CsvSource({"16384, 2", "16384, 7", "65536, 4", "262144, 3", "4000000, 2"})
  @Timeout(60)
  void noneWaitsForEver(long taskBytes, int threads) {
    List<Node> statistics = statistics(field());
    Session serial = Session.builder().engine("serial").threads(1).taskBytes(taskBytes).build();
    Session local = Session.builder().threads(threads).taskBytes(taskBytes).build();
    assertThat(local.explain(Map.of("a", statistics.get(0), "b", statistics.get(1))).stages())
        .isEqualTo(1);
    List<NdArray> expected = serial.compute(statistics);
    for (int repeat = 0; repeat < 3; repeat++) {
      List<NdArray> results = local.compute(statistics);
      for (int i = 0; i < results.size(); i++) {
        try (NdArray result = results.get(i)) {
          assertThat(result.data().mismatch(expected.get(i).data())).isEqualTo(-1);
        }
      }
    }
    expected.forEach(NdArray::close);
  }
}
