package io.amasia.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The nodes whose values earlier stages have left.
///
/// @param kept those that are in memory as a whole
/// @param spilled those that are in pieces
public record AtHand(Set<Node> kept, Map<Node, Pieces> spilled) {
  public AtHand {
    kept = Set.copyOf(kept);
    spilled = Map.copyOf(spilled);
  }

  /// All of them.
  public Set<Node> nodes() {
    Set<Node> nodes = new HashSet<>(kept);
    nodes.addAll(spilled.keySet());
    return nodes;
  }

  /// Those that a stage had to wait for: the same whatever the budget.
  Set<Node> barriers() {
    Set<Node> barriers = nodes();
    barriers.removeIf(node -> !Planner.isBarrier(node));
    return barriers;
  }

  AtHand withSpilled(Node node, Pieces pieces) {
    Map<Node, Pieces> more = new HashMap<>(spilled);
    more.put(node, pieces);
    return new AtHand(kept, more);
  }
}
