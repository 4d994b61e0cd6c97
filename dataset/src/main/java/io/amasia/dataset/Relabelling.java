package io.amasia.dataset;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Other labels, and positions left out: reindexing, indexes of other coordinates, dropping.
///
/// @param <T> the type itself
public interface Relabelling<T extends Labelled<T>> {
  /// See [Labelled#through].
  T through(UnaryOperator<Dataset> work);

  /// At new labels along `dim`, missing where there is none of them; integers become floats then.
  ///
  /// @param labels an array or list of labels, or a 1-D [DataArray]
  /// @throws io.amasia.array.AmasiaException.Alignment if labels here repeat
  default T reindex(String dim, Object labels) {
    return reindex(Map.of(dim, labels), Lookup.EXACT, Fill.MISSING);
  }

  /// The same, where labels that are not there take the value `lookup` finds for them.
  default T reindex(String dim, Object labels, Lookup lookup) {
    return reindex(Map.of(dim, labels), lookup, Fill.MISSING);
  }

  default T reindex(Map<String, ?> labels) {
    return reindex(labels, Lookup.EXACT, Fill.MISSING);
  }

  /// At new labels along several dimensions, filled where `lookup` finds nothing.
  default T reindex(Map<String, ?> labels, Lookup lookup, Fill fill) {
    return through(dataset -> Reindexing.reindex(dataset, labels, lookup, fill));
  }

  /// At the labels of `other` along the dimensions both have labels for.
  default T reindexLike(Labelled<?> other) {
    return reindexLike(other, Lookup.EXACT, Fill.MISSING);
  }

  default T reindexLike(Labelled<?> other, Lookup lookup, Fill fill) {
    return through(dataset -> {
      Dataset result = dataset;
      for (String dim : dataset.sizes().keySet()) {
        if (!dataset.has(dim) && other.coords().hasIndex(dim)) {
          result = result.withCoord(dim, other.coords().get(dim));
        } else if (dataset.coords().hasIndex(dim) && other.coords().hasIndex(dim)) {
          result = Reindexing.reindex(result, dim, other.coords().get(dim), lookup, fill);
        }
      }
      return result;
    });
  }

  /// These values, and where one is missing or not there, that of `other`; labels are outer-joined.
  default T combineFirst(T other) {
    return through(dataset -> Merging.combineFirst(dataset, Broadcasting.dataset(other)));
  }

  /// Outer-joined with `other` and repeated along the dimensions that only it has.
  default T broadcastLike(Labelled<?> other) {
    return through(dataset -> Broadcasting.like(dataset, other));
  }

  /// Without the given labels along `dim`: one, a list, an array or a slice.
  ///
  /// @throws io.amasia.array.AmasiaException.Label if one is not there
  default T dropSel(String dim, Object labels) {
    return through(dataset -> Dropping.labels(dataset, dim, labels));
  }

  /// Without the given positions along `dim`.
  default T dropIsel(String dim, Object positions) {
    return through(
        dataset -> Dropping.positions(dataset, dim, Selection.positions(dataset, dim, positions)));
  }

  /// Without the positions along `dim` at which any value is missing. Looks at once.
  default T dropna(String dim) {
    return dropna(dim, How.ANY);
  }

  /// Without the positions along `dim` at which any or all values are missing. Looks at once.
  default T dropna(String dim, How how) {
    return through(dataset -> Dropping.dropna(dataset, dim, how, -1, List.of()));
  }

  /// Without the positions along `dim` at which fewer than `least` values are there. Looks at once.
  default T dropna(String dim, long least) {
    return through(dataset -> Dropping.dropna(dataset, dim, How.ANY, least, List.of()));
  }

  /// Without the positions along `dim` at which one of the named variables is missing.
  default T dropna(String dim, List<String> subset) {
    return through(dataset -> Dropping.dropna(dataset, dim, How.ANY, -1, subset));
  }

  /// Each label along `dim` once, where it comes first.
  default T dropDuplicates(String dim) {
    return dropDuplicates(dim, Keep.FIRST);
  }

  /// With those of equal labels along `dim` that are to be kept.
  default T dropDuplicates(String dim, Keep keep) {
    return through(dataset -> Dropping.duplicates(dataset, dim, keep));
  }

  /// The 1-D coordinate `by` in the place of the labels of `dim`; several become the levels of a
  /// multi-index.
  default T setIndex(String dim, String... by) {
    return through(dataset -> MultiIndex.setIndex(dataset, dim, List.of(by)));
  }

  /// With an index on a 1-D coordinate of any name: labels are looked up and arrays aligned by it,
  /// beside the index that its dimension may have. Several coordinates along one dimension become
  /// the levels of a multi-index.
  ///
  /// @throws io.amasia.array.AmasiaException.Label if there is no such coordinate
  /// @throws io.amasia.array.AmasiaException.Unsupported if it is not 1-D: there are indexes of
  ///   labels along one dimension only
  default T setXindex(String... coords) {
    return through(dataset -> Indexing.set(dataset, List.of(coords)));
  }

  /// The named coordinates without their index: arrays are no longer aligned by them. `sel` still
  /// finds their labels.
  ///
  /// @throws io.amasia.array.AmasiaException.Label if one is no coordinate or has no index, or if
  ///   only some levels of a multi-index are named
  default T dropIndexes(String... coords) {
    return through(dataset -> Indexing.drop(dataset, List.of(coords)));
  }

  /// The levels of the multi-index of `dim` in another order.
  ///
  /// @throws io.amasia.array.AmasiaException.Label if these are not all of them
  default T reorderLevels(String dim, String... levels) {
    return through(dataset -> MultiIndex.reorderLevels(dataset, dim, List.of(levels)));
  }

  /// The index of the coordinate `dim`, or the levels of its multi-index, made plain coordinates.
  default T resetIndex(String dim) {
    return through(dataset -> MultiIndex.resetIndex(dataset, dim, false));
  }

  /// The labels of `dim` dropped, if `drop`.
  default T resetIndex(String dim, boolean drop) {
    return through(dataset -> MultiIndex.resetIndex(dataset, dim, drop));
  }

  /// The calendar of the times along `dim` changed, dates kept: those the calendar lacks go. See
  /// [CalendarConversion].
  default T convertCalendar(String dim, io.amasia.array.Calendar to) {
    return convertCalendar(CalendarConversion.of(dim, to));
  }

  default T convertCalendar(CalendarConversion how) {
    return through(how::convert);
  }

  /// Interpolated along `dim` at times of any calendar, by the part of the year that has gone by.
  /// Only for data whose time of day means nothing.
  default T interpCalendar(String dim, DataArray target) {
    return through(dataset -> CalendarConversion.interpolate(dataset, target, dim));
  }
}
