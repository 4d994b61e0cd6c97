package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Results;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps text as a whole in memory.
final class TextRun implements OutputRun {
  private final Node node;
  private final String[] texts;
  private final ReentrantLock lock = new ReentrantLock();

  TextRun(Node node) {
    this.node = node;
    texts = new String[Math.toIntExact(node.shape().size())];
    Arrays.fill(texts, "");
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    throw new IllegalStateException("text comes as a block");
  }

  @Override
  public void text(Block block, Box box, Handed to) {
    long[] strides = node.shape().strides();
    var offsets = new ArrayList<long[]>();
    long first = 0;
    for (int d = 0; d < strides.length; d++) {
      long stride = strides[d];
      first += box.start(d) * stride;
      offsets.add(Arrays.stream(Assembly.range(0, box.length(d))).map(i -> i * stride).toArray());
    }
    lock.lock();
    try {
      Copier.copyTexts(Copier.side(block), texts, first, offsets);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void finish(Results results) {
    results.put(node, NdArray.of(node.shape(), List.of(texts)));
  }

  @Override
  public void close() {}
}
