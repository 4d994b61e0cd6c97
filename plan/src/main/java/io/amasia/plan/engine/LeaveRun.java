package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.Results;
import io.amasia.plan.Stage;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
import io.amasia.storage.format.BoxCopy;

/// Leaves a node's values for other processes, box by box.
final class LeaveRun implements OutputRun {
  private final int number;
  private final Stage.Output output;

  /// @param number of the output in its stage
  LeaveRun(int number, Stage.Output output) {
    this.number = number;
    this.output = output;
  }

  @Override
  public boolean takesLeaf() {
    return output instanceof Stage.Spill;
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    return gather(box);
  }

  @Override
  public DenseTask gather(Box box) {
    DType dtype = output.node().dtype();
    return new DenseTask(dtype, box, (values, to) -> leave(box, values, to.leaving()));
  }

  @Override
  public void leaf(Block block, Box box, Handed to) {
    try (NdArray dense = Copier.dense(block)) {
      leave(box, dense, to.leaving());
    }
  }

  @Override
  public void text(Block block, Box box, Handed to) {
    try (NdArray dense = Copier.dense(block)) {
      to.leaving().values(number, box, dense);
    }
  }

  private void leave(Box box, NdArray values, Leaving to) {
    switch (output) {
      case Stage.Keep _ -> to.values(number, box, values);
      case Stage.Spill(var _, var pieces) -> leavePieces(pieces.chunks(), box, values, to);
      case Stage.Write _ -> throw new IllegalStateException("written by another");
    }
  }

  /// Piece by piece, since each is read by itself.
  private void leavePieces(Chunks chunks, Box box, NdArray values, Leaving to) {
    Box grid = chunks.overlapping(box);
    for (long i = 0; i < grid.size(); i++) {
      Box piece = chunks.box(grid.index(i)).intersect(box);
      if (piece.equals(box)) {
        to.values(number, box, values);
        continue;
      }
      try (NdArray part = NdArray.allocate(values.dtype(), piece.shape())) {
        BoxCopy.copy(values, box, part, piece);
        to.values(number, piece, part);
      }
    }
  }

  @Override
  public void finish(Results results) {}

  @Override
  public void close() {}
}
