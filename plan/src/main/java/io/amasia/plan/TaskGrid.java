package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The tasks of a stage, symbolically: task `i` covers a box of whole chunks of a grid.
///
/// @param chunks the grid
/// @param perTask chunks a task takes along each dimension
/// @param order the dimensions in the order tasks are counted along them, slowest first: what is
///   reduced comes last, so that the tasks of one result follow each other
/// @param perLeaf chunks along each dimension that a task works on at a time, at most all of its
///   own: see [Leaves]
public record TaskGrid(Chunks chunks, List<Long> perTask, List<Integer> order, List<Long> perLeaf) {
  public TaskGrid {
    perTask = List.copyOf(perTask);
    order = List.copyOf(order);
    perLeaf = List.copyOf(perLeaf);
  }

  /// The same tasks, each with its whole box as one leaf.
  TaskGrid withoutLeaves() {
    return withLeaves(Collections.nCopies(chunks.ndim(), Long.MAX_VALUE));
  }

  TaskGrid withLeaves(List<Long> chunksPerLeaf) {
    return new TaskGrid(chunks, perTask, order, chunksPerLeaf);
  }

  TaskGrid withPerTask(int d, long chunksPerTask) {
    var per = new ArrayList<>(perTask);
    per.set(d, chunksPerTask);
    return new TaskGrid(chunks, per, order, perLeaf);
  }

  /// Tasks of whole chunks with about `targetElements` elements, grown along the dimensions in the
  /// order of `growth`, and counted in the opposite one; a chunk that is larger is a task of its
  /// own.
  static TaskGrid of(Chunks chunks, long targetElements, List<Integer> growth) {
    Long[] per = new Long[chunks.ndim()];
    Arrays.fill(per, 1L);
    long elements = chunks.maxChunk().size();
    for (int d : growth) {
      long room = Math.max(1, targetElements / Math.max(1, elements));
      per[d] = Math.max(1, Math.min(room, chunks.cut(d).count()));
      elements *= per[d];
    }
    List<Long> whole = Collections.nCopies(chunks.ndim(), Long.MAX_VALUE);
    return new TaskGrid(chunks, List.of(per), growth.reversed(), whole);
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
    for (int d : order.reversed()) {
      index[d] = rest % count(d);
      rest /= count(d);
    }
    return index;
  }

  /// The number of the task at `index` of the grid of tasks.
  public long number(long[] index) {
    long number = 0;
    for (int d : order) {
      number = number * count(d) + index[d];
    }
    return number;
  }

  /// The tasks along `axes` together: how many parts their results come in.
  public long parts(List<Integer> axes) {
    long parts = 1;
    for (int d : axes) {
      parts *= count(d);
    }
    return parts;
  }

  /// How many tasks in a row, from a multiple of it on, add up to the same results, if `axes` are
  /// what is reduced and counted fastest; 1 if others are.
  public long column(List<Integer> axes) {
    boolean fastest = axes.containsAll(order.subList(order.size() - axes.size(), order.size()));
    return fastest ? parts(axes) : 1;
  }

  /// Which of the parts along `axes` the task at `index` is: tasks with a lower part and else the
  /// same index come first.
  public long part(List<Integer> axes, long[] index) {
    long part = 0;
    for (int d : order) {
      if (axes.contains(d)) {
        part = part * count(d) + index[d];
      }
    }
    return part;
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
      start[d] = start(d, index[d]);
      length[d] = end(d, index[d]) - start[d];
    }
    return Box.of(start, length);
  }

  /// Where the tasks at `i` along dimension `d` begin.
  public long start(int d, long i) {
    return chunks.cut(d).start(i * perTask.get(d));
  }

  /// Where the tasks at `i` along dimension `d` end.
  public long end(int d, long i) {
    Chunks.Cut cut = chunks.cut(d);
    long last = Math.min((i + 1) * perTask.get(d), cut.count()) - 1;
    return cut.start(last) + cut.length(last);
  }

  /// The leaves of the task that covers `box`, in C order.
  public List<Box> leaves(Box box) {
    List<Box> leaves = List.of(box);
    for (int d = 0; d < box.ndim(); d++) {
      if (box.length(d) > 0) {
        leaves = cut(leaves, d);
      }
    }
    return leaves;
  }

  private List<Box> cut(List<Box> boxes, int d) {
    Chunks.Cut cut = chunks.cut(d);
    long per = Math.min(perLeaf.get(d), perTask.get(d));
    var parts = new ArrayList<Box>();
    for (Box box : boxes) {
      long after = cut.chunkOf(box.end(d) - 1) + 1;
      for (long c = cut.chunkOf(box.start(d)); c < after; c += per) {
        long last = Math.min(c + per, after) - 1;
        parts.add(box.with(d, cut.start(c), cut.start(last) + cut.length(last) - cut.start(c)));
      }
    }
    return parts;
  }

  /// A box at least as long along each dimension as every task's.
  public Shape maxBox() {
    return maxBox(perTask);
  }

  /// Whether tasks work through several leaves, where they are large enough.
  public boolean hasLeaves() {
    return !maxLeaf().equals(maxBox());
  }

  /// A box at least as long along each dimension as every leaf.
  Shape maxLeaf() {
    var per = new ArrayList<Long>();
    for (int d = 0; d < chunks.ndim(); d++) {
      per.add(Math.min(perLeaf.get(d), perTask.get(d)));
    }
    return maxBox(per);
  }

  private Shape maxBox(List<Long> chunksEach) {
    long[] sizes = new long[chunks.ndim()];
    for (int d = 0; d < sizes.length; d++) {
      Chunks.Cut cut = chunks.cut(d);
      sizes[d] = Math.min(cut.size(), chunksEach.get(d) * cut.maxLength());
    }
    return Shape.of(sizes);
  }
}
