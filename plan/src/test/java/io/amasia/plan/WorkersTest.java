package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.engine.ThreadedEngine;
import io.amasia.storage.format.ChunkLocation;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Nothing of a stage runs once its engine has returned.
class WorkersTest {
  private static final Shape SHAPE = Shape.of(64, 10);

  private final CountDownLatch reading = new CountDownLatch(1);
  private final AtomicBoolean ended = new AtomicBoolean();

  private final AtomicInteger started = new AtomicInteger();

  /// A first thread, and no other once that reads.
  private Thread thread(Runnable work) {
    if (started.getAndIncrement() > 0) {
      try {
        reading.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      throw new OutOfMemoryError("unable to create native thread");
    }
    return Thread.ofPlatform().daemon().unstarted(work);
  }

  /// Chunks that take a while, interrupted or not.
  private FakeArray slow() {
    return new FakeArray(NdArray.allocate(DType.FLOAT32, SHAPE), Chunks.regular(SHAPE, 4, 10)) {
      @Override
      public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
        boolean interrupted = false;
        while (true) {
          try {
            reading.countDown();
            TimeUnit.MILLISECONDS.sleep(interrupted ? 300 : 60_000);
            break;
          } catch (InterruptedException _) {
            interrupted = true;
          }
        }
        NdArray chunk = super.decode(index, location, encoded);
        ended.set(true);
        return chunk;
      }
    };
  }

  @Test
  void thoseThatRunAreWaitedForWhereAThreadCannotBeStarted() {
    Node node = Nodes.reduce(Nodes.read(slow()), Reduction.of(Reduction.Kind.MEAN), List.of(0));
    var resources = new Resources(1 << 30, 2, 160, 160);
    List<Stage> stages =
        Planner.stages(Plan.of(Map.of("mean", node)), List.of(new Stage.Keep(node)), resources);
    long before = MemoryPool.process().usedBytes();
    var cancel = new Cancel();
    try (var threads = Executors.newCachedThreadPool(this::thread);
        var results = new Results();
        var room = new Budget(1 << 30).room(1 << 20, cancel)) {
      var run = new Run(results, 2, room, cancel, new Telling(Telling.NOBODY), Path.of("scratch"));
      assertThatThrownBy(() -> new ThreadedEngine(threads).run(stages.getFirst(), run))
          .isInstanceOf(OutOfMemoryError.class);
      assertThat(ended).isTrue();
      assertThat(MemoryPool.process().usedBytes()).isEqualTo(before);
    }
  }
}
