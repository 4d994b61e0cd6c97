package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Results;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;

/// A barrier whose tasks see the whole extent of what is reduced or sorted, as one dense block.
final class BlockRun implements OutputRun {
  /// Computes the results that a block of the domain gives, into the whole result array.
  interface Step {
    void compute(Node node, NdArray block, Box box, NdArray result);
  }

  private final Node node;
  private final Step step;
  private final StageRun.Held result;

  BlockRun(Node node, Step step) {
    this.node = node;
    this.step = step;
    result = new StageRun.Held(node);
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    return new DenseTask(
        node.inputs().getFirst().dtype(),
        box,
        (block, _) -> step.compute(node, block, box, result.array()));
  }

  @Override
  public void text(Block block, Box box, Handed to) {
    try (NdArray dense = Copier.dense(block)) {
      step.compute(node, dense, box, result.array());
    }
  }

  @Override
  public void finish(Results results) {
    results.put(node, result.hand());
  }

  @Override
  public void close() {
    result.close();
  }
}
