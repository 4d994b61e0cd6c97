package io.amasia.plan;

import io.amasia.array.DType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The elementwise nodes that run as one program, strip by strip, and the arrays it loads.
///
/// A node belongs to the program of what uses it when it is elementwise, numeric, and of the same
/// shape, or one number everywhere. Any other that is smaller is computed on its own, once, and
/// loaded with broadcasting.
///
/// @param nodes the fused nodes, inputs first
/// @param leaves what is loaded, in order of first use
public record Fusion(List<Node> nodes, List<Node> leaves) {
  /// Whether `node` is computed by a program, unless it is already at hand.
  public static boolean fuses(Node node) {
    return switch (node.operation()) {
      case Operation.Elementwise _ ->
          node.dtype() != DType.STRING
              && node.inputs().stream().noneMatch(n -> n.dtype() == DType.STRING);
      case Operation.Cast _ -> node.dtype() != DType.STRING;
      case Operation.Full(var _, var dtype, var _) -> dtype != DType.STRING;
      case Operation.Read _,
          Operation.Literal _,
          Operation.Random _,
          Operation.Select _,
          Operation.Gather _,
          Operation.Transpose _,
          Operation.Reshape _,
          Operation.Broadcast _,
          Operation.Concat _,
          Operation.Reduce _,
          Operation.GroupReduce _,
          Operation.Rechunk _,
          Operation.Sweep _,
          Operation.ArgSort _ ->
          false;
    };
  }

  /// The program that computes `outputs`, all of one shape; `atHand` are nodes whose values exist.
  public static Fusion of(List<Node> outputs, Set<Node> atHand) {
    var order = new ArrayList<Node>();
    var leaves = new LinkedHashSet<Node>();
    Set<Node> done = new HashSet<>();
    var stack = new ArrayDeque<Node>();
    for (Node output : outputs) {
      stack.push(output);
      while (!stack.isEmpty()) {
        Node node = stack.peek();
        if (done.contains(node)) {
          stack.pop();
          continue;
        }
        boolean inside =
            fuses(node)
                && !atHand.contains(node)
                && (node.shape().equals(output.shape())
                    || node.operation() instanceof Operation.Full);
        int before = stack.size();
        if (inside) {
          for (Node input : node.inputs().reversed()) {
            if (!done.contains(input)) {
              stack.push(input);
            }
          }
        }
        if (stack.size() == before) {
          stack.pop();
          done.add(node);
          if (inside) {
            order.add(node);
          } else {
            leaves.add(node);
          }
        }
      }
    }
    return new Fusion(List.copyOf(order), List.copyOf(leaves));
  }
}
