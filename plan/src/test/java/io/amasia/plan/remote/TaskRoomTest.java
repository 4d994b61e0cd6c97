package io.amasia.plan.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Who waits for room, and until when.
class TaskRoomTest {
  private final TaskRoom room = new TaskRoom();

  @Test
  void aTaskAloneBeginsThoughItIsTooLarge() {
    room.enter(200, 100, new Cancel()).close();
  }

  @Test
  void whatDoesNotFitBesideAnotherWaitsForIt() throws Exception {
    var entered = new CountDownLatch(1);
    Thread second;
    try (var _ = room.enter(60, 100, new Cancel());
        var _ = room.enter(40, 100, new Cancel())) {
      second =
          Thread.ofVirtual()
              .start(() -> {
                room.enter(50, 100, new Cancel()).close();
                entered.countDown();
              });
      assertThat(second.join(Duration.ofMillis(50))).isFalse();
    }
    entered.await();
    second.join();
  }

  @Test
  void whoWaitsHearsOfCancelling() throws Exception {
    var cancel = new Cancel();
    try (var _ = room.enter(60, 100, new Cancel())) {
      Thread other =
          Thread.ofVirtual()
              .start(() -> {
                pause();
                cancel.cancel();
              });
      assertThatThrownBy(() -> room.enter(60, 100, cancel))
          .isInstanceOf(AmasiaException.Cancelled.class);
      other.join();
    }
    room.enter(100, 100, new Cancel()).close();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
