package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.plan.Expansion.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The boxes in which the tasks of a stage want a node that is at hand.
final class Wanted {
  /// Along a dimension with more tasks than this they are not told apart.
  private static final long MOST_TASKS = 4096;

  private Wanted() {}

  /// The grid of which those boxes are unions.
  static Chunks by(Stage stage, Node node) {
    var ends = new ArrayList<SortedSet<Long>>();
    for (int d = 0; d < node.shape().ndim(); d++) {
      var set = new TreeSet<Long>();
      if (node.shape().size(d) > 0) {
        set.add(node.shape().size(d));
      }
      ends.add(set);
    }
    TaskGrid grid = stage.tasks();
    var expansion =
        new Expansion(
            stage.plan(), StageGrid.distinctDomains(stage.outputs()), stage.atHand().nodes());
    Box all = Box.all(stage.domain());
    for (int d = 0; d < all.ndim() && all.size() > 0; d++) {
      if (grid.count(d) > MOST_TASKS) {
        continue;
      }
      for (long i = 0; i < grid.count(d); i++) {
        long start = grid.start(d, i);
        add(expansion.jobs(all.with(d, start, grid.end(d, i) - start)), node, ends);
      }
    }
    return new Chunks(ends.stream().map(Grids::cut).toList());
  }

  private static void add(List<Job> jobs, Node node, List<SortedSet<Long>> ends) {
    for (Job job : jobs) {
      if (job.node() != node || job.box().size() == 0) {
        continue;
      }
      for (int d = 0; d < ends.size(); d++) {
        ends.get(d).add(job.box().end(d));
        if (job.box().start(d) > 0) {
          ends.get(d).add(job.box().start(d));
        }
      }
    }
  }
}
