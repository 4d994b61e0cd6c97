package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.plan.Node;
import io.amasia.plan.Results;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;

/// Keeps a node's values as a whole in memory.
final class KeepRun implements OutputRun {
  private final Node node;
  private final StageRun.Held result;

  KeepRun(Node node) {
    this.node = node;
    result = new StageRun.Held(node);
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    var storing = new Storing(result.array(), box);
    return new OutputTask() {
      @Override
      public BoxConsumer consumer() {
        return storing;
      }

      @Override
      public void done(Handed to) {}

      @Override
      public void close() {}
    };
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
