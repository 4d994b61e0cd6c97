package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.kernel.Accumulator;

/// What a reduction computes along its axes.
///
/// @param kind the statistic
/// @param skipna whether missing values are left out; integers have none
/// @param ddof what is taken off the divisor of variance and standard deviation
/// @param minCount sums and products of fewer non-missing values are missing; 0 for no such rule
/// @param q the quantile in [0, 1] of [Kind#QUANTILE]; 0 otherwise
/// @param method where the quantile lies among the values
public record Reduction(
    Kind kind, boolean skipna, int ddof, long minCount, double q, QuantileMethod method) {
  /// The statistics. Sums, means and variances accumulate in double, integers in 64 bits.
  public enum Kind {
    SUM,
    PROD,
    MIN,
    MAX,
    MEAN,
    VAR,
    STD,
    COUNT,
    ANY,
    ALL,
    ARGMIN,
    ARGMAX,
    FIRST,
    LAST,
    MEDIAN,
    QUANTILE;

    /// Whether the whole reduced extent must be at hand at once.
    public boolean isOrderStatistic() {
      return this == MEDIAN || this == QUANTILE;
    }
  }

  /// What accumulates values of `dtype`; not for order statistics.
  ///
  /// @throws io.amasia.array.AmasiaException.Unsupported if the statistic is not defined for them
  public Accumulator accumulator(DType dtype) {
    return Accumulator.of(kernel(), dtype, settings());
  }

  Accumulator.Settings settings() {
    return new Accumulator.Settings(skipna, ddof, minCount);
  }

  /// What the kernels call the statistic.
  public Accumulator.Kind kernel() {
    return switch (kind) {
      case SUM -> Accumulator.Kind.SUM;
      case PROD -> Accumulator.Kind.PROD;
      case MIN -> Accumulator.Kind.MIN;
      case MAX -> Accumulator.Kind.MAX;
      case MEAN -> Accumulator.Kind.MEAN;
      case VAR -> Accumulator.Kind.VAR;
      case STD -> Accumulator.Kind.STD;
      case COUNT -> Accumulator.Kind.COUNT;
      case ANY -> Accumulator.Kind.ANY;
      case ALL -> Accumulator.Kind.ALL;
      case ARGMIN -> Accumulator.Kind.ARGMIN;
      case ARGMAX -> Accumulator.Kind.ARGMAX;
      case FIRST -> Accumulator.Kind.FIRST;
      case LAST -> Accumulator.Kind.LAST;
      case MEDIAN, QUANTILE -> throw new IllegalStateException("order statistic");
    };
  }

  /// The statistic with xarray's defaults: missing values skipped, ddof 0.
  public static Reduction of(Kind kind) {
    return new Reduction(kind, true, 0, 0, 0, QuantileMethod.LINEAR);
  }

  public Reduction withSkipna(boolean skip) {
    return new Reduction(kind, skip, ddof, minCount, q, method);
  }

  public Reduction withDdof(int n) {
    return new Reduction(kind, skipna, n, minCount, q, method);
  }

  public Reduction withMinCount(long n) {
    return new Reduction(kind, skipna, ddof, n, q, method);
  }

  /// The quantile `q`, linear between neighbours.
  ///
  /// @throws AmasiaException.Usage if `q` is not in [0, 1]
  public static Reduction quantile(double q, boolean skipna) {
    if (!(q >= 0 && q <= 1)) {
      throw new AmasiaException.Usage("quantile " + q + "; allowed are 0 to 1");
    }
    return new Reduction(Kind.QUANTILE, skipna, 0, 0, q, QuantileMethod.LINEAR);
  }

  public Reduction withMethod(QuantileMethod other) {
    return new Reduction(kind, skipna, ddof, minCount, q, other);
  }
}
