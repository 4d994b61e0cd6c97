package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.plan.Expansion.Job;
import io.amasia.plan.Stage.Output;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Chooses the leaves of tasks: boxes of a few chunks each that a task works through one after the
/// other, so that values are still in cache when they are used, a chunk is used where it was
/// decoded, and a task holds one leaf at a time instead of its whole box.
///
/// Like the boxes of tasks they fix the order of sums, so they are a function of the plan alone.
final class Leaves {
  /// Input that a leaf of several chunks has at most.
  private static final long MOST_BYTES = 4 << 20;

  private final List<Output> outputs;
  private final Expansion expansion;
  private final TaskGrid grid;
  private final long elementBytes;

  private Leaves(List<Output> outputs, Expansion expansion, TaskGrid grid, long elementBytes) {
    this.outputs = outputs;
    this.expansion = expansion;
    this.grid = grid;
    this.elementBytes = elementBytes;
  }

  /// `grid` with leaves in its tasks, or as it is where they would do work twice or keep too much.
  ///
  /// @param taskBytes what a task covers at most
  static TaskGrid in(
      TaskGrid grid, List<Output> outputs, Expansion expansion, long elementBytes, long taskBytes) {
    boolean text = outputs.stream().anyMatch(o -> o.domain().dtype() == DType.STRING);
    if (grid.count() == 0 || text) {
      return grid;
    }
    var leaves = new Leaves(outputs, expansion, grid, elementBytes);
    long bytes = Math.min(MOST_BYTES, taskBytes / 8);
    TaskGrid cut = grid.withLeaves(leaves.perLeaf(Math.max(1, bytes / elementBytes)));
    return leaves.areWorthIt(cut) ? cut : grid;
  }

  /// Chunks a leaf takes along each dimension. Dimensions that are kept and faster than a reduced
  /// one are cut into long rows or not at all: see [Panels].
  private List<Long> perLeaf(long target) {
    int free = Panels.firstFree(outputs);
    long row = 1;
    for (int d = free; d < grid.chunks().ndim(); d++) {
      row *= grid.chunks().cut(d).maxLength();
    }
    var per = new ArrayList<Long>(Collections.nCopies(grid.chunks().ndim(), 1L));
    long elements = grid.chunks().maxChunk().size();
    for (int d = per.size() - 1; d >= 0; d--) {
      long all = Math.min(grid.perTask().get(d), grid.chunks().cut(d).count());
      long room = Math.max(1, target / Math.max(1, elements));
      boolean whole = free > 0 && d >= free && (row < Panels.LEAST_ROW || all <= room);
      long some = free > 0 && d >= free ? 1 : Math.min(all, room);
      per.set(d, whole ? Long.MAX_VALUE : some);
      elements *= whole ? all : some;
    }
    return per;
  }

  /// Whether the leaves of `cut`, which follow each other along one dimension and share what they
  /// read, compute little twice.
  static boolean areWorthIt(TaskGrid cut, Expansion expansion) {
    Box task = cut.box(0);
    long apart = cut.leaves(task).stream().mapToLong(leaf -> computed(expansion, leaf)).sum();
    return cut.hasLeaves() && apart <= computed(expansion, task) * 1.1;
  }

  private boolean areWorthIt(TaskGrid cut) {
    Box task = grid.box(0);
    List<Box> leaves = cut.leaves(task);
    // The state is gone through leaf by leaf: a large one is better kept panel by panel of a box.
    if (leaves.size() < 2 || 2 * stateBytes(task) > task.size() * elementBytes) {
      return false;
    }
    long apart = 0;
    for (Box leaf : leaves) {
      apart += work(leaf);
    }
    return apart <= work(task) * 1.1;
  }

  private long stateBytes(Box task) {
    long bytes = 0;
    for (Accumulation one : Accumulation.of(outputs)) {
      long slots = Projections.slots(new Stage.Keep(one.first()), task);
      bytes += slots * one.stateBytes() * GroupSpans.of(one.first().operation(), grid).widest();
    }
    return bytes;
  }

  /// Bytes decoded for `box`, and computed from them.
  private long work(Box box) {
    return Decoding.reads(expansion, box)[0] + computed(expansion, box);
  }

  private static long computed(Expansion expansion, Box box) {
    long work = 0;
    for (Job job : expansion.jobs(box)) {
      boolean computes =
          job.node() != null
              && (job.kind() == Expansion.Kind.PROGRAM
                  || (job.kind() == Expansion.Kind.OPERATION && !Projections.isView(job)));
      work += computes ? job.box().size() * Double.BYTES : 0;
    }
    return work;
  }
}
