package io.amasia.plan;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.plan.Stage.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Chooses the boxes that the tasks of a stage cover.
///
/// Along what is summed, the choice is a function of the plan alone: it fixes the order of sums.
/// Elsewhere, and for order statistics, which are exact whatever the boxes, it looks at the budget.
final class StageGrid {
  private StageGrid() {}

  /// Equal for outputs that may share tasks: the same grid of chunks, and for order statistics and
  /// sorting the same axes. Text runs alone.
  static Object key(Output output) {
    if (output.domain().dtype() == DType.STRING) {
      return output.domain();
    }
    Chunks chunks = chunks(output);
    List<Integer> whole = wholeAxes(output);
    return whole.isEmpty() ? chunks : List.of(chunks, whole);
  }

  private static Chunks chunks(Output output) {
    return switch (output) {
      case Stage.Keep _, Stage.Spill _ -> output.domain().chunks();
      case Stage.Write(var _, var name, var _, var sink) -> sink.writeChunks(name);
    };
  }

  /// The axes along which a task must see everything.
  static List<Integer> wholeAxes(Output output) {
    if (!output.isBarrier()) {
      return List.of();
    }
    return switch (output.node().operation()) {
      case Operation.Reduce(var reduction, var axes) when reduction.kind().isOrderStatistic() ->
          axes;
      case Operation.GroupReduce(var reduction, var axis, var _)
          when reduction.kind().isOrderStatistic() ->
          List.of(axis);
      case Operation.ArgSort(var axis) -> List.of(axis);
      default -> List.of();
    };
  }

  /// The axes that disappear or shrink.
  static List<Integer> reducedAxes(Output output) {
    if (!output.isBarrier()) {
      return List.of();
    }
    return switch (output.node().operation()) {
      case Operation.Reduce(var _, var axes) -> axes;
      case Operation.GroupReduce(var _, var axis, var _) -> List.of(axis);
      default -> List.of();
    };
  }

  static Stage stage(
      Plan plan, List<Output> outputs, AtHand atHand, Set<Node> release, Resources resources) {
    Output first = outputs.getFirst();
    Chunks chunks = chunks(first);
    // Whatever else is at hand: what the budget decided must not change the order of sums.
    var expansion = new Expansion(plan, distinctDomains(outputs), atHand.barriers());
    long elementBytes = elementBytes(expansion);
    List<Integer> whole = wholeAxes(first);
    TaskGrid grid =
        whole.isEmpty()
            ? GroupCosts.cheapest(
                additive(chunks, elementBytes, longAxes(expansion, reducedAxes(first)), resources),
                outputs)
            : tiles(
                chunks, elementBytes + besides(outputs), whole, tiling(outputs, atHand, resources));
    Optional<TaskGrid> longer =
        whole.isEmpty()
            ? Reach.of(expansion).flatMap(reach -> reach.longer(grid, expansion))
            : Optional.empty();
    TaskGrid cut =
        longer.isPresent()
            ? longer.get()
            : Leaves.in(grid, outputs, expansion, elementBytes, resources.mostTaskBytes());
    Stage stage = on(cut, plan, outputs, atHand, release, resources);
    if (resources.fit(stage.projection()) || !outputs.stream().allMatch(Narrowing::isPossible)) {
      return stage;
    }
    TaskGrid parts = additive(chunks, elementBytes, whole, resources);
    parts = Leaves.in(parts, outputs, expansion, elementBytes, resources.mostTaskBytes());
    Stage narrowed = on(parts, plan, outputs, atHand, release, resources);
    return resources.fit(narrowed.projection())
        ? narrowed.withDecision(
            "goes over its values %d times, as they do not fit in memory together"
                .formatted(narrowed.passes()))
        : stage;
  }

  /// A stage with the tasks of `grid`, or smaller ones if those don't fit.
  static Stage on(
      TaskGrid grid,
      Plan plan,
      List<Output> outputs,
      AtHand atHand,
      Set<Node> release,
      Resources resources) {
    var expansion = new Expansion(plan, distinctDomains(outputs), atHand.nodes());
    var split =
        new TaskSplit(
            outputs,
            resources,
            g -> Projections.of(outputs, expansion, g, atHand, resources.threads()));
    // Pieces are as large as tasks: leaves would read each again and again. Sums need theirs.
    boolean whole = !atHand.spilled().isEmpty() && outputs.stream().noneMatch(Accumulation::adds);
    TaskSplit.Fitted fitted = split.fit(whole ? grid.withoutLeaves() : grid);
    return new Stage(plan, outputs, fitted.grid(), atHand, release, fitted.projection(), List.of());
  }

  /// `stage` with other outputs, which give the same results in other forms.
  static Stage with(
      Stage stage,
      List<Output> outputs,
      AtHand atHand,
      List<String> decisions,
      Resources resources) {
    var expansion = new Expansion(stage.plan(), distinctDomains(outputs), atHand.nodes());
    Stage.Projection projection =
        Projections.of(outputs, expansion, stage.tasks(), atHand, resources.threads());
    return new Stage(
        stage.plan(), outputs, stage.tasks(), atHand, stage.release(), projection, decisions);
  }

  static List<Node> distinctDomains(List<Output> outputs) {
    Set<Node> domains = new HashSet<>();
    var list = new ArrayList<Node>();
    for (Output output : outputs) {
      if (domains.add(output.domain())) {
        list.add(output.domain());
      }
    }
    return list;
  }

  private static long elementBytes(Expansion expansion) {
    long bytes = 0;
    for (Node leaf : expansion.top().leaves()) {
      if (leaf.shape().equals(expansion.outputs().getFirst().shape())) {
        bytes += leaf.dtype().itemSize();
      }
    }
    return Math.max(4, bytes);
  }

  /// The reduced axes, and before them those along which tasks need more of an input than they give
  /// themselves: the longer a task is there, the less is read twice.
  private static List<Integer> longAxes(Expansion expansion, List<Integer> reduced) {
    var axes = new ArrayList<Integer>(reduced);
    for (Node leaf : expansion.top().leaves()) {
      int axis =
          switch (leaf.operation()) {
            case Operation.Scan scan -> scan.axis();
            case Operation.Window(var _, var span) -> span.axis();
            case Operation.SlidingView(var span, var _) -> span.axis();
            default -> -1;
          };
      boolean shared = leaf.shape().equals(expansion.outputs().getFirst().shape());
      if (axis >= 0 && shared && !axes.contains(axis)) {
        axes.add(axis);
      }
    }
    return axes;
  }

  private static TaskGrid additive(
      Chunks chunks, long elementBytes, List<Integer> reduced, Resources resources) {
    long total = Math.max(1, chunks.shape().size()) * elementBytes;
    long target = Math.clamp(total / 32, resources.leastTaskBytes(), resources.mostTaskBytes());
    // Along reduced axes first: fewer partial results to combine.
    var growth = new ArrayList<Integer>(reduced.reversed());
    for (int d = chunks.ndim() - 1; d >= 0; d--) {
      if (!reduced.contains(d)) {
        growth.add(d);
      }
    }
    return TaskGrid.of(chunks, Math.max(1, target / elementBytes), growth);
  }

  /// What a task that must see everything holds of each element besides what it reads: the values
  /// one after the other, and of a sort the order, which then leaves in pieces.
  private static long besides(List<Output> outputs) {
    boolean sorts =
        outputs.stream().anyMatch(output -> output.node().operation() instanceof Operation.ArgSort);
    return sorts ? 4 * Long.BYTES : outputs.getFirst().domain().dtype().itemSize();
  }

  /// What tiles may take: where nothing is decoded for them, as all their values wait in memory, no
  /// more than other tasks. Fresh memory costs more than many tasks do.
  private static Resources tiling(List<Output> outputs, AtHand atHand, Resources resources) {
    boolean inMemory =
        !atHand.spilled().isEmpty()
            && atHand.spilled().entrySet().stream()
                .allMatch(e -> e.getValue().areInMemory(e.getKey()))
            && StoredData.of(outputs, atHand.nodes()).isEmpty();
    return inMemory
        ? resources.within(2L * resources.threads() * resources.mostTaskBytes())
        : resources;
  }

  /// Whole along `whole`; of the other dimensions as many chunks as fit, or parts of a chunk.
  private static TaskGrid tiles(
      Chunks chunks, long elementBytes, List<Integer> whole, Resources resources) {
    long limitBytes = resources.budgetBytes() / (2L * resources.threads());
    long[] tile = chunks.maxChunk().toArray();
    for (int d : whole) {
      tile[d] = Math.max(1, chunks.cut(d).size());
    }
    long limit = Math.max(1, limitBytes / elementBytes);
    Chunks cut = chunks;
    Chunks leaves = chunks;
    for (int d = 0; d < tile.length; d++) {
      if (whole.contains(d)) {
        cut = cut.with(d, Grids.whole(tile[d] == 1 ? chunks.cut(d).size() : tile[d]));
        continue;
      }
      while (tile[d] > 1 && product(tile) > limit) {
        tile[d] = Math.ceilDiv(tile[d], 2);
        cut = cut.with(d, new Chunks.Regular(chunks.cut(d).size(), tile[d]));
      }
      leaves = leaves.with(d, cut.cut(d));
    }
    var growth = new ArrayList<Integer>();
    for (int d = tile.length - 1; d >= 0; d--) {
      growth.add(d);
    }
    long target =
        Math.clamp(limit, 1, Math.max(product(tile), resources.mostTaskBytes() / elementBytes));
    TaskGrid grid = TaskGrid.of(cut, target, growth);
    // The same tasks of more chunks, which they may go through one after the other.
    var perTask = new ArrayList<Long>(grid.perTask());
    whole.forEach(d -> perTask.set(d, Math.max(1, chunks.cut(d).count())));
    return new TaskGrid(leaves, perTask, grid.order(), grid.perLeaf());
  }

  private static long product(long[] sizes) {
    return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
  }
}
