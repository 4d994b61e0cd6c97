package io.amasia.dataset;

import java.io.Serializable;

/// Work of one's own on a labelled block in memory; see [DataArray#mapBlocks].
///
/// It may be called from several threads at once, and more than once for a block.
///
/// @param <T> arrays or datasets
@FunctionalInterface
public interface BlockWork<T> extends Serializable {
  /// What the block becomes, of the dimensions and dtypes that the template says.
  T apply(T block);
}
