package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.ChunkLocation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What reductions to large results hold: the results, the state of what is open, and little more.
class GroupMemoryTest {
  private static final int STEPS = 120;
  private static final Shape FIELD = Shape.of(STEPS, 90, 1500);

  /// How the steps are grouped, and what may be held: states that are open at a time.
  enum Kind {
    CLIMATOLOGY(1, 12, 12, "by map-reduce"),
    YEARLY(12, 10, 1, "in cohorts"),
    MONTHLY(1, STEPS, 0, "blockwise");

    private final int steps;
    private final int count;
    private final int open;
    private final String strategy;

    Kind(int steps, int count, int open, String strategy) {
      this.strategy = strategy;
      this.steps = steps;
      this.count = count;
      this.open = open;
    }

    int group(int step) {
      return step / steps % count;
    }

    Groups groups() {
      return new Groups(IntStream.range(0, STEPS).map(this::group).toArray(), count);
    }
  }

  /// A field of one chunk a step: step `t`, row `y`, column `x` holds `t + y - x / 8`.
  private static FakeArray field() {
    NdArray nothing = NdArray.allocate(DType.FLOAT32, Shape.of(1));
    return new FakeArray(nothing, Chunks.regular(FIELD, 1, FIELD.size(1), FIELD.size(2))) {
      @Override
      public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
        NdArray chunk = NdArray.allocate(DType.FLOAT32, chunks().box(index).shape());
        long i = 0;
        for (long y = 0; y < FIELD.size(1); y++) {
          for (long x = 0; x < FIELD.size(2); x++) {
            chunk.data().setAtIndex(ValueLayout.JAVA_FLOAT, i++, index[0] + y - x / 8f);
          }
        }
        return chunk;
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void holdsWhatIsOpenAndTheResults(Kind kind) {
    Node mean =
        Nodes.groupReduce(Nodes.read(field()), Reduction.of(Reduction.Kind.MEAN), 0, kind.groups());
    long cells = FIELD.size(1) * FIELD.size(2);
    long state = kind.open * cells * 2 * Double.BYTES;
    long results = kind.count * cells * Float.BYTES;
    int threads = 2;
    Session session = Session.builder().threads(threads).taskBytes(4 << 20).build();
    Explanation explanation = session.explain(Map.of("mean", mean));
    // A task decodes 7 steps and holds a panel of states.
    assertThat(explanation.peakBytes()).isLessThan(results + state + (12 << 20));
    assertThat(explanation.toString()).contains("groups " + kind.strategy);
    MemoryPool pool = MemoryPool.process();
    long before = pool.usedBytes();
    pool.resetPeak();
    try (NdArray result = session.compute(List.of(mean)).getFirst()) {
      long peak = pool.peakBytes() - before;
      assertThat(peak).isLessThanOrEqualTo(explanation.peakBytes() + (threads - 1) * (12L << 20));
      assertThat(explanation.peakBytes()).isLessThanOrEqualTo(2 * peak);
      long group = kind.count - 1L;
      double meanStep =
          IntStream.range(0, STEPS).filter(i -> kind.group(i) == group).average().orElseThrow();
      long at = (group * FIELD.size(1) + 89) * FIELD.size(2) + 1499;
      assertThat(result.getDouble(at)).isEqualTo((float) (meanStep + 89 - 1499 / 8f));
    }
  }

  /// Steps in columns of four tasks each; what is open depends on who reads `url`.
  private static long peakBytes(String url) {
    Shape shape = Shape.of(4, 100, 1000);
    NdArray nothing = NdArray.allocate(DType.FLOAT32, Shape.of(1));
    var array =
        new FakeArray(nothing, Chunks.regular(shape, 1, 1, 1000)) {
          @Override
          public String url() {
            return url;
          }
        };
    Node mean = Nodes.reduce(Nodes.read(array), Reduction.of(Reduction.Kind.MEAN), List.of(0));
    return Session.builder()
        .threads(2)
        .taskBytes(4000)
        .build()
        .explain(Map.of("mean", mean))
        .peakBytes();
  }

  @Test
  void statesThatManyWorkersOfARemoteStoreHaveOpenAreCounted() {
    // 34 workers have 10 columns open at most, 2 have two.
    assertThat(peakBytes("https://x") - peakBytes("memory:x"))
        .isGreaterThanOrEqualTo(8 * 1000 * 2 * Double.BYTES);
  }
}
