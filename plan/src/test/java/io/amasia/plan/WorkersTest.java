package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.engine.ThreadedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing of a stage runs once its engine has returned.
class WorkersTest {
  private static final Shape SHAPE = Shape.of(64, 10);

  private final AtomicInteger started = new AtomicInteger();

  private final CountDownLatch refused = new CountDownLatch(1);

  /// As many threads as there are. They begin when one more was asked for: one that had done all
  /// before would be taken again.
  private Thread thread(Runnable work, int most) {
    if (started.getAndIncrement() >= most) {
      refused.countDown();
      throw new OutOfMemoryError("unable to create native thread");
    }
    return Thread.ofPlatform()
        .daemon()
        .unstarted(() -> {
          try {
            refused.await();
          } catch (InterruptedException _) {
            return;
          }
          work.run();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void thoseThatCanBeStartedTakeAllTasks(int most) {
    NdArray zeros = NdArray.allocate(DType.FLOAT32, SHAPE);
    zeros.data().fill((byte) 0);
    Node read = Nodes.read(new FakeArray(zeros, Chunks.regular(SHAPE, 4, 10)));
    Node node = Nodes.reduce(read, Reduction.of(Reduction.Kind.COUNT), List.of(0));
    var resources = new Resources(1 << 30, 2, 160, 160, 1 << 30);
    List<Stage> stages =
        Planner.stages(Plan.of(Map.of("n", node)), List.of(new Stage.Keep(node)), resources);
    List<String> noticed = new ArrayList<>();
    var telling =
        new Telling(event -> {
          if (event instanceof Event.Noticed notice) {
            noticed.add(notice.text());
          }
        });
    var cancel = new Cancel();
    try (var threads = Executors.newCachedThreadPool(work -> thread(work, most));
        var results = new Results();
        var room = new Budget(1 << 30).room(1 << 20, cancel);
        var heap = new Budget(1 << 30).room(1 << 20, cancel)) {
      var run = new Run(results, 2, room, heap, cancel, telling, Path.of("scratch"));
      new ThreadedEngine(threads).run(stages.getFirst(), run);
      assertThat(results.get(node).getLong(9)).isEqualTo(64);
    }
    assertThat(noticed).singleElement().asString().contains("only " + most + " of 2 threads");
  }
}
