package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Shape;
import java.util.Arrays;

/// A sparse matrix from the cells of a source grid to those of a target grid, row by row.
///
/// Immutable; may be used for any number of arrays. Holds 12 bytes a weight and 4 a target cell.
public final class SparseWeights {
  private final Shape source;
  private final Shape target;
  private final int[] ends;
  private final int[] columns;
  private final double[] values;

  /// @param source dimensions of the source grid; `columns` count its cells in C order
  /// @param target dimensions of the target grid, a row each cell in C order
  /// @param ends for each row one past its last weight
  /// @param columns the source cell of each weight
  /// @param values the weights
  public SparseWeights(Shape source, Shape target, int[] ends, int[] columns, double[] values) {
    if (ends.length != target.size() || columns.length != values.length) {
      throw new IllegalArgumentException("%d rows for %s".formatted(ends.length, target));
    }
    for (int column : columns) {
      if (column < 0 || column >= source.size()) {
        throw new IllegalArgumentException("source cell " + column + " of " + source);
      }
    }
    this.source = source;
    this.target = target;
    this.ends = ends.clone();
    this.columns = columns.clone();
    this.values = values.clone();
  }

  public Shape source() {
    return source;
  }

  public Shape target() {
    return target;
  }

  /// The number of weights.
  public int size() {
    return columns.length;
  }

  /// The first weight of row `i`.
  public int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  /// One past the last weight of row `i`.
  public int end(int i) {
    return ends[i];
  }

  /// The source cell of weight `k`.
  public int column(int k) {
    return columns[k];
  }

  /// The rows that give the part of the target grid in `box`, whose dimensions `axis …` it is; in C
  /// order.
  public int[] rows(int axis, Box box) {
    int ndim = target.ndim();
    long n = 1;
    for (int d = 0; d < ndim; d++) {
      n *= box.length(axis + d);
    }
    int[] rows = new int[Math.toIntExact(n)];
    long[] strides = target.strides();
    long[] index = new long[ndim];
    for (int i = 0; i < rows.length; i++) {
      long row = 0;
      for (int d = 0; d < ndim; d++) {
        row += (box.start(axis + d) + index[d]) * strides[d];
      }
      rows[i] = (int) row;
      for (int d = ndim - 1; d >= 0; d--) {
        if (++index[d] < box.length(axis + d)) {
          break;
        }
        index[d] = 0;
      }
    }
    return rows;
  }

  public double value(int k) {
    return values[k];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparseWeights that
        && source.equals(that.source)
        && target.equals(that.target)
        && Arrays.equals(ends, that.ends)
        && Arrays.equals(columns, that.columns)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(columns) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "%d weights from %s to %s".formatted(size(), source, target);
  }
}
