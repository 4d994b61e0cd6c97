package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.plan.Expansion;
import io.amasia.plan.Expansion.Job;
import io.amasia.plan.Panels;
import io.amasia.plan.Results;
import io.amasia.plan.Stage;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
import io.amasia.storage.format.ReadListener;
import java.util.ArrayList;
import java.util.List;

/// The tasks of a stage at work: leaf by leaf the values are computed and given to all outputs.
/// Thread-safe.
final class TaskRun {
  private final Stage stage;
  private final Expansion expansion;
  private final List<List<OutputRun>> outputs;
  private final Results results;
  private final Runnable check;
  private final Programs programs = new Programs();
  private final Panels panels;
  private final boolean text;
  private final boolean byLeaf;
  private final boolean asRead;

  /// @param check throws when the computation has failed or was cancelled
  TaskRun(Stage stage, Takers takers, Results results, Runnable check) {
    this.stage = stage;
    this.expansion = takers.expansion();
    this.outputs = takers.runs();
    this.results = results;
    this.check = check;
    panels = new Panels(stage);
    text = expansion.outputs().stream().anyMatch(n -> n.dtype() == DType.STRING);
    byLeaf = stage.tasks().hasLeaves() && !Stage.areDoneByLeaf(stage.outputs());
    asRead = outputs.stream().flatMap(List::stream).allMatch(OutputRun::takesLeaf);
  }

  /// Runs the task at `index` of the grid of tasks, which covers `box`.
  void run(long[] index, Box box, Handed handed, ReadListener listener) {
    List<Box> leaves = stage.tasks().leaves(box);
    try (var carried = new Carried(expansion, results, listener);
        var taking = byLeaf ? new Taking(index, box, true) : null) {
      List<Job> jobs = expansion.jobs(leaves.getFirst());
      for (int k = 0; k < leaves.size(); k++) {
        List<Job> next = k + 1 < leaves.size() ? expansion.jobs(leaves.get(k + 1)) : List.of();
        check.run();
        if (leaves.size() > 1) {
          carried.advance(jobs, next);
        }
        try (var evaluator =
            new Evaluator(results, programs, listener, handed::restored, carried)) {
          List<Block> blocks = evaluate(evaluator, jobs);
          if (taking == null) {
            whole(index, leaves.get(k), blocks, handed);
          } else {
            taking.gather(blocks, leaves.get(k));
            taking.take(blocks, leaves.get(k));
          }
        }
        jobs = next;
      }
      if (taking != null) {
        taking.done(handed);
      }
    }
  }

  /// The values of all of `box`, a task's or a leaf's, are there before anyone takes them.
  private void whole(long[] index, Box box, List<Block> blocks, Handed handed) {
    if (text) {
      // Text has no program: the node itself is the only leaf.
      outputs.getFirst().forEach(o -> o.text(blocks.getFirst(), box, handed));
      return;
    }
    for (int k = 0; k < outputs.size(); k++) {
      int leaf = leafOf(k);
      for (OutputRun output : outputs.get(k)) {
        if (output.takesLeaf()) {
          output.leaf(blocks.get(leaf), box, handed);
        }
      }
    }
    if (asRead) {
      return;
    }
    for (Box panel : panels.of(box)) {
      check.run();
      try (var taking = new Taking(index, panel, false)) {
        taking.take(parts(blocks, box, panel), panel);
        taking.done(handed);
      }
    }
  }

  /// Which of the program's leaves output `k` is, or -1.
  private int leafOf(int k) {
    return expansion.top().leaves().indexOf(expansion.outputs().get(k));
  }

  /// Computes what the stage's program loads for a leaf.
  private List<Block> evaluate(Evaluator evaluator, List<Job> jobs) {
    for (Job job : jobs.subList(0, jobs.size() - 1)) {
      check.run();
      try {
        evaluator.run(job);
      } catch (Throwable e) {
        throw Failures.named(e, stage, job);
      }
    }
    return jobs.getLast().inputs().stream().map(evaluator::block).toList();
  }

  private static List<Block> parts(List<Block> blocks, Box box, Box panel) {
    return panel.equals(box)
        ? blocks
        : blocks.stream().map(block -> part(block, box, panel)).toList();
  }

  /// The part of a block that `panel` of `box` needs; dimensions of length 1 are repeated.
  private static Block part(Block block, Box box, Box panel) {
    long[] start = new long[box.ndim()];
    long[] length = new long[box.ndim()];
    for (int d = 0; d < start.length; d++) {
      boolean repeated = block.shape().size(d) != box.length(d);
      start[d] = repeated ? 0 : panel.start(d) - box.start(d);
      length[d] = repeated ? block.shape().size(d) : panel.length(d);
    }
    return block.slice(start, Shape.of(length));
  }

  /// Who gathers the blocks of the program's leaf number `leaf`.
  private record Gathering(int leaf, DenseTask task) {}

  /// All outputs while they take a box.
  private final class Taking implements AutoCloseable {
    private final Box box;
    private final List<List<BoxConsumer>> consumers = new ArrayList<>();
    private final List<OutputTask> tasks = new ArrayList<>();
    private final List<Gathering> gatherings = new ArrayList<>();

    /// @param gathers whether outputs that take what was read as it is have yet to get it
    Taking(long[] index, Box box, boolean gathers) {
      this.box = box;
      try {
        for (int k = 0; k < outputs.size(); k++) {
          List<BoxConsumer> some = new ArrayList<>();
          consumers.add(some);
          for (OutputRun output : outputs.get(k)) {
            if (!output.takesLeaf()) {
              OutputTask task = output.task(box, index);
              tasks.add(task);
              some.add(task.consumer());
            } else if (gathers) {
              DenseTask task = output.gather(box);
              tasks.add(task);
              gatherings.add(new Gathering(leafOf(k), task));
            }
          }
        }
      } catch (Throwable e) {
        close();
        throw e;
      }
    }

    /// Gives what was read for `leaf` to those that take it as it is: beside the program, whose
    /// runs and so whose sums are the same with and without them.
    void gather(List<Block> blocks, Box leaf) {
      gatherings.forEach(g -> g.task().put(blocks.get(g.leaf()), origin(leaf)));
    }

    void take(List<Block> blocks, Box leaf) {
      programs
          .of(expansion.top(), expansion.outputs())
          .run(blocks, leaf.shape(), origin(leaf), consumers);
    }

    private long[] origin(Box leaf) {
      long[] origin = leaf.start();
      for (int d = 0; d < origin.length; d++) {
        origin[d] -= box.start(d);
      }
      return origin;
    }

    void done(Handed handed) {
      tasks.forEach(task -> task.done(handed));
    }

    @Override
    public void close() {
      tasks.forEach(OutputTask::close);
    }
  }
}
