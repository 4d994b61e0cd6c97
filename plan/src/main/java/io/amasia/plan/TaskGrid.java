package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import java.util.ArrayList;
import java.util.List;

/// The tasks of a stage, symbolically: task `i` covers a box of whole chunks of a grid.
///
/// @param chunks the grid
/// @param perTask chunks a task takes along each dimension
public record TaskGrid(Chunks chunks, List<Long> perTask) {
  public TaskGrid {
    perTask = List.copyOf(perTask);
  }

  /// Tasks of whole chunks with about `targetElements` elements, grown along the dimensions in the
  /// order of `growth`; a chunk that is larger is a task of its own.
  static TaskGrid of(Chunks chunks, long targetElements, List<Integer> growth) {
    Long[] per = new Long[chunks.ndim()];
    java.util.Arrays.fill(per, 1L);
    long elements = chunks.maxChunk().size();
    for (int d : growth) {
      long room = Math.max(1, targetElements / Math.max(1, elements));
      per[d] = Math.max(1, Math.min(room, chunks.cut(d).count()));
      elements *= per[d];
    }
    return new TaskGrid(chunks, List.of(per));
  }

  /// One task for everything.
  static TaskGrid single(Chunks chunks) {
    var per = new ArrayList<Long>();
    for (Chunks.Cut cut : chunks.cuts()) {
      per.add(Math.max(1, cut.count()));
    }
    return new TaskGrid(chunks, per);
  }

  /// Tasks along dimension `d`.
  public long count(int d) {
    return Math.ceilDiv(chunks.cut(d).count(), perTask.get(d));
  }

  /// The number of tasks; 0 when there is nothing to compute.
  public long count() {
    long count = 1;
    for (int d = 0; d < chunks.ndim(); d++) {
      count = Math.multiplyExact(count, count(d));
    }
    return count;
  }

  /// Where task `i` lies in the grid of tasks.
  public long[] index(long i) {
    long[] index = new long[chunks.ndim()];
    long rest = i;
    for (int d = index.length - 1; d >= 0; d--) {
      index[d] = rest % count(d);
      rest /= count(d);
    }
    return index;
  }

  /// The box of task `i`.
  public Box box(long i) {
    return box(index(i));
  }

  /// The box of the task at `index` of the grid of tasks.
  public Box box(long[] index) {
    long[] start = new long[index.length];
    long[] length = new long[index.length];
    for (int d = 0; d < index.length; d++) {
      Chunks.Cut cut = chunks.cut(d);
      long first = index[d] * perTask.get(d);
      long last = Math.min(first + perTask.get(d), cut.count()) - 1;
      start[d] = cut.start(first);
      length[d] = cut.start(last) + cut.length(last) - start[d];
    }
    return Box.of(start, length);
  }

  /// A box at least as long along each dimension as every task's.
  public Shape maxBox() {
    long[] sizes = new long[chunks.ndim()];
    for (int d = 0; d < sizes.length; d++) {
      Chunks.Cut cut = chunks.cut(d);
      sizes[d] = Math.min(cut.size(), perTask.get(d) * cut.maxLength());
    }
    return Shape.of(sizes);
  }
}
