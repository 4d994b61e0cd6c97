package io.amasia.dataset;

/// Weights that depend on what they weigh, such as the areas of its cells or the lengths of its
/// months: given by name where arrays are weighted, found there.
@FunctionalInterface
public interface Weights {
  /// The weights for the variables of `dataset`, along the dimensions they are about, not missing
  /// anywhere.
  ///
  /// @throws io.amasia.array.AmasiaException if its coordinates don't tell them
  DataArray of(Dataset dataset);

  /// The weights for an array or a dataset. An array has its coordinates to tell them by, and the
  /// bounds these carry.
  default DataArray of(Labelled<?> object) {
    return switch (object) {
      case DataArray array -> of(array.withBounds(array.name().orElse("the array")));
      case Dataset dataset -> of(dataset);
    };
  }
}
