package io.amasia.plan;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.plan.Stage.Output;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Decodes once what the tasks of a stage would decode again and again: stages before it leave the
/// values in memory where they fit, else in the scratch folder, in pieces of which both the boxes
/// that are read and the boxes that are wanted are unions.
///
/// After [rechunker](https://rechunker.readthedocs.io/en/latest/algorithm.html): reads and writes
/// are as large as the budget allows, which makes the pieces large. One intermediate is enough, as
/// pieces lie in one file and cost no name each. Stages that add up are left alone: how their input
/// comes may not depend on the budget, nor may their sums.
final class Rechunking {
  /// Decoding this many times what is needed is taken.
  private static final double MOST_AMPLIFICATION = 1.25;

  private final Stage stage;
  private final AtHand atHand;
  private final Resources resources;

  private Rechunking(Stage stage, AtHand atHand, Resources resources) {
    this.stage = stage;
    this.atHand = atHand;
    this.resources = resources;
  }

  /// `stage` alone, or after the stages that prepare its input.
  ///
  /// @param results what is asked for, which other stages compute
  static List<Stage> of(Stage stage, AtHand atHand, Set<Node> results, Resources resources) {
    Stage.Projection p = stage.projection();
    long again = p.readBytes() - p.distinctBytes();
    boolean costs =
        again > 2 * resources.mostTaskBytes()
            && p.readBytes() > MOST_AMPLIFICATION * p.distinctBytes();
    boolean adds =
        stage.outputs().stream()
            .anyMatch(o -> StageGrid.wholeAxes(o).isEmpty() && !StageGrid.reducedAxes(o).isEmpty());
    if (!costs || adds) {
      return List.of(stage);
    }
    var rechunking = new Rechunking(stage, atHand, resources);
    Map<Node, Chunks> inputs = rechunking.inputs();
    boolean taken =
        inputs.keySet().stream().anyMatch(n -> n.dtype() == DType.STRING || results.contains(n));
    if (inputs.isEmpty() || taken) {
      return List.of(stage);
    }
    return rechunking
        .inMemory(inputs.keySet())
        .or(() -> rechunking.spilled(inputs))
        .orElse(List.of(stage));
  }

  /// What to prepare, and the chunks it is wanted in: what a rechunk or a sweep takes, else what
  /// the tasks compute.
  private Map<Node, Chunks> inputs() {
    Map<Node, Chunks> inputs = new LinkedHashMap<>();
    for (Node domain : StageGrid.distinctDomains(stage.outputs())) {
      if (!find(domain, inputs) && !isSmall(domain)) {
        inputs.put(domain, boxes());
      }
    }
    return inputs;
  }

  private Chunks boxes() {
    TaskGrid grid = stage.tasks();
    var cuts = new ArrayList<Chunks.Cut>();
    for (int d = 0; d < grid.chunks().ndim(); d++) {
      var ends = new TreeSet<Long>();
      for (long i = 0; i < grid.count(d); i++) {
        ends.add(grid.end(d, i));
      }
      cuts.add(Grids.cut(ends));
    }
    return new Chunks(cuts);
  }

  private boolean find(Node domain, Map<Node, Chunks> inputs) {
    var queue = new ArrayList<Node>(List.of(domain));
    Set<Node> seen = new HashSet<>(queue);
    boolean found = false;
    while (!queue.isEmpty()) {
      Node node = queue.removeLast();
      if (atHand.nodes().contains(node)) {
        continue;
      }
      boolean barrier =
          node.operation() instanceof Operation.Rechunk
              || node.operation() instanceof Operation.Sweep;
      for (Node input : node.inputs()) {
        if (barrier && !isSmall(input) && !atHand.nodes().contains(input)) {
          boolean same = input.shape().equals(node.shape());
          boolean tasks = same && node.shape().equals(domain.shape());
          Chunks wanted = tasks ? boxes() : same ? node.chunks() : input.chunks();
          inputs.put(input, wanted);
          found = true;
        } else if (seen.add(input)) {
          queue.add(input);
        }
      }
    }
    return found;
  }

  private boolean isSmall(Node node) {
    return Projections.bytes(node) <= resources.mostTaskBytes();
  }

  private Optional<List<Stage>> inMemory(Set<Node> inputs) {
    var stages = new ArrayList<Stage>();
    AtHand now = atHand;
    for (Node node : inputs) {
      stages.add(
          StageGrid.stage(stage.plan(), List.of(new Stage.Keep(node)), now, Set.of(), resources));
      now = now.withKept(node);
    }
    stages.add(StageGrid.stage(stage.plan(), stage.outputs(), now, release(inputs), resources));
    return worth(stages, 0);
  }

  private Optional<List<Stage>> spilled(Map<Node, Chunks> inputs) {
    var stages = new ArrayList<Stage>();
    AtHand now = atHand;
    Resources large = resources.withLargeTasks();
    long bytes = 0;
    for (Map.Entry<Node, Chunks> input : inputs.entrySet()) {
      Node node = input.getKey();
      List<Output> probe = List.of(new Stage.Spill(node, Chunks.single(node.shape())));
      Stage read = StageGrid.stage(stage.plan(), probe, now, Set.of(), large);
      Chunks pieces = refine(read.tasks(), input.getValue());
      stages.add(
          StageGrid.alike(read, List.of(new Stage.Spill(node, pieces)), now, Set.of(), resources));
      now = now.withSpilled(node, pieces);
      bytes += Projections.bytes(node);
    }
    Set<Node> release = release(inputs.keySet());
    stages.add(StageGrid.alike(stage, stage.outputs(), now, release, resources));
    // Written and read again: as dear as decoding twice.
    return worth(stages, 2 * bytes);
  }

  private Set<Node> release(Set<Node> inputs) {
    Set<Node> release = new LinkedHashSet<>(stage.release());
    release.addAll(inputs);
    return release;
  }

  private Optional<List<Stage>> worth(List<Stage> stages, long moreBytes) {
    long reads = moreBytes;
    boolean fits = true;
    for (Stage one : stages) {
      reads += one.projection().readBytes();
      fits &= one.projection().neededBytes() <= resources.budgetBytes();
    }
    return fits && reads < stage.projection().readBytes() ? Optional.of(stages) : Optional.empty();
  }

  /// The grid that both the tasks of `grid` and the chunks of `wanted` are unions of.
  private static Chunks refine(TaskGrid grid, Chunks wanted) {
    var cuts = new ArrayList<Chunks.Cut>();
    for (int d = 0; d < wanted.ndim(); d++) {
      var ends = new TreeSet<Long>();
      for (long i = 0; i < grid.count(d); i++) {
        ends.add(grid.end(d, i));
      }
      Chunks.Cut cut = wanted.cut(d);
      for (long c = 0; c < cut.count(); c++) {
        ends.add(cut.start(c) + cut.length(c));
      }
      cuts.add(Grids.cut(ends));
    }
    return new Chunks(cuts);
  }
}
