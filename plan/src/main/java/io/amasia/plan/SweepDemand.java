package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import java.util.ArrayList;
import java.util.List;

/// What a box of a sweep's result needs of its inputs.
final class SweepDemand {
  private SweepDemand() {}

  static List<Demand> of(Operation.Sweep sweep, Node node, Box box) {
    Node input = node.inputs().getFirst();
    return switch (sweep) {
      case Operation.MapBlocks map -> blocks(map, node, box);
      case Operation.Scan scan -> scan(scan, node, box);
      case Operation.Window(var _, var span) ->
          List.of(new Demand(0, input, under(span, input, box)));
      case Operation.SlidingView(var span, var _) -> {
        Shape shape = input.shape();
        long[] start = new long[shape.ndim()];
        long[] length = new long[shape.ndim()];
        for (int d = 0; d < start.length; d++) {
          start[d] = box.start(d);
          length[d] = box.length(d);
        }
        yield List.of(new Demand(0, input, under(span, input, Box.of(start, length))));
      }
      case Operation.Regrid regrid -> List.of(new Demand(0, input, cells(regrid, input, box)));
      case Operation.Rank(var axis, var _) ->
          List.of(new Demand(0, input, box.with(axis, 0, input.shape().size(axis))));
    };
  }

  /// Whole blocks, and all of the dimensions after theirs.
  private static List<Demand> blocks(Operation.MapBlocks map, Node node, Box box) {
    List<Demand> demands = new ArrayList<>();
    for (Node input : node.inputs()) {
      Box part = Box.all(input.shape());
      for (int d = 0; d < map.blocks().ndim(); d++) {
        if (box.length(d) == 0) {
          part = part.with(d, 0, 0);
          continue;
        }
        Chunks.Cut cut = map.blocks().cut(d);
        long last = cut.chunkOf(box.end(d) - 1);
        long from = cut.start(cut.chunkOf(box.start(d)));
        part = part.with(d, from, cut.start(last) + cut.length(last) - from);
      }
      demands.add(new Demand(demands.size(), input, part));
    }
    return demands;
  }

  private static List<Demand> scan(Operation.Scan scan, Node node, Box box) {
    int axis = scan.axis();
    Node input = node.inputs().getFirst();
    long from =
        scan.limit() > 0
            ? Math.max(0, box.start(axis) - scan.limit())
            : box.start(axis) / scan.block() * scan.block();
    Demand values = new Demand(0, input, box.with(axis, from, box.end(axis) - from));
    if (node.inputs().size() == 1) {
      return List.of(values);
    }
    long first = from / scan.block();
    long blocks = Math.ceilDiv(Math.max(from, box.end(axis)), scan.block()) - first;
    return List.of(values, new Demand(1, node.inputs().get(1), box.with(axis, first, blocks)));
  }

  private static Box under(Span span, Node input, Box box) {
    int axis = span.axis();
    long size = input.shape().size(axis);
    if (box.length(axis) == 0) {
      return box.with(axis, 0, 0);
    }
    long low = span.low(box.start(axis), size);
    return box.with(axis, low, Math.max(0, span.high(box.end(axis), size) - low));
  }

  /// The box around the source cells with a weight.
  private static Box cells(Operation.Regrid regrid, Node input, Box box) {
    SparseWeights weights = regrid.weights();
    int axis = regrid.axis();
    int sources = weights.source().ndim();
    int targets = weights.target().ndim();
    long[] sourceStrides = weights.source().strides();
    long[] low = new long[sources];
    long[] high = new long[sources];
    java.util.Arrays.fill(low, Long.MAX_VALUE);
    java.util.Arrays.fill(high, -1);
    for (int row : weights.rows(axis, box)) {
      for (int k = weights.start(row); k < weights.end(row); k++) {
        long rest = weights.column(k);
        for (int d = 0; d < sources; d++) {
          long at = rest / sourceStrides[d];
          rest -= at * sourceStrides[d];
          low[d] = Math.min(low[d], at);
          high[d] = Math.max(high[d], at);
        }
      }
    }
    long[] start = new long[input.shape().ndim()];
    long[] length = new long[start.length];
    for (int d = 0; d < start.length; d++) {
      if (d >= axis && d < axis + sources) {
        boolean none = high[d - axis] < 0;
        start[d] = none ? 0 : low[d - axis];
        length[d] = none ? 0 : high[d - axis] - low[d - axis] + 1;
      } else {
        int from = d < axis ? d : d - sources + targets;
        start[d] = box.start(from);
        length[d] = box.length(from);
      }
    }
    return Box.of(start, length);
  }
}
