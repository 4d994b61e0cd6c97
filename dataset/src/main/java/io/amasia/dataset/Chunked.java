package io.amasia.dataset;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// How lazy values are cut into chunks. Values in memory are not.
///
/// @param <T> the type itself
public interface Chunked<T extends Labelled<T>> {
  /// See [Labelled#through].
  T through(UnaryOperator<Dataset> work);

  /// See [Labelled#self].
  T self();

  /// This with all values in memory, as `compute` gives it; see [Dataset#compute].
  default T persist() {
    return through(Dataset::compute);
  }

  /// The lengths of the chunks along each dimension that lazy variables and coordinates have; empty
  /// if all values are in memory.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if two of them are cut differently; see
  ///   [#unifyChunks]
  default Map<String, List<Long>> chunksizes() {
    return Chunking.sizes(Broadcasting.dataset(self()));
  }

  /// With the same chunks along each dimension for all lazy variables and coordinates: cut wherever
  /// one of them is. One that is not cut along a dimension does not keep others whole.
  default T unifyChunks() {
    return through(dataset -> Chunking.unify(List.of(dataset)).getFirst());
  }
}
