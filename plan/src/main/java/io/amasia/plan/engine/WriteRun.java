package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Results;
import io.amasia.plan.Stage;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
import io.amasia.storage.format.Sink;

/// Hands a node's values on to be written, box by box, packed if they are to be.
final class WriteRun implements OutputRun {
  private final Stage.Write write;
  private final boolean isLeaf;
  private final Handing handing;

  /// @param isLeaf whether the node is one that tasks read rather than compute
  /// @param handing where the values go
  WriteRun(Stage.Write write, boolean isLeaf, Handing handing) {
    this.write = write;
    this.isLeaf = isLeaf;
    this.handing = handing;
  }

  /// Where the values go.
  interface Handing {
    void hand(Box box, NdArray values, Handed to);
  }

  /// To the sink: at once to a keyed one, in the order of the tasks to a serial one.
  static Handing toSink(Stage.Write write) {
    return (box, values, to) -> {
      switch (write.sink()) {
        case Sink.Keyed keyed -> to.wrote(keyed.write(write.name(), box, values));
        case Sink.Serial serial -> to.toAppend(serial, serial.encode(write.name(), box, values));
      }
    };
  }

  @Override
  public boolean takesLeaf() {
    return isLeaf;
  }

  @Override
  public void leaf(Block block, Box box, Handed to) {
    if (block.isDense() && block.shape().equals(box.shape())) {
      done(box, block.values(), to);
      return;
    }
    try (NdArray dense = Copier.dense(block)) {
      done(box, dense, to);
    }
  }

  @Override
  public DenseTask gather(Box box) {
    return new DenseTask(write.node().dtype(), box, (values, to) -> done(box, values, to));
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    return gather(box);
  }

  private void done(Box box, NdArray values, Handed to) {
    Stage.Packed how = write.packed();
    if (how == null) {
      handing.hand(box, values, to);
      return;
    }
    try (NdArray packed = Packing.pack(values, how, write.name(), box)) {
      handing.hand(box, packed, to);
    }
  }

  @Override
  public void text(Block block, Box box, Handed to) {
    try (NdArray dense = Copier.dense(block)) {
      handing.hand(box, dense, to);
    }
  }

  @Override
  public boolean has(Box box) {
    return write.sink().isWritten(write.name(), box);
  }

  @Override
  public void finish(Results results) {}

  @Override
  public void close() {}
}
