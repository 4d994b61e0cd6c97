package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Demand;
import io.amasia.plan.Operation;
import java.util.ArrayList;
import java.util.List;

/// Calls a function of the user's for each block that a box needs.
final class BlockCalls {
  private final Operation.MapBlocks map;
  private final List<Demand> demands;
  private final List<NdArray> inputs;
  private final Box box;
  private final NdArray target;

  private BlockCalls(
      Operation.MapBlocks map,
      List<Demand> demands,
      List<NdArray> inputs,
      Box box,
      NdArray target) {
    this.map = map;
    this.demands = demands;
    this.inputs = inputs;
    this.box = box;
    this.target = target;
  }

  static void compute(
      Operation.MapBlocks map,
      List<Demand> demands,
      List<NdArray> inputs,
      Box box,
      NdArray target) {
    var calls = new BlockCalls(map, demands, inputs, box, target);
    calls.along(0, Box.all(map.blocks().shape()));
  }

  /// Goes through the blocks along dimension `d` and those after it.
  private void along(int d, Box block) {
    if (d == block.ndim()) {
      call(block);
      return;
    }
    Chunks.Cut cut = map.blocks().cut(d);
    long last = cut.chunkOf(box.end(d) - 1);
    for (long c = cut.chunkOf(box.start(d)); c <= last; c++) {
      along(d + 1, block.with(d, cut.start(c), cut.length(c)));
    }
  }

  private void call(Box block) {
    AmasiaException.Cancelled.ifInterrupted();
    List<NdArray> parts = new ArrayList<>();
    try {
      for (int k = 0; k < inputs.size(); k++) {
        parts.add(part(inputs.get(k), demands.get(k).box(), block));
      }
      try (NdArray result = map.function().apply(List.copyOf(parts), block)) {
        store(result, block);
      }
    } catch (AmasiaException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new AmasiaException.TaskFailed(
          "the function failed for the block %s of %s: %s"
              .formatted(block, map.blocks().shape(), e),
          e);
    } finally {
      parts.forEach(NdArray::close);
    }
  }

  /// The values of `block` of an input of which `from` is at hand.
  private static NdArray part(NdArray input, Box from, Box block) {
    long[] start = new long[from.ndim()];
    long[] length = new long[from.ndim()];
    for (int d = 0; d < start.length; d++) {
      start[d] = d < block.ndim() ? block.start(d) - from.start(d) : 0;
      length[d] = d < block.ndim() ? block.length(d) : from.length(d);
    }
    return Copier.dense(Block.of(input).slice(start, Shape.of(length)));
  }

  private void store(NdArray result, Box block) {
    int loop = block.ndim();
    long[] sizes = new long[loop + map.core().size()];
    long[] from = new long[sizes.length];
    long[] to = new long[sizes.length];
    long[] length = new long[sizes.length];
    for (int d = 0; d < sizes.length; d++) {
      long start = d < loop ? block.start(d) : 0;
      sizes[d] = d < loop ? block.length(d) : map.core().get(d - loop);
      long low = Math.max(start, box.start(d));
      from[d] = low - start;
      to[d] = low - box.start(d);
      length[d] = Math.min(start + sizes[d], box.end(d)) - low;
    }
    Shape wanted = Shape.of(sizes);
    if (result.dtype() != map.dtype() || !result.shape().equals(wanted)) {
      throw new AmasiaException.Usage(
          "the function gave %s%s for a block of which %s%s was promised"
              .formatted(result.dtype(), result.shape(), map.dtype(), wanted));
    }
    Shape part = Shape.of(length);
    Copier.copy(Block.of(result).slice(from, part), Block.of(target).slice(to, part));
  }
}
