package io.amasia.plan.rule;

import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Operation;
import io.amasia.plan.Plan;
import io.amasia.plan.Rule;
import java.util.ArrayList;
import java.util.List;

/// Joins stored parts before what is done to each of them alike, so that it is done once, fused
/// with what follows.
///
/// ```
/// before:  %2 = mask [9e36](%0)     %3 = mask [9e36](%1)      %4 = concat 0(%2, %3)
/// after:   %2 = concat 0(%0, %1)    %3 = mask [9e36](%2)
/// ```
///
/// It takes operations with one input: the fill values and packing of files that were written
/// alike. A concatenation of parts that differ in operation or dtype stays.
public final class JoinBeforeElementwise implements Rule {
  @Override
  public String name() {
    return "join before elementwise operations";
  }

  @Override
  public Plan apply(Plan plan) {
    return plan.rewrite(JoinBeforeElementwise::joined);
  }

  private static Node joined(Node node) {
    if (!(node.operation() instanceof Operation.Concat(var axis))) {
      return node;
    }
    var steps = new ArrayList<Operation>();
    List<Node> parts = node.inputs();
    while (alike(parts)) {
      steps.add(parts.getFirst().operation());
      parts = parts.stream().map(part -> part.inputs().getFirst()).toList();
    }
    if (steps.isEmpty()) {
      return node;
    }
    Node all = Nodes.concat(axis, parts);
    for (Operation step : steps.reversed()) {
      all = Nodes.make(step, List.of(all));
    }
    return all;
  }

  /// Whether all parts do the same to one input each, of the same dtype.
  private static boolean alike(List<Node> parts) {
    Node first = parts.getFirst();
    boolean simple =
        (first.operation() instanceof Operation.Elementwise
                || first.operation() instanceof Operation.Cast)
            && first.inputs().size() == 1;
    if (!simple) {
      return false;
    }
    for (Node part : parts) {
      if (!part.operation().equals(first.operation())
          || part.inputs().getFirst().dtype() != first.inputs().getFirst().dtype()) {
        return false;
      }
    }
    return true;
  }
}
