package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.ChunkLocation;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Computations stop soon, whatever their tasks wait for, and leave nothing behind.
class CancelTest {
  private static final Shape SHAPE = Shape.of(64, 10);
  private static final Chunks CHUNKS = Chunks.regular(SHAPE, 4, 10);

  private CountDownLatch waiting = new CountDownLatch(2);

  /// Chunks from 2 on come after a minute, as from a server that hangs; chunk `broken` is damaged
  /// when two workers wait.
  private Node hanging(int broken) {
    NdArray values = NdArray.allocate(DType.FLOAT32, SHAPE);
    return Nodes.read(
        new FakeArray(values, CHUNKS) {
          @Override
          public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
            try {
              if (index[0] == broken) {
                waiting.await();
                throw new AmasiaException.Format("chunk " + broken + " is damaged");
              }
              if (index[0] >= 2) {
                waiting.countDown();
                TimeUnit.MINUTES.sleep(1);
              }
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new AmasiaException.Cancelled("interrupted");
            }
            return super.decode(index, location, encoded);
          }
        });
  }

  private static Node mean(Node node) {
    return Nodes.reduce(node, Reduction.of(Reduction.Kind.MEAN), List.of(0));
  }

  private static Session.Builder session() {
    return Session.builder().threads(3).taskBytes(160);
  }

  /// Runs `body` until it throws, `stop` when its tasks wait, and gives what it threw; fails if
  /// stopping takes long.
  private Throwable stopped(Runnable body, @Nullable Runnable stop) throws InterruptedException {
    MemoryPool.process().reclaim(); // what other tests dropped
    long before = MemoryPool.process().usedBytes();
    var thrown = new AtomicReference<Throwable>(new AssertionError("nothing thrown"));
    var flag = new AtomicReference<Boolean>(false);
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                body.run();
              } catch (Throwable e) {
                thrown.set(e);
              }
              flag.set(Thread.currentThread().isInterrupted());
            });
    waiting.await();
    long start = System.nanoTime();
    if (stop == null) {
      caller.interrupt();
    } else {
      stop.run();
    }
    caller.join();
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
    assertThat(flag.get()).isEqualTo(stop == null);
    // The arrays that feed the tests stay.
    assertThat(MemoryPool.process().usedBytes()).isEqualTo(before);
    return thrown.get();
  }

  @Test
  void cancelInterruptsTasksThatWait() throws InterruptedException {
    cancelled();
  }

  private void cancelled() throws InterruptedException {
    var cancel = new Cancel();
    Node node = mean(hanging(-1));
    Throwable thrown =
        stopped(() -> session().build().compute(List.of(node), cancel), cancel::cancel);
    assertThat(thrown).isInstanceOf(AmasiaException.Cancelled.class).hasMessage("cancelled");
  }

  @Test
  void theSwitchOfASessionStopsAllThatRunsInItAndRefusesMore() throws InterruptedException {
    var cancel = new Cancel();
    Session session = session().cancel(cancel).build();
    Node node = mean(hanging(-1));
    Throwable thrown = stopped(() -> session.compute(List.of(node), new Cancel()), cancel::cancel);
    assertThat(thrown).isInstanceOf(AmasiaException.Cancelled.class);
    assertThatThrownBy(() -> session.compute(List.of(node)))
        .isInstanceOf(AmasiaException.Cancelled.class);
  }

  @Test
  void aFailureInterruptsTheOtherTasks() throws InterruptedException {
    Node node = mean(hanging(1));
    Throwable thrown = stopped(() -> session().build().compute(List.of(node)), () -> {});
    assertThat(thrown).isInstanceOf(AmasiaException.Format.class).hasMessage("chunk 1 is damaged");
  }

  @Test
  void interruptingTheCallerStopsTheTasks() throws InterruptedException {
    Node node = mean(hanging(-1));
    Throwable thrown = stopped(() -> session().build().compute(List.of(node)), null);
    assertThat(thrown).isInstanceOf(AmasiaException.Cancelled.class).hasMessage("interrupted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "serial"})
  void interruptingTheCallerThatWorksItselfIsNotForgotten(String engine)
      throws InterruptedException {
    waiting = new CountDownLatch(1);
    Session session = session().threads(1).engine(engine).build();
    Node node = mean(hanging(-1));
    Throwable thrown = stopped(() -> session.compute(List.of(node)), null);
    assertThat(thrown).isInstanceOf(AmasiaException.Cancelled.class).hasMessage("interrupted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "serial"})
  void cancelInterruptsTheCallerThatWorksItself(String engine) throws InterruptedException {
    waiting = new CountDownLatch(1);
    Session session = session().threads(1).engine(engine).build();
    var cancel = new Cancel();
    Node node = mean(hanging(-1));
    Throwable thrown = stopped(() -> session.compute(List.of(node), cancel), cancel::cancel);
    assertThat(thrown).isInstanceOf(AmasiaException.Cancelled.class).hasMessage("cancelled");
  }

  @Test
  void threadsOfAStoppedComputationServeTheNext() throws InterruptedException {
    cancelled();
    NdArray values = NdArray.allocate(DType.FLOAT32, SHAPE);
    values.data().fill((byte) 0);
    Node node =
        mean(
            Nodes.read(
                new FakeArray(values, CHUNKS) {
                  @Override
                  public NdArray decode(long[] index, ChunkLocation location, MemorySegment from) {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    return super.decode(index, location, from);
                  }
                }));
    for (int i = 0; i < 20; i++) {
      try (NdArray result = session().build().compute(List.of(node)).getFirst()) {
        assertThat(result.getDouble(0)).isZero();
      }
    }
  }
}
