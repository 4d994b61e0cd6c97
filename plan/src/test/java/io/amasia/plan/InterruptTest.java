package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Reduction.Kind;
import io.amasia.storage.format.ChunkLocation;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What takes long stops in the middle when its thread is interrupted, as a cancel does: not only
/// between chunks and tasks.
class InterruptTest {
  private static final Shape FIELD = Shape.of(1 << 12, 16);

  /// One chunk, the reading of which interrupts the thread: nothing else is read after it.
  private static Node interrupting() {
    NdArray values = NdArray.allocate(DType.FLOAT32, FIELD);
    values.data().fill((byte) 0);
    return Nodes.read(
        new FakeArray(values, Chunks.regular(FIELD, FIELD.size(0), FIELD.size(1))) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            Thread.currentThread().interrupt();
            return super.decode(index, location, encoded);
          }
        });
  }

  static Stream<Arguments> longWork() {
    Node field = interrupting();
    Reduction median = Reduction.of(Kind.MEDIAN);
    var groups = new Groups(IntStream.range(0, 1 << 12).map(i -> i % 12).toArray(), 12);
    Span month = new Span(0, -29, 1, 30, 1 << 12);
    int[] ends = IntStream.rangeClosed(1, 16).toArray();
    double[] ones = new double[16];
    int[] cells = IntStream.range(0, 16).toArray();
    var same = new SparseWeights(Shape.of(16), Shape.of(16), ends, cells, ones);
    Node root = Nodes.elementwise(Op.Unary.SQRT, field);
    return Stream.of(
        Arguments.of("median", Nodes.reduce(field, median, List.of(0))),
        Arguments.of("median of groups", Nodes.groupReduce(field, median, 0, groups)),
        Arguments.of("sort", Nodes.argSort(field, 0)),
        Arguments.of("rank", Sweeps.rank(field, 0, false)),
        Arguments.of("rolling median", Sweeps.window(field, median, month)),
        Arguments.of("rolling mean", Sweeps.window(field, Reduction.of(Kind.MEAN), month)),
        Arguments.of("cumulative sum", Sweeps.scan(field, Scanning.SUM, 0, true, 0, 16)),
        Arguments.of("regrid", Sweeps.regrid(field, 1, same, DType.FLOAT32)),
        Arguments.of(
            "map",
            Sweeps.mapBlocks(
                List.of(field), List::getFirst, DType.FLOAT32, field.chunks(), List.of())),
        Arguments.of("expression", Nodes.reduce(root, Reduction.of(Kind.SUM), List.of(0))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("longWork")
  void stopsInTheMiddle(String name, Node node) {
    MemoryPool.process().reclaim(); // what other tests dropped
    long before = MemoryPool.process().usedBytes();
    Session session = Session.builder().engine("serial").threads(1).build();
    try {
      assertThatThrownBy(() -> session.compute(List.of(node)))
          .as(name)
          .isInstanceOf(AmasiaException.Cancelled.class)
          .hasMessage("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(MemoryPool.process().usedBytes()).isEqualTo(before);
  }
}
