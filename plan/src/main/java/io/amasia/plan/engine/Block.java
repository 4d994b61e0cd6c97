package io.amasia.plan.engine;

import io.amasia.array.NdArray;
import io.amasia.array.Shape;

/// A strided look at the values of an array: what a job gives to the jobs that use it.
///
/// Offset and strides count elements; a stride of 0 repeats, a negative one goes backwards.
final class Block {
  private final NdArray array;
  private final long offset;
  private final Shape shape;
  private final long[] strides;

  Block(NdArray array, long offset, Shape shape, long[] strides) {
    this.array = array;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides.clone();
  }

  /// All of `array`.
  static Block of(NdArray array) {
    return new Block(array, 0, array.shape(), array.shape().strides());
  }

  NdArray array() {
    return array;
  }

  long offset() {
    return offset;
  }

  Shape shape() {
    return shape;
  }

  long[] strides() {
    return strides.clone();
  }

  /// Whether the elements lie in C order without gaps.
  boolean isDense() {
    long expected = 1;
    for (int d = strides.length - 1; d >= 0; d--) {
      if (shape.size(d) != 1 && strides[d] != expected) {
        return shape.size() == 0;
      }
      expected *= shape.size(d);
    }
    return true;
  }

  /// The values of a dense block: a look at the same memory.
  NdArray values() {
    int width = array.dtype().itemSize();
    return NdArray.wrap(
        array.dtype(), shape, array.data().asSlice(offset * width, shape.size() * width));
  }

  /// Element offsets in the array along dimension `d`, from the first element on.
  long[] offsets(int d) {
    long[] offsets = new long[Math.toIntExact(shape.size(d))];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = i * strides[d];
    }
    return offsets;
  }

  /// The part that starts at `start` and has `part`'s lengths.
  Block slice(long[] start, Shape part) {
    return new Block(array, offset + dot(start, strides), part, strides);
  }

  /// The offset of `index` by `strides`.
  static long dot(long[] index, long[] strides) {
    long at = 0;
    for (int d = 0; d < index.length; d++) {
      at += index[d] * strides[d];
    }
    return at;
  }
}
