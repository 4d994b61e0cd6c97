package io.amasia.array;

import java.util.Arrays;

/// A contiguous n-d interval of an array's index space: a start and a length per dimension.
///
/// Tasks, chunks and reads are boxes; what a user selects is a [Region].
public final class Box {
  private final long[] start;
  private final long[] length;

  private Box(long[] start, long[] length) {
    this.start = start;
    this.length = length;
  }

  /// The box from `start` with `length` elements along each dimension.
  public static Box of(long[] start, long[] length) {
    if (start.length != length.length) {
      throw new IllegalArgumentException(
          "start has %d dimensions, length %d".formatted(start.length, length.length));
    }
    return new Box(start.clone(), length.clone());
  }

  /// The box that covers all of `shape`.
  public static Box all(Shape shape) {
    return new Box(new long[shape.ndim()], shape.toArray());
  }

  public int ndim() {
    return start.length;
  }

  /// Where it begins along each dimension.
  public long[] start() {
    return start.clone();
  }

  /// First index along dimension `d`.
  public long start(int d) {
    return start[d];
  }

  /// Number of indices along dimension `d`.
  public long length(int d) {
    return length[d];
  }

  /// One past the last index along dimension `d`.
  public long end(int d) {
    return start[d] + length[d];
  }

  /// The lengths as a shape.
  public Shape shape() {
    return Shape.of(length);
  }

  /// The number of elements.
  public long size() {
    return shape().size();
  }

  /// The index of element `i` of the box in C order, counted as the array counts.
  public long[] index(long i) {
    long[] index = shape().index(i);
    for (int d = 0; d < index.length; d++) {
      index[d] += start[d];
    }
    return index;
  }

  /// This box with dimension `d` replaced.
  public Box with(int d, long newStart, long newLength) {
    long[] s = start.clone();
    long[] n = length.clone();
    s[d] = newStart;
    n[d] = newLength;
    return new Box(s, n);
  }

  /// The part that lies in both; a dimension without overlap has length 0.
  public Box intersect(Box other) {
    long[] s = new long[start.length];
    long[] n = new long[start.length];
    for (int d = 0; d < s.length; d++) {
      s[d] = Math.max(start[d], other.start[d]);
      n[d] = Math.max(0, Math.min(end(d), other.end(d)) - s[d]);
    }
    return new Box(s, n);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box that
        && Arrays.equals(start, that.start)
        && Arrays.equals(length, that.length);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(start) + Arrays.hashCode(length);
  }

  @Override
  public String toString() {
    var text = new StringBuilder("[");
    for (int d = 0; d < start.length; d++) {
      text.append(d == 0 ? "" : ", ").append(start[d]).append(':').append(end(d));
    }
    return text.append(']').toString();
  }
}
