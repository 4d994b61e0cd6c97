package io.amasia.dataset;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.BlockFunction;
import io.amasia.plan.Nodes;
import io.amasia.plan.Sweeps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Normal equations whose entries are arrays, solved for every element, lazily.
final class LeastSquares {
  // What is left of a diagonal, or a singular value, that rounding alone has left.
  private static final double NOTHING = 1e-13;

  private LeastSquares() {}

  /// The solution for each element, and last the rank of its matrix. Of many solutions, where the
  /// rank is less than the number of unknowns, the one of which `measure` makes the shortest
  /// vector; NaN where nothing was summed.
  ///
  /// @param gram the symmetric matrix, of which the lower triangle is read
  /// @param right the right sides
  /// @param dims the dimensions of the entries
  static Variable[] solve(
      Variable[][] gram, Variable[] right, double[][] measure, List<String> dims) {
    int n = right.length;
    List<String> lines = new ArrayList<>(dims);
    lines.add(" entry");
    List<Variable> entries = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      entries.addAll(Arrays.asList(gram[i]).subList(0, i + 1));
    }
    entries.addAll(List.of(right));
    var nodes = entries.stream().map(e -> Layout.arrange(e, lines).data()).toList();
    BlockFunction solved =
        blocks -> {
          NdArray block = blocks.getFirst();
          int size = n * (n + 1) / 2 + n;
          double[] values = block.toDoubles();
          double[] results = new double[values.length / size * (n + 1)];
          for (int at = 0, to = 0; at < values.length; at += size, to += n + 1) {
            double[] own = solve(Arrays.copyOfRange(values, at, at + size), measure);
            System.arraycopy(own, 0, results, to, n + 1);
          }
          return NdArray.of(block.shape().with(block.shape().ndim() - 1, n + 1), results);
        };
    var line = Nodes.concat(dims.size(), nodes);
    Variable all =
        Variable.of(lines, Sweeps.mapLines(line, solved, DType.FLOAT64, List.of(n + 1L)));
    var parts = new DataArray(null, all, Coordinates.NONE);
    Variable[] solution = new Variable[n + 1];
    Arrays.setAll(solution, k -> parts.isel(" entry", k).variable());
    return solution;
  }

  private static double[] solve(double[] entries, double[][] measure) {
    int n = measure.length;
    double[][] g = new double[n][n];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        g[i][j] = entries[at];
        g[j][i] = entries[at++];
      }
    }
    double[] right = Arrays.copyOfRange(entries, at, at + n);
    double[] solution = new double[n + 1];
    if (g[0][0] == 0) {
      Arrays.fill(solution, 0, n, Double.NaN);
    } else if (cholesky(g, right, solution)) {
      solution[n] = n;
    } else {
      shortest(g, right, measure, solution);
    }
    return solution;
  }

  /// Whether the matrix has full rank; if so, fills in the solution.
  private static boolean cholesky(double[][] g, double[] right, double[] solution) {
    int n = right.length;
    double[][] l = new double[n][n];
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double rest = g[i][j];
        for (int k = 0; k < j; k++) {
          rest -= l[i][k] * l[j][k];
        }
        if (i == j && rest <= NOTHING * g[i][i]) {
          return false;
        }
        l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
      }
    }
    for (int i = 0; i < n; i++) {
      solution[i] = right[i];
      for (int k = 0; k < i; k++) {
        solution[i] -= l[i][k] * solution[k];
      }
      solution[i] /= l[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        solution[i] -= l[k][i] * solution[k];
      }
      solution[i] /= l[i][i];
    }
    return true;
  }

  /// One solution by the eigenvectors of the matrix, less what of it lies along those of value 0:
  /// these are made orthogonal under the measure.
  private static void shortest(
      double[][] g, double[] right, double[][] measure, double[] solution) {
    int n = right.length;
    double[][] pairs = new double[n][2 * n]; // rows: matrix times vector, and the vector
    for (int i = 0; i < n; i++) {
      System.arraycopy(g[i], 0, pairs[i], 0, n);
      pairs[i][n + i] = 1;
    }
    PolynomialBasis.orthogonalise(pairs, n);
    double largest = 0;
    for (double[] pair : pairs) {
      largest = Math.max(largest, PolynomialBasis.length(pair, n));
    }
    List<double[]> free = new ArrayList<>(); // rows: measured vector, and the vector
    for (double[] pair : pairs) {
      double[] vector = Arrays.copyOfRange(pair, n, 2 * n);
      double value = PolynomialBasis.length(pair, n);
      if (value <= NOTHING * largest) {
        free.add(measured(vector, measure));
        continue;
      }
      solution[n]++;
      double along = PolynomialBasis.dot(vector, right, n) / value;
      for (int i = 0; i < n; i++) {
        solution[i] += along * vector[i];
      }
    }
    for (int k = 0; k < free.size(); k++) {
      double[] one = free.get(k);
      for (int before = 0; before < k; before++) {
        subtract(one, free.get(before), n);
      }
      double length = PolynomialBasis.length(one, n);
      for (int i = 0; i < 2 * n; i++) {
        one[i] /= length;
      }
    }
    double[] whole = measured(Arrays.copyOf(solution, n), measure);
    free.forEach(one -> subtract(whole, one, n));
    System.arraycopy(whole, n, solution, 0, n);
  }

  private static double[] measured(double[] vector, double[][] measure) {
    int n = vector.length;
    double[] both = new double[2 * n];
    for (int k = 0; k < n; k++) {
      both[k] = PolynomialBasis.dot(measure[k], vector, n);
      both[n + k] = vector[k];
    }
    return both;
  }

  /// Takes from `a` what lies along `unit`, judged by the first `n` entries.
  private static void subtract(double[] a, double[] unit, int n) {
    double along = PolynomialBasis.dot(a, unit, n);
    for (int i = 0; i < a.length; i++) {
      a[i] -= along * unit[i];
    }
  }
}
