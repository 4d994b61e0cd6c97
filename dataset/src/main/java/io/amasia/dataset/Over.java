package io.amasia.dataset;

import io.amasia.plan.QuantileMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How to reduce: over which dimensions and with which rules. `tas.sum(over("x").minCount(1))`.
///
/// @param dims the dimensions to reduce over, `...` for all; empty for the default: all, for groups
///   the grouped one
/// @param skipna whether missing values are left out; null for the default, which is to leave them
///   out
/// @param minCount sums and products of fewer non-missing values are missing
/// @param ddof what is taken off the divisor of variances and standard deviations
/// @param keepAttrs whether the attributes that stay true are kept
/// @param method where quantiles lie among the values
public record Over(
    List<String> dims,
    @Nullable Boolean skipna,
    long minCount,
    int ddof,
    boolean keepAttrs,
    QuantileMethod method) {
  private static final String ALL = "...";

  public Over {
    dims = List.copyOf(dims);
  }

  /// Over the given dimensions, or all if there are none.
  public static Over over(String... dims) {
    return new Over(
        List.of(dims), null, 0, 0, Defaults.current().keepAttrs(), QuantileMethod.LINEAR);
  }

  public Over skipna(boolean skip) {
    return new Over(dims, skip, minCount, ddof, keepAttrs, method);
  }

  public Over minCount(long n) {
    return new Over(dims, skipna, n, ddof, keepAttrs, method);
  }

  public Over ddof(int n) {
    return new Over(dims, skipna, minCount, n, keepAttrs, method);
  }

  public Over keepAttrs(boolean keep) {
    return new Over(dims, skipna, minCount, ddof, keep, method);
  }

  /// With quantiles by another method than `linear`, under NumPy's name: `hazen`, `lower` and so
  /// on.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if there is none of that name
  public Over method(String name) {
    return new Over(dims, skipna, minCount, ddof, keepAttrs, QuantileMethod.find(name));
  }

  /// Over other dimensions.
  public Over withDims(List<String> changed) {
    return new Over(changed, skipna, minCount, ddof, keepAttrs, method);
  }

  /// Whether missing values are left out: the default is to leave them out.
  public boolean skipsMissing() {
    return skipna == null || skipna;
  }

  /// Whether all dimensions are named at once.
  public boolean isAll() {
    return dims.equals(List.of(ALL));
  }
}
