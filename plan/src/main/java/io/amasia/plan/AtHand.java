package io.amasia.plan;

import io.amasia.array.Chunks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The nodes whose values earlier stages have left.
///
/// @param kept those that are in memory
/// @param spilled those that are in the scratch folder, and how they are cut there
record AtHand(Set<Node> kept, Map<Node, Chunks> spilled) {
  AtHand {
    kept = Set.copyOf(kept);
    spilled = Map.copyOf(spilled);
  }

  /// All of them.
  Set<Node> nodes() {
    Set<Node> nodes = new HashSet<>(kept);
    nodes.addAll(spilled.keySet());
    return nodes;
  }

  boolean isSpilled(Node node) {
    return spilled.containsKey(node);
  }

  AtHand withKept(Node node) {
    Set<Node> more = new HashSet<>(kept);
    more.add(node);
    return new AtHand(more, spilled);
  }

  AtHand withSpilled(Node node, Chunks pieces) {
    Map<Node, Chunks> more = new HashMap<>(spilled);
    more.put(node, pieces);
    return new AtHand(kept, more);
  }
}
