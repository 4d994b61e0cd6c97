package io.amasia.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreConformance {
  @Override
  Store holding(Map<String, byte[]> values) {
    var store = new MemoryStore();
    values.forEach((key, value) -> store.write(key, offHeap(value)));
    return store;
  }

  @Test
  void namedStoresAreTheSameEverywhere() {
    MemoryStore.named("x").write("k", offHeap(TEXT));
    assertThat(MemoryStore.named("x").size("k")).hasValue(10);
    MemoryStore.named("x").delete("k");
    assertThat(MemoryStore.named("x").size("k")).isEmpty();
  }
}
