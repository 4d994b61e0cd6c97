package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Results;
import io.amasia.plan.Run;
import io.amasia.plan.SpilledArray;
import io.amasia.plan.Stage;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;

/// Leaves data as they were read, in pieces, for later stages.
final class SpillRun implements OutputRun {
  private final Stage.Spill spill;
  private final SpilledArray spilled;
  private boolean handed;

  SpillRun(Stage.Spill spill, Run run) {
    this.spill = spill;
    spilled = new SpilledArray(spill.node(), spill.pieces(), run.scratch());
  }

  @Override
  public boolean takesLeaf() {
    return true;
  }

  @Override
  public void leaf(Block block, Box box, Handed to) {
    boolean own = block.isDense() && block.array().shape().equals(box.shape());
    if (own) {
      to.spilled(spilled.write(block.array(), box));
      return;
    }
    try (NdArray dense = Copier.dense(block)) {
      to.spilled(spilled.write(dense, box));
    }
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    throw new IllegalStateException("takes leaves only");
  }

  @Override
  public DenseTask gather(Box box) {
    return new DenseTask(
        spill.node().dtype(), box, (values, to) -> to.spilled(spilled.write(values, box)));
  }

  @Override
  public void finish(Results results) {
    handed = true;
    results.put(spill.node(), spilled);
  }

  @Override
  public void close() {
    if (!handed) {
      spilled.close();
    }
  }
}
