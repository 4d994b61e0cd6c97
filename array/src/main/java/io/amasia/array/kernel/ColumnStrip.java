package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// At most [Accumulator#STRIP] columns, on the heap while rows are taken into them.
///
/// Most columns miss nothing: rows are taken without looking for gaps, and if NaN comes out once
/// more, from the start. For one thread.
final class ColumnStrip {
  /// In place of a field that accumulators do not have.
  static final int NO_FIELD = -1;

  private final Doubles values;
  private final double[] columns = new double[Accumulator.STRIP];
  private final double[] counts = new double[Accumulator.STRIP];
  private final double[] means = new double[Accumulator.STRIP];
  private double[] losses = {};

  ColumnStrip(Doubles values) {
    this.values = values;
  }

  /// `count` rows of `n` elements of `x` from element `first` on, `stride` elements apart.
  record Rows(MemorySegment x, long first, long stride, long count, int n) {
    long at(long row) {
      return first + row * stride;
    }
  }

  /// Adds rows to field `into` of accumulators from `j` on, to their field `tally` how many values
  /// were added, and to their field `lost`, if there is one, what the additions lost by rounding.
  void add(Rows rows, boolean skipna, States states, long j, int into, int tally, int lost) {
    int n = rows.n;
    beginSums(states, j, n, into, lost);
    states.load(tally, j, n, counts);
    for (long r = 0; r < rows.count; r++) {
      if (lost == NO_FIELD) {
        values.addRow(rows.x, rows.at(r), n, columns);
      } else {
        Kernels.add(values.load(rows.x, rows.at(r), n), columns, losses, n);
      }
    }
    if (!skipna || !Kernels.hasNaN(columns, n)) {
      tally(rows.count, n);
    } else {
      beginSums(states, j, n, into, lost);
      for (long r = 0; r < rows.count; r++) {
        double[] row = values.loadPresent(rows.x, rows.at(r), n, 0);
        if (lost == NO_FIELD) {
          Kernels.add(row, columns, n);
        } else {
          Kernels.add(row, columns, losses, n);
        }
        Kernels.add(values.present(), counts, n);
      }
    }
    states.store(into, j, n, columns);
    states.store(tally, j, n, counts);
    if (lost != NO_FIELD) {
      states.store(lost, j, n, losses);
    }
  }

  private void beginSums(States states, long j, int n, int into, int lost) {
    states.load(into, j, n, columns);
    if (lost != NO_FIELD) {
      losses = losses.length == 0 ? new double[Accumulator.STRIP] : losses;
      states.load(lost, j, n, losses);
    }
  }

  private void tally(long count, int n) {
    for (int i = 0; i < n; i++) {
      counts[i] += (double) count;
    }
  }

  /// Makes the sums that were last added, of the first accumulators, means.
  void toMeans(States states, int n, int mean) {
    for (int i = 0; i < n; i++) {
      columns[i] /= counts[i];
    }
    states.store(mean, 0, n, columns);
  }

  /// Adds the squared distances of rows from field `mean` of the first accumulators to their field
  /// `into`.
  void addSquares(Rows rows, boolean skipna, States states, int mean, int into) {
    int n = rows.n;
    states.load(mean, 0, n, means);
    states.load(into, 0, n, columns);
    for (long r = 0; r < rows.count; r++) {
      Kernels.addSquares(values.load(rows.x, rows.at(r), n), means, columns, n);
    }
    if (skipna && Kernels.hasNaN(columns, n)) {
      states.load(into, 0, n, columns);
      for (long r = 0; r < rows.count; r++) {
        double[] row = values.loadPresent(rows.x, rows.at(r), n, 0);
        Kernels.addSquares(row, values.present(), means, columns, n);
      }
    }
    states.store(into, 0, n, columns);
  }

  /// Adds to field `tally` of accumulators from `j` on how many values are not NaN.
  void count(Rows rows, States states, long j, int tally) {
    int n = rows.n;
    Arrays.fill(columns, 0, n, 0);
    states.load(tally, j, n, counts);
    for (long r = 0; r < rows.count; r++) {
      values.addRow(rows.x, rows.at(r), n, columns);
    }
    if (!Kernels.hasNaN(columns, n)) {
      tally(rows.count, n);
    } else {
      for (long r = 0; r < rows.count; r++) {
        values.loadPresent(rows.x, rows.at(r), n, 0);
        Kernels.add(values.present(), counts, n);
      }
    }
    states.store(tally, j, n, counts);
  }

  /// Takes the smallest, or largest, of field 0 of accumulators from `j` on and their values. With
  /// `skipna` NaN there stands for "none yet"; without, NaN stays.
  void extreme(Rows rows, boolean greatest, boolean skipna, States states, long j) {
    int n = rows.n;
    double none = greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    begin(states, j, n, skipna, none);
    for (long r = 0; r < rows.count; r++) {
      take(values.load(rows.x, rows.at(r), n), n, greatest);
    }
    if (skipna && (rows.count == 0 || Kernels.hasNaN(columns, n))) {
      begin(states, j, n, true, none);
      Arrays.fill(counts, 0, n, 0);
      for (long r = 0; r < rows.count; r++) {
        take(values.loadPresent(rows.x, rows.at(r), n, none), n, greatest);
        Kernels.add(values.present(), counts, n);
      }
      for (int i = 0; i < n; i++) {
        columns[i] = counts[i] == 0 ? states.get(0, j + i) : columns[i];
      }
    }
    states.store(0, j, n, columns);
  }

  private void begin(States states, long j, int n, boolean skipna, double none) {
    states.load(0, j, n, columns);
    for (int i = 0; skipna && i < n; i++) {
      columns[i] = Double.isNaN(columns[i]) ? none : columns[i];
    }
  }

  private void take(double[] row, int n, boolean greatest) {
    if (greatest) {
      Kernels.maximum(row, columns, n);
    } else {
      Kernels.minimum(row, columns, n);
    }
  }
}
