package io.amasia.plan;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.storage.format.StoredArray;
import java.util.List;

/// What a node of a plan does with its inputs. The closed set; everything else is a dataset word on
/// top.
///
/// A record holds parameters only. Inputs, shape, dtype and chunks are the [Node]'s.
public sealed interface Operation {
  /// The values of a stored array, undecoded by CF. No inputs.
  record Read(StoredArray array) implements Operation {}

  /// Values at hand. No inputs.
  record Literal(NdArray values) implements Operation {}

  /// `value` everywhere: a `Long` or `Double`. No inputs.
  record Full(Number value, DType dtype, Shape shape) implements Operation {}

  /// Random numbers as float64, evenly spread over [0, 1): a function of `seed` and the place in
  /// the array, so that chunks, threads and engines change none. No inputs. See
  /// [io.amasia.plan.engine.Philox].
  record Random(long seed, Chunks chunks) implements Operation {}

  /// An elementwise operation on inputs of equal ndim; a dimension of length 1 is repeated.
  record Elementwise(Op op) implements Operation {}

  /// NumPy's `astype`; floats to integers truncate.
  record Cast(DType to) implements Operation {}

  /// The selected positions, orthogonally; no dimension is dropped.
  record Select(Region region) implements Operation {}

  /// Pointwise selection: output `[…points…, rest of the dims in order]` where point `p` takes
  /// position `positions.get(k)[p]` along axis `axes.get(k)`.
  record Gather(List<Integer> axes, List<long[]> positions) implements Operation {}

  /// Output dimension `d` is input dimension `order.get(d)`, or a new one of length 1 for -1. Input
  /// dimensions that are not named must have length 1 and are dropped.
  record Transpose(List<Integer> order) implements Operation {
    public Transpose {
      order = List.copyOf(order);
    }
  }

  /// `count` neighbouring dimensions from `axis` on become dimensions of `sizes`, with as many
  /// elements, in C order: several become one, or one several.
  record Reshape(int axis, int count, List<Long> sizes) implements Operation {
    public Reshape {
      sizes = List.copyOf(sizes);
    }

    /// The dimensions of the input that are changed, as a shape.
    public Shape before(Shape input) {
      return Shape.of(java.util.Arrays.copyOfRange(input.toArray(), axis, axis + count));
    }

    /// The dimensions they become.
    public Shape after() {
      return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    }
  }

  /// Dimensions of length 1 repeated to `shape`.
  record Broadcast(Shape shape) implements Operation {}

  /// Inputs joined along `axis`; dtypes are equal.
  record Concat(int axis) implements Operation {}

  /// A reduction over `axes` (sorted), which are dropped.
  record Reduce(Reduction reduction, List<Integer> axes) implements Operation {
    public Reduce {
      axes = List.copyOf(axes);
    }
  }

  /// A reduction of each group along `axis`: element `i` belongs to group `groups.of(i)`; the axis
  /// becomes the groups. Empty groups give what a reduction of nothing gives.
  record GroupReduce(Reduction reduction, int axis, Groups groups) implements Operation {}

  /// The same values in other chunks.
  record Rechunk(Chunks chunks) implements Operation {}

  /// Positions along `axis` in ascending order of the values, NaN last: `argsort`, stable.
  record ArgSort(int axis) implements Operation {}

  /// Operations along axes of which a part of the result needs a stretch of the input: what lies
  /// before it, around it, or the whole line. They run inside tasks and wait for nothing.
  sealed interface Sweep extends Operation {}

  /// Running values along `axis`. The second input, if there is one, holds what each block of
  /// `block` positions starts with; without it the first block is all there is.
  ///
  /// @param skipna whether missing values are passed over rather than spoil all that follows
  /// @param limit how many missing values in a row [Scanning#FILL] fills; 0 for all
  record Scan(Scanning kind, int axis, boolean skipna, long block, long limit) implements Sweep {}

  /// A reduction of each window of `span`. What lies outside the array counts as missing.
  record Window(Reduction reduction, Span span) implements Sweep {}

  /// The windows of `span` themselves, along a new last dimension; NaN or `fill` outside the array.
  record SlidingView(Span span, Number fill) implements Sweep {}

  /// Sums of the input's cells by sparse weights. The dimensions `axis …` of the weights' source
  /// are replaced by those of its target. A cell without weights is missing; one with a missing
  /// value under a weight is too.
  record Regrid(int axis, SparseWeights weights, DType dtype) implements Sweep {}

  /// Ranks along `axis` from 1, ties sharing their mean; missing values have none.
  ///
  /// @param pct whether ranks are divided by the number of values
  record Rank(int axis, boolean pct) implements Sweep {}

  /// A function of the user's applied to the blocks of `blocks`, a grid over the first dimensions,
  /// which all inputs share; the dimensions after those are whole in each block. The result has
  /// `core` as its own last dimensions.
  record MapBlocks(BlockFunction function, DType dtype, Chunks blocks, List<Long> core)
      implements Sweep {
    public MapBlocks {
      core = List.copyOf(core);
    }
  }
}
