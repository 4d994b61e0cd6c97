package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.ColumnRanks;
import io.amasia.array.kernel.Conversions;
import io.amasia.plan.Reduction;
import java.util.Arrays;

/// The values of some neighbouring columns of a block, gathered to find an order statistic of each.
abstract sealed class GatheredColumns {
  /// Neighbours that are read at a time.
  private static final int LINE = 256;

  /// Columns whose places are worth finding together: of fewer the rows are too short.
  private static final int FEWEST_TOGETHER = 8;

  final NdArray block;
  final Reduction reduction;
  int columns;
  int asked;

  private GatheredColumns(NdArray block, Reduction reduction) {
    this.block = block;
    this.reduction = reduction;
  }

  /// Room for `width` columns of `most` values.
  static GatheredColumns of(NdArray block, int width, int most, Reduction reduction) {
    return width >= FEWEST_TOGETHER && block.dtype() == DType.FLOAT32
        ? new Together(block, width, most, reduction)
        : new Apart(block, width, most, reduction);
  }

  /// Gathers the `members` of `width` columns, the first of which begins at `first`.
  final void take(long first, int width, int[] members, long stride) {
    begin(width);
    for (int member : members) {
      add(first + member * stride);
    }
  }

  /// Gathers all of such columns.
  final void takeAll(long first, int width, Walk reduced) {
    begin(width);
    boolean runs = width == 1 && reduced.innerStride(0) == 1;
    for (long row = 0; row < reduced.rows(); row++) {
      if (row % LINE == 0) {
        AmasiaException.Cancelled.ifInterrupted();
      }
      long at = first + reduced.offset(0, row);
      for (long i = 0; i < reduced.inner(); i += runs ? LINE : 1) {
        if (runs) {
          addRun(at + i, (int) Math.min(LINE, reduced.inner() - i));
        } else {
          add(at + i * reduced.innerStride(0));
        }
      }
    }
  }

  void begin(int width) {
    columns = width;
    asked = 0;
  }

  /// A value of each column, from element `at` on.
  abstract void add(long at);

  /// Several values of the one column.
  void addRun(long at, int n) {
    for (int i = 0; i < n; i++) {
      add(at + i);
    }
  }

  /// Finds the statistic of each column. Afterwards the values are in another order.
  abstract void find();

  /// The statistic of column `c`.
  abstract double found(int c);

  /// How many of the `present` values count: none where one is missing and all must be there.
  final int counting(int present) {
    return reduction.skipna() || present == asked ? present : 0;
  }

  /// Floats, whose places are found in all columns at once.
  private static final class Together extends GatheredColumns {
    private final ColumnRanks ranks;
    private final double[] places;
    private final int[] below;

    Together(NdArray block, int width, int most, Reduction reduction) {
      super(block, reduction);
      ranks = new ColumnRanks(most, width);
      places = new double[width];
      below = new int[width];
    }

    @Override
    void begin(int width) {
      super.begin(width);
      ranks.begin(width);
    }

    @Override
    void add(long at) {
      ranks.add(block.data(), at);
      asked++;
    }

    @Override
    void find() {
      for (int c = 0; c < columns; c++) {
        int present = ranks.present(c);
        places[c] = present == 0 ? 0 : OrderStatistics.place(reduction, present);
        below[c] = (int) places[c];
      }
      ranks.find(below);
    }

    @Override
    double found(int c) {
      return counting(ranks.present(c)) == 0
          ? Double.NaN
          : OrderStatistics.between(
              reduction,
              places[c],
              ranks.value(c) + 0.0, // -0 becomes 0
              ranks.next(c) + 0.0,
              block.dtype());
    }
  }

  /// Each column's values on their own, without the missing ones.
  private static final class Apart extends GatheredColumns {
    private final double[] line;
    private final double[][] values;
    private final int[] taken;

    Apart(NdArray block, int width, int most, Reduction reduction) {
      super(block, reduction);
      line = new double[Math.max(width, LINE)];
      values = new double[width][most];
      taken = new int[width];
    }

    @Override
    void begin(int width) {
      super.begin(width);
      Arrays.fill(taken, 0);
    }

    @Override
    void add(long at) {
      Conversions.toDoubles(block.dtype(), block.data(), at, line, 0, columns);
      asked++;
      for (int c = 0; c < columns; c++) {
        put(c, line[c]);
      }
    }

    @Override
    void addRun(long at, int n) {
      Conversions.toDoubles(block.dtype(), block.data(), at, line, 0, n);
      asked += n;
      for (int i = 0; i < n; i++) {
        put(0, line[i]);
      }
    }

    private void put(int column, double value) {
      int n = taken[column];
      values[column][n] = value + 0.0; // -0 becomes 0
      taken[column] = n + (Double.isNaN(value) ? 0 : 1); // a missing one is written over
    }

    @Override
    void find() {}

    @Override
    double found(int c) {
      return OrderStatistics.of(reduction, values[c], counting(taken[c]), block.dtype());
    }
  }
}
