package io.amasia.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How to reduce: over which dimensions and with which rules. `tas.sum(over("x").minCount(1))`.
///
/// @param dims the dimensions to reduce over; empty for all (for groups: the grouped one)
/// @param skipna whether missing values are left out; null for the default, which is to leave them
///   out
/// @param minCount sums and products of fewer non-missing values are missing
/// @param ddof what is taken off the divisor of variances and standard deviations
/// @param keepAttrs whether the attributes that stay true are kept
public record Over(
    List<String> dims, @Nullable Boolean skipna, long minCount, int ddof, boolean keepAttrs) {
  public Over {
    dims = List.copyOf(dims);
  }

  /// Over the given dimensions, or all if there are none.
  public static Over over(String... dims) {
    return new Over(List.of(dims), null, 0, 0, true);
  }

  public Over skipna(boolean skip) {
    return new Over(dims, skip, minCount, ddof, keepAttrs);
  }

  public Over minCount(long n) {
    return new Over(dims, skipna, n, ddof, keepAttrs);
  }

  public Over ddof(int n) {
    return new Over(dims, skipna, minCount, n, keepAttrs);
  }

  public Over keepAttrs(boolean keep) {
    return new Over(dims, skipna, minCount, ddof, keep);
  }

  Over withDims(List<String> changed) {
    return new Over(changed, skipna, minCount, ddof, keepAttrs);
  }
}
