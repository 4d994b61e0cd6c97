package io.amasia.plan.engine;

import io.amasia.array.kernel.Accumulator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Combines the partial results of a row of tasks pairwise, along the same binary tree in whatever
/// order they come; what has its neighbour is combined at once, so few wait. Thread-safe.
final class PartialTree implements AutoCloseable {
  private final long parts;
  private final int groupAxis;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Partial> waiting = new HashMap<>();

  /// @param parts how many partial results will come
  /// @param groupAxis the dimension of the results that is groups, or -1
  PartialTree(long parts, int groupAxis) {
    this.parts = parts;
    this.groupAxis = groupAxis;
  }

  /// Adds partial result `i`; gives the whole when it was the last one, else null.
  @Nullable Partial add(long i, Partial partial, Accumulator accumulator) {
    Partial now = partial;
    long index = i;
    long count = parts;
    long level = 0;
    while (count > 1) {
      long sibling = index ^ 1;
      if (sibling < count) {
        Partial other = meet(level << 56 | index, level << 56 | sibling, now);
        if (other == null) {
          return null;
        }
        now =
            sibling > index
                ? now.merge(accumulator, other, groupAxis)
                : other.merge(accumulator, now, groupAxis);
      }
      index >>= 1;
      count = (count + 1) >> 1;
      level++;
    }
    return now;
  }

  /// Takes the sibling if it is there, else leaves this one for it.
  private @Nullable Partial meet(long own, long sibling, Partial partial) {
    lock.lock();
    try {
      Partial other = waiting.remove(sibling);
      if (other == null) {
        waiting.put(own, partial);
      }
      return other;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      waiting.values().forEach(Partial::close);
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }
}
