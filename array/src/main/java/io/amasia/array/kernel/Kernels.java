package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;

/// Inner loops of float reductions, for one element type.
///
/// Runs take `n` contiguous elements from element `first` on; rows take one row and a state of
/// off-heap doubles, one for each column, at byte offsets. Sums and products are carried out in
/// double, in the order of [Lanes]. With `skipna`, NaN is left out; else it spreads. Nothing is
/// allocated. Each implementation gives the same bits as the others, NaN's payload aside. Stateless
/// and thread-safe.
///
/// One row of a matrix is to be at most a few thousand columns long, so that its state stays in
/// cache while the next rows come.
public interface Kernels {
  /// Whether the kernels of this process use SIMD.
  static boolean isVectorized() {
    return KernelChoice.SIMD;
  }

  /// The kernels for `float32` that are fastest here.
  static Kernels floats() {
    return KernelChoice.FLOATS;
  }

  /// The kernels for `float64` that are fastest here.
  static Kernels doubles() {
    return KernelChoice.DOUBLES;
  }

  /// Adds a run into 16 lanes and gives how many elements were added.
  long sum(MemorySegment x, long first, long n, boolean skipna, double[] lanes);

  /// Multiplies a run into 16 lanes and gives how many elements were multiplied.
  long product(MemorySegment x, long first, long n, boolean skipna, double[] lanes);

  /// Adds the squared distances of a run from `mean` into 16 lanes.
  void squares(MemorySegment x, long first, long n, boolean skipna, double mean, double[] lanes);

  /// The smallest element of a run; NaN if there is none, and without `skipna` if one is NaN.
  double minimum(MemorySegment x, long first, long n, boolean skipna);

  /// The largest element of a run; NaN if there is none, and without `skipna` if one is NaN.
  double maximum(MemorySegment x, long first, long n, boolean skipna);

  /// The number of elements of a run that are not NaN.
  long count(MemorySegment x, long first, long n);

  /// The position in a run of the first element equal to `value` (NaN finds NaN); -1 if none is.
  long indexOf(MemorySegment x, long first, long n, double value);

  /// Adds `rows` rows of at most [Accumulator#STRIP] elements, `rowStride` elements apart, to the
  /// columns' sums one after the other, and to each column's count how many were added.
  void sumRows(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      int n,
      boolean skipna,
      MemorySegment state,
      long sums,
      long counts,
      ColumnStrip strip);

  /// Multiplies a row into the products, and adds 1 to the counts of those columns.
  void productRow(
      MemorySegment x,
      long first,
      long n,
      boolean skipna,
      MemorySegment state,
      long products,
      long counts);

  /// Adds the squared distances of rows from the columns' means to the columns' squares; rows as in
  /// [#sumRows].
  void squaresRows(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      int n,
      boolean skipna,
      MemorySegment state,
      long means,
      long squares,
      ColumnStrip strip);

  /// Takes the smaller of each element and its column's minimum. With `skipna`, a NaN state means
  /// that the column has none yet; without, NaN stays.
  void minimumRow(
      MemorySegment x, long first, long n, boolean skipna, MemorySegment state, long minima);

  /// Takes the larger of each element and its column's maximum, NaN as in [#minimumRow].
  void maximumRow(
      MemorySegment x, long first, long n, boolean skipna, MemorySegment state, long maxima);

  /// Adds to the count of each column how many of its elements are not NaN; rows as in [#sumRows].
  void countRows(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      int n,
      MemorySegment state,
      long counts,
      ColumnStrip strip);
}
