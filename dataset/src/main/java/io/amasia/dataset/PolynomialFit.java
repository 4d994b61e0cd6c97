package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Polynomials in a coordinate fitted by least squares, lazily, each line by itself and without its
/// missing values.
///
/// The fit is made in a coordinate moved and scaled to [-1, 1] and in Legendre polynomials of it,
/// so it is well conditioned wherever the coordinate lies; only the coefficients asked for are then
/// those of powers of the coordinate itself. A line with fewer values than coefficients, or whose
/// values lie at too few places, gives NaN. Sums accumulate in double; one pass over the data.
///
/// @param degree the highest power
/// @param unit what times are counted in: `D`, `h`, `m`, `s`, `ms`, `us` or `ns`
/// @param origin the date from which times are counted
public record PolynomialFit(int degree, String unit, String origin) {
  public PolynomialFit {
    if (degree < 0 || degree > 8) {
      throw new AmasiaException.Usage(
          "a polynomial of degree %d; allowed are 0 to 8".formatted(degree));
    }
  }

  /// Fits of `degree`; times count nanoseconds since 1970-01-01, as in xarray.
  public static PolynomialFit of(int degree) {
    return new PolynomialFit(degree, "ns", "1970-01-01");
  }

  /// With times in `unit` since the date `origin`.
  public PolynomialFit since(String date, String timeUnit) {
    return new PolynomialFit(degree, timeUnit, date);
  }

  /// The coefficients along `degree`, highest first: `polyfit_coefficients` for an array,
  /// `NAME_polyfit_coefficients` for each variable of a dataset that has the dimension.
  public Dataset fit(Labelled<?> object, String dim) {
    Dataset dataset =
        switch (object) {
          case DataArray array -> array.toTemporary();
          case Dataset own -> own;
        };
    Variable labels = dataset.coords().get(dim);
    double[] x = places(labels, dim);
    if (x.length == 0) {
      throw new AmasiaException.Usage("a polynomial along '%s', which is empty".formatted(dim));
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((name, v) -> {
          if (v.dims().contains(dim)) {
            String prefix = name.equals(Dataset.TEMPORARY) ? "" : name + "_";
            variables.put(prefix + "polyfit_coefficients", coefficients(v, dim, x));
          }
        });
    long[] powers = new long[degree + 1];
    for (int k = 0; k <= degree; k++) {
      powers[k] = (long) degree - k;
    }
    Coordinates kept =
        dataset.coords().where((name, _) -> !name.equals(dim) && dataset.coords().hasIndex(name));
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
    Variable zero = Arithmetic.scalar(Op.Binary.MULTIPLY, x, 0.0, false);
    Variable whole = Arithmetic.binary(Op.Binary.ADD, sum, zero);
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
    return java.util.Arrays.stream(values).max().orElse(-1);
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

  private Variable coefficients(Variable v, String dim, double[] x) {
    double low = java.util.Arrays.stream(x).min().orElse(0);
    double high = java.util.Arrays.stream(x).max().orElse(0);
    double centre = low + (high - low) / 2;
    double scale = high > low ? (high - low) / 2 : 1;
    int n = degree + 1;
    double[][] basis = legendre(x, centre, scale, n);
    Variable y = v.withData(io.amasia.plan.Nodes.cast(v.data(), DType.FLOAT64)).withAttrs(Map.of());
    Variable there = Arithmetic.unary(Op.Unary.NOTNULL, y);
    Variable[][] gram = new Variable[n][n];
    Variable[] right = new Variable[n];
    for (int j = 0; j < n; j++) {
      right[j] = sum(Arithmetic.binary(Op.Binary.MULTIPLY, y, along(dim, basis[j])), dim);
      for (int k = 0; k <= j; k++) {
        double[] both = new double[x.length];
        for (int i = 0; i < both.length; i++) {
          both[i] = basis[j][i] * basis[k][i];
        }
        gram[j][k] = sum(Arithmetic.where(there, along(dim, both), null), dim);
      }
    }
    Variable[] fitted = solve(gram, right);
    double[][] powers = powers(centre, scale, n);
    List<Variable> rows = new ArrayList<>();
    for (int power = degree; power >= 0; power--) {
      Variable row = null;
      for (int k = power; k < n; k++) {
        Variable part = times(fitted[k], powers[k][power]);
        row = row == null ? part : Arithmetic.binary(Op.Binary.ADD, row, part);
      }
      rows.add(java.util.Objects.requireNonNull(row));
    }
    return stacked(rows, v.dims().stream().filter(d -> !d.equals(dim)).toList());
  }

  private static Variable stacked(List<Variable> rows, List<String> dims) {
    List<String> all = new ArrayList<>(List.of("degree"));
    all.addAll(dims);
    List<io.amasia.plan.Node> nodes =
        rows.stream().map(r -> Layout.arrange(r, all).data()).toList();
    return Variable.of(all, io.amasia.plan.Nodes.concat(0, nodes));
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

  private static Variable minus(Variable a, @Nullable Variable b) {
    return b == null ? a : Arithmetic.binary(Op.Binary.SUBTRACT, a, b);
  }

  /// Legendre polynomials at `(x - centre) / scale`.
  private static double[][] legendre(double[] x, double centre, double scale, int n) {
    double[][] p = new double[n][x.length];
    for (int i = 0; i < x.length; i++) {
      double t = (x[i] - centre) / scale;
      for (int k = 0; k < n; k++) {
        p[k][i] =
            k == 0 ? 1 : k == 1 ? t : ((2 * k - 1) * t * p[k - 1][i] - (k - 1) * p[k - 2][i]) / k;
      }
    }
    return p;
  }

  /// Legendre polynomials of `(x - centre) / scale` as coefficients of powers of x, lowest first.
  private static double[][] powers(double centre, double scale, int n) {
    double[][] p = new double[n][n];
    for (int k = 0; k < n; k++) {
      if (k == 0) {
        p[0][0] = 1;
        continue;
      }
      double a = k == 1 ? 1 : (2.0 * k - 1) / k;
      double b = k == 1 ? 0 : (k - 1.0) / k;
      for (int power = 0; power <= k; power++) {
        double up = power == 0 ? 0 : p[k - 1][power - 1];
        double before = k < 2 ? 0 : p[k - 2][power];
        p[k][power] = a * (up - centre * p[k - 1][power]) / scale - b * before;
      }
    }
    return p;
  }

  /// Cholesky's decomposition, each entry an array; NaN where the matrix is singular.
  private static Variable[] solve(Variable[][] gram, Variable[] right) {
    int n = right.length;
    Variable[][] l = new Variable[n][n];
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        Variable rest = gram[i][j];
        for (int k = 0; k < j; k++) {
          rest = minus(rest, Arithmetic.binary(Op.Binary.MULTIPLY, l[i][k], l[j][k]));
        }
        l[i][j] =
            i == j
                ? Arithmetic.unary(Op.Unary.SQRT, positive(rest, gram[i][i]))
                : Arithmetic.binary(Op.Binary.DIVIDE, rest, l[j][j]);
      }
    }
    Variable[] z = new Variable[n];
    for (int i = 0; i < n; i++) {
      Variable rest = right[i];
      for (int k = 0; k < i; k++) {
        rest = minus(rest, Arithmetic.binary(Op.Binary.MULTIPLY, l[i][k], z[k]));
      }
      z[i] = Arithmetic.binary(Op.Binary.DIVIDE, rest, l[i][i]);
    }
    for (int i = n - 1; i >= 0; i--) {
      Variable rest = z[i];
      for (int k = i + 1; k < n; k++) {
        rest = minus(rest, Arithmetic.binary(Op.Binary.MULTIPLY, l[k][i], z[k]));
      }
      z[i] = Arithmetic.binary(Op.Binary.DIVIDE, rest, l[i][i]);
    }
    return z;
  }

  /// What is left of a diagonal, missing where rounding is all that is left.
  private static Variable positive(Variable rest, Variable diagonal) {
    Variable least = times(diagonal, 1e-13);
    Variable enough = Arithmetic.binary(Op.Binary.GREATER, rest, least);
    return Arithmetic.where(enough, rest, null);
  }
}
