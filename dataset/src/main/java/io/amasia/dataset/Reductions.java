package io.amasia.dataset;

import static io.amasia.dataset.Over.over;

import io.amasia.plan.Reduction.Kind;

/// The statistics that arrays, datasets, groups and weighted arrays can be reduced by, with
/// xarray's meaning.
///
/// Missing values are skipped unless said otherwise. Statistics of nothing are missing, sums 0 and
/// products 1. Sums of integers are 64 bits wide, means and variances of them `float64`.
///
/// @param <T> what comes out
public interface Reductions<T> {
  /// The statistic `kind`; every other method here is a word for it.
  T reduce(Kind kind, Over over);

  /// The quantile `q` in [0, 1], linear between neighbours, as `float64`.
  T quantile(double q, Over over);

  /// Several quantiles, along a new first dimension `quantile`.
  T quantile(double[] q, Over over);

  default T mean(String... dims) {
    return reduce(Kind.MEAN, over(dims));
  }

  default T mean(Over over) {
    return reduce(Kind.MEAN, over);
  }

  default T sum(String... dims) {
    return reduce(Kind.SUM, over(dims));
  }

  default T sum(Over over) {
    return reduce(Kind.SUM, over);
  }

  default T prod(String... dims) {
    return reduce(Kind.PROD, over(dims));
  }

  default T prod(Over over) {
    return reduce(Kind.PROD, over);
  }

  default T min(String... dims) {
    return reduce(Kind.MIN, over(dims));
  }

  default T min(Over over) {
    return reduce(Kind.MIN, over);
  }

  default T max(String... dims) {
    return reduce(Kind.MAX, over(dims));
  }

  default T max(Over over) {
    return reduce(Kind.MAX, over);
  }

  /// The standard deviation, divided by n.
  default T std(String... dims) {
    return reduce(Kind.STD, over(dims));
  }

  default T std(Over over) {
    return reduce(Kind.STD, over);
  }

  /// The variance, divided by n.
  default T var(String... dims) {
    return reduce(Kind.VAR, over(dims));
  }

  default T var(Over over) {
    return reduce(Kind.VAR, over);
  }

  default T median(String... dims) {
    return reduce(Kind.MEDIAN, over(dims));
  }

  default T median(Over over) {
    return reduce(Kind.MEDIAN, over);
  }

  /// The number of values that are not missing.
  default T count(String... dims) {
    return reduce(Kind.COUNT, over(dims));
  }

  /// Whether any value is true; NaN is.
  default T any(String... dims) {
    return reduce(Kind.ANY, over(dims));
  }

  /// Whether all values are true; NaN is.
  default T all(String... dims) {
    return reduce(Kind.ALL, over(dims));
  }

  /// The first value that is not missing.
  default T first(String... dims) {
    return reduce(Kind.FIRST, over(dims));
  }

  default T first(Over over) {
    return reduce(Kind.FIRST, over);
  }

  /// The last value that is not missing.
  default T last(String... dims) {
    return reduce(Kind.LAST, over(dims));
  }

  default T last(Over over) {
    return reduce(Kind.LAST, over);
  }

  default T quantile(double q, String... dims) {
    return quantile(q, over(dims));
  }

  default T quantile(double[] q, String... dims) {
    return quantile(q, over(dims));
  }
}
