package io.amasia.dataset;

import static io.amasia.dataset.Over.over;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Reduction.Kind;

/// Where the least and the greatest values are: their positions, and their labels. Of equal ones
/// the first.
///
/// @param <T> the type itself
public sealed interface Extremes<T extends Labelled<T>> extends Labelled<T>
    permits DataArray, Dataset {
  /// The position along `dim` of the greatest value; without a dimension, counted through all of
  /// them, the last fastest.
  ///
  /// @throws AmasiaException.Usage for several dimensions: see [DataArray#argmax(java.util.List)]
  default T argmax(String... dim) {
    return argmax(over(dim));
  }

  /// The same with `skipna` chosen: without it the first missing value is the extreme one.
  default T argmax(Over over) {
    return through(dataset -> ExtremePlaces.position(dataset, Kind.ARGMAX, over));
  }

  /// The position along `dim` of the least value; without a dimension, counted through all.
  default T argmin(String... dim) {
    return argmin(over(dim));
  }

  default T argmin(Over over) {
    return through(dataset -> ExtremePlaces.position(dataset, Kind.ARGMIN, over));
  }

  /// The label along `dim` of the greatest value, missing where all are; the one dimension need not
  /// be named.
  default T idxmax(String... dim) {
    return idxmax(over(dim), Fill.MISSING);
  }

  /// The same with `skipna` chosen, and what stands where there is no such label.
  default T idxmax(Over over, Fill none) {
    return through(dataset -> ExtremePlaces.label(dataset, Kind.MAX, over, none));
  }

  /// The label along `dim` of the least value, missing where all are.
  default T idxmin(String... dim) {
    return idxmin(over(dim), Fill.MISSING);
  }

  default T idxmin(Over over, Fill none) {
    return through(dataset -> ExtremePlaces.label(dataset, Kind.MIN, over, none));
  }
}
