package io.amasia.array.kernel;

/// The inner loops of reductions, over strips of doubles on the heap.
///
/// There the JVM's compiler makes vectors of plain loops by itself, and soon; in off-heap memory it
/// does not. So every loop stands once, whatever the elements' type: [Doubles] brings them here. In
/// the nearest cache that costs less than what it saves.
///
/// NaN spreads. To leave it out, work with what [Doubles#loadPresent] gives.
final class Kernels {
  private Kernels() {}

  /// Adds the first `n` elements to the lanes, element `i` to lane `i % 16`.
  ///
  /// @param spreads whether NaN may come out; else nothing is added where it would
  /// @return whether they were added
  static boolean sum(double[] x, int n, boolean spreads, double[] lanes) {
    int whole = n - n % Lanes.COUNT;
    double rest = 0;
    for (int i = whole; i < n; i++) {
      rest += x[i];
    }
    boolean added = (spreads || !Double.isNaN(rest)) && sumWhole(x, whole, spreads, lanes);
    for (int i = whole; added && i < n; i++) {
      lanes[i - whole] += x[i];
    }
    return added;
  }

  /// [#sum] of a multiple of 16.
  private static boolean sumWhole(double[] x, int n, boolean spreads, double[] lanes) {
    double a0 = lanes[0];
    double a1 = lanes[1];
    double a2 = lanes[2];
    double a3 = lanes[3];
    double a4 = lanes[4];
    double a5 = lanes[5];
    double a6 = lanes[6];
    double a7 = lanes[7];
    double a8 = lanes[8];
    double a9 = lanes[9];
    double a10 = lanes[10];
    double a11 = lanes[11];
    double a12 = lanes[12];
    double a13 = lanes[13];
    double a14 = lanes[14];
    double a15 = lanes[15];
    for (int i = 0; i < n; i += Lanes.COUNT) {
      a0 += x[i];
      a1 += x[i + 1];
      a2 += x[i + 2];
      a3 += x[i + 3];
      a4 += x[i + 4];
      a5 += x[i + 5];
      a6 += x[i + 6];
      a7 += x[i + 7];
      a8 += x[i + 8];
      a9 += x[i + 9];
      a10 += x[i + 10];
      a11 += x[i + 11];
      a12 += x[i + 12];
      a13 += x[i + 13];
      a14 += x[i + 14];
      a15 += x[i + 15];
    }
    double sum =
        a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11 + a12 + a13 + a14 + a15;
    if (!spreads && Double.isNaN(sum)) {
      return false;
    }
    lanes[0] = a0;
    lanes[1] = a1;
    lanes[2] = a2;
    lanes[3] = a3;
    lanes[4] = a4;
    lanes[5] = a5;
    lanes[6] = a6;
    lanes[7] = a7;
    lanes[8] = a8;
    lanes[9] = a9;
    lanes[10] = a10;
    lanes[11] = a11;
    lanes[12] = a12;
    lanes[13] = a13;
    lanes[14] = a14;
    lanes[15] = a15;
    return true;
  }

  /// The sum of the first `n` elements, in no order that matters: they are whole and small.
  static int total(double[] x, int n) {
    int total = 0;
    for (int i = 0; i < n; i++) {
      total += (int) x[i];
    }
    return total;
  }

  /// Multiplies the first `n` elements into the lanes and gives how many were multiplied.
  static int product(double[] x, int n, boolean skipna, double[] lanes) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (!skipna || !Double.isNaN(x[i])) {
        lanes[i & (Lanes.COUNT - 1)] *= x[i];
        count++;
      }
    }
    return count;
  }

  /// Makes the first `n` elements their distances from `mean`.
  static void subtract(double[] x, int n, double mean) {
    for (int i = 0; i < n; i++) {
      x[i] -= mean;
    }
  }

  /// Multiplies the first `n` elements by others.
  static void multiply(double[] x, double[] by, int n) {
    for (int i = 0; i < n; i++) {
      x[i] *= by[i];
    }
  }

  /// The smallest of the first `n` elements, infinite if there is none. -0.0 is less than 0.0.
  static double minimum(double[] x, int n) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      least = Math.min(least, x[i]);
    }
    return least;
  }

  /// The largest of the first `n` elements, infinite if there is none.
  static double maximum(double[] x, int n) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, x[i]);
    }
    return most;
  }

  /// The position of the first of `n` elements that equals `value` (NaN finds NaN); -1 if none
  /// does.
  static int indexOf(double[] x, int n, double value) {
    boolean missing = Double.isNaN(value);
    for (int i = 0; i < n; i++) {
      if (x[i] == value || (missing && Double.isNaN(x[i]))) {
        return i;
      }
    }
    return -1;
  }

  // --- columns: element `i` of a row goes to column `i` ---

  /// Adds a row to the columns.
  static void add(double[] row, double[] columns, int n) {
    for (int i = 0; i < n; i++) {
      columns[i] += row[i];
    }
  }

  /// The same, and what each addition loses by rounding to the columns' losses.
  ///
  /// Source: Knuth, The Art of Computer Programming 2, 4.2.2, theorem B.
  static void add(double[] row, double[] columns, double[] losses, int n) {
    for (int i = 0; i < n; i++) {
      double before = columns[i];
      double sum = before + row[i];
      double added = sum - before;
      losses[i] += (before - (sum - added)) + (row[i] - added);
      columns[i] = sum;
    }
  }

  /// Adds the squared distances of a row from the columns' means to the columns.
  static void addSquares(double[] row, double[] means, double[] columns, int n) {
    for (int i = 0; i < n; i++) {
      double distance = row[i] - means[i];
      columns[i] += distance * distance;
    }
  }

  /// The same of values that are 0 where `present` is 0.
  static void addSquares(double[] row, double[] present, double[] means, double[] columns, int n) {
    for (int i = 0; i < n; i++) {
      double distance = (row[i] - means[i]) * present[i];
      columns[i] += distance * distance;
    }
  }

  /// Takes the smaller of each column and its element, or NaN.
  static void minimum(double[] row, double[] columns, int n) {
    for (int i = 0; i < n; i++) {
      columns[i] = Math.min(columns[i], row[i]);
    }
  }

  /// Takes the larger of each column and its element, or NaN.
  static void maximum(double[] row, double[] columns, int n) {
    for (int i = 0; i < n; i++) {
      columns[i] = Math.max(columns[i], row[i]);
    }
  }

  /// Whether a column is NaN.
  static boolean hasNaN(double[] columns, int n) {
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(columns[i])) {
        return true;
      }
    }
    return false;
  }
}
