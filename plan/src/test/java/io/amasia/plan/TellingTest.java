package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Events reach the listener in order, and don't gather before one that is behind.
class TellingTest {
  private static final int EVENTS = 2 * Telling.MOST_WAITING;

  private final List<Event> heard = new ArrayList<>();

  @Test
  void aListenerThatIsBehindIsWaitedFor() throws InterruptedException {
    var busy = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Consumer<Event> slow =
        event -> {
          heard.add(event);
          busy.countDown();
          await(goOn);
        };
    var telling = new Telling(slow);
    var told = new AtomicInteger();
    Thread first = Thread.ofPlatform().start(() -> telling.beginStage(0));
    busy.await();
    Thread second =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 1; i <= EVENTS; i++) {
                telling.beginStage(i);
                told.incrementAndGet();
              }
            });
    while (second.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(told).hasValue(Telling.MOST_WAITING);
    goOn.countDown();
    first.join();
    second.join();
    telling.endStage(EVENTS, 0);
    assertThat(heard).hasSize(EVENTS + 2);
    for (int i = 0; i <= EVENTS; i++) {
      assertThat(((Event.StageStarted) heard.get(i)).stage()).isEqualTo(i);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
