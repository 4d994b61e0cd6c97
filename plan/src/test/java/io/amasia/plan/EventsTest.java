package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.Sink;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What listeners of computations hear.
class EventsTest {
  private static final Reduction MEAN = Reduction.of(Reduction.Kind.MEAN);

  private final List<Event> events = new ArrayList<>();

  private Session session(Consumer<Event> listener) {
    return Session.builder().threads(3).taskBytes(320).listener(listener).build();
  }

  /// Ten chunks of 320 bytes, a task each.
  private static Node field() {
    Shape shape = Shape.of(100, 8);
    NdArray values = NdArray.allocate(DType.FLOAT32, shape);
    return Nodes.read(new FakeArray(values, Chunks.regular(shape, 10, 8)));
  }

  private <E extends Event> List<E> heard(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void aComputationIsToldFromItsPlanToItsEnd() {
    Node mean = Nodes.reduce(field(), MEAN, List.of(0));
    session(events::add).compute(List.of(mean)).forEach(NdArray::close);
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            Event.ComputationStarted.class,
            started -> {
              assertThat(started.engine()).isEqualTo("local");
              assertThat(started.threads()).isEqualTo(3);
              assertThat(started.explanation().stageSummaries())
                  .singleElement()
                  .satisfies(stage -> {
                    assertThat(stage.what()).isEqualTo("mean over [0]");
                    assertThat(stage.tasks()).isEqualTo(10);
                  });
            });
    assertThat(events.get(1)).isInstanceOf(Event.StageStarted.class);
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.ComputationFinished.class,
            finished -> {
              assertThat(finished.succeeded()).isTrue();
              assertThat(finished.traffic().decodedBytes()).isEqualTo(3200);
              assertThat(finished.peakBytes()).isGreaterThanOrEqualTo(320);
            });
    assertThat(events).extracting(Event::computation).containsOnly(events.getFirst().computation());
  }

  @Test
  void tasksBesideOneThatFailsAreNotToldAsFailingByItsError() {
    var another = new CountDownLatch(1);
    var failed = new CountDownLatch(1);
    Shape shape = Shape.of(100, 8);
    var broken =
        new FakeArray(NdArray.allocate(DType.FLOAT32, shape), Chunks.regular(shape, 10, 8)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            try {
              if (index[0] == 0) {
                assertThat(another.await(20, TimeUnit.SECONDS)).isTrue();
                throw new AmasiaException.Format("chunk 0 is damaged");
              }
              another.countDown();
              assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return super.decode(index, location, encoded);
          }
        };
    Consumer<Event> listener =
        event -> {
          events.add(event);
          if (event instanceof Event.TaskFailed) {
            failed.countDown();
          }
        };
    Node mean = Nodes.reduce(Nodes.read(broken), MEAN, List.of(0));
    assertThatThrownBy(() -> session(listener).compute(List.of(mean)))
        .hasMessage("chunk 0 is damaged");
    List<Event.TaskFailed> ended = heard(Event.TaskFailed.class);
    assertThat(ended).hasSizeGreaterThan(1);
    assertThat(ended.stream().filter(task -> task.error().contains("damaged")))
        .singleElement()
        .extracting(Event.TaskFailed::task)
        .isEqualTo(0L);
  }

  @Test
  void eachTaskBeginsAndEndsOnceWithWhatItMoved() {
    Node mean = Nodes.reduce(field(), MEAN, List.of(0));
    session(events::add).compute(List.of(mean)).forEach(NdArray::close);
    List<Event.TaskStarted> begun = heard(Event.TaskStarted.class);
    List<Event.TaskFinished> done = heard(Event.TaskFinished.class);
    Long[] all = {0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L};
    assertThat(begun).extracting(Event.TaskStarted::task).containsExactlyInAnyOrder(all);
    assertThat(done).extracting(Event.TaskFinished::task).containsExactlyInAnyOrder(all);
    assertThat(done)
        .allSatisfy(task -> {
          assertThat(task.traffic().decodedBytes()).isEqualTo(320);
          assertThat(task.nanos()).isGreaterThanOrEqualTo(task.startNanos());
          assertThat(task.worker()).matches("thread [123]");
        });
    assertThat(heard(Event.StageFinished.class)).hasSize(1);
    assertThat(heard(Event.Sampled.class).getLast().tasksDone()).isEqualTo(10);
  }

  @Test
  void bytesWrittenAreToldByTask() {
    session(events::add).write(Map.of("x", field()), new Counting());
    assertThat(heard(Event.TaskFinished.class))
        .allSatisfy(task -> assertThat(task.traffic().writtenBytes()).isEqualTo(7));
    assertThat(heard(Event.ComputationFinished.class).getLast().traffic().writtenBytes())
        .isEqualTo(70);
  }

  @Test
  void aFailureIsToldWithItsTask() {
    Shape shape = Shape.of(100, 8);
    FakeArray broken =
        new FakeArray(NdArray.allocate(DType.FLOAT32, shape), Chunks.regular(shape, 10, 8)) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            if (index[0] == 4) {
              throw new AmasiaException.Format("chunk 4 is damaged");
            }
            return super.decode(index, location, encoded);
          }
        };
    Node mean = Nodes.reduce(Nodes.read(broken), MEAN, List.of(0));
    assertThatThrownBy(() -> session(events::add).compute(List.of(mean)))
        .hasMessage("chunk 4 is damaged");
    assertThat(heard(Event.TaskFailed.class))
        .anySatisfy(task -> {
          assertThat(task.task()).isEqualTo(4);
          assertThat(task.error()).isEqualTo("chunk 4 is damaged");
        });
    assertThat(heard(Event.ComputationFinished.class))
        .singleElement()
        .satisfies(finished -> assertThat(finished.error()).isEqualTo("chunk 4 is damaged"));
  }

  @Test
  void aListenerIsCalledByOneThreadAtATime() {
    var inside = new AtomicInteger();
    var together = new AtomicInteger();
    Shape shape = Shape.of(20_000);
    NdArray values = NdArray.allocate(DType.FLOAT64, shape);
    Node read = Nodes.read(new FakeArray(values, Chunks.regular(shape, 10)));
    var counted = new AtomicInteger();
    Session session =
        session(event -> {
          together.accumulateAndGet(inside.incrementAndGet(), Math::max);
          counted.addAndGet(event instanceof Event.TaskFinished ? 1 : 0);
          inside.decrementAndGet();
        });
    session.compute(List.of(Nodes.reduce(read, MEAN, List.of(0)))).forEach(NdArray::close);
    assertThat(together).hasValue(1);
    assertThat(counted).hasValueGreaterThan(100);
  }

  @Test
  void aListenerThatThrowsEndsTheComputationByItsError() {
    Session session =
        session(event -> {
          if (event instanceof Event.TaskStarted) {
            throw new IllegalStateException("can't listen");
          }
        });
    assertThatThrownBy(() -> session.compute(List.of(Nodes.reduce(field(), MEAN, List.of(0)))))
        .hasMessage("can't listen");
  }

  /// Says that each box takes seven bytes.
  private static final class Counting implements Sink.Keyed {
    @Override
    public Chunks writeChunks(String name) {
      return Chunks.regular(Shape.of(100, 8), 10, 8);
    }

    @Override
    public long write(String name, Box box, NdArray values) {
      return 7;
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }
}
