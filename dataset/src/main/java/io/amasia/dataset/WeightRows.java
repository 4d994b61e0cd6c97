package io.amasia.dataset;

import io.amasia.array.Shape;
import io.amasia.plan.SparseWeights;
import java.util.Arrays;

/// Sparse weights in the making, row by row.
public final class WeightRows {
  private final Shape source;
  private int[] ends = new int[16];
  private int[] columns = new int[32];
  private double[] values = new double[32];
  private int rows;
  private int size;

  /// Rows over the cells of `source`, its dimensions.
  public WeightRows(long... source) {
    this.source = Shape.of(source);
  }

  /// A weight of the current row.
  public WeightRows add(long column, double value) {
    if (size == columns.length) {
      columns = Arrays.copyOf(columns, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    columns[size] = Math.toIntExact(column);
    values[size++] = value;
    return this;
  }

  /// Ends the current row.
  public void end() {
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, 2 * rows);
    }
    ends[rows++] = size;
  }

  /// The rows as they are, of a target of one dimension.
  public SparseWeights weights() {
    return weights(Shape.of(rows));
  }

  /// The rows as they are, of a target grid in C order.
  public SparseWeights weights(Shape target) {
    return new SparseWeights(
        source,
        target,
        Arrays.copyOf(ends, rows),
        Arrays.copyOf(columns, size),
        Arrays.copyOf(values, size));
  }
}
