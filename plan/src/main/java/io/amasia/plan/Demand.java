package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Indexer;
import io.amasia.array.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The box of an input that a box of a node needs.
///
/// @param input which input
/// @param node that input
/// @param box what is needed of it
public record Demand(int input, Node node, Box box) {
  /// What `box` of `node` needs of the node's inputs. Inputs that are not needed are left out.
  ///
  /// Lists of positions ask for the box around them; reading them from a source directly is better
  /// (see the engine).
  public static List<Demand> of(Node node, Box box) {
    List<Node> in = node.inputs();
    return switch (node.operation()) {
      case Operation.Read _, Operation.Literal _, Operation.Full _, Operation.Random _ -> List.of();
      case Operation.Elementwise _, Operation.Cast _, Operation.Broadcast _ -> {
        var demands = new ArrayList<Demand>();
        for (int k = 0; k < in.size(); k++) {
          demands.add(new Demand(k, in.get(k), project(box, in.get(k))));
        }
        yield demands;
      }
      case Operation.Select(var region) ->
          List.of(new Demand(0, in.getFirst(), around(region, box)));
      case Operation.Gather(var axes, var positions) ->
          List.of(new Demand(0, in.getFirst(), gathered(in.getFirst(), axes, positions, box)));
      case Operation.Transpose(var order) -> {
        int ndim = in.getFirst().shape().ndim();
        long[] start = new long[ndim];
        long[] length = new long[ndim];
        Arrays.fill(length, 1);
        for (int d = 0; d < order.size(); d++) {
          if (order.get(d) >= 0) {
            start[order.get(d)] = box.start(d);
            length[order.get(d)] = box.length(d);
          }
        }
        yield List.of(new Demand(0, in.getFirst(), Box.of(start, length)));
      }
      case Operation.Reshape reshape ->
          List.of(new Demand(0, in.getFirst(), Refolding.demand(reshape, in.getFirst(), box)));
      case Operation.Concat(var axis) -> {
        var demands = new ArrayList<Demand>();
        long offset = 0;
        for (int k = 0; k < in.size() && offset < box.end(axis); k++) {
          long size = in.get(k).shape().size(axis);
          long from = Math.max(box.start(axis), offset);
          long to = Math.min(box.end(axis), offset + size);
          if (from < to) {
            demands.add(new Demand(k, in.get(k), box.with(axis, from - offset, to - from)));
          }
          offset += size;
        }
        yield demands;
      }
      case Operation.Reduce(var _, var axes) -> {
        Node input = in.getFirst();
        long[] start = new long[input.shape().ndim()];
        long[] length = input.shape().toArray();
        int k = 0;
        for (int d = 0; d < start.length; d++) {
          if (!axes.contains(d)) {
            start[d] = box.start(k);
            length[d] = box.length(k);
            k++;
          }
        }
        yield List.of(new Demand(0, input, Box.of(start, length)));
      }
      case Operation.GroupReduce(var _, var axis, var _) ->
          List.of(
              new Demand(0, in.getFirst(), box.with(axis, 0, in.getFirst().shape().size(axis))));
      case Operation.ArgSort(var axis) ->
          List.of(
              new Demand(0, in.getFirst(), box.with(axis, 0, in.getFirst().shape().size(axis))));
      case Operation.Sweep sweep -> SweepDemand.of(sweep, node, box);
      case Operation.Rechunk _ -> List.of(new Demand(0, in.getFirst(), box));
    };
  }

  /// `box` with dimensions that `input` has once cut to that one.
  static Box project(Box box, Node input) {
    Box projected = box;
    for (int d = 0; d < box.ndim(); d++) {
      if (input.shape().size(d) == 1 && (box.start(d) != 0 || box.length(d) > 1)) {
        projected = projected.with(d, 0, Math.min(1, box.length(d)));
      }
    }
    return projected;
  }

  /// The part of `region` that gives `box` of its result.
  public static Region within(Region region, Box box) {
    var indexers = new ArrayList<Indexer>();
    for (int d = 0; d < box.ndim(); d++) {
      long from = box.start(d);
      long n = box.length(d);
      indexers.add(
          switch (region.indexers().get(d)) {
            case Indexer.Range(long start, long _, long step) ->
                new Indexer.Range(n == 0 ? 0 : start + from * step, n, step);
            case Indexer.Points points -> {
              long[] part = new long[Math.toIntExact(n)];
              for (int i = 0; i < part.length; i++) {
                part[i] = points.at(from + i);
              }
              yield new Indexer.Points(part);
            }
          });
    }
    return new Region(indexers);
  }

  /// The smallest box of the source that holds what `region` takes for `box` of its result.
  static Box around(Region region, Box box) {
    long[] start = new long[box.ndim()];
    long[] length = new long[box.ndim()];
    for (int d = 0; d < start.length; d++) {
      Indexer indexer = region.indexers().get(d);
      long low = Long.MAX_VALUE;
      long high = -1;
      long n = box.length(d);
      long stride = indexer instanceof Indexer.Range ? Math.max(1, n - 1) : 1;
      for (long i = 0; i < n; i += stride) {
        long at = indexer.at(box.start(d) + i);
        low = Math.min(low, at);
        high = Math.max(high, at);
      }
      start[d] = n == 0 ? 0 : low;
      length[d] = n == 0 ? 0 : high - low + 1;
    }
    return Box.of(start, length);
  }

  private static Box gathered(Node input, List<Integer> axes, List<long[]> positions, Box box) {
    int ndim = input.shape().ndim();
    long[] start = new long[ndim];
    long[] length = new long[ndim];
    int rest = 1;
    for (int d = 0; d < ndim; d++) {
      int k = axes.indexOf(d);
      if (k < 0) {
        start[d] = box.start(rest);
        length[d] = box.length(rest);
        rest++;
        continue;
      }
      long low = Long.MAX_VALUE;
      long high = -1;
      for (long p = box.start(0); p < box.end(0); p++) {
        long at = positions.get(k)[(int) p];
        low = Math.min(low, at);
        high = Math.max(high, at);
      }
      start[d] = high < 0 ? 0 : low;
      length[d] = high < 0 ? 0 : high - low + 1;
    }
    return Box.of(start, length);
  }
}
