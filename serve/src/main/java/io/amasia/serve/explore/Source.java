package io.amasia.serve.explore;

import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.geo.Places;
import java.util.List;

/// A dataset that can be looked at.
///
/// @param name what it is called
/// @param urls what it was opened from; empty if a program made it
/// @param dataset with true longitudes and latitudes of rotated grids
/// @param located whether these were added
/// @param check throws if the files it is read from are no longer what they were
record Source(String name, List<String> urls, Dataset dataset, boolean located, Runnable check) {
  private static final long MOST_HELD = 1_000_000;

  static Source of(String name, List<String> urls, Dataset given, Runnable check) {
    Dataset located = Places.located(given);
    return new Source(name, List.copyOf(urls), located, located != given, check);
  }

  /// The same with its coordinates in memory, but for very long ones: each picture needs them, and
  /// in many files a chunk holds one moment.
  Source holdingCoordinates() {
    Coordinates held = dataset.coords();
    for (var coord : dataset.coords().asMap().entrySet()) {
      if (coord.getValue().shape().size() <= MOST_HELD) {
        held = held.with(coord.getKey(), coord.getValue().compute());
      }
    }
    return new Source(name, urls, dataset.withCoords(held), located, check);
  }
}
