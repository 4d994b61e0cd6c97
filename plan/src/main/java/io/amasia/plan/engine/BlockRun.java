package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Results;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;

/// A barrier whose tasks see the whole extent of what is reduced or sorted, as one dense block.
final class BlockRun implements OutputRun {
  /// Computes the results that a block of the domain gives.
  interface Step {
    Part compute(Node node, NdArray block, Box box);
  }

  /// Results, and which of all they are.
  record Part(Box box, NdArray values) implements AutoCloseable {
    @Override
    public void close() {
      values.close();
    }
  }

  private final Node node;
  private final Step step;
  private final BarrierResult result;

  BlockRun(Node node, Step step, BarrierResult result) {
    this.node = node;
    this.step = step;
    this.result = result;
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    return new DenseTask(
        node.inputs().getFirst().dtype(), box, (block, to) -> compute(block, box, to));
  }

  @Override
  public void text(Block block, Box box, Handed to) {
    try (NdArray dense = Copier.dense(block)) {
      compute(dense, box, to);
    }
  }

  private void compute(NdArray block, Box box, Handed to) {
    try (Part part = step.compute(node, block, box)) {
      result.put(part.box(), part.values(), to);
    }
  }

  @Override
  public void finish(Results results) {
    result.hand(results);
  }

  @Override
  public void close() {
    result.close();
  }
}
