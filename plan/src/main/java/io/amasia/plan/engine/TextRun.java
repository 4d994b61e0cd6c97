package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Results;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
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
    List<Indexer> all = Copier.range(new long[box.ndim()], box.shape());
    List<Indexer> places = Copier.range(box.start(), box.shape());
    lock.lock();
    try {
      Copier.copyTexts(block, all, texts, node.shape(), places);
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
