package io.amasia.dataset.group;

import io.amasia.dataset.Variable;

/// How positions are put into groups by what a coordinate has there.
public sealed interface Grouper
    permits UniqueGrouper, BinGrouper, SeasonGrouper, SeasonResampler, Resampling {
  /// The groups of the positions of `along`, which is read at once.
  ///
  /// @param name what the coordinate is called
  Grouping group(String name, Variable along);
}
