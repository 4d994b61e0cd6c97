package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Demand;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import java.util.ArrayList;
import java.util.List;

/// Computes a box of a sweep from the boxes of its inputs.
final class Sweeping {
  private Sweeping() {}

  static NdArray compute(
      Operation.Sweep sweep, Node node, List<Demand> demands, List<Block> inputs, Box box) {
    NdArray target = NdArray.allocate(node.dtype(), box.shape());
    if (target.size() == 0) {
      return target;
    }
    List<NdArray> copies = new ArrayList<>();
    try {
      List<NdArray> dense = new ArrayList<>();
      for (Block input : inputs) {
        dense.add(dense(input, copies));
      }
      NdArray first = dense.getFirst();
      Box from = demands.getFirst().box();
      switch (sweep) {
        case Operation.Scan scan -> Scans.compute(scan, demands, dense, box, target);
        case Operation.Window(var reduction, var span) ->
            Windows.compute(reduction, span, node, first, from, box, target);
        case Operation.SlidingView(var span, var fill) ->
            SlidingViews.compute(span, fill, first, from, box, target);
        case Operation.Regrid(var axis, var weights, var _) ->
            Regridding.compute(axis, weights, first, from, box, target);
        case Operation.MapBlocks map -> BlockCalls.compute(map, demands, dense, box, target);
        case Operation.Rank(var axis, var pct) -> Ranks.compute(axis, pct, first, box, target);
      }
      return target;
    } catch (Throwable e) {
      target.close();
      throw e;
    } finally {
      copies.forEach(NdArray::close);
    }
  }

  /// The values of `block` one after the other, copied only where they do not lie so.
  private static NdArray dense(Block block, List<NdArray> copies) {
    NdArray array = block.array();
    if (block.isDense() && block.offset() == 0 && array.size() == block.shape().size()) {
      return array.reshaped(block.shape());
    }
    NdArray copy = Copier.dense(block);
    copies.add(copy);
    return copy;
  }
}
