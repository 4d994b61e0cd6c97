package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Results;
import io.amasia.plan.Run;
import io.amasia.plan.SpilledArray;
import io.amasia.plan.Stage;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;

/// Writes a node's values to the scratch folder in the pieces in which they are wanted later.
final class SpillRun implements OutputRun {
  private final Stage.Spill spill;
  private final Run run;
  private final SpilledArray spilled;
  private boolean handed;

  SpillRun(Stage.Spill spill, Run run) {
    this.spill = spill;
    this.run = run;
    spilled = new SpilledArray(spill.node(), spill.pieces(), run.scratch());
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    return new DenseTask(spill.node().dtype(), box, (block, to) -> write(block, box, to));
  }

  private void write(NdArray block, Box box, Handed to) {
    Box pieces = spill.pieces().overlapping(box);
    for (long i = 0; i < pieces.size(); i++) {
      run.cancel().check();
      to.spilled(writePiece(block, box, pieces.index(i)));
    }
  }

  private long writePiece(NdArray block, Box box, long[] index) {
    Box piece = spill.pieces().box(index);
    long[] start = new long[box.ndim()];
    for (int d = 0; d < start.length; d++) {
      start[d] = piece.start(d) - box.start(d);
    }
    Block part = Block.of(block).slice(start, piece.shape());
    if (part.isDense()) {
      int width = block.dtype().itemSize();
      var values = block.data().asSlice(part.offset() * width, piece.size() * width);
      return spilled.write(index, values);
    }
    try (NdArray dense = Copier.dense(part)) {
      return spilled.write(index, dense.data());
    }
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
