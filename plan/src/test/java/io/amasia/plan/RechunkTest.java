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
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What needs a whole axis of badly chunked data decodes it once, in memory or through the scratch
/// folder.
class RechunkTest {
  private static final int STEPS = 48;
  private static final int ROWS = 64;
  private static final int COLUMNS = 1024;
  private static final Shape FIELD = Shape.of(STEPS, ROWS, COLUMNS);
  private static final long SMALL = 9 << 20;

  @TempDir Path scratch;
  private long spilled;

  /// A chunk a step: 12 MB in chunks of 256 kB.
  private static class Field extends FakeArray {
    Field() {
      super(NdArray.allocate(DType.FLOAT32, Shape.of(1)), Chunks.regular(FIELD, 1, ROWS, COLUMNS));
    }

    @Override
    public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
      decodes.incrementAndGet();
      NdArray chunk = NdArray.allocate(DType.FLOAT32, Shape.of(1, ROWS, COLUMNS));
      for (long i = 0; i < chunk.size(); i++) {
        chunk.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, value(index[0], i));
      }
      return chunk;
    }
  }

  /// The steps of a cell in an order of their own, so that its median over time is the cell.
  private static float value(long step, long cell) {
    return (step * 31 + cell) % STEPS + cell;
  }

  private Session session(long bytes) {
    return Session.builder()
        .threads(2)
        .taskBytes(1 << 20)
        .memoryBytes(bytes)
        .scratch(scratch)
        .listener(e ->
            spilled =
                e instanceof Event.ComputationFinished f ? f.traffic().spilledBytes() : spilled)
        .build();
  }

  private static Node median(Node input) {
    return Nodes.reduce(input, Reduction.of(Reduction.Kind.MEDIAN), List.of(0));
  }

  private void check(NdArray medians) throws IOException {
    for (long cell = 0; cell < ROWS * COLUMNS; cell += 61) {
      assertThat(medians.getDouble(cell)).isEqualTo((STEPS - 1) / 2.0 + cell);
    }
    try (var files = Files.list(scratch)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void medianOverTimeGoesThroughTheScratchFolderWhenMemoryIsShort() throws IOException {
    var field = new Field();
    MemoryPool pool = MemoryPool.process();
    long before = pool.usedBytes();
    pool.resetPeak();
    try (NdArray medians = session(SMALL).compute(List.of(median(Nodes.read(field)))).getFirst()) {
      assertThat(pool.peakBytes() - before).isLessThanOrEqualTo(SMALL);
      check(medians);
    }
    assertThat(field.decodes).hasValue(STEPS);
    assertThat(spilled).isPositive();
    assertThat(pool.usedBytes() - before).isLessThan(64);
  }

  @Test
  void medianOverTimeStaysInMemoryWhereItFits() throws IOException {
    var field = new Field();
    Node median = median(Nodes.elementwise(Op.Unary.ABS, Nodes.read(field)));
    try (NdArray medians = session(24 << 20).compute(List.of(median)).getFirst()) {
      check(medians);
    }
    assertThat(field.decodes).hasValue(STEPS);
    assertThat(spilled).isZero();
  }

  @Test
  void theExplanationSaysWhatIsSpilled() {
    String text = session(SMALL).explain(Map.of("m", median(Nodes.read(new Field())))).toString();
    assertThat(text).contains("keep read /x").contains("pieces in the scratch folder");
  }

  @Test
  void writingOtherChunksReadsEachOnce() {
    var field = new Field();
    var sink = new Pencils();
    session(SMALL).write(Map.of("x", Nodes.read(field)), sink);
    assertThat(sink.written).hasValue(FIELD.size());
    assertThat(field.decodes).hasValue(STEPS);
  }

  @Test
  void aFailureLeavesNothingBehind() throws IOException {
    var broken =
        new Field() {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            if (index[0] == STEPS - 1) {
              throw new AmasiaException.Format("cut short");
            }
            return super.decode(index, location, encoded);
          }
        };
    MemoryPool pool = MemoryPool.process();
    pool.reclaim(); // what other tests dropped
    long before = pool.usedBytes();
    assertThatThrownBy(() -> session(SMALL).compute(List.of(median(Nodes.read(broken)))))
        .isInstanceOf(AmasiaException.Format.class);
    assertThat(pool.usedBytes()).isEqualTo(before);
    try (var files = Files.list(scratch)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aScratchFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(scratch.resolve("file"));
    Session session =
        Session.builder()
            .taskBytes(1 << 20)
            .threads(2)
            .memoryBytes(SMALL)
            .scratch(file.resolve("below"))
            .build();
    assertThatThrownBy(() -> session.compute(List.of(median(Nodes.read(new Field())))))
        .isInstanceOf(AmasiaException.class)
        .hasMessageContaining("--scratch");
  }

  /// All steps of a few cells a box.
  private static final class Pencils implements Sink.Keyed {
    private final AtomicLong written = new AtomicLong();

    @Override
    public Chunks writeChunks(String name) {
      return Chunks.regular(FIELD, STEPS, 8, 128);
    }

    @Override
    public long write(String name, Box box, NdArray values) {
      long[] strides = box.shape().strides();
      for (long t = 0; t < STEPS; t += 7) {
        long cell = (box.start(1) + 1) * COLUMNS + box.start(2) + 2;
        double expected = value(t, cell);
        if (values.getDouble(t * strides[0] + strides[1] + 2) != expected) {
          throw new AssertionError("step %d of %s".formatted(t, box));
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
}
