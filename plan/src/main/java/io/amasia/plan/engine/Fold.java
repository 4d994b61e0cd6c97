package io.amasia.plan.engine;

import io.amasia.array.kernel.Accumulator;
import io.amasia.plan.GroupSpans;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Folds the partial results of the parts of one column of results, in the order of the parts,
/// whatever order they come in: a part that comes early waits for its turn. So only the state of
/// groups that are still open is held, and the order of sums is the plan's alone. Thread-safe.
///
/// Parts must be begun in order and with their memory reserved, each by a thread that runs it to
/// its end: then the one that all others wait for is always running.
final class Fold implements AutoCloseable {
  private final GroupSpans spans;
  private final int groupAxis;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turned = lock.newCondition();
  private final Map<Integer, Partial> open = new HashMap<>();
  private final Set<Long> ahead = new HashSet<>();
  private long next;

  /// @param spans which parts each group meets
  /// @param groupAxis the dimension of the results that is groups, or -1
  Fold(GroupSpans spans, int groupAxis) {
    this.spans = spans;
    this.groupAxis = groupAxis;
  }

  /// Told about results that are complete.
  interface Finished {
    /// Groups `firstGroup … firstGroup + groupCount - 1` of `states` are complete.
    void write(Partial states, int firstGroup, int groupCount);
  }

  /// Takes over `partial`, the partial result of `part`, once all parts before it were taken.
  ///
  /// @param check throws when the computation has failed or was cancelled
  void add(int part, Partial partial, Accumulator accumulator, Finished finished, Runnable check) {
    int low = groupAxis < 0 ? 0 : Math.toIntExact(partial.results().start(groupAxis));
    int count = groupAxis < 0 ? 1 : Math.toIntExact(partial.results().length(groupAxis));
    try (partial) {
      complete(part, partial, low, count, finished);
      lock.lock();
      try {
        if (spans.isOrdered(part, low, count)) {
          awaitTurn(part, check);
          for (int g = low; g < low + count; g++) {
            if (spans.first(g) >= 0 && spans.first(g) <= part && part <= spans.last(g)) {
              fold(part, g, partial, accumulator, finished);
            }
          }
        }
        pass(part);
      } finally {
        lock.unlock();
      }
    }
  }

  /// Groups that no other part meets are complete: whole runs of them at a time.
  private void complete(int part, Partial partial, int low, int count, Finished finished) {
    int g = low;
    while (g < low + count) {
      int end = g;
      while (end < low + count && spans.first(end) == part && spans.last(end) == part) {
        end++;
      }
      if (end > g) {
        finished.write(partial, g, end - g);
      }
      g = end + 1;
    }
  }

  private void fold(int part, int g, Partial partial, Accumulator accumulator, Finished finished) {
    if (spans.first(g) == spans.last(g)) {
      return;
    }
    Partial state = open.get(g);
    if (state == null) {
      state = Partial.start(accumulator, partial.group(groupAxis, g));
      open.put(g, state);
    }
    state.take(accumulator, partial, groupAxis);
    if (spans.last(g) == part) {
      finished.write(state, g, 1);
      open.remove(g);
      state.close();
    }
  }

  private void awaitTurn(int part, Runnable check) {
    try {
      while (next != part) {
        check.run();
        turned.await(20, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new io.amasia.array.AmasiaException.Cancelled("interrupted");
    }
  }

  /// Whether all of `parts` parts were taken.
  boolean isDone(long parts) {
    lock.lock();
    try {
      return next == parts;
    } finally {
      lock.unlock();
    }
  }

  private void pass(long part) {
    ahead.add(part);
    while (ahead.remove(next)) {
      next++;
    }
    turned.signalAll();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      open.values().forEach(Partial::close);
      open.clear();
    } finally {
      lock.unlock();
    }
  }
}
