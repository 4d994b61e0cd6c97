package io.amasia.dataset;

import io.amasia.array.Indexer;
import io.amasia.plan.Nodes;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The same values in other places: stacked, padded, rolled, shifted, sorted.
///
/// @param <T> the type itself
public interface Rearranging<T extends Labelled<T>> {
  /// See [Labelled#through].
  T through(UnaryOperator<Dataset> work);

  /// Dimensions made one last dimension `name`, the last of them fastest. Their labels become
  /// levels of its multi-index; `sel` takes them by their names. `...` stands for the others, no
  /// name for all.
  default T stack(String name, String... dims) {
    return through(dataset ->
        MultiIndex.stack(
            dataset,
            name,
            dims.length == 0 ? List.copyOf(dataset.sizes().keySet()) : List.of(dims)));
  }

  /// A stacked dimension made its levels again, as last dimensions; missing where nothing was.
  ///
  /// @throws io.amasia.array.AmasiaException.Label if it has no levels, or they repeat
  default T unstack(String dim) {
    return unstack(dim, Fill.MISSING);
  }

  default T unstack(String dim, Fill fill) {
    return through(dataset -> MultiIndex.unstack(dataset, dim, fill));
  }

  /// All stacked dimensions made their levels again.
  default T unstack() {
    return through(dataset -> {
      Dataset result = dataset;
      for (String dim : dataset.sizes().keySet()) {
        if (!dataset.coords().levels(dim).isEmpty()) {
          result = MultiIndex.unstack(result, dim, Fill.MISSING);
        }
      }
      return result;
    });
  }

  /// Longer by as many missing values along `dim`.
  default T pad(String dim, long before, long after) {
    return pad(dim, before, after, Pad.constant());
  }

  /// Longer along `dim`, filled as `how` says.
  default T pad(String dim, long before, long after, Pad how) {
    return through(dataset -> Padding.pad(dataset, dim, before, after, how));
  }

  /// The values `n` positions further along `dim`, those that fall out at the end coming in at the
  /// beginning. Coordinates stay.
  default T roll(String dim, long n) {
    return through(dataset -> {
      dataset.size(dim);
      return dataset.mapVariables(v -> rolled(v, dim, n));
    });
  }

  /// The same, coordinates too.
  default T rollWithCoords(String dim, long n) {
    T rolled = roll(dim, n);
    return rolled.through(
        dataset -> dataset.withCoords(dataset.coords().map(v -> rolled(v, dim, n))));
  }

  private static Variable rolled(Variable v, String dim, long n) {
    if (!v.dims().contains(dim) || v.size(dim) == 0) {
      return v;
    }
    long size = v.size(dim);
    long first = Math.floorMod(-n, size);
    if (first == 0) {
      return v;
    }
    Variable end = Layout.take(v, dim, Indexer.Range.of(first, size - first));
    Variable start = Layout.take(v, dim, Indexer.Range.of(0, first));
    return v.sameValues(Nodes.concat(v.axis(dim), List.of(end.data(), start.data())));
  }

  /// The values `n` positions further along `dim`, `fill` where nothing came from.
  default T shift(String dim, long n, Fill fill) {
    return through(dataset -> {
      dataset.size(dim);
      Dataset result = dataset;
      for (Map.Entry<String, Variable> entry : dataset.variables().entrySet()) {
        Object own = fill.of(entry.getKey());
        result = result.with(entry.getKey(), Reshaping.shift(entry.getValue(), dim, n, own));
      }
      return result;
    });
  }

  /// Sorted along the dimensions of several 1-D keys, names of coordinates and variables or arrays;
  /// of those along one dimension the first counts most.
  default T sortby(List<?> by, boolean ascending) {
    return through(dataset -> Reshaping.sortby(dataset, by, ascending));
  }

  /// Sorted along the dimension of 1-D keys, which are brought onto the labels here.
  default T sortby(DataArray keys) {
    return sortby(List.of(keys), true);
  }
}
