package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Polynomials in a coordinate fitted by least squares, lazily, each line by itself and without its
/// missing values.
///
/// The fit is made in a coordinate moved and scaled to [-1, 1] and in Legendre polynomials of it,
/// so it is well conditioned wherever the coordinate lies; only the coefficients asked for are then
/// those of powers of the coordinate itself. Where values lie at fewer places than there are
/// coefficients, the smallest of many solutions is given, as NumPy and xarray give it; without any
/// value NaN. Sums accumulate in double; one pass over the data.
///
/// @param degree the highest power
/// @param unit what times are counted in: `D`, `h`, `m`, `s`, `ms`, `us` or `ns`
/// @param origin the date from which times are counted
/// @param weights of the distances between values and polynomial (not of their squares), one for
///   each value along the dimension; null for equal ones
/// @param covariance whether `polyfit_covariance` of the coefficients is given too
/// @param full whether `polyfit_residuals`, the weighted sums of squares left, are given too, with
///   `DIM_matrix_rank` and `DIM_singular_values` of the matrix of powers scaled to columns of
///   length 1
/// @param skipna whether missing values are left out; else coefficients of lines that have one are
///   missing
public record PolynomialFit(
    int degree,
    String unit,
    String origin,
    @Nullable DataArray weights,
    Covariance covariance,
    boolean full,
    boolean skipna) {
  /// How much the coefficients are known, and what that is told from.
  public enum Covariance {
    NONE,
    /// From the weights alone, which are taken as 1/σ of the values.
    UNSCALED,
    /// Scaled so that the values left lie one σ apart from the polynomial.
    SCALED
  }

  public PolynomialFit {
    if (degree < 0 || degree > 8) {
      throw new AmasiaException.Usage(
          "a polynomial of degree %d; allowed are 0 to 8".formatted(degree));
    }
  }

  /// Fits of `degree`; times count nanoseconds since 1970-01-01, as in xarray.
  public static PolynomialFit of(int degree) {
    return new PolynomialFit(degree, "ns", "1970-01-01", null, Covariance.NONE, false, true);
  }

  /// With times in `unit` since the date `origin`.
  public PolynomialFit since(String date, String timeUnit) {
    return new PolynomialFit(degree, timeUnit, date, weights, covariance, full, skipna);
  }

  /// With distances weighted by `w`, along the dimension; read at once.
  public PolynomialFit weighted(DataArray w) {
    return new PolynomialFit(degree, unit, origin, w, covariance, full, skipna);
  }

  /// With the covariance of the coefficients.
  public PolynomialFit covariance(Covariance which) {
    return new PolynomialFit(degree, unit, origin, weights, which, full, skipna);
  }

  /// With residuals, rank and singular values.
  public PolynomialFit withDiagnostics() {
    return new PolynomialFit(degree, unit, origin, weights, covariance, true, skipna);
  }

  /// With missing values left out, or coefficients missing where there is one.
  public PolynomialFit skipna(boolean skip) {
    return new PolynomialFit(degree, unit, origin, weights, covariance, full, skip);
  }

  /// The coefficients along `degree`, highest first: `polyfit_coefficients` for an array,
  /// `NAME_polyfit_coefficients` for each variable of a dataset that has the dimension.
  ///
  /// @param coord a dimension, or a 1-D coordinate along one, in which the polynomials are
  public Dataset fit(Labelled<?> object, String coord) {
    Dataset dataset =
        switch (object) {
          case DataArray array -> array.toTemporary();
          case Dataset own -> own;
        };
    Variable labels = dataset.labels(coord);
    double[] x = places(labels, coord);
    String dim = labels.dims().getFirst();
    if (x.length == 0) {
      throw new AmasiaException.Usage("a polynomial along '%s', which is empty".formatted(coord));
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((name, v) -> {
          if (v.dims().contains(dim)) {
            String prefix = name.equals(Dataset.TEMPORARY) ? "" : name + "_";
            fitted(v, dim, x).forEach((what, one) -> variables.put(prefix + what, one));
          }
        });
    if (full) {
      double[] w = weights(dim, x.length);
      double[] singular = new PolynomialBasis(x, degree).singularValues(w);
      double least = singular[0] * Math.max(x.length, degree + 1) * Math.ulp(1.0);
      long rank = Arrays.stream(singular).filter(one -> one > least).count();
      variables.put(coord + "_matrix_rank", Variable.of(List.of(), rank));
      variables.put(coord + "_singular_values", Variable.of(List.of("degree"), singular));
    }
    long[] powers = new long[degree + 1];
    for (int k = 0; k <= degree; k++) {
      powers[k] = (long) degree - k;
    }
    Coordinates kept =
        dataset.coords().where((name, _) -> !name.equals(dim) && dataset.coords().hasLabels(name));
    return new Dataset(variables, kept, Map.of())
        .withCoord("degree", Variable.of(List.of("degree"), powers));
  }

  /// The polynomial with these `coefficients`, as [#fit] gives them, at `places`.
  public DataArray at(DataArray places, DataArray coefficients) {
    Variable labels = places.variable();
    Variable x =
        labels.dtype().isTime()
            ? Variable.of(labels.dims(), numbers(labels))
            : labels.withAttrs(Map.of());
    long[] powers = coefficients.coords().get("degree").index().values().toLongs();
    Variable sum = null;
    for (long power = powers.length == 0 ? -1 : max(powers); power >= 0; power--) {
      if (sum != null) {
        sum = Arithmetic.binary(Op.Binary.MULTIPLY, sum, x);
      }
      for (int k = 0; k < powers.length; k++) {
        if (powers[k] == power) {
          Variable c = coefficients.isel("degree", k).variable().withAttrs(Map.of());
          sum = sum == null ? c : Arithmetic.binary(Op.Binary.ADD, sum, c);
        }
      }
    }
    if (sum == null) {
      throw new AmasiaException.Usage("coefficients without any degree");
    }
    Variable zero = x.computed(Nodes.full(0, x.dtype(), x.shape()));
    Variable whole = Arithmetic.binary(Op.Binary.ADD, zero, sum);
    Map<String, Variable> coords = new LinkedHashMap<>();
    coefficients
        .coords()
        .asMap()
        .forEach((name, v) -> {
          if (!v.dims().contains("degree") && !name.equals("degree")) {
            coords.put(name, v);
          }
        });
    places.coords().asMap().forEach(coords::putIfAbsent);
    return new DataArray(null, whole.withAttrs(Map.of()), new Coordinates(coords));
  }

  private static long max(long[] values) {
    return Arrays.stream(values).max().orElse(-1);
  }

  private NdArray numbers(Variable times) {
    long since = origin(times);
    double micros = Places.micros(unit, "the times");
    NdArray values = times.load();
    double[] x = new double[Math.toIntExact(values.size())];
    for (int i = 0; i < x.length; i++) {
      x[i] = (values.getLong(i) - since) / micros;
    }
    return NdArray.of(times.shape(), x);
  }

  private long origin(Variable times) {
    return times.dtype() == DType.TIMEDELTA
        ? 0
        : PartialDate.parse(origin, times.calendar().orElse(Calendar.STANDARD)).start();
  }

  private double[] places(Variable labels, String dim) {
    double[] x = Places.of(labels, dim);
    return labels.dtype().isTime() ? numbers(labels).toDoubles() : x;
  }

  /// What is fitted to `v`, by the ends of the names of its variables.
  private Map<String, Variable> fitted(Variable v, String dim, double[] x) {
    var basis = new PolynomialBasis(x, degree);
    double[][] p = basis.values();
    double[] w = weights(dim, x.length);
    int n = degree + 1;
    Variable y = v.computed(Nodes.cast(v.data(), DType.FLOAT64)).withAttrs(Map.of());
    if (!skipna) {
      Variable all =
          Reducing.reduce(
              Arithmetic.unary(Op.Unary.NOTNULL, y),
              Reduction.of(Reduction.Kind.ALL),
              List.of(dim),
              false);
      y = Layout.arrange(Arithmetic.where(all, y, null), v.dims());
    }
    Variable there = Arithmetic.unary(Op.Unary.NOTNULL, y);
    Variable[][] gram = new Variable[n][n];
    Variable[] right = new Variable[n];
    for (int j = 0; j < n; j++) {
      right[j] = sum(multiply(y, along(dim, product(w, w, p[j]))), dim);
      for (int k = 0; k <= j; k++) {
        double[] both = product(w, w, p[j], p[k]);
        gram[j][k] = sum(Arithmetic.where(there, along(dim, both), null), dim);
      }
    }
    List<String> others = v.dims().stream().filter(d -> !d.equals(dim)).toList();
    Variable[] parts = LeastSquares.solve(gram, right, basis.toUnitPowers(w), others);
    Map<String, Variable> results = new LinkedHashMap<>();
    results.put("polyfit_coefficients", coefficients(parts, basis.powers(), others));
    if (full || covariance == Covariance.SCALED) {
      Variable line = multiply(parts[0], along(dim, p[0]));
      for (int k = 1; k < n; k++) {
        line = Arithmetic.binary(Op.Binary.ADD, line, multiply(parts[k], along(dim, p[k])));
      }
      Variable apart = multiply(Arithmetic.binary(Op.Binary.SUBTRACT, y, line), along(dim, w));
      Variable residuals = sum(multiply(apart, apart), dim);
      // LAPACK tells none of an exact fit.
      Variable count = sum(there.computed(Nodes.cast(there.data(), DType.INT64)), dim);
      Variable over = Arithmetic.scalar(Op.Binary.GREATER, count, (long) n, false);
      Variable whole = Arithmetic.scalar(Op.Binary.EQUAL, parts[n], (double) n, false);
      Variable known =
          Arithmetic.where(Arithmetic.binary(Op.Binary.AND, over, whole), residuals, null);
      Variable ordered = Layout.arrange(known, others);
      results.put("polyfit_residuals", ordered);
      if (covariance == Covariance.SCALED) {
        if (x.length <= n) {
          throw new AmasiaException.Usage(
              "a scaled covariance of %d coefficients from %d values along '%s'; more values than coefficients are needed, or covariance UNSCALED"
                  .formatted(n, x.length, dim));
        }
        Variable factor =
            Arithmetic.scalar(Op.Binary.DIVIDE, ordered, (double) (x.length - n), false);
        results.put("polyfit_covariance", multiply(inverse(basis, w), factor));
      }
    }
    if (covariance == Covariance.UNSCALED) {
      results.put("polyfit_covariance", inverse(basis, w));
    }
    return results;
  }

  private static Variable inverse(PolynomialBasis basis, double[] w) {
    return Variable.of(List.of("cov_i", "cov_j"), basis.inverseOfNormal(w));
  }

  private double[] weights(String dim, int n) {
    if (weights == null) {
      double[] ones = new double[n];
      Arrays.fill(ones, 1);
      return ones;
    }
    if (weights.shape().ndim() != 1 || weights.shape().size() != n) {
      throw new AmasiaException.Usage(
          "weights of shape %s along %s for %d values along '%s'; give one for each value"
              .formatted(weights.shape(), weights.dims(), n, dim));
    }
    return weights.toDoubles();
  }

  private static double[] product(double[]... factors) {
    double[] product = factors[0].clone();
    for (int k = 1; k < factors.length; k++) {
      for (int i = 0; i < product.length; i++) {
        product[i] *= factors[k][i];
      }
    }
    return product;
  }

  private Variable coefficients(Variable[] parts, double[][] powers, List<String> others) {
    List<Variable> rows = new ArrayList<>();
    for (int power = degree; power >= 0; power--) {
      Variable row = times(parts[power], powers[power][power]);
      for (int k = power + 1; k <= degree; k++) {
        row = Arithmetic.binary(Op.Binary.ADD, row, times(parts[k], powers[k][power]));
      }
      rows.add(row);
    }
    return stacked(rows, others);
  }

  private static Variable multiply(Variable a, Variable b) {
    return Arithmetic.binary(Op.Binary.MULTIPLY, a, b);
  }

  private static Variable stacked(List<Variable> rows, List<String> dims) {
    List<String> all = new ArrayList<>(List.of("degree"));
    all.addAll(dims);
    List<Node> nodes = rows.stream().map(r -> Layout.arrange(r, all).data()).toList();
    return Variable.of(all, Nodes.concat(0, nodes));
  }

  private static Variable along(String dim, double[] values) {
    return Variable.of(List.of(dim), values);
  }

  private static Variable sum(Variable v, String dim) {
    return Reducing.reduce(v, Reduction.of(Reduction.Kind.SUM), List.of(dim), false);
  }

  private static Variable times(Variable v, double factor) {
    return Arithmetic.scalar(Op.Binary.MULTIPLY, v, factor, false);
  }
}
