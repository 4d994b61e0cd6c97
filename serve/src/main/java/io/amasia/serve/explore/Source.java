package io.amasia.serve.explore;

import io.amasia.dataset.Dataset;
import io.amasia.geo.RotatedPole;
import java.util.List;

/// A dataset that can be looked at.
///
/// @param name what it is called
/// @param urls what it was opened from; empty if a program made it
/// @param dataset with true longitudes and latitudes of rotated grids
/// @param located whether these were added
record Source(String name, List<String> urls, Dataset dataset, boolean located) {
  static Source of(String name, List<String> urls, Dataset given) {
    Dataset located = RotatedPole.located(given);
    return new Source(name, List.copyOf(urls), located, located != given);
  }
}
