package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Computations share a budget: each has what it needs, and the rest goes to who asks.
class BudgetTest {
  private final Budget budget = new Budget(10);
  private final Cancel cancel = new Cancel();

  @Test
  void whoWaitsIsSeenAndGetsWhatIsGivenBack() throws InterruptedException {
    try (var first = budget.room(4, cancel);
        var second = budget.room(4, cancel)) {
      first.reserve(4, cancel);
      first.reserve(2, cancel); // what nobody else needs
      second.reserve(4, cancel); // its own
      assertThat(first.isWanted()).isFalse();
      Thread waiting = Thread.ofPlatform().start(() -> second.reserve(2, cancel));
      while (!first.isWanted()) {
        Thread.onSpinWait();
      }
      first.release(2);
      waiting.join();
      assertThat(second.usedBytes()).isEqualTo(6);
      assertThat(first.isWanted()).isFalse();
    }
  }

  @Test
  void aComputationStartsWhenItsOwnFits() throws InterruptedException {
    var large = budget.room(8, cancel);
    Thread other = Thread.ofPlatform().start(() -> budget.room(4, cancel).close());
    while (!large.isWanted()) {
      Thread.onSpinWait();
    }
    assertThat(other.isAlive()).isTrue();
    large.close();
    other.join();
  }

  /// Tasks of one that runs take and give back what is free, never all of it at a time.
  @Test
  void furtherTasksLeaveRoomForAComputationThatWaits() throws InterruptedException {
    List<String> order = new CopyOnWriteArrayList<>();
    try (var small = budget.room(2, cancel)) {
      small.reserve(2, cancel);
      small.reserve(3, cancel);
      small.reserve(3, cancel);
      Thread large = begin(7, "large", order);
      small.release(3);
      Thread task =
          Thread.ofPlatform()
              .start(() -> {
                small.reserve(3, cancel); // 3 are free
                order.add("task");
              });
      awaitWaiting(2);
      small.release(3);
      large.join();
      task.join();
      assertThat(order).containsExactly("large", "task");
    }
  }

  @Test
  void computationsBeginInTheOrderInWhichTheyAsk() throws InterruptedException {
    List<String> order = new CopyOnWriteArrayList<>();
    var first = budget.room(4, cancel);
    Thread large = begin(9, "large", order);
    Thread small = begin(2, "small", order); // would fit beside the first
    first.close();
    large.join();
    small.join();
    assertThat(order).containsExactly("large", "small");
  }

  @Test
  void furtherTasksGoOnWhileOneWaitsThatWouldNotFitEither() throws InterruptedException {
    var running = budget.room(4, cancel);
    Thread large = begin(8, "large", new CopyOnWriteArrayList<>());
    running.reserve(4, cancel);
    running.reserve(6, cancel);
    assertThat(running.usedBytes()).isEqualTo(10);
    running.close();
    large.join();
  }

  /// Two sessions of which each was given all that the process has.
  @Test
  void sessionsOfAProcessShareIt() throws InterruptedException {
    long all = Budget.ofSession(1 << 30).around().limitBytes();
    Budget one = Budget.ofSession(all);
    Budget other = Budget.ofSession(all);
    List<String> order = new CopyOnWriteArrayList<>();
    var first = one.room(all / 10 * 7, cancel);
    Thread second =
        Thread.ofPlatform()
            .start(() -> {
              try (var _ = other.room(all / 10 * 7, cancel)) {
                order.add("second");
              }
            });
    while (!first.isWanted()) {
      Thread.onSpinWait();
    }
    order.add("first");
    first.close();
    second.join();
    assertThat(order).containsExactly("first", "second");
  }

  @Test
  @Timeout(20)
  void whatATaskWaitsForDoesNotWaitForMemoryOfComputations() throws Exception {
    Node sum =
        Nodes.reduce(
            Nodes.random(1, Chunks.regular(Shape.of(1000), 100)),
            Reduction.of(Reduction.Kind.SUM),
            List.of(0));
    try (Session session = Session.builder().memoryBytes(64 << 20).build();
        var _ = Budget.ofSession(1 << 30).around().room(1 << 30, cancel)) {
      session.callForTask(cancel, () -> session.compute(List.of(sum))).getFirst().close();
    }
  }

  /// Begins a computation, once it waits for that, and ends it at once.
  private Thread begin(long bytes, String name, List<String> order) {
    int before = budget.waiting();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try (var _ = budget.room(bytes, cancel)) {
                order.add(name);
              }
            });
    awaitWaiting(before + 1);
    return thread;
  }

  private void awaitWaiting(int count) {
    while (budget.waiting() < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoWaitsStopsWhenCancelled() throws InterruptedException {
    try (var large = budget.room(10, cancel)) {
      var stop = new Cancel();
      Thread canceller =
          Thread.ofPlatform()
              .start(() -> {
                while (!large.isWanted()) {
                  Thread.onSpinWait();
                }
                stop.cancel();
              });
      assertThatThrownBy(() -> budget.room(1, stop)).isInstanceOf(AmasiaException.Cancelled.class);
      canceller.join();
    }
  }
}
