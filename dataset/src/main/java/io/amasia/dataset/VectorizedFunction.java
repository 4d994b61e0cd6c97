package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A function of core dimensions alone, called for each place along the others: what
/// `vectorize=True` is to xarray's `apply_ufunc`.
///
/// @param function of arrays of the core dimensions
/// @param loop how many dimensions of a block, the first ones, are gone along
record VectorizedFunction(BlocksFunction function, int loop) implements BlocksFunction {
  private static final long serialVersionUID = 1;

  @Override
  public List<NdArray> apply(List<NdArray> blocks) {
    long[] places = Arrays.copyOf(blocks.getFirst().shape().toArray(), loop);
    long rows = Arrays.stream(places).reduce(1, Math::multiplyExact);
    List<NdArray> results = new ArrayList<>();
    for (long row = 0; row < rows; row++) {
      long at = row;
      List<NdArray> given = function.apply(blocks.stream().map(b -> place(b, at)).toList());
      for (int k = 0; k < given.size(); k++) {
        if (row == 0) {
          long[] own = given.get(k).shape().toArray();
          long[] shape = Arrays.copyOf(places, loop + own.length);
          System.arraycopy(own, 0, shape, loop, own.length);
          results.add(NdArray.allocate(given.get(k).dtype(), Shape.of(shape)));
        }
        put(given.get(k), results.get(k), row, rows);
      }
    }
    return results;
  }

  /// The core of `block` at place `row`, which stands together in it.
  private NdArray place(NdArray block, long row) {
    long[] shape = block.shape().toArray();
    Shape core = Shape.of(Arrays.copyOfRange(shape, loop, shape.length));
    long bytes = core.size() * block.dtype().itemSize();
    return NdArray.wrap(block.dtype(), core, block.data().asSlice(row * bytes, bytes));
  }

  private static void put(NdArray given, NdArray whole, long row, long rows) {
    long bytes = whole.nbytes() / rows;
    if (given.dtype() != whole.dtype() || given.nbytes() != bytes) {
      throw new AmasiaException.Usage(
          "the function gave %s%s at one place, and results of another shape or dtype at others"
              .formatted(given.dtype(), given.shape()));
    }
    MemorySegment.copy(given.data(), 0, whole.data(), row * bytes, bytes);
  }
}
