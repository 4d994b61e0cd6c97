package io.amasia.plan;

import io.amasia.array.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// A plan as it is drawn: nodes in layers, inputs before what uses them. More than a few nodes that
/// do the same for the same, such as the reads of a hundred files, are one.
final class PlanGraph {
  /// As many alike nodes are still drawn one by one.
  private static final int FEW = 4;

  /// A node, or several alike.
  ///
  /// @param node the first of them
  /// @param count how many there are
  /// @param layer longest way from an input
  /// @param place from the left, in widths of a node
  record Item(Node node, int count, int layer, double place, List<Item> inputs) {}

  private record Alike(String label, DType dtype, Set<Integer> usedBy) {}

  private final List<Item> items = new ArrayList<>();
  private final Map<Node, Item> itemOf = new HashMap<>();
  private final List<NavigableSet<Double>> layers = new ArrayList<>();

  PlanGraph(Plan plan) {
    for (List<Node> alike : alike(plan)) {
      if (alike.size() > FEW) {
        add(alike);
      } else {
        alike.forEach(node -> add(List.of(node)));
      }
    }
  }

  /// Nodes by what they do and what uses them, in topological order of the first of each.
  private static List<List<Node>> alike(Plan plan) {
    Map<Node, Set<Integer>> usedBy = new HashMap<>();
    Map<Alike, Integer> numbers = new HashMap<>();
    Map<Integer, List<Node>> groups = new LinkedHashMap<>();
    // A root is like no other node.
    int root = 0;
    for (Node node : plan.roots().values()) {
      usedBy.computeIfAbsent(node, _ -> new LinkedHashSet<>()).add(--root);
    }
    for (Node node : plan.nodes().reversed()) {
      String label = PlanText.label(node.operation());
      var key = new Alike(label, node.dtype(), usedBy.getOrDefault(node, Set.of()));
      int number = numbers.computeIfAbsent(key, _ -> numbers.size());
      groups.computeIfAbsent(number, _ -> new ArrayList<>()).addFirst(node);
      for (Node input : node.inputs()) {
        usedBy.computeIfAbsent(input, _ -> new LinkedHashSet<>()).add(number);
      }
    }
    // What is used comes before what uses it, for groups as for nodes.
    return new ArrayList<>(groups.values()).reversed();
  }

  private void add(List<Node> alike) {
    Set<Item> inputs = new LinkedHashSet<>();
    for (Node node : alike) {
      for (Node input : node.inputs()) {
        Item item = itemOf.get(input);
        if (item != null) {
          inputs.add(item);
        }
      }
    }
    int layer = inputs.stream().mapToInt(Item::layer).max().orElse(-1) + 1;
    while (layers.size() <= layer) {
      layers.add(new TreeSet<>());
    }
    double wanted = inputs.stream().mapToDouble(Item::place).average().orElse(0);
    double place = free(layers.get(layer), wanted);
    layers.get(layer).add(place);
    var item = new Item(alike.getFirst(), alike.size(), layer, place, List.copyOf(inputs));
    items.add(item);
    alike.forEach(node -> itemOf.put(node, item));
  }

  /// The first free place at `wanted` or to the right of it.
  private static double free(NavigableSet<Double> taken, double wanted) {
    double place = wanted;
    Double near = taken.lower(place + 1);
    while (near != null && near > place - 1) {
      place = near + 1;
      near = taken.lower(place + 1);
    }
    return place;
  }

  List<Item> items() {
    return items;
  }

  Item item(Node node) {
    return Objects.requireNonNull(itemOf.get(node));
  }

  int layers() {
    return layers.size();
  }

  /// The place farthest to the right.
  double last() {
    return items.stream().mapToDouble(Item::place).max().orElse(0);
  }
}
