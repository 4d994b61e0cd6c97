package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import org.junit.jupiter.api.Test;

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
