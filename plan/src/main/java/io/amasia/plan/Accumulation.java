package io.amasia.plan;

import io.amasia.array.DType;
import io.amasia.array.kernel.Accumulator;
import io.amasia.plan.Stage.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reductions whose results come from one state, accumulated once: sum, mean and count of the same
/// floats along the same axes, or their variance, standard deviation and count.
///
/// @param nodes the reductions; the first one accumulates, all write their results from its state
public record Accumulation(List<Node> nodes) {
  public Accumulation {
    nodes = List.copyOf(nodes);
  }

  /// What the state of a reduction is made of.
  private enum State {
    SUMS,
    SQUARES,
    /// A count alone, which any of the above holds too.
    COUNT,
    OWN
  }

  /// Equal for reductions that share: what they take, along which axes or groups, and how.
  private record Key(State state, Node taken, Object along, boolean skipna) {
    Key with(State other) {
      return new Key(other, taken, along, skipna);
    }
  }

  /// Whether `output` is a reduction that adds up box by box; one along no axes, as of a scalar, is
  /// too.
  public static boolean adds(Output output) {
    return output.isBarrier()
        && switch (output.node().operation()) {
          case Operation.Reduce _, Operation.GroupReduce _ ->
              !reduction(output.node()).kind().isOrderStatistic();
          default -> false;
        };
  }

  /// The reductions of a stage that add up, those that share a state together.
  public static List<Accumulation> of(List<Output> outputs) {
    Map<Object, List<Node>> found = new LinkedHashMap<>();
    for (Output output : outputs) {
      if (adds(output)) {
        Key key = key(output.node());
        Object home = key.state == State.OWN ? output.node() : key;
        found.computeIfAbsent(home, _ -> new ArrayList<>()).add(output.node());
      }
    }
    for (Object home : List.copyOf(found.keySet())) {
      if (home instanceof Key key && key.state == State.COUNT) {
        List<Node> sums = found.get(key.with(State.SUMS));
        List<Node> others = sums != null ? sums : found.get(key.with(State.SQUARES));
        if (others != null) {
          others.addAll(found.remove(key));
        }
      }
    }
    return found.values().stream().map(Accumulation::new).toList();
  }

  private static Key key(Node node) {
    Node taken = taken(node);
    Reduction reduction = reduction(node);
    State state =
        !taken.dtype().isFloating()
            ? State.OWN
            : switch (reduction.kind()) {
              case SUM, MEAN -> State.SUMS;
              case VAR, STD -> State.SQUARES;
              case COUNT -> State.COUNT;
              case PROD, MIN, MAX, ANY, ALL, ARGMIN, ARGMAX, FIRST, LAST, MEDIAN, QUANTILE ->
                  State.OWN;
            };
    Object along =
        switch (node.operation()) {
          case Operation.GroupReduce(var _, var axis, var groups) -> List.of(axis, groups);
          case Operation.Reduce(var _, var axes) -> axes;
          default -> throw notOne(node);
        };
    return new Key(state, taken, along, reduction.skipna() || state == State.COUNT);
  }

  /// What a reduction takes: `float32` values where its input is no more than their `float64` form,
  /// as sums are in double anyway.
  static Node taken(Node node) {
    Node input = node.inputs().getFirst();
    boolean widened =
        input.operation() instanceof Operation.Cast
            && input.dtype() == DType.FLOAT64
            && input.inputs().getFirst().dtype() == DType.FLOAT32;
    return switch (reduction(node).kind()) {
      case SUM, MEAN, VAR, STD, COUNT -> widened ? input.inputs().getFirst() : input;
      case PROD, MIN, MAX, ANY, ALL, ARGMIN, ARGMAX, FIRST, LAST, MEDIAN, QUANTILE -> input;
    };
  }

  private static Reduction reduction(Node node) {
    return switch (node.operation()) {
      case Operation.Reduce(var reduction, var _) -> reduction;
      case Operation.GroupReduce(var reduction, var _, var _) -> reduction;
      default -> throw notOne(node);
    };
  }

  private static IllegalArgumentException notOne(Node node) {
    return new IllegalArgumentException("not a reduction: " + node.operation());
  }

  /// The reduction that accumulates.
  public Node first() {
    return nodes.getFirst();
  }

  /// What accumulates, or writes the results of, the reduction at `k`.
  public Accumulator accumulator(int k) {
    Node node = nodes.get(k);
    Reduction reduction = reduction(node);
    DType taken = taken(node).dtype();
    State held = key(first()).state;
    if (reduction.kind() == Reduction.Kind.COUNT && held != State.COUNT && held != State.OWN) {
      return Accumulator.counting(held == State.SQUARES, taken);
    }
    return Accumulator.of(reduction.kernel(), taken, node.dtype(), reduction.settings());
  }

  /// Bytes of the state of one result.
  long stateBytes() {
    return accumulator(0).stateBytes(1);
  }
}
