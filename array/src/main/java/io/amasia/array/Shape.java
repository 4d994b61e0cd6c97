package io.amasia.array;

import java.util.Arrays;

/// The lengths of an array's dimensions, slowest first. A scalar has none.
public final class Shape {
  /// The shape of a scalar.
  public static final Shape SCALAR = new Shape(new long[0]);

  private final long[] sizes;

  private Shape(long[] sizes) {
    this.sizes = sizes;
  }

  /// A shape of the given lengths.
  ///
  /// @throws IllegalArgumentException if a length is negative
  public static Shape of(long... sizes) {
    for (long size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException("negative length in shape " + Arrays.toString(sizes));
      }
    }
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /// `ndim` dimensions of length 1: of a value that is to be repeated along them.
  public static Shape ones(int ndim) {
    long[] sizes = new long[ndim];
    Arrays.fill(sizes, 1);
    return of(sizes);
  }

  /// The number of dimensions.
  public int ndim() {
    return sizes.length;
  }

  /// The length of dimension `d`.
  public long size(int d) {
    return sizes[d];
  }

  /// The number of elements: 1 for a scalar, 0 as soon as one length is 0.
  ///
  /// @throws ArithmeticException if the number does not fit a `long`
  public long size() {
    long product = 1;
    for (long size : sizes) {
      if (size == 0) {
        return 0;
      }
    }
    for (long size : sizes) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /// The lengths as a new array.
  public long[] toArray() {
    return sizes.clone();
  }

  /// Elements to step over for one step along each dimension, in C order.
  public long[] strides() {
    long[] strides = new long[sizes.length];
    long stride = 1;
    for (int d = sizes.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= Math.max(1, sizes[d]);
    }
    return strides;
  }

  /// The index of element `i` in C order.
  public long[] index(long i) {
    long[] index = new long[sizes.length];
    long rest = i;
    for (int d = index.length - 1; d >= 0; d--) {
      index[d] = rest % sizes[d];
      rest /= sizes[d];
    }
    return index;
  }

  /// This shape with dimension `d` replaced by `size`.
  public Shape with(int d, long size) {
    long[] changed = sizes.clone();
    changed[d] = size;
    return of(changed);
  }

  /// This shape without dimension `d`.
  public Shape without(int d) {
    long[] rest = new long[sizes.length - 1];
    System.arraycopy(sizes, 0, rest, 0, d);
    System.arraycopy(sizes, d + 1, rest, d, sizes.length - d - 1);
    return of(rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(sizes, that.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
