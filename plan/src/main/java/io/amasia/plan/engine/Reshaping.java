package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;

/// Copies elements from the folds of one shape into those of another.
final class Reshaping {
  private Reshaping() {}

  /// The box `to` of the result of `node`, from the block `input` that holds the box `from` of its
  /// input.
  static NdArray copy(Operation.Reshape reshape, Node node, Box from, Block input, Box to) {
    if (!input.isDense()) {
      try (NdArray dense = dense(node, input)) {
        return copy(reshape, node, from, Block.of(dense), to);
      }
    }
    int axis = reshape.axis();
    Shape before = reshape.before(node.inputs().getFirst().shape());
    Shape after = reshape.after();
    long origin = 0;
    long run = 1;
    for (int d = 0; d < before.ndim(); d++) {
      origin = origin * before.size(d) + from.start(axis + d);
      run *= from.length(axis + d);
    }
    Block runs = unfolded(input, axis, before.ndim(), run, to.ndim(), after.ndim());
    try (var assembly = new Assembly(node.dtype(), to.shape())) {
      copyRows(assembly, runs, axis, after, to, origin);
      return assembly.finish();
    }
  }

  private static NdArray dense(Node node, Block input) {
    try (var assembly = new Assembly(node.dtype(), input.shape())) {
      assembly.put(input, new long[input.shape().ndim()]);
      return assembly.finish();
    }
  }

  /// The changed dimensions as one of length `run`, after `ndim - 1` new ones of length 1.
  private static Block unfolded(
      Block input, int axis, int count, long run, int outNdim, int newNdim) {
    long[] sizes = new long[outNdim];
    long[] strides = new long[outNdim];
    long stride = 1;
    for (int d = outNdim - 1; d >= 0; d--) {
      boolean changed = d >= axis && d < axis + newNdim;
      if (changed) {
        sizes[d] = d == axis + newNdim - 1 ? run : 1;
      } else {
        sizes[d] = input.shape().size(d < axis ? d : d - newNdim + count);
      }
      strides[d] = stride;
      stride *= sizes[d];
    }
    return new Block(input.array(), input.offset(), Shape.of(sizes), strides);
  }

  /// Row after row along the last new dimension.
  private static void copyRows(
      Assembly assembly, Block runs, int axis, Shape after, Box to, long origin) {
    int ndim = after.ndim();
    if (ndim == 0) { // dimensions of length 1 go
      assembly.put(runs, new long[to.ndim()]);
      return;
    }
    int last = axis + ndim - 1;
    long rows = 1;
    for (int d = axis; d < last; d++) {
      rows *= to.length(d);
    }
    long[] sizes = to.shape().toArray();
    for (int d = axis; d < last; d++) {
      sizes[d] = 1;
    }
    Shape part = Shape.of(sizes);
    for (long row = 0; row < rows && part.size() > 0; row++) {
      long[] target = new long[to.ndim()];
      long rest = row;
      for (int d = last - 1; d >= axis; d--) {
        target[d] = rest % to.length(d);
        rest /= to.length(d);
      }
      long at = 0;
      for (int d = axis; d <= last; d++) {
        at = at * after.size(d - axis) + to.start(d) + (d < last ? target[d] : 0);
      }
      long[] start = new long[to.ndim()];
      start[last] = at - origin;
      assembly.put(runs.slice(start, part), target);
    }
  }
}
