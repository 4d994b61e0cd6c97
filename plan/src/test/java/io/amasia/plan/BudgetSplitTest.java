package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.Sink;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What is larger than the budget is computed in smaller tasks.
class BudgetSplitTest {
  /// `[step, row, column]`: 32 MB in chunks of 1 MB; element = step + row / 8.
  private static final Shape FIELD = Shape.of(32, 512, 512);

  /// Element `i` of some steps from `step` on.
  private static double value(long step, long i) {
    long row = i / 512 % 512;
    return step + i / (512 * 512) + row / 8.0;
  }

  private static FakeArray field() {
    return new FakeArray(
        NdArray.allocate(DType.FLOAT32, Shape.of(1)), Chunks.regular(FIELD, 1, 512, 512)) {
      @Override
      public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
        NdArray chunk = NdArray.allocate(DType.FLOAT32, Shape.of(1, 512, 512));
        for (long i = 0; i < chunk.size(); i++) {
          chunk.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value(index[0], i));
        }
        return chunk;
      }
    };
  }

  /// Checks each value, keeps none.
  private static final class Checking implements Sink.Keyed {
    private final AtomicLong written = new AtomicLong();

    @Override
    public Chunks writeChunks(String name) {
      return Chunks.regular(FIELD, 2, 512, 512);
    }

    @Override
    public long write(String name, Box box, NdArray values) {
      for (long i = 0; i < values.size(); i += 97) {
        double expected = -value(box.start(0), i);
        if (values.getDouble(i) != expected) {
          throw new AssertionError("%s of %s: %s".formatted(i, box, values.getDouble(i)));
        }
      }
      written.addAndGet(values.size());
      return values.nbytes();
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }

  @Test
  void aResultLargerThanTheBudgetStreamsToItsSink() {
    Node negative = Nodes.elementwise(Op.Unary.NEGATE, Nodes.read(field()));
    long budget = 12 << 20;
    Session session = Session.builder().threads(2).memoryBytes(budget).build();
    var sink = new Checking();
    MemoryPool pool = MemoryPool.process();
    pool.reclaim(); // what other tests dropped
    long before = pool.usedBytes();
    pool.resetPeak();
    session.write(Map.of("x", negative), sink);
    assertThat(sink.written).hasValue(FIELD.size());
    assertThat(pool.peakBytes() - before).isPositive().isLessThanOrEqualTo(budget);
    assertThat(pool.usedBytes()).isEqualTo(before);
  }

  @Test
  void chunksThatDoNotFitWholeAreReducedInParts() {
    Node read = Nodes.read(field());
    Node std = Nodes.reduce(read, Reduction.of(Reduction.Kind.STD), List.of(0));
    Session small = Session.builder().threads(2).memoryBytes(9 << 20).build();
    MemoryPool pool = MemoryPool.process();
    try (NdArray large = Session.builder().build().compute(List.of(std)).getFirst()) {
      long before = pool.usedBytes();
      pool.resetPeak();
      try (NdArray parts = small.compute(List.of(std)).getFirst()) {
        assertThat(pool.peakBytes() - before).isLessThanOrEqualTo(9 << 20);
        assertThat(parts.data().mismatch(large.data())).isEqualTo(-1);
      }
    }
    assertThat(small.explain(Map.of("std", std)).toString()).contains("tasks cut through chunks");
  }

  @Test
  void whatCannotFitSaysTheLeastThatWould() {
    Node std = Nodes.reduce(Nodes.read(field()), Reduction.of(Reduction.Kind.STD), List.of(0));
    Session tiny = Session.builder().memoryBytes(3 << 20).build();
    assertThatThrownBy(() -> tiny.compute(List.of(std)))
        .isInstanceOf(AmasiaException.MemoryLimit.class)
        .hasMessageContaining("std over [0]")
        .hasMessageMatching("(?s).*needs at least .* MB for arrays.*Use --memory \\d+MB.*");
  }
}
