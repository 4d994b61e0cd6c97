package io.amasia.plan;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.plan.Stage.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Results of barriers that are too large to wait in memory as a whole: they leave their tasks in
/// pieces, the panels in which tasks complete them, and go to the scratch folder beyond a part of
/// the budget.
final class BarrierPieces {
  /// The part of the budget that results may take while they wait: one in so many.
  private static final long PART = 4;

  /// What a piece may have before the tasks are known.
  private static final long ABOUT_BYTES = 256 << 10;

  /// Smaller pieces go to the scratch folder at once: a lease for each would cost more than it.
  private static final long SMALL_BYTES = 16 << 10;

  private BarrierPieces() {}

  /// The barriers of `groups` whose results are left in pieces, for now of about the right size;
  /// nobody asked for them, so that they need not come as one array.
  static Map<Node, Pieces> large(List<List<Output>> groups, Set<Node> asked, Resources resources) {
    Map<Node, Output> waiting = new LinkedHashMap<>();
    long bytes = 0;
    for (List<Output> group : groups) {
      for (Output output : group) {
        Node node = output.node();
        boolean number = node.dtype() != DType.STRING && output.domain().dtype() != DType.STRING;
        if (output.isBarrier() && number && !asked.contains(node)) {
          waiting.put(node, output);
          bytes += Projections.bytes(node);
        }
      }
    }
    long room = resources.budgetBytes() / PART;
    if (bytes <= room) {
      return Map.of();
    }
    Map<Node, Pieces> large = new HashMap<>();
    for (Node node : waiting.keySet()) {
      long own = Projections.bytes(node);
      if (own > resources.leastTaskBytes()) {
        Chunks about = Grids.atMost(node.chunks(), node.dtype(), ABOUT_BYTES, List.of());
        large.put(node, new Pieces(about, (long) ((double) room * own / bytes)));
      }
    }
    return large;
  }

  /// `output`, in pieces if its results are large.
  static Output form(Output output, Map<Node, Pieces> large) {
    Pieces pieces = output.isBarrier() ? large.get(output.node()) : null;
    return pieces == null ? output : new Stage.Spill(output.node(), pieces);
  }

  /// `stages` with those results cut as the tasks, which are now known, complete them.
  static List<Stage> settle(List<Stage> stages, Resources resources) {
    Map<Node, Pieces> settled = new HashMap<>();
    var list = new ArrayList<Stage>();
    for (Stage stage : stages) {
      AtHand atHand = stage.atHand();
      for (Node node : atHand.spilled().keySet()) {
        if (settled.containsKey(node)) {
          atHand = atHand.withSpilled(node, settled.get(node));
        }
      }
      var outputs = new ArrayList<Output>();
      Set<String> decisions = new HashSet<>(stage.decisions());
      for (Output output : stage.outputs()) {
        if (output instanceof Stage.Spill(var node, var pieces) && output.isBarrier()) {
          Chunks chunks = pieces(output, stage);
          boolean small = chunks.maxChunk().size() * node.dtype().itemSize() < SMALL_BYTES;
          var cut = new Pieces(chunks, small ? 0 : pieces.memoryBytes());
          settled.put(node, cut);
          outputs.add(new Stage.Spill(node, cut));
          decisions.add(decision(node, cut));
        } else {
          outputs.add(output);
        }
      }
      boolean same = outputs.equals(stage.outputs()) && atHand.equals(stage.atHand());
      list.add(
          same ? stage : StageGrid.with(stage, outputs, atHand, List.copyOf(decisions), resources));
    }
    return list;
  }

  private static String decision(Node node, Pieces cut) {
    long bytes = Projections.bytes(node);
    return "leaves the results of %s (%s) as %d pieces, at most %s of them in memory"
        .formatted(
            PlanText.label(node.operation()),
            Sizes.text(bytes),
            cut.chunks().count(),
            Sizes.text(Math.min(bytes, cut.memoryBytes())));
  }

  /// Groups are completed one by one, unless a task sees all of each.
  private static Chunks pieces(Output output, Stage stage) {
    var panels = new Panels(stage.outputs(), stage.tasks());
    boolean whole = !StageGrid.wholeAxes(output).isEmpty();
    List<Integer> reduced = StageGrid.reducedAxes(output);
    var cuts = new ArrayList<Chunks.Cut>();
    for (int d = 0; d < stage.domain().ndim(); d++) {
      if (!reduced.contains(d)) {
        cuts.add(panels.cut(stage.tasks(), d));
      } else if (output.node().operation() instanceof Operation.GroupReduce(var _, var _, var g)) {
        cuts.add(new Chunks.Regular(g.count(), whole ? Math.max(1, g.count()) : 1));
      }
    }
    return new Chunks(cuts);
  }
}
