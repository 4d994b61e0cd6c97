package io.amasia.plan;

import io.amasia.plan.Stage.Output;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lowers a plan to stages: what must be complete before something else starts is a stage of its
/// own; outputs that read the same values in the same boxes share one.
final class Planner {
  /// So many outputs of the same values share tasks whatever they take.
  private static final int FEW_OUTPUTS = 16;

  /// Further ones do while a chunk of each takes no more than this together.
  private static final long TOGETHER_BYTES = 256 << 20;

  private final Plan plan;
  private final Map<Node, Integer> levels = new HashMap<>();
  private final Map<Node, Set<Node>> sources = new HashMap<>();

  private Planner(Plan plan) {
    this.plan = plan;
  }

  /// The stages that compute `outputs`, in the order they run.
  static List<Stage> stages(Plan plan, List<Output> outputs, Resources resources) {
    return new Planner(plan).lower(outputs, resources);
  }

  /// Whether all of the input must be seen before any of the result is there.
  static boolean isBarrier(Node node) {
    return switch (node.operation()) {
      case Operation.Reduce _, Operation.GroupReduce _, Operation.ArgSort _ -> true;
      case Operation.Read _,
          Operation.Literal _,
          Operation.Full _,
          Operation.Random _,
          Operation.Elementwise _,
          Operation.Cast _,
          Operation.Select _,
          Operation.Gather _,
          Operation.Transpose _,
          Operation.Reshape _,
          Operation.Broadcast _,
          Operation.Concat _,
          Operation.Sweep _,
          Operation.Rechunk _ ->
          false;
    };
  }

  private List<Stage> lower(List<Output> asked, Resources resources) {
    for (Node node : plan.nodes()) {
      int level = 0;
      var from = new HashSet<Node>();
      for (Node input : node.inputs()) {
        level = Math.max(level, levels.getOrDefault(input, 0) + (isBarrier(input) ? 1 : 0));
        from.addAll(isBarrier(input) ? Set.of(input) : sources.getOrDefault(input, Set.of()));
      }
      if (node.inputs().isEmpty()) {
        from.add(node);
      }
      levels.put(node, level);
      sources.put(node, from);
    }
    List<List<Output>> groups = groups(all(asked));
    List<List<Output>> fewer = countsBesideOrderStatistics(groups);
    if (fewer.size() < groups.size()) {
      List<Stage> stages = chain(fewer, asked, resources);
      if (stages.stream().allMatch(stage -> resources.fit(stage.projection()))) {
        return stages;
      }
    }
    return chain(groups, asked, resources);
  }

  /// `groups` in which counts are taken by the tasks that find medians or quantiles of the same
  /// values, so that these are read once. Counts are exact, whatever the tasks' boxes.
  private List<List<Output>> countsBesideOrderStatistics(List<List<Output>> groups) {
    var fewer = new ArrayList<List<Output>>();
    groups.forEach(group -> fewer.add(new ArrayList<>(group)));
    for (List<Output> counts : List.copyOf(fewer)) {
      if (counts.stream().allMatch(Planner::counts)) {
        fewer.stream()
            .filter(group -> isBeside(counts.getFirst(), group))
            .findFirst()
            .ifPresent(group -> {
              group.addAll(counts);
              fewer.remove(counts);
            });
      }
    }
    return fewer;
  }

  private static boolean counts(Output output) {
    return output.isBarrier()
        && output.node().operation() instanceof Operation.Reduce(var reduction, var _)
        && reduction.kind() == Reduction.Kind.COUNT;
  }

  private boolean isBeside(Output count, List<Output> group) {
    Output first = group.getFirst();
    return !StageGrid.wholeAxes(first).isEmpty()
        && first.domain() == count.domain()
        && level(first) == level(count);
  }

  /// Barriers that others need, and what is asked for.
  private List<Output> all(List<Output> asked) {
    var outputs = new ArrayList<Output>();
    Set<Node> kept = new HashSet<>();
    for (Node node : plan.nodes()) {
      if (isBarrier(node)) {
        kept.add(node);
        outputs.add(new Stage.Keep(node));
      }
    }
    for (Output output : asked) {
      boolean written = output instanceof Stage.Write;
      if (written || kept.add(output.node())) {
        outputs.add(output);
      }
    }
    return outputs;
  }

  /// When an output may run: after the barriers its domain needs; a barrier that is only written
  /// out waits for itself.
  private int level(Output output) {
    Node node = output.domain();
    return levels.getOrDefault(node, 0) + (isBarrier(node) ? 1 : 0);
  }

  private Set<Node> sources(Output output) {
    Node node = output.domain();
    return isBarrier(node) ? Set.of(node) : sources.getOrDefault(node, Set.of());
  }

  private List<List<Output>> groups(List<Output> outputs) {
    var byKey = new HashMap<List<Object>, List<List<Output>>>();
    var groups = new ArrayList<List<Output>>();
    int deepest = outputs.stream().mapToInt(this::level).max().orElse(0);
    for (int level = 0; level <= deepest; level++) {
      for (Output output : outputs) {
        if (level(output) != level) {
          continue;
        }
        List<Object> key = List.of(level, StageGrid.key(output));
        List<List<Output>> same = byKey.computeIfAbsent(key, k -> new ArrayList<>());
        List<Output> home = null;
        for (List<Output> group : same) {
          if (mayJoin(output, group)
              && !Collections.disjoint(sources(group.getFirst()), sources(output))) {
            home = group;
            break;
          }
        }
        if (home == null) {
          home = new ArrayList<>();
          same.add(home);
          groups.add(home);
        }
        home.add(output);
      }
    }
    return groups;
  }

  /// Whether tasks that give what `group` does may give `output` too: they hold a chunk of each. It
  /// depends on the plan alone, as the boxes of tasks do, which fix the order of sums.
  private static boolean mayJoin(Output output, List<Output> group) {
    long bytes = chunkBytes(output);
    for (Output other : group) {
      bytes += chunkBytes(other);
    }
    return group.size() < FEW_OUTPUTS || bytes <= TOGETHER_BYTES;
  }

  /// Bytes of a chunk of what is computed, or of what it is reduced to if that is more.
  private static long chunkBytes(Output output) {
    long domain = output.domain().chunks().maxChunk().size();
    long result = output.node().chunks().maxChunk().size();
    return Math.max(domain, result) * Double.BYTES;
  }

  private List<Stage> chain(List<List<Output>> groups, List<Output> asked, Resources resources) {
    // The last stage that needs each barrier's values.
    Map<Node, Integer> lastUse = new HashMap<>();
    for (int s = 0; s < groups.size(); s++) {
      for (Output output : groups.get(s)) {
        for (Node source : sources(output)) {
          lastUse.put(source, s);
        }
      }
    }
    Set<Node> results = new HashSet<>();
    for (Output output : asked) {
      if (output instanceof Stage.Keep) {
        results.add(output.node());
      }
    }
    var stages = new ArrayList<Stage>();
    Set<Node> kept = new HashSet<>();
    Map<Node, Pieces> spilled = new HashMap<>();
    Map<Node, Pieces> large = BarrierPieces.large(groups, results, resources);
    for (int s = 0; s < groups.size(); s++) {
      List<Output> outputs =
          groups.get(s).stream().map(output -> BarrierPieces.form(output, large)).toList();
      var before = new AtHand(kept, spilled);
      Set<Node> release = new HashSet<>();
      for (Output output : outputs) {
        if (output instanceof Stage.Spill(var node, var pieces)) {
          spilled.put(node, pieces);
        } else if (output.isBarrier()) {
          kept.add(output.node());
        }
      }
      for (Node node : before.nodes()) {
        if (!results.contains(node) && lastUse.getOrDefault(node, -1) <= s) {
          release.add(node);
          kept.remove(node);
          spilled.remove(node);
        }
      }
      stages.add(StageGrid.stage(plan, outputs, before, release, resources));
    }
    return BarrierPieces.settle(Intermediates.of(stages, resources), resources);
  }
}
