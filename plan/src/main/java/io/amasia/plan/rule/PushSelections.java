package io.amasia.plan.rule;

import io.amasia.array.Indexer;
import io.amasia.array.Region;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Operation;
import io.amasia.plan.Plan;
import io.amasia.plan.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Moves selections towards the reads, so that only what is selected is read and computed.
///
/// ```
/// before:  %0 = read /x    %1 = sqrt(%0)             %2 = select [0:5](%1)
/// after:   %0 = read /x    %1 = select [0:5](%0)     %2 = sqrt(%1)
/// ```
///
/// A selection passes elementwise operations, casts, transposes, broadcasts, concatenations, and
/// along kept dimensions also reductions that nothing else uses; selections of selections become
/// one. It stays where it would make more work: where positions are repeated.
public final class PushSelections implements Rule {
  @Override
  public String name() {
    return "push selections into reads";
  }

  @Override
  public Plan apply(Plan plan) {
    var rewriting = new Rewriting(plan);
    Map<Node, Node> replaced = new HashMap<>();
    for (Node root : plan.roots().values()) {
      replaced.put(root, rewriting.rewrite(root));
    }
    return plan.withRoots(replaced);
  }

  /// A node, or a region of it.
  private record Wanted(Node node, @Nullable Region region) {}

  /// Rewrites from the roots down with a stack of its own: plans are deeper than Java's.
  private static final class Rewriting {
    private final Map<Node, List<Node>> consumers;
    private final java.util.Set<Node> roots;
    private final Map<Wanted, Node> done = new HashMap<>();

    Rewriting(Plan plan) {
      consumers = plan.consumers();
      roots = new HashSet<>();
      roots.addAll(plan.roots().values());
    }

    Node rewrite(Node root) {
      var stack = new ArrayDeque<Wanted>();
      Wanted first = new Wanted(root, null);
      stack.push(first);
      while (!stack.isEmpty()) {
        Wanted wanted = stack.peek();
        if (done.containsKey(wanted)) {
          stack.pop();
          continue;
        }
        List<Wanted> inputs = inputs(wanted);
        boolean ready = true;
        for (Wanted input : inputs) {
          if (!done.containsKey(input)) {
            stack.push(input);
            ready = false;
          }
        }
        if (ready) {
          stack.pop();
          done.put(wanted, build(wanted, inputs.stream().map(done::get).toList()));
        }
      }
      return java.util.Objects.requireNonNull(done.get(first));
    }

    /// What is wanted of the inputs, in the order [#build] takes them.
    private List<Wanted> inputs(Wanted wanted) {
      Node node = wanted.node;
      Region region = wanted.region;
      if (node.operation() instanceof Operation.Select(var own)) {
        Region both = region == null ? own : compose(own, region);
        return List.of(wanted(node.inputs().getFirst(), both));
      }
      List<Wanted> inputs = new ArrayList<>();
      if (region == null || !passes(node, region)) {
        node.inputs().forEach(input -> inputs.add(new Wanted(input, null)));
        return inputs;
      }
      return passed(node, region);
    }

    private static Wanted wanted(Node node, Region region) {
      return new Wanted(node, region.equals(Region.all(node.shape())) ? null : region);
    }

    private boolean passes(Node node, Region region) {
      for (int d = 0; d < region.indexers().size(); d++) {
        long count = region.indexers().get(d).count();
        // Of an axis of length 1 that inputs lack, nothing is left to take nothing from.
        if (count > node.shape().size(d) || (count == 0 && node.shape().size(d) == 1)) {
          return false;
        }
      }
      return switch (node.operation()) {
        case Operation.Elementwise _,
            Operation.Cast _,
            Operation.Transpose _,
            Operation.Broadcast _,
            Operation.Full _,
            Operation.Rechunk _,
            Operation.Select _ ->
            true;
        case Operation.Concat(var axis) -> region.indexers().get(axis) instanceof Indexer.Range;
        case Operation.Reduce _ -> !roots.contains(node) && onlySelected(node);
        case Operation.Reshape(var axis, var _, var sizes) -> {
          boolean whole = true;
          for (int d = axis; d < axis + sizes.size(); d++) {
            whole &= region.indexers().get(d).equals(Indexer.Range.of(0, node.shape().size(d)));
          }
          yield whole;
        }
        case Operation.Read _,
            Operation.Literal _,
            Operation.Random _,
            Operation.Gather _,
            Operation.GroupReduce _,
            Operation.Sweep _,
            Operation.ArgSort _ ->
            false;
      };
    }

    private boolean onlySelected(Node node) {
      List<Node> users = consumers.getOrDefault(node, List.of());
      return users.size() == 1 && users.getFirst().operation() instanceof Operation.Select;
    }

    private static List<Wanted> passed(Node node, Region region) {
      List<Wanted> inputs = new ArrayList<>();
      switch (node.operation()) {
        case Operation.Concat(var axis) -> {
          Indexer.Range range = (Indexer.Range) region.indexers().get(axis);
          long offset = 0;
          for (Node input : node.inputs()) {
            long size = input.shape().size(axis);
            Indexer.Range part = part(range, offset, size);
            if (part.count() > 0) {
              inputs.add(wanted(input, region.with(axis, part)));
            }
            offset += size;
          }
          if (range.step() < 0) {
            java.util.Collections.reverse(inputs);
          }
          if (inputs.isEmpty()) {
            Indexer.Range none = new Indexer.Range(0, 0, 1);
            inputs.add(wanted(node.inputs().getFirst(), region.with(axis, none)));
          }
        }
        case Operation.Transpose(var order) -> {
          Node input = node.inputs().getFirst();
          Region moved = Region.all(input.shape());
          for (int d = 0; d < order.size(); d++) {
            if (order.get(d) >= 0) {
              moved = moved.with(order.get(d), region.indexers().get(d));
            }
          }
          inputs.add(wanted(input, moved));
        }
        case Operation.Reshape(var axis, var count, var sizes) -> {
          Node input = node.inputs().getFirst();
          Region narrower = Region.all(input.shape());
          for (int d = 0; d < region.indexers().size(); d++) {
            if (d < axis) {
              narrower = narrower.with(d, region.indexers().get(d));
            } else if (d >= axis + sizes.size()) {
              narrower = narrower.with(d - sizes.size() + count, region.indexers().get(d));
            }
          }
          inputs.add(wanted(input, narrower));
        }
        case Operation.Reduce(var _, var axes) -> {
          Node input = node.inputs().getFirst();
          Region wider = Region.all(input.shape());
          int k = 0;
          for (int d = 0; d < input.shape().ndim(); d++) {
            if (!axes.contains(d)) {
              wider = wider.with(d, region.indexers().get(k++));
            }
          }
          inputs.add(wanted(input, wider));
        }
        default -> {
          for (Node input : node.inputs()) {
            inputs.add(wanted(input, stretched(input, node, region)));
          }
        }
      }
      return inputs;
    }

    /// `region` of `node` as a region of an input that may have a dimension once.
    private static Region stretched(Node input, Node node, Region region) {
      Region projected = region;
      for (int d = 0; d < node.shape().ndim(); d++) {
        if (input.shape().size(d) == 1 && node.shape().size(d) != 1) {
          long n = Math.min(1, region.indexers().get(d).count());
          projected = projected.with(d, Indexer.Range.of(0, n));
        }
      }
      return projected;
    }

    /// The positions of `range` that lie in `offset … offset + size - 1`, relative to `offset`.
    private static Indexer.Range part(Indexer.Range range, long offset, long size) {
      long step = range.step();
      long first = 0;
      long last = range.count() - 1;
      if (step > 0) {
        first = Math.max(first, Math.ceilDiv(offset - range.start(), step));
        last = Math.min(last, Math.floorDiv(offset + size - 1 - range.start(), step));
      } else {
        first = Math.max(first, Math.ceilDiv(range.start() - (offset + size - 1), -step));
        last = Math.min(last, Math.floorDiv(range.start() - offset, -step));
      }
      return last < first
          ? new Indexer.Range(0, 0, 1)
          : new Indexer.Range(range.start() + first * step - offset, last - first + 1, step);
    }

    private Node build(Wanted wanted, List<Node> inputs) {
      Node node = wanted.node;
      Region region = wanted.region;
      if (node.operation() instanceof Operation.Select) {
        return inputs.getFirst();
      }
      if (region == null) {
        return inputs.equals(node.inputs()) ? node : Nodes.make(node.operation(), inputs);
      }
      if (!passes(node, region)) {
        Node same = inputs.equals(node.inputs()) ? node : Nodes.make(node.operation(), inputs);
        return Nodes.select(same, region);
      }
      return switch (node.operation()) {
        case Operation.Concat(var axis) -> Nodes.concat(axis, inputs);
        case Operation.Broadcast _ -> Nodes.broadcast(inputs.getFirst(), region.shape());
        case Operation.Full(var value, var dtype, var _) ->
            Nodes.full(value, dtype, region.shape());
        case Operation.Rechunk _ -> inputs.getFirst();
        default -> Nodes.make(node.operation(), inputs);
      };
    }

    private static Region compose(Region inner, Region outer) {
      List<Indexer> both = new ArrayList<>();
      for (int d = 0; d < inner.indexers().size(); d++) {
        both.add(compose(inner.indexers().get(d), outer.indexers().get(d)));
      }
      return new Region(both);
    }

    private static Indexer compose(Indexer inner, Indexer outer) {
      if (outer instanceof Indexer.Range(long start, long count, long step)
          && inner instanceof Indexer.Range(long from, long _, long stride)) {
        return count == 0
            ? new Indexer.Range(0, 0, 1)
            : new Indexer.Range(from + start * stride, count, stride * step);
      }
      long[] positions = new long[Math.toIntExact(outer.count())];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = inner.at(outer.at(i));
      }
      return new Indexer.Points(positions);
    }
  }
}
