package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Results;
import io.amasia.plan.Stage;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
import io.amasia.storage.format.Sink;

/// Hands a node's values to a sink, box by box: at once to a keyed one, in order to a serial one.
final class WriteRun implements OutputRun {
  private final Stage.Write write;

  WriteRun(Stage.Write write) {
    this.write = write;
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    return new DenseTask(write.node().dtype(), box, (block, to) -> done(box, block, to));
  }

  private void done(Box box, NdArray block, Handed to) {
    Stage.Packed how = write.packed();
    if (how == null) {
      hand(box, block, to);
      return;
    }
    try (NdArray packed = Packing.pack(block, how, write.name(), box)) {
      hand(box, packed, to);
    }
  }

  @Override
  public void text(Block block, Box box, Handed to) {
    try (NdArray dense = Copier.dense(block)) {
      hand(box, dense, to);
    }
  }

  private void hand(Box box, NdArray values, Handed to) {
    switch (write.sink()) {
      case Sink.Keyed keyed -> to.wrote(keyed.write(write.name(), box, values));
      case Sink.Serial serial -> to.toAppend(serial, serial.encode(write.name(), box, values));
    }
  }

  @Override
  public boolean has(Box box) {
    return write.sink() instanceof Sink.Keyed keyed && keyed.isWritten(write.name(), box);
  }

  @Override
  public void finish(Results results) {}

  @Override
  public void close() {}
}
