package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.Sink;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From pancakes to pencils by as many steps as keep pieces large.
class RechunkingTest {
  private static final Shape FIELD = Shape.of(4096, 32, 64);

  @TempDir Path scratch;

  @Test
  void neighboursThatShareLargePiecesNeedNothingBetween() {
    Chunks read = Chunks.regular(FIELD, 64, 32, 64);
    Chunks wanted = Chunks.regular(FIELD, 1024, 4, 64);
    assertThat(Rechunking.between(read, wanted, 10_000)).isEmpty();
  }

  @Test
  void farNeighboursHaveGridsBetweenThatShareMore() {
    Chunks read = Chunks.regular(FIELD, 4, 32, 64);
    Chunks wanted = Chunks.regular(FIELD, 1024, 1, 8);
    var grids = Rechunking.between(read, wanted, 300);
    // Straight: 4 × 1 × 8 elements. By one grid: 4 × 6 × 24 and 64 × 1 × 8.
    assertThat(grids).hasSize(1);
    assertThat(grids.getFirst().maxChunk()).isEqualTo(Shape.of(64, 6, 24));
  }

  @Test
  void pancakesBecomePencilsThroughTheStepsBetween() {
    var field = new Pancakes();
    Session session =
        Session.builder()
            .threads(2)
            .taskBytes(64 << 10)
            .memoryBytes(3 << 20)
            .scratch(scratch)
            .build();
    var sink = new Pencils();
    Map<String, Node> nodes = Map.of("x", Nodes.read(field));
    assertThat(session.explain(nodes, Map.of(), sink).toString()).contains("nearer to those");
    session.write(nodes, sink);
    assertThat(sink.written).hasValue(FIELD.size());
    assertThat(field.decodes).hasValue(4096);
    assertThat(scratch).isEmptyDirectory();
  }

  private static float value(long step, long cell) {
    return step * 2048 + cell;
  }

  /// A chunk a step.
  private static final class Pancakes extends FakeArray {
    Pancakes() {
      super(NdArray.allocate(DType.FLOAT32, Shape.of(1)), Chunks.regular(FIELD, 1, 32, 64));
    }

    @Override
    public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
      decodes.incrementAndGet();
      NdArray chunk = NdArray.allocate(DType.FLOAT32, Shape.of(1, 32, 64));
      for (long i = 0; i < chunk.size(); i++) {
        chunk.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, value(index[0], i));
      }
      return chunk;
    }
  }

  /// All steps of a few cells a box.
  private static final class Pencils implements Sink.Keyed {
    private final AtomicLong written = new AtomicLong();

    @Override
    public Chunks writeChunks(String name) {
      return Chunks.regular(FIELD, 4096, 1, 4);
    }

    @Override
    public long write(String name, Box box, NdArray values) {
      for (long i = 0; i < values.size(); i += 13) {
        long[] at = box.index(i);
        float expected = value(at[0], at[1] * 64 + at[2]);
        if (values.getDouble(i) != expected) {
          throw new AssertionError("%d of %s: %s".formatted(i, box, values.getDouble(i)));
        }
      }
      written.addAndGet(values.size());
      return 0;
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }
}
