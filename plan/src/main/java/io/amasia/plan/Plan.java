package io.amasia.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Named roots and all nodes they need, each once, inputs before what uses them.
///
/// What no root needs is not in it.
public final class Plan {
  /// Tasks that may wait for a network at a time, besides those that compute.
  private static final int REMOTE_TASKS = 32;

  private final Map<String, Node> roots;
  private final List<Node> nodes;

  private Plan(Map<String, Node> roots, List<Node> nodes) {
    this.roots = roots;
    this.nodes = nodes;
  }

  /// The plan that computes `roots`.
  public static Plan of(Map<String, Node> roots) {
    var order = new ArrayList<Node>();
    Set<Node> done = new HashSet<>();
    var stack = new ArrayDeque<Node>();
    for (Node root : roots.values()) {
      stack.push(root);
      while (!stack.isEmpty()) {
        Node node = stack.peek();
        if (done.contains(node)) {
          stack.pop();
          continue;
        }
        int before = stack.size();
        for (Node input : node.inputs().reversed()) {
          if (!done.contains(input)) {
            stack.push(input);
          }
        }
        if (stack.size() == before) {
          stack.pop();
          done.add(node);
          order.add(node);
        }
      }
    }
    return new Plan(
        Collections.unmodifiableMap(new LinkedHashMap<>(roots)),
        Collections.unmodifiableList(order));
  }

  public Map<String, Node> roots() {
    return roots;
  }

  /// The nodes in topological order.
  public List<Node> nodes() {
    return nodes;
  }

  /// The nodes that use each node as an input, in topological order; a node used twice by another
  /// appears once.
  public Map<Node, List<Node>> consumers() {
    Map<Node, List<Node>> consumers = new HashMap<>();
    for (Node node : nodes) {
      consumers.put(node, new ArrayList<>());
      Set<Node> seen = new HashSet<>();
      for (Node input : node.inputs()) {
        if (seen.add(input)) {
          consumers.computeIfAbsent(input, n -> new ArrayList<>()).add(node);
        }
      }
    }
    return consumers;
  }

  /// The plan with each node replaced, inputs first: `rewrite` is given each node with its inputs
  /// already rewritten.
  public Plan rewrite(UnaryOperator<Node> rewrite) {
    Map<Node, Node> replaced = new HashMap<>();
    for (Node node : nodes) {
      List<Node> inputs = node.inputs().stream().map(replaced::get).toList();
      Node same = inputs.equals(node.inputs()) ? node : Nodes.make(node.operation(), inputs);
      replaced.put(node, rewrite.apply(same));
    }
    return withRoots(replaced);
  }

  /// The plan whose roots are what `replaced` gives for these roots.
  public Plan withRoots(Map<Node, Node> replaced) {
    Map<String, Node> changed = new LinkedHashMap<>();
    roots.forEach((name, node) -> changed.put(name, replaced.getOrDefault(node, node)));
    return of(changed);
  }

  @Override
  public String toString() {
    return PlanText.of(this);
  }

  /// Whether some of what it reads comes over a network.
  public boolean readsRemote() {
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.Read(var array)
          && array.store().url().matches("(https?|s3|gs)://.*")) {
        return true;
      }
    }
    return false;
  }

  /// How many of its tasks run at a time at most, where `threads` compute.
  public int workers(int threads) {
    return readsRemote() ? threads + REMOTE_TASKS : threads;
  }
}
