package io.amasia.plan;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.plan.Operation.Scan;
import java.util.List;

/// Makes sweeps, and what else they need: the values that blocks of a scan start with, whole lines
/// where a line must be seen at once.
public final class Sweeps {
  /// Decoded bytes of a block of a scan, at least and at most.
  private static final long MIN_BLOCK_BYTES = 2 << 20;

  private static final long MAX_BLOCK_BYTES = 32 << 20;

  /// Bytes of the values that the blocks of a scan start with, from which on whole lines are laid
  /// out instead: each task goes through all of them.
  private static final long MAX_CARRY_BYTES = 16 << 20;

  private Sweeps() {}

  /// Running values along `axis`. Chunked axes are gone through in blocks: a first pass finds what
  /// each block comes to, a second one goes on from there.
  ///
  /// @param skipna whether missing values are passed over rather than spoil all that follows
  /// @param limit how many missing values in a row [Scanning#FILL] fills; 0 for all
  public static Node scan(Node input, Scanning kind, int axis, boolean skipna, long limit) {
    return scan(input, kind, axis, skipna, limit, limit > 0 ? Long.MAX_VALUE : block(input, axis));
  }

  static Node scan(Node input, Scanning kind, int axis, boolean skipna, long limit, long block) {
    boolean fills = kind == Scanning.FILL;
    if (fills && !input.dtype().isFloating() && !input.dtype().isTime()) {
      return input;
    }
    long size = input.shape().size(axis);
    if (block >= size) {
      return Nodes.make(new Scan(kind, axis, skipna, Math.max(1, size), limit), List.of(input));
    }
    long blocks = Math.ceilDiv(size, block);
    boolean wide = input.dtype().isFloating() && !fills;
    Node summed = wide ? Nodes.cast(input, DType.FLOAT64) : input;
    if (input.shape().with(axis, blocks).size() * Double.BYTES > MAX_CARRY_BYTES) {
      Node lines = Nodes.rechunk(input, lines(input, axis));
      return Nodes.make(new Scan(kind, axis, skipna, size, limit), List.of(lines));
    }
    Reduction total = Reduction.of(statistic(kind)).withSkipna(skipna || fills);
    Node totals = Nodes.groupReduce(summed, total, axis, Groups.blocks(size, block));
    Node through =
        Nodes.make(new Scan(kind, axis, skipna, Math.max(1, blocks), 0), List.of(totals));
    Region but = Region.all(through.shape()).with(axis, Indexer.Range.of(0, blocks - 1));
    Node nothing = nothing(kind, skipna, through.dtype(), through.shape().with(axis, 1));
    Node carry = Nodes.concat(axis, List.of(nothing, Nodes.select(through, but)));
    return Nodes.make(new Scan(kind, axis, skipna, block, 0), List.of(input, carry));
  }

  private static long block(Node input, int axis) {
    Chunks.Cut cut = input.chunks().cut(axis);
    if (cut.count() <= 1) {
      return Math.max(1, cut.size());
    }
    long all = input.shape().size() * input.dtype().itemSize();
    long target = Math.clamp(all / 32, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
    long chunk = input.chunks().maxChunk().size() * input.dtype().itemSize();
    return Math.max(1, target / Math.max(1, chunk)) * cut.maxLength();
  }

  private static Reduction.Kind statistic(Scanning kind) {
    return switch (kind) {
      case SUM -> Reduction.Kind.SUM;
      case PROD -> Reduction.Kind.PROD;
      case MIN -> Reduction.Kind.MIN;
      case MAX -> Reduction.Kind.MAX;
      case FILL -> Reduction.Kind.LAST;
    };
  }

  /// What a scan of nothing has come to.
  private static Node nothing(Scanning kind, boolean skipna, DType dtype, Shape shape) {
    double none =
        switch (kind) {
          case SUM -> 0;
          case PROD -> 1;
          case MIN -> skipna ? Double.NaN : Double.POSITIVE_INFINITY;
          case MAX -> skipna ? Double.NaN : Double.NEGATIVE_INFINITY;
          case FILL -> Double.NaN;
        };
    if (dtype.isFloating()) {
      return Nodes.full(none, dtype, shape);
    }
    return Nodes.full(dtype.isTime() ? DType.NAT : (long) none, dtype, shape);
  }

  /// The chunks of `input` with whole lines along `axis`, cut along the others to a few megabytes.
  static Chunks lines(Node input, int axis) {
    Chunks whole = input.chunks().with(axis, Grids.whole(input.shape().size(axis)));
    return Grids.atMost(whole, input.dtype(), SweepInference.CHUNK_BYTES, List.of(axis));
  }

  /// A reduction of each window. Fewer than the reduction's `minCount` values that are not missing
  /// give NaN, whatever the statistic.
  public static Node window(Node input, Reduction reduction, Span span) {
    return Nodes.make(new Operation.Window(reduction, span), List.of(input));
  }

  /// A reduction of windows over several dimensions at once, one span each.
  ///
  /// Sums, counts and extremes go dimension by dimension; other statistics see the windows laid
  /// out.
  public static Node window(Node input, Reduction reduction, List<Span> spans) {
    return spans.size() == 1
        ? window(input, reduction, spans.getFirst())
        : WindowsOfSeveral.of(input, reduction, spans);
  }

  /// The windows of `span` along a new last dimension, `fill` where they leave the array.
  public static Node slidingView(Node input, Span span, Number fill) {
    return Nodes.make(new Operation.SlidingView(span, fill), List.of(input));
  }

  /// Sums of cells by weights, for the dimensions `axis …`, as `dtype`.
  public static Node regrid(Node input, int axis, SparseWeights weights, DType dtype) {
    return Nodes.make(new Operation.Regrid(axis, weights, dtype), List.of(input));
  }

  /// A function of the user's on blocks of the first dimensions, all others whole.
  ///
  /// @param inputs arrays with equal first dimensions, as many as `blocks` has
  /// @param dtype the dtype of what the function gives
  /// @param blocks how those dimensions are cut
  /// @param core the lengths of the result's dimensions after them
  public static Node mapBlocks(
      List<Node> inputs, BlockFunction function, DType dtype, Chunks blocks, List<Long> core) {
    return Nodes.make(new Operation.MapBlocks(function, dtype, blocks, core), inputs);
  }

  /// A function of blocks of whole lines along the last dimension, in the place of which the result
  /// has `core`.
  public static Node mapLines(Node input, BlockFunction function, DType dtype, List<Long> core) {
    int last = input.shape().ndim() - 1;
    Chunks whole = lines(input, last);
    Chunks blocks = new Chunks(whole.cuts().subList(0, last));
    return mapBlocks(List.of(Nodes.rechunk(input, whole)), function, dtype, blocks, core);
  }

  /// Ranks along `axis` from 1, ties sharing their mean, as `float64`; `pct` divides them by the
  /// number of values.
  public static Node rank(Node input, int axis, boolean pct) {
    Node lines = Nodes.rechunk(input, lines(input, axis));
    return Nodes.make(new Operation.Rank(axis, pct), List.of(lines));
  }
}
