package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.engine.StageRun.OutputTask;

/// An output's part of a task that gathers all values of the task's box and then handles them at
/// once.
final class DenseTask implements OutputTask {
  /// What is done with the values.
  interface Handling {
    void handle(NdArray values, Handed to);
  }

  private final NdArray values;
  private final Storing storing;
  private final Handling handling;

  DenseTask(DType dtype, Box box, Handling handling) {
    values = NdArray.allocate(dtype, box.shape());
    storing = new Storing(values, Box.all(box.shape()));
    this.handling = handling;
  }

  @Override
  public BoxConsumer consumer() {
    return storing;
  }

  /// Stores `block`, the values at `origin` of the box, as they are.
  void put(Block block, long[] origin) {
    Copier.copy(block, Block.of(values).slice(origin, block.shape()));
  }

  @Override
  public void done(Handed to) {
    handling.handle(values, to);
  }

  @Override
  public void close() {
    values.close();
  }
}
