package io.amasia.plan;

import io.amasia.array.Indexer;
import io.amasia.array.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A plan as text, one node a line: number, operation, inputs, dtype and shape, chunks.
final class PlanText {
  private PlanText() {}

  static String of(Plan plan) {
    Map<Node, Integer> numbers = new HashMap<>();
    var text = new StringBuilder();
    for (Node node : plan.nodes()) {
      int number = numbers.size();
      numbers.put(node, number);
      String inputs =
          node.inputs().stream().map(n -> "%" + numbers.get(n)).collect(Collectors.joining(", "));
      if (node.inputs().size() > 8) {
        inputs =
            "%"
                + numbers.get(node.inputs().getFirst())
                + " … %"
                + numbers.get(node.inputs().getLast());
      }
      text.append("%%%d = %s\n".formatted(number, line(node, inputs)));
    }
    plan.roots()
        .forEach((name, node) -> text.append("%s: %%%d\n".formatted(name, numbers.get(node))));
    return text.toString();
  }

  /// What each node is, without the numbers of its inputs.
  static List<String> described(Plan plan) {
    return plan.nodes().stream()
        .map(node -> line(node, "…"))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String line(Node node, String inputs) {
    String of = node.inputs().isEmpty() ? "" : "(" + inputs + ")";
    return "%s%s %s%s, chunks %s"
        .formatted(
            label(node.operation()), of, node.dtype(), node.shape(), node.chunks().maxChunk());
  }

  /// A short name of an operation with its parameters, for people.
  static String label(Operation operation) {
    return switch (operation) {
      case Operation.Read(var array) -> "read " + array.path();
      case Operation.Literal _ -> "literal";
      case Operation.Full(var value, var _, var _) -> "full " + value;
      case Operation.Random(var seed, var _) -> "random of seed " + seed;
      case Operation.Elementwise(var op) -> label(op);
      case Operation.Cast(var to) -> "cast " + to;
      case Operation.Select(var region) -> "select " + label(region);
      case Operation.Gather(var axes, var _) -> "gather " + axes;
      case Operation.Transpose(var order) -> "transpose " + order;
      case Operation.Reshape(var axis, var count, var sizes) ->
          "reshape " + axis + (count == 1 ? "" : ".." + (axis + count - 1)) + " to " + sizes;
      case Operation.Broadcast(var shape) -> "broadcast " + shape;
      case Operation.Concat(var axis) -> "concat " + axis;
      case Operation.Reduce(var reduction, var axes) -> label(reduction) + " over " + axes;
      case Operation.GroupReduce(var reduction, var axis, var groups) ->
          label(reduction) + " over " + axis + " by " + groups;
      case Operation.Rechunk _ -> "rechunk";
      case Operation.ArgSort(var axis) -> "argsort " + axis;
      case Operation.Sweep sweep -> label(sweep);
    };
  }

  private static String label(Operation.Sweep sweep) {
    return switch (sweep) {
      case Operation.Scan(var kind, var axis, var _, var block, var limit) ->
          "running %s along %d%s"
              .formatted(
                  kind.name().toLowerCase(Locale.ROOT),
                  axis,
                  limit > 0 ? " up to " + limit : " in blocks of " + block);
      case Operation.Window(var reduction, var span) -> label(reduction) + " of " + label(span);
      case Operation.SlidingView(var span, var _) -> label(span);
      case Operation.Regrid(var axis, var weights, var _) -> "regrid " + axis + " by " + weights;
      case Operation.Rank(var axis, var _) -> "rank " + axis;
      case Operation.MapBlocks map -> "map blocks of " + map.blocks().maxChunk();
    };
  }

  private static String label(Span span) {
    return "windows of %d by %d along %d".formatted(span.length(), span.step(), span.axis());
  }

  private static String label(Reduction r) {
    String name = r.kind().name().toLowerCase(Locale.ROOT);
    return name
        + (r.kind() == Reduction.Kind.QUANTILE ? " " + r.q() : "")
        + (r.method() == QuantileMethod.LINEAR ? "" : " " + r.method())
        + (r.ddof() == 0 ? "" : " ddof=" + r.ddof())
        + (r.minCount() == 0 ? "" : " min_count=" + r.minCount())
        + (r.skipna() ? "" : " with missing");
  }

  private static String label(Op op) {
    return switch (op) {
      case Op.Unary u -> u.name().toLowerCase(Locale.ROOT);
      case Op.Binary b -> b.name().toLowerCase(Locale.ROOT);
      case Op.Where() -> "where";
      case Op.IsIn(var values) -> "isin " + values.size() + " values";
      case Op.TextAt(var texts) -> "one of " + texts.size() + " texts";
      case Op.MaskFill(var fills, var _) -> "mask " + fills;
      case Op.Scale(var scale, var offset, var _) -> "scale " + scale + " + " + offset;
      case Op.DecodeTime(var _, var unit, var _) -> "decode time of unit " + unit + " us";
      case Op.TimeField(var field, var calendar) ->
          field.name().toLowerCase(Locale.ROOT) + " of " + calendar.label();
    };
  }

  private static String label(Region region) {
    return region.indexers().stream()
        .map(PlanText::label)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String label(Indexer indexer) {
    return switch (indexer) {
      case Indexer.Range(long start, long count, long step) when step == 1 ->
          start + ":" + (start + count);
      case Indexer.Range(long start, long count, long step) ->
          start + ":" + (start + count * step) + ":" + step;
      case Indexer.Points points -> points.toString();
    };
  }
}
