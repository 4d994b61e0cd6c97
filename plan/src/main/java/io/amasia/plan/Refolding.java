package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.Chunks.Cut;
import io.amasia.array.Shape;
import java.util.ArrayList;
import java.util.List;

/// Where reshaped elements come from: chunks of the result, and the box of the input that a box of
/// the result needs.
///
/// A box of some dimensions holds, in C order, a run of elements without gaps exactly if all
/// dimensions after the first one longer than 1 are whole. The demand is the smallest such box.
public final class Refolding {
  private Refolding() {}

  static Node infer(Operation.Reshape reshape, Node input) {
    Shape shape = input.shape();
    int end = reshape.axis() + reshape.count();
    if (reshape.axis() < 0 || reshape.count() < 1 || end > shape.ndim()) {
      throw new AmasiaException.Alignment(reshape + " of an array of shape " + shape);
    }
    Shape before = reshape.before(shape);
    Shape after = reshape.after();
    if (before.size() != after.size()) {
      throw new AmasiaException.Alignment(
          "%d elements of %s can't become %s".formatted(before.size(), before, after));
    }
    List<Cut> cuts = new ArrayList<>(input.chunks().cuts().subList(0, reshape.axis()));
    cuts.addAll(cuts(before, after, input.chunks().cut(reshape.axis())));
    cuts.addAll(input.chunks().cuts().subList(end, shape.ndim()));
    return new Node(reshape, List.of(input), input.dtype(), new Chunks(cuts));
  }

  /// As many elements to a chunk as the chunks along the first dimension have rows; others whole.
  private static List<Cut> cuts(Shape before, Shape after, Cut first) {
    long row = before.size() / Math.max(1, before.size(0));
    long elements = Math.max(1, first.maxLength() * Math.max(1, row));
    List<Cut> cuts = new ArrayList<>();
    long inner = after.size();
    for (int d = 0; d < after.ndim(); d++) {
      long size = after.size(d);
      inner = size == 0 ? 0 : inner / size;
      long chunk = Math.clamp(elements / Math.max(1, inner), 1, Math.max(1, size));
      cuts.add(new Chunks.Regular(size, chunk));
    }
    return cuts;
  }

  /// What of `input` the elements in `box` of the result need.
  static Box demand(Operation.Reshape reshape, Node input, Box box) {
    int ndim = input.shape().ndim();
    long[] start = new long[ndim];
    long[] length = new long[ndim];
    int axis = reshape.axis();
    int shift = reshape.sizes().size() - reshape.count();
    for (int d = 0; d < ndim; d++) {
      if (d < axis || d >= axis + reshape.count()) {
        int own = d < axis ? d : d + shift;
        start[d] = box.start(own);
        length[d] = box.length(own);
      }
    }
    Shape after = reshape.after();
    long first = 0;
    long last = 0;
    boolean empty = false;
    for (int d = 0; d < after.ndim(); d++) {
      empty |= box.length(axis + d) == 0;
      first = first * after.size(d) + box.start(axis + d);
      last = last * after.size(d) + box.end(axis + d) - 1;
    }
    if (!empty) {
      around(reshape.before(input.shape()), first, last, axis, start, length);
    }
    return Box.of(start, length);
  }

  private static void around(
      Shape shape, long first, long last, int axis, long[] start, long[] length) {
    long[] strides = shape.strides();
    boolean differ = false;
    for (int d = 0; d < shape.ndim(); d++) {
      long from = first / strides[d] % shape.size(d);
      long to = last / strides[d] % shape.size(d);
      start[axis + d] = differ ? 0 : from;
      length[axis + d] = differ ? shape.size(d) : to - from + 1;
      differ |= from != to;
    }
  }
}
