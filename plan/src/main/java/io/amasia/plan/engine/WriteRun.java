package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Results;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
import io.amasia.storage.format.Sink;

/// Hands a node's values to a sink, box by box.
final class WriteRun implements OutputRun {
  private final Node node;
  private final String name;
  private final Sink sink;

  WriteRun(Node node, String name, Sink sink) {
    this.node = node;
    this.name = name;
    this.sink = sink;
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    NdArray block = NdArray.allocate(node.dtype(), box.shape());
    var storing = new Storing(block, Box.all(box.shape()));
    return new OutputTask() {
      @Override
      public BoxConsumer consumer() {
        return storing;
      }

      @Override
      public void done() {
        sink.write(name, box, block);
      }

      @Override
      public void close() {
        block.close();
      }
    };
  }

  @Override
  public void text(Block block, Box box) {
    try (NdArray dense = Copier.dense(block)) {
      sink.write(name, box, dense);
    }
  }

  @Override
  public void finish(Results results) {}

  @Override
  public void close() {}
}
