package io.amasia.plan.engine;

import io.amasia.array.NdArray;
import org.jspecify.annotations.Nullable;

/// A block and the memory to give back after using it, if it was read for this use.
record Taken(Block block, @Nullable NdArray own) implements AutoCloseable {
  static Taken owned(NdArray values) {
    return new Taken(Block.of(values), values);
  }

  static Taken view(Block block) {
    return new Taken(block, null);
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
