package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.plan.BlockFunction;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import io.amasia.plan.Sweeps;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Several results of a function side by side in one array, so that it runs once for all of them.
///
/// @param function whose results of one dtype these are
/// @param outputs all its results
/// @param dtype which of them are packed
/// @param loop how many dimensions are gone along
record PackedOutputs(BlocksFunction function, ArrayList<Promised> outputs, DType dtype, int loop)
    implements BlockFunction {
  private static final long serialVersionUID = 1;

  /// [UfuncOutput] as plain values that travel.
  record Promised(DType dtype, ArrayList<Long> lengths) implements Serializable {
    static Promised of(UfuncOutput output) {
      return new Promised(output.dtype(), new ArrayList<>(output.lengths()));
    }

    long size() {
      return lengths.stream().reduce(1L, Math::multiplyExact);
    }
  }

  /// The results of `function` on blocks of `inputs`, each of the dimensions gone along and then
  /// its own. Those of one dtype are computed together.
  static List<Node> of(
      BlocksFunction function, List<UfuncOutput> outputs, List<Node> inputs, Chunks blocks) {
    if (outputs.size() == 1) {
      UfuncOutput only = outputs.getFirst();
      BlockFunction one = given -> single(function.apply(given));
      return List.of(Sweeps.mapBlocks(inputs, one, only.dtype(), blocks, only.lengths()));
    }
    var promised =
        outputs.stream().map(Promised::of).collect(Collectors.toCollection(ArrayList::new));
    List<Node> results = new ArrayList<>();
    for (int k = 0; k < outputs.size(); k++) {
      results.add(
          unpacked(
              new PackedOutputs(function, promised, outputs.get(k).dtype(), blocks.ndim()),
              k,
              inputs,
              blocks));
    }
    return results;
  }

  private static NdArray single(List<NdArray> results) {
    requireCount(results, 1);
    return results.getFirst();
  }

  private static void requireCount(List<NdArray> results, int wanted) {
    if (results.size() != wanted) {
      throw new AmasiaException.Usage(
          "the function gave %d results; %d were promised".formatted(results.size(), wanted));
    }
  }

  private static Node unpacked(PackedOutputs packing, int k, List<Node> inputs, Chunks blocks) {
    long start = packing.length(k);
    long total = packing.length(packing.outputs.size());
    Node packed = kept(Sweeps.mapBlocks(inputs, packing, packing.dtype, blocks, List.of(total)));
    Promised own = packing.outputs.get(k);
    int axis = blocks.ndim();
    Region part = Region.all(packed.shape()).with(axis, Indexer.Range.of(start, own.size()));
    Node flat = Nodes.select(packed, part);
    if (!own.lengths().isEmpty()) {
      return Nodes.reshape(flat, axis, 1, own.lengths());
    }
    return Nodes.transpose(flat, IntStream.range(0, axis).boxed().toList());
  }

  /// The same values as the result of a stage, which all that ask for parts of them share: blocks
  /// of functions are computed anew for each part. The first of one value is a reduction, hence
  /// one.
  private static Node kept(Node packed) {
    List<Integer> behind = new ArrayList<>(List.of(-1));
    IntStream.range(0, packed.shape().ndim()).forEach(behind::add);
    Reduction first = Reduction.of(Reduction.Kind.FIRST).withSkipna(false);
    return Nodes.reduce(Nodes.transpose(packed, behind), first, List.of(0));
  }

  /// Elements of the packed results before result `k`.
  private long length(int k) {
    return outputs.subList(0, k).stream()
        .filter(o -> o.dtype() == dtype)
        .mapToLong(Promised::size)
        .sum();
  }

  @Override
  public NdArray apply(List<NdArray> blocks) {
    List<NdArray> results = function.apply(blocks);
    requireCount(results, outputs.size());
    long[] shape = Arrays.copyOf(blocks.getFirst().shape().toArray(), loop + 1);
    List<Long> places = Arrays.stream(shape).limit(loop).boxed().toList();
    shape[loop] = length(outputs.size());
    NdArray packed = NdArray.allocate(dtype, Shape.of(shape));
    long rows = places.stream().reduce(1L, Math::multiplyExact);
    for (int k = 0; k < results.size(); k++) {
      Promised own = outputs.get(k);
      NdArray given = results.get(k);
      requirePromised(given, own, places, k);
      if (own.dtype() == dtype) {
        long bytes = own.size() * dtype.itemSize();
        long to = length(k) * dtype.itemSize();
        for (long row = 0; row < rows; row++) {
          MemorySegment.copy(
              given.data(),
              row * bytes,
              packed.data(),
              row * shape[loop] * dtype.itemSize() + to,
              bytes);
        }
      }
    }
    return packed;
  }

  private static void requirePromised(NdArray given, Promised own, List<Long> places, int k) {
    List<Long> wanted = new ArrayList<>(places);
    wanted.addAll(own.lengths());
    List<Long> have = Arrays.stream(given.shape().toArray()).boxed().toList();
    if (given.dtype() != own.dtype() || !have.equals(wanted)) {
      throw new AmasiaException.Usage(
          "result %d of the function is %s %s; %s %s was promised"
              .formatted(k, given.dtype(), have, own.dtype(), wanted));
    }
  }
}
