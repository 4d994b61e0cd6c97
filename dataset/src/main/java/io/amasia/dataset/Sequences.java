package io.amasia.dataset;

import static io.amasia.dataset.Over.over;

import io.amasia.array.DType;
import io.amasia.dataset.group.Coarsening;
import io.amasia.dataset.group.Rolling;
import io.amasia.dataset.group.RollingExp;
import io.amasia.plan.Scanning;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Words for values in their order along a dimension: running sums, windows, fills, differences,
/// interpolation, derivatives. Variables that lack the dimension pass unchanged.
///
/// @param <T> the type itself
public sealed interface Sequences<T extends Labelled<T>> extends Labelled<T>
    permits DataArray, Dataset {
  /// The sum of all values so far along each of `dims` in turn, all if none is named; missing
  /// values count as 0.
  default T cumsum(String... dims) {
    return cumsum(over(dims));
  }

  /// The same with `skipna` chosen: without it a missing value spoils all that follow.
  default T cumsum(Over over) {
    return through(dataset -> Running.scan(dataset, Scanning.SUM, over));
  }

  /// The product of all values so far; missing values count as 1.
  default T cumprod(String... dims) {
    return cumprod(over(dims));
  }

  default T cumprod(Over over) {
    return through(dataset -> Running.scan(dataset, Scanning.PROD, over));
  }

  /// Missing values replaced by the last value before them along `dim`.
  default T ffill(String dim) {
    return through(dataset -> Running.fill(dataset, dim, 0, false));
  }

  /// At most `limit` missing values in a row replaced.
  default T ffill(String dim, long limit) {
    return through(dataset -> Running.fill(dataset, dim, Running.positive("limit", limit), false));
  }

  /// Missing values replaced by the next value after them along `dim`.
  default T bfill(String dim) {
    return through(dataset -> Running.fill(dataset, dim, 0, true));
  }

  default T bfill(String dim, long limit) {
    return through(dataset -> Running.fill(dataset, dim, Running.positive("limit", limit), true));
  }

  /// Missing values between others replaced by straight lines between those, along the coordinate
  /// `dim`; those at the ends stay.
  default T interpolateNa(String dim) {
    return interpolateNa(dim, Gaps.between());
  }

  default T interpolateNa(String dim, Gaps gaps) {
    return through(dataset -> GapFilling.fill(dataset, dim, gaps));
  }

  /// Each value minus the one before it along `dim`, labelled by the later of the two. Times give
  /// time differences.
  default T diff(String dim) {
    return diff(dim, 1, true);
  }

  /// The `n`-th differences; the first ones are labelled by their later or by their earlier ends,
  /// as `upper` says, differences of these by the later ones.
  default T diff(String dim, int n, boolean upper) {
    return through(dataset -> Running.diff(dataset, dim, n, upper));
  }

  /// Ranks along `dim` from 1, ties sharing their mean, missing values left out; as `float64`.
  default T rank(String dim) {
    return through(dataset -> Running.rank(dataset, dim, false));
  }

  /// Ranks divided by the number of values.
  default T rank(String dim, boolean pct) {
    return through(dataset -> Running.rank(dataset, dim, pct));
  }

  /// The derivative along a coordinate: second-order differences of unequal steps inside,
  /// first-order ones at the ends (NumPy's `gradient`). In units of the values per unit of the
  /// coordinate.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage along a time, which needs a unit
  default T differentiate(String coord) {
    return through(dataset -> Calculus.differentiate(dataset, coord, null, 1));
  }

  /// The same with differences of order 1 or 2 at the ends; 2 takes three places there.
  default T differentiate(String coord, int edgeOrder) {
    return through(dataset -> Calculus.differentiate(dataset, coord, null, edgeOrder));
  }

  /// The derivative per `unit` of time: `D`, `h`, `m`, `s`, `ms` or `us`.
  default T differentiate(String coord, String unit) {
    return through(dataset -> Calculus.differentiate(dataset, coord, unit, 1));
  }

  default T differentiate(String coord, String unit, int edgeOrder) {
    return through(dataset -> Calculus.differentiate(dataset, coord, unit, edgeOrder));
  }

  /// The integral along a coordinate by trapezoids; a missing value makes it missing.
  default T integrate(String coord) {
    return through(dataset -> Calculus.integrate(dataset, coord, null));
  }

  /// The integral over time counted in `unit`.
  default T integrate(String coord, String unit) {
    return through(dataset -> Calculus.integrate(dataset, coord, unit));
  }

  /// The integral up to each label of a coordinate, 0 at the first.
  default T cumulativeIntegrate(String coord) {
    return through(dataset -> Calculus.cumulativeIntegrate(dataset, coord, null));
  }

  default T cumulativeIntegrate(String coord, String unit) {
    return through(dataset -> Calculus.cumulativeIntegrate(dataset, coord, unit));
  }

  /// Windows of `window` positions that end at each position along `dim`.
  default Rolling<T> rolling(String dim, int window) {
    return rolling(Map.of(dim, window));
  }

  /// Windows over several dimensions at once, in the order of a map that has one, else of the
  /// dimensions.
  default Rolling<T> rolling(Map<String, Integer> windows) {
    Map<String, Integer> ordered = new LinkedHashMap<>();
    if (!(windows instanceof SequencedMap)) { // Map.of has no order of its own
      sizes().keySet().stream()
          .filter(windows::containsKey)
          .forEach(dim -> ordered.put(dim, windows.get(dim)));
    }
    ordered.putAll(windows);
    return new Rolling<>(self(), ordered);
  }

  /// Windows without an end in which values count the less the further back they lie; `window` is
  /// their span, as in an `N`-day average.
  default RollingExp<T> rollingExp(String dim, double window) {
    return rollingExp(dim, window, RollingExp.WindowType.SPAN);
  }

  /// The same with `window` counted as `type` says.
  default RollingExp<T> rollingExp(String dim, double window, RollingExp.WindowType type) {
    return new RollingExp<>(self(), dim, window, type);
  }

  /// All positions so far along each of `dims`: a window that grows.
  default Rolling<T> cumulative(String... dims) {
    Map<String, Integer> windows = new LinkedHashMap<>();
    for (String dim : dims) {
      windows.put(dim, Math.toIntExact(Math.max(1, size(dim))));
    }
    return new Rolling<>(self(), windows).minPeriods(1);
  }

  /// Blocks of `window` positions along `dim`, which must divide its length.
  default Coarsening<T> coarsen(String dim, int window) {
    return coarsen(Map.of(dim, window));
  }

  default Coarsening<T> coarsen(Map<String, Integer> windows) {
    return new Coarsening<>(self(), new LinkedHashMap<>(windows));
  }

  /// Linear interpolation at `targets` along the coordinate `dim`: see [#interp(Map, String)].
  default T interp(String dim, Object targets) {
    return interp(Map.of(dim, targets), "linear");
  }

  default T interp(String dim, Object targets, String method) {
    return interp(Map.of(dim, targets), method);
  }

  default T interp(Map<String, ?> targets) {
    return interp(targets, "linear");
  }

  /// Interpolation at other labels, dimension by dimension, or point by point where targets share a
  /// dimension. Labels may stand in any order. Outside of them the result is missing; a missing
  /// value makes those around it missing; by straight lines in more than one dimension also the
  /// label after it (for points, before it), as in xarray.
  ///
  /// @param targets for each dimension a number or date (drops it), an array or list of them, or a
  ///   [DataArray] of labels along other dimensions
  /// @param method what [Interpolation#of] knows: `linear`, `nearest` (the lower of two at equal
  ///   distance), `cubic` (a not-a-knot spline), `quadratic`, `pchip`, `akima` and others
  /// @throws io.amasia.array.AmasiaException.Unsupported for other methods
  default T interp(Map<String, ?> targets, String method) {
    return interp(targets, Interpolation.of(method));
  }

  /// The same by a method that may go on outside of the labels.
  default T interp(Map<String, ?> targets, Interpolation how) {
    return through(dataset -> Interpolating.interp(dataset, targets, how));
  }

  /// Interpolation at the labels of `other`, for the dimensions that both have. Along texts and
  /// booleans there is nothing between: what lacks a label of `other` is missing there.
  default T interpLike(Labelled<?> other, String method) {
    Map<String, Object> targets = new LinkedHashMap<>();
    Map<String, Object> names = new LinkedHashMap<>();
    for (String dim : sizes().keySet()) {
      boolean both = coords().hasIndex(dim) && other.coords().hasIndex(dim);
      if (both) {
        Variable labels = other.coords().get(dim);
        boolean named = labels.dtype() == DType.STRING || labels.dtype() == DType.BOOL;
        (named ? names : targets).put(dim, new DataArray(dim, labels, Coordinates.NONE));
      }
    }
    return through(dataset -> dataset.reindex(names).interp(targets, method));
  }

  default T interpLike(Labelled<?> other) {
    return interpLike(other, "linear");
  }

  /// A curve in the coordinate `coord` fitted by least squares, as [CurveFit] tells:
  /// `curvefit_coefficients` along `param` and `curvefit_covariance` (for datasets `NAME_…`).
  ///
  /// @param params the names of the parameters that `curve` takes, looked for from 1 on
  default Dataset curvefit(String coord, CurveFit.Function curve, String... params) {
    return CurveFit.of(curve, params).fit(self(), coord);
  }

  /// A polynomial in the coordinate `dim` fitted by least squares, missing values left out:
  /// `polyfit_coefficients` (for datasets `NAME_polyfit_coefficients`) along `degree`, highest
  /// first. Times count nanoseconds since 1970, as in xarray; see [PolynomialFit] for other units.
  default Dataset polyfit(String dim, int degree) {
    return PolynomialFit.of(degree).fit(self(), dim);
  }
}
