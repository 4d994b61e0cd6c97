package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Curves of one's own fitted by least squares, lazily, each line by itself: xarray's `curvefit`.
///
/// The result has `curvefit_coefficients` along `param` and their `curvefit_covariance` along
/// `cov_i` and `cov_j`, for each variable of a dataset `NAME_curvefit_…`. Missing values are left
/// out; a line without values gives NaN. The covariance is scaled by what is left of the squares,
/// as SciPy's `curve_fit` does; it is infinite where there are no more values than parameters, or
/// values do not tell a parameter. Coordinates are read as numbers: times as nanoseconds since
/// 1970.
///
/// ```java
/// CurveFit.of((x, p) -> p[0] * Math.exp(-x[0] / p[1]), "height", "length")
///     .start("length", 1000)
///     .bounds("length", 0, 1e6)
///     .fit(profile, "z");
/// ```
///
/// @param curve the curve
/// @param params the names of its parameters
/// @param starts where each is looked for first: a number or an array; 1 unless said otherwise
/// @param bounds between which values each is looked for
/// @param reduceDims further dimensions whose values count as of one line
/// @param skipna whether missing values are left out rather than refused
/// @param ignoresErrors whether a line whose parameters are not found gives NaN rather than an
///   error
/// @param steps at most
public record CurveFit(
    Function curve,
    List<String> params,
    Map<String, Object> starts,
    Map<String, Bounds> bounds,
    List<String> reduceDims,
    boolean skipna,
    boolean ignoresErrors,
    int steps) {
  /// A curve.
  @FunctionalInterface
  public interface Function extends Serializable {
    /// Its value at the coordinates `x`, one each, with parameters `p`.
    double at(double[] x, double[] p);
  }

  /// The least and the greatest value of a parameter: numbers or arrays.
  public record Bounds(Object lower, Object upper) {}

  public CurveFit {
    params = List.copyOf(params);
    starts = Map.copyOf(starts);
    bounds = Map.copyOf(bounds);
    reduceDims = List.copyOf(reduceDims);
    if (params.isEmpty() || Set.copyOf(params).size() != params.size()) {
      throw new AmasiaException.Usage(
          "parameters %s; name one or more, each once".formatted(params));
    }
  }

  /// Fits of `curve` with the parameters named.
  public static CurveFit of(Function curve, String... params) {
    return new CurveFit(
        curve,
        List.of(params),
        Map.of(),
        Map.of(),
        List.of(),
        true,
        false,
        200 * (params.length + 1));
  }

  /// With `param` looked for near `value` first: a number, or an array of some of the dimensions
  /// that are kept.
  public CurveFit start(String param, Object value) {
    return new CurveFit(
        curve,
        params,
        with(starts, param, value),
        bounds,
        reduceDims,
        skipna,
        ignoresErrors,
        steps);
  }

  /// With `param` looked for between two values: numbers or arrays, infinite for no bound.
  public CurveFit bounds(String param, Object lower, Object upper) {
    var both = new Bounds(lower, upper);
    return new CurveFit(
        curve, params, starts, with(bounds, param, both), reduceDims, skipna, ignoresErrors, steps);
  }

  private <V> Map<String, V> with(Map<String, V> before, String param, V value) {
    if (!params.contains(param)) {
      throw new AmasiaException.Usage("no parameter '%s'; there are %s".formatted(param, params));
    }
    Map<String, V> changed = new LinkedHashMap<>(before);
    changed.put(param, value);
    return changed;
  }

  /// With the values along further dimensions taken as of one line.
  public CurveFit reduceDims(String... dims) {
    return new CurveFit(curve, params, starts, bounds, List.of(dims), skipna, ignoresErrors, steps);
  }

  public CurveFit skipna(boolean skip) {
    return new CurveFit(curve, params, starts, bounds, reduceDims, skip, ignoresErrors, steps);
  }

  /// With NaN for lines whose parameters are not found, instead of an error.
  public CurveFit ignoringErrors() {
    return new CurveFit(curve, params, starts, bounds, reduceDims, skipna, true, steps);
  }

  /// The parameters of the curve along coordinates of `object`, in the order the curve takes them.
  ///
  /// @throws AmasiaException.Label if there is no such coordinate
  /// @throws AmasiaException.TaskFailed when values are asked for, if those of a line are not found
  public Dataset fit(Labelled<?> object, String... coords) {
    Dataset dataset = Broadcasting.dataset(object);
    return fit(object, Arrays.stream(coords).map(c -> coordinate(dataset, c)).toList());
  }

  private static DataArray coordinate(Dataset dataset, String name) {
    if (!dataset.has(name) && dataset.sizes().containsKey(name)) {
      double[] positions = Places.positions(dataset.size(name));
      return new DataArray(name, Variable.of(List.of(name), positions), Coordinates.NONE);
    }
    return dataset.get(name);
  }

  /// The same along other arrays.
  public Dataset fit(Labelled<?> object, List<DataArray> coords) {
    Dataset dataset = Broadcasting.dataset(object);
    Set<String> reduced = new LinkedHashSet<>(reduceDims);
    reduced.forEach(dataset::size);
    for (DataArray coord : coords) {
      if (coord.dims().size() == 1 && coord.name().equals(Optional.of(coord.dims().getFirst()))) {
        reduced.addAll(coord.dims());
      }
    }
    if (coords.isEmpty() || reduced.isEmpty()) {
      throw new AmasiaException.Usage(
          "a curve along %s; name a coordinate that labels its dimension, or reduceDims"
              .formatted(coords.stream().map(c -> c.name().orElse("?")).toList()));
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    Map<String, Variable> labels = new LinkedHashMap<>();
    for (String name : dataset.variables().keySet()) {
      String prefix = name.equals(Dataset.TEMPORARY) ? "" : name + "_";
      List<DataArray> fitted = fit(dataset.get(name), coords, List.copyOf(reduced));
      variables.put(prefix + "curvefit_coefficients", fitted.getFirst().variable());
      variables.put(prefix + "curvefit_covariance", fitted.get(1).variable());
      fitted.forEach(one -> one.coords().asMap().forEach(labels::putIfAbsent));
    }
    for (String dim : List.of("param", "cov_i", "cov_j")) {
      labels.put(dim, Variable.of(List.of(dim), params.toArray(String[]::new)));
    }
    return new Dataset(variables, new Coordinates(labels), Map.of());
  }

  private List<DataArray> fit(DataArray values, List<DataArray> coords, List<String> reduced) {
    List<DataArray> inputs = new ArrayList<>();
    List<String> own = reduced.stream().filter(values.dims()::contains).toList();
    if (own.size() < reduced.size()) {
      throw new AmasiaException.Label(
          "'%s' has dimensions %s; a curve along %s needs all of these"
              .formatted(values.name().orElse("the array"), values.dims(), reduced));
    }
    DataArray y = number(values);
    inputs.add(y);
    for (DataArray coord : coords) {
      DataArray x = number(coord);
      for (String dim : reduced) {
        x = x.dims().contains(dim) ? x : x.expandDims(dim, y.size(dim));
      }
      inputs.add(x);
    }
    for (String param : params) {
      Bounds between = bounds.getOrDefault(param, UNBOUND);
      inputs.add(plain(starts.getOrDefault(param, Double.NaN), param, reduced));
      inputs.add(plain(between.lower, param, reduced));
      inputs.add(plain(between.upper, param, reduced));
    }
    var lines = new CurveFitting(curve, coords.size(), params.size(), skipna, ignoresErrors, steps);
    Ufunc ufunc =
        Ufunc.several(lines, DType.FLOAT64, DType.FLOAT64)
            .vectorize()
            .output(0, "param", params.size())
            .output(1, "cov_i", params.size())
            .output(1, "cov_j", params.size());
    for (int k = 0; k <= coords.size(); k++) {
      ufunc = ufunc.core(reduced.toArray(String[]::new));
    }
    return ufunc.applyAll(inputs.toArray(DataArray[]::new));
  }

  private static final Bounds UNBOUND =
      new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private static DataArray plain(Object value, String param, List<String> reduced) {
    if (!(value instanceof DataArray array)) {
      return DataArray.of(((Number) value).doubleValue());
    }
    if (array.dims().stream().anyMatch(reduced::contains)) {
      throw new AmasiaException.Usage(
          "values for '%s' along %s; the dimensions %s are fitted along, so only others are allowed"
              .formatted(param, array.dims(), reduced));
    }
    return number(array);
  }

  /// Numbers as `float64`; times in nanoseconds since 1970.
  private static DataArray number(DataArray array) {
    Variable v = array.variable().withAttrs(Map.of());
    if (v.dtype().isTime()) {
      Variable micros = Variable.of(v.dims(), Nodes.cast(v.data(), DType.INT64));
      return array.withVariable(Arithmetic.scalar(Op.Binary.MULTIPLY, cast(micros), 1000.0, false));
    }
    return array.withVariable(cast(v));
  }

  private static Variable cast(Variable v) {
    return v.computed(Nodes.cast(v.data(), DType.FLOAT64));
  }
}
