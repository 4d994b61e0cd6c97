package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.KeptHeap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShardIndexCacheTest {
  private final AtomicInteger loads = new AtomicInteger();
  private final ShardIndexCache cache = new ShardIndexCache();

  private ShardIndex read(String id) {
    return cache.get(
        id,
        () -> {
          loads.incrementAndGet();
          return ShardIndex.missing();
        });
  }

  /// Takes all of the heap that may be kept, while `body` runs.
  private void withFullHeap(Runnable body) {
    KeptHeap.forgetDropped(); // else what other tests have dropped makes room
    KeptHeap others = KeptHeap.of(this, "others", 0);
    long bytes = Runtime.getRuntime().maxMemory() / 2 - KeptHeap.bytes();
    others.add(bytes);
    try {
      body.run();
    } finally {
      others.add(-bytes);
    }
  }

  @Test
  void aNewIndexTakesTheRoomOfAnOldOne() {
    read("a");
    withFullHeap(() -> {
      read("b");
      read("b");
      assertThat(loads).hasValue(2);
    });
  }

  /// An index need not be kept, so none is refused.
  @Test
  void anIndexThatCanNotBeKeptIsReadAnew() {
    withFullHeap(() -> {
      read("a");
      read("a");
      assertThat(loads).hasValue(2);
    });
    read("a");
    read("a");
    assertThat(loads).hasValue(3);
  }
}
