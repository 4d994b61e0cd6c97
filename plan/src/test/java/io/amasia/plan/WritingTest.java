package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Sink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WritingTest {
  private static final Shape SHAPE = Shape.of(1 << 22);
  private static final Chunks CHUNKS = Chunks.regular(SHAPE, 1 << 16);

  /// Keeps the order in which boxes come.
  private static final class Listed implements Sink.Serial {
    private final List<Long> starts = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private int failAfter = Integer.MAX_VALUE;

    private record Start(long value, AtomicInteger open) implements Piece {
      @Override
      public long bytes() {
        return 8;
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    }

    @Override
    public Chunks writeChunks(String name) {
      return CHUNKS;
    }

    @Override
    public Piece encode(String name, Box box, NdArray values) {
      open.incrementAndGet();
      for (int i = 0; i < box.start(0) % 3 * 10_000; i++) {
        Thread.onSpinWait();
      }
      return new Start(box.start(0), open);
    }

    @Override
    public void append(Piece piece) {
      if (starts.size() == failAfter) {
        throw new AmasiaException.Format("disk full");
      }
      starts.add(((Start) piece).value());
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }

  /// Keeps what it is given.
  private record Kept(Predicate<Box> has, List<Box> boxes, List<NdArray> values)
      implements Sink.Keyed {
    @Override
    public Chunks writeChunks(String name) {
      return CHUNKS;
    }

    @Override
    public long write(String name, Box box, NdArray block) {
      boxes.add(box);
      values.add(NdArray.of(block.shape(), block.toDoubles()));
      return block.nbytes();
    }

    @Override
    public boolean isWritten(String name, Box box) {
      return has.test(box);
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }

  private static Session session(int threads) {
    return Session.builder().threads(threads).memoryBytes(256 << 20).build();
  }

  private static Node zeros(double value) {
    return Nodes.full(value, DType.FLOAT64, SHAPE);
  }

  @Test
  void serialSinksGetBoxesInOrderWhateverTheThreads() {
    for (int threads : new int[] {1, 4}) {
      var sink = new Listed();
      session(threads).write(Map.of("v", zeros(0)), sink);
      assertThat(sink.starts).hasSizeGreaterThan(4).isSorted();
      assertThat(sink.open).hasValue(0);
    }
  }

  @Test
  void aFailedAppendStopsAllAndLeavesNothingOpen() {
    var sink = new Listed();
    sink.failAfter = 3;
    assertThatThrownBy(() -> session(4).write(Map.of("v", zeros(0)), sink))
        .hasMessageContaining("disk full");
    assertThat(sink.open).hasValue(0);
  }

  @Test
  void whatIsWrittenAlreadyIsNotComputedAgain() {
    List<Box> boxes = Collections.synchronizedList(new ArrayList<>());
    var sink =
        new Kept(
            box -> box.start(0) < SHAPE.size(0) / 2,
            boxes,
            Collections.synchronizedList(new ArrayList<>()));
    session(2).write(Map.of("v", zeros(0)), sink);
    assertThat(boxes).isNotEmpty().allMatch(box -> box.start(0) >= SHAPE.size(0) / 2);
  }

  @Test
  void packingRefusesWhatDoesNotFitAndSaysWhich() {
    double[] values = IntStream.range(0, 1 << 22).mapToDouble(i -> i % 100).toArray();
    values[70_000] = 40_000;
    Node node = Nodes.literal(NdArray.of(SHAPE, values));
    var kept = new Kept(_ -> false, new ArrayList<>(), new ArrayList<>());
    assertThatThrownBy(() ->
            session(1)
                .write(
                    Map.of("tas", node),
                    Map.of("tas", new Stage.Packed(DType.INT16, null)),
                    kept,
                    new Cancel()))
        .isInstanceOf(AmasiaException.Conflict.class)
        .hasMessageContaining("'tas' at index [70000]")
        .hasMessageContaining("40000");
    session(1)
        .write(
            Map.of("tas", node),
            Map.of("tas", new Stage.Packed(DType.UINT16, null)),
            kept,
            new Cancel());
    assertThat(kept.values().stream().mapToDouble(v -> v.getDouble(0)).max()).isPresent();
  }
}
