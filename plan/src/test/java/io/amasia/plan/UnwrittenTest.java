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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Arrays that claim far more than was ever written to them.
class UnwrittenTest {
  private static final Reduction SUM = Reduction.of(Reduction.Kind.SUM);

  /// As many chunks as positions, none of them written.
  private static FakeArray claiming(long positions, boolean known, CountDownLatch begun) {
    Shape shape = Shape.of(positions);
    return new FakeArray(NdArray.allocate(DType.INT8, Shape.of(1)), Chunks.regular(shape, 1)) {
      @Override
      public Optional<ChunkLocation> locate(long[] index) {
        begun.countDown();
        return Optional.empty();
      }

      @Override
      public boolean isUnwritten(Box grid) {
        return known;
      }
    };
  }

  @Test
  @Timeout(60)
  void whatIsKnownToBeUnwrittenCostsOneFill() {
    FakeArray array = claiming(300_000_000, true, new CountDownLatch(1));
    try (NdArray sum =
        Session.current()
            .compute(List.of(Nodes.reduce(Nodes.read(array), SUM, List.of(0))))
            .getFirst()) {
      assertThat(sum.getLong(0)).isZero();
    }
  }

  @Test
  @Timeout(60)
  void lookingForChunksIsStoppedSoon() throws InterruptedException {
    var begun = new CountDownLatch(1);
    FakeArray array = claiming(400_000_000_000L, false, begun);
    var cancel = new Cancel();
    var stopped = new CountDownLatch(1);
    Node sum = Nodes.reduce(Nodes.read(array), SUM, List.of(0));
    Thread.ofVirtual()
        .start(() -> {
          assertThatThrownBy(() -> Session.current().compute(List.of(sum), cancel))
              .isInstanceOf(AmasiaException.Cancelled.class);
          stopped.countDown();
        });
    begun.await();
    cancel.cancel();
    // A tenth of a second is the aim; the machine may be busy.
    Duration patience = Duration.ofSeconds(5);
    assertThat(stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }
}
